"""What the core wants to know of this computer; one protocol with a Windows and a POSIX side."""

from enum import StrEnum
from pathlib import Path
from typing import Protocol

from msgspec import Struct


class VolumeKind(StrEnum):
    """What a volume is made of."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    RAM = "ram"
    UNKNOWN = "unknown"


class Volume(Struct, frozen=True, kw_only=True):
    """One volume; ``root`` is where it is mounted, sizes in bytes, ``file_system`` as the system names it.

    ``dev_drive`` says whether Windows treats it as a Dev Drive, None where that cannot be found out.
    """

    root: Path
    file_system: str
    kind: VolumeKind
    free_bytes: int
    total_bytes: int
    read_only: bool = False
    dev_drive: bool | None = None


class SystemFacts(Protocol):
    """Facts about the computer and the person's folders; what cannot be found out is unknown, never an error."""

    def volumes(self) -> tuple[Volume, ...]:
        """Return the volumes on which files can be kept."""
        ...

    def volume_of(self, path: Path) -> Volume | None:
        """Return the volume of ``path`` or of the nearest folder above it that exists."""
        ...

    def same_volume(self, first: Path, second: Path) -> bool:
        """Return whether a rename between two paths, existing or not, stays on one volume."""
        ...

    def local_data_folder(self) -> Path:
        """Return the person's folder for data that stays on this computer."""
        ...

    def temp_folders(self) -> tuple[Path, ...]:
        """Return the folders that programs here use for temporary files."""
        ...

    def cloud_folders(self) -> tuple[Path, ...]:
        """Return the folders that are synchronised with a cloud."""
        ...

    def belongs_to_system(self, folder: Path) -> bool:
        """Return whether ``folder`` is one that the system keeps for itself; nothing of a person's goes there."""
        ...

    def may_write_anywhere(self) -> bool:
        """Return whether rights keep this account from nothing, so that they say nothing of whose a folder is."""
        ...

    def longest_good_path(self) -> int | None:
        """Return how many characters a place may have so that what is in it can be opened, None for no limit."""
        ...
