"""Folders that a cloud program keeps: known by its variables and registry keys, by what it marks, or by their names."""

import os
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from core.system.registry import Hive, subkeys_of, values_of
from core.system.same_place import Below
from core.system.variables import value_of

ONEDRIVE_ACCOUNTS = r"Software\Microsoft\OneDrive\Accounts"
ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")

_NAMES = ("Dropbox", "Google Drive", "iCloudDrive", "Nextcloud", "ownCloud", "Box", "Box Sync")
_BEGINNINGS = ("OneDrive", "Dropbox (")
"""Both programs add the name of the company: "OneDrive - Contoso"."""

_MARKS = 0x80000 | 0x100000 | 0x400000
"""Windows' FILE_ATTRIBUTE_ PINNED, UNPINNED and RECALL_ON_DATA_ACCESS.

RECALL_ON_OPEN is none of them: outside a listing of a folder, its bit says that a file has extended attributes.
"""

_CLOUD_TAG, _CLOUD_TAG_MASK = 0x9000001A, 0xFFFF0FFF
"""Windows' IO_REPARSE_TAG_CLOUD; four bits of it count variants."""


class SeenBy(StrEnum):
    """How a cloud folder was known."""

    VARIABLE = "variable"
    REGISTRY = "registry"
    ATTRIBUTES = "attributes"
    NAME = "name"


class CloudFolder(Struct, frozen=True):
    """A folder that is synchronised with a cloud: what it is called, where it begins, and how that was seen."""

    name: str
    root: Path
    seen_by: SeenBy


def known_cloud_folders(person: Path) -> tuple[Path, ...]:
    """Return the folders directly in ``person`` that have the name of a cloud program; none where it is unreadable."""
    try:
        return tuple(folder for folder in sorted(person.iterdir()) if _is_known(folder.name) and folder.is_dir())
    except OSError:
        return ()


def cloud_folder_of(path: Path, environ: Mapping[str, str]) -> CloudFolder | None:
    """Return the cloud folder that ``path`` lies in or is, None where none is seen; ``path`` need not exist.

    Windows hides some of a cloud's marks from programs that it does not know to be made for them, so "none seen" is no
    proof that there is none.
    """
    for root, seen_by in _named_roots(environ):
        if Below(root).holds(str(path.absolute())) or Below(root).holds(str(_resolved(path))):
            return CloudFolder(root.name, root, seen_by)
    marked = [folder for folder in (path.absolute(), *path.absolute().parents) if _is_marked(folder)]
    return CloudFolder(marked[-1].name, marked[-1], SeenBy.ATTRIBUTES) if marked else None


def is_cloud_mark(attributes: int, reparse_tag: int) -> bool:
    """Return whether Windows' attributes or reparse tag of a file or folder are those that a cloud program gives."""
    return bool(attributes & _MARKS) or reparse_tag & _CLOUD_TAG_MASK == _CLOUD_TAG


def _named_roots(environ: Mapping[str, str]) -> Iterator[tuple[Path, SeenBy]]:
    for variable in ONEDRIVE_VARIABLES:
        folder = value_of(environ, variable)
        if folder:
            yield Path(folder), SeenBy.VARIABLE
    for account in subkeys_of(Hive.PERSON, ONEDRIVE_ACCOUNTS) or ():
        told = (values_of(Hive.PERSON, rf"{ONEDRIVE_ACCOUNTS}\{account}") or {}).get("UserFolder")
        if isinstance(told, str) and told:
            yield Path(told), SeenBy.REGISTRY
    home = environ.get("USERPROFILE" if sys.platform == "win32" else "HOME")
    person = Path(home) if home else Path.home()
    for root in (*known_cloud_folders(person), *known_cloud_folders(person / "Library" / "CloudStorage")):
        yield root, SeenBy.NAME


def _is_marked(folder: Path) -> bool:
    try:
        status = os.lstat(folder)
    except (OSError, ValueError):
        return False
    return is_cloud_mark(getattr(status, "st_file_attributes", 0), getattr(status, "st_reparse_tag", 0))


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return path.absolute()


def _is_known(name: str) -> bool:
    return name in _NAMES or name.startswith(_BEGINNINGS)
