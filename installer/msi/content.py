"""What the .msi says: files, keys, shortcuts, steps; every table but the binary data, computed from a payload."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from installer.layout import PUBLISHER
from installer.msi import entries, sequences
from installer.msi.files import INSTALL_FOLDER, InstalledFile, InstalledFolder, both_names, files_of, folders_of
from installer.msi.identity import UPGRADE_CODE, component_code, product_code
from installer.msi.schema import table
from installer.msi.table import Cell, Table
from installer.payload import Payload
from installer.sources import PYTHON_MINOR

CABINET = "program.cab"
ICON = "wheelyard.ico"
_OLDEST, _ONLY_DETECT, _WITH_LEAST, _WITH_MOST = "0.0.0", 2, 256, 512
_KEEP_FEATURES = 1
_ON_REMOVAL = 2
_CACHE_TAG = f"cpython-{PYTHON_MINOR[0]}{PYTHON_MINOR[1]}"


def tables(payload: Payload, files: tuple[InstalledFile, ...]) -> tuple[Table, ...]:
    """Return all tables; the rows of files are those of ``files``, which ``files_of`` gave."""
    folders = folders_of(payload)
    version = numeric_version(payload.version)
    components = [*_file_components(files), *entries.components()]
    return (
        table("Property", _properties(payload.version, version).items()),
        table("Directory", [*_ROOTS, *((folder.key, folder.parent_key, folder.name) for folder in folders.values())]),
        table("Component", components),
        table("File", (_file_row(file) for file in files)),
        table("Media", [(1, len(files), None, f"#{CABINET}", None, None)]),
        table("RemoveFile", _compiled_later(files, folders)),
        table("Feature", entries.FEATURES),
        table(
            "FeatureComponents",
            [*((entries.PROGRAM, file.key) for file in files), *entries.feature_components()],
        ),
        table("Condition", entries.CONDITIONS),
        table("Registry", entries.registry(payload.version)),
        table("Environment", entries.ENVIRONMENT),
        table("Shortcut", entries.SHORTCUTS),
        table("MsiShortcutProperty", entries.SHORTCUT_PROPERTIES),
        table("Icon", [(ICON, f"{ICON}.ibd")]),
        table("Upgrade", _upgrade(version)),
        *sequences.tables(),
    )


def numeric_version(version: str) -> str:
    """Return the three numbers that Windows Installer compares; a pre-release has those of its release."""
    numbers = re.findall(r"\d+", version)[:3]
    return ".".join((numbers + ["0"] * 3)[:3])


_ROOTS: tuple[tuple[Cell, ...], ...] = (
    ("TARGETDIR", None, "SourceDir"),
    ("ProgramFiles64Folder", "TARGETDIR", "."),
    (INSTALL_FOLDER, "ProgramFiles64Folder", "WHEELY~1|Wheelyard"),
    ("ProgramMenuFolder", "TARGETDIR", "."),
    ("DesktopFolder", "TARGETDIR", "."),
)


def _properties(written: str, version: str) -> dict[str, str]:
    return {
        "ALLUSERS": "1",
        "ARPCOMMENTS": f"Wheelyard {written}",
        "ARPNOMODIFY": "1",
        "ARPPRODUCTICON": ICON,
        "ASKTOCLOSE": "1",
        "Manufacturer": PUBLISHER,
        "ProductCode": product_code(written),
        "ProductLanguage": "1033",
        "ProductName": "Wheelyard",
        "ProductVersion": version,
        # Every file is written whatever is there: the old version is removed only after these comparisons, and a
        # file that was found to be good enough would be missing then.
        "REINSTALLMODE": "amus",
        "SecureCustomProperties": f"ASKTOCLOSE;{INSTALL_FOLDER};NEWERFOUND;OLDERFOUND",
        "UpgradeCode": UPGRADE_CODE,
    }


def _upgrade(version: str) -> list[tuple[Cell, ...]]:
    # The same three numbers are replaced, too: a pre-release and its release have them both.
    older = _KEEP_FEATURES | _WITH_LEAST | _WITH_MOST
    return [
        (UPGRADE_CODE, _OLDEST, version, None, older, None, "OLDERFOUND"),
        (UPGRADE_CODE, version, None, None, _ONLY_DETECT, None, "NEWERFOUND"),
    ]


def _file_components(files: tuple[InstalledFile, ...]) -> Iterator[tuple[Cell, ...]]:
    for file in files:
        code = component_code(file.path.as_posix())
        yield (file.key, code, file.folder_key, entries.ON_64_BIT, None, file.key)


def _file_row(file: InstalledFile) -> tuple[Cell, ...]:
    return (file.key, file.key, file.name, file.size, None, None, None, file.sequence)


def _compiled_later(
    files: tuple[InstalledFile, ...], folders: dict[PurePath, InstalledFolder]
) -> Iterator[tuple[Cell, ...]]:
    """Give the rows by which what Python compiled beside its sources goes when the program is removed.

    Each file by its name: nothing else is ours, and Wine takes no wildcard. What the package brings compiled is not
    among them.
    """
    brought = {file.path for file in files}
    last: dict[PurePath, InstalledFile] = {}
    for file in files:
        if file.path.suffix != ".py":
            continue
        compiled = file.path.parent / "__pycache__" / f"{file.path.stem}.{_CACHE_TAG}.pyc"
        if compiled not in brought:
            name = both_names(compiled.name, file.sequence)
            yield (f"c{file.sequence:05}", file.key, name, folders[compiled.parent].key, _ON_REMOVAL)
        last[compiled.parent] = file
    for folder, file in last.items():
        yield (f"e{folders[folder].number:04}", file.key, None, folders[folder].key, _ON_REMOVAL)


def installed_files(payload: Payload) -> tuple[InstalledFile, ...]:
    """Return the files of a payload with their keys."""
    return files_of(payload, folders_of(payload))
