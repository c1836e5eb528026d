"""The list of projects that the person added, in their order."""

from pathlib import Path

from msgspec import Struct

from core.model.project import InputError
from core.store.documents import read_document, write_document
from core.store.home import Home


class StoredProjects(Struct, frozen=True, kw_only=True):
    """The file's form; ``version`` rises when its meaning changes."""

    version: int = 1
    folders: tuple[Path, ...] = ()


class ProjectStore:
    """Reads and writes the list of project folders; who changes it holds a lease on its file."""

    def __init__(self, home: Home) -> None:
        self._file = home.projects_file

    def folders(self) -> tuple[Path, ...]:
        """Return the folders, first added first; raises InputError when the file is damaged."""
        return read_document(self._file, StoredProjects, StoredProjects()).folders

    def add(self, folder: Path) -> None:
        """Put a folder at the end, once."""
        folders = self.folders()
        if folder not in folders:
            write_document(self._file, StoredProjects(folders=(*folders, folder)))

    def set_aside(self) -> Path:
        """Rename a list that cannot be read, so that a new one can begin, and return its new name.

        Raises InputError when the disk refuses.
        """
        number = 1
        while (kept := self._file.with_name(f"{self._file.stem}.damaged-{number}{self._file.suffix}")).exists():
            number += 1
        try:
            self._file.rename(kept)
        except OSError as error:
            raise InputError(
                f"The list {self._file} cannot be renamed: {error.strerror}.", "Rename or delete it yourself."
            ) from error
        return kept

    def remove(self, folder: Path) -> None:
        """Take a folder off the list."""
        folders = self.folders()
        if folder in folders:
            kept = tuple(entry for entry in folders if entry != folder)
            write_document(self._file, StoredProjects(folders=kept))
