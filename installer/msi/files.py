"""The payload as Windows Installer sees it: folders and files with keys and with short names of 8.3."""

from pathlib import Path, PurePath

from msgspec import Struct

from installer.payload import Payload

INSTALL_FOLDER = "INSTALLFOLDER"
"""The property that an administrator sets to have another folder."""


class InstalledFile(Struct, frozen=True):
    """A file of the payload; ``sequence`` counts from 1."""

    path: Path
    sequence: int
    folder_key: str
    size: int

    @property
    def key(self) -> str:
        """The key of the file and of its component."""
        return f"f{self.sequence:05}"

    @property
    def name(self) -> str:
        """The short and the long name."""
        return both_names(self.path.name, self.sequence)


class InstalledFolder(Struct, frozen=True):
    """A folder of the payload, below the one that is asked for."""

    path: PurePath
    number: int
    parent_key: str

    @property
    def key(self) -> str:
        """The key of the folder."""
        return f"d{self.number:04}"

    @property
    def name(self) -> str:
        """The short and the long name."""
        return both_names(self.path.name, self.number)


def folders_of(payload: Payload) -> dict[PurePath, InstalledFolder]:
    """Return every folder of a payload, parents first, and those where Python would put what it compiles itself."""
    paths = {parent for file in payload.files for parent in file.parents if parent != PurePath()}
    paths |= {file.parent / "__pycache__" for file in payload.files if file.suffix == ".py"}
    found: dict[PurePath, InstalledFolder] = {}
    for number, path in enumerate(sorted(paths, key=lambda path: (len(path.parts), path.as_posix())), 1):
        parent = found[path.parent].key if path.parent != PurePath() else INSTALL_FOLDER
        found[path] = InstalledFolder(path, number, parent)
    return found


def files_of(payload: Payload, folders: dict[PurePath, InstalledFolder]) -> tuple[InstalledFile, ...]:
    """Return every file of a payload in its order."""
    return tuple(
        InstalledFile(
            path,
            number,
            folders[path.parent].key if path.parent != PurePath() else INSTALL_FOLDER,
            (payload.folder / path).stat().st_size,
        )
        for number, path in enumerate(payload.files, 1)
    )


def both_names(name: str, number: int) -> str:
    """Return ``SHORT|long``: the short name has eight characters at most and three behind the point.

    Volumes that make no short names by themselves never see it; Windows Installer wants one all the same.
    """
    suffix = "".join(character for character in PurePath(name).suffix.upper() if character.isalnum())[:3]
    return f"W{number:05}{'.' if suffix else ''}{suffix}|{name}"
