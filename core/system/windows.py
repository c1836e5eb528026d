"""Facts on Windows: thin, since it cannot be run where Wheelyard is built; the Windows lab runs it."""

import sys
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from core.system.cloud_folders import ONEDRIVE_VARIABLES, known_cloud_folders
from core.system.dev_drive import is_dev_drive
from core.system.facts import Volume, VolumeKind
from core.system.variables import value_of
from core.system.volumes import deepest, existing, listed_volumes, on_one_device, volume_at

LONGEST_GOOD_PLACE = 100
"""Characters of a place: what uv and wheels put below it stays within 260 then."""

_SYSTEM_FOLDERS = {"windows", "windows.old", "program files", "program files (x86)", "programdata", "users", "perflogs"}
_SYSTEM_FOLDERS |= {"documents and settings", "recovery", "recycler", "system volume information", "boot", "efi"}
_SYSTEM_FOLDERS |= {"config.msi", "msocache", "inetpub", "onedrivetemp", "esd", "intel", "amd", "nvidia", "drivers"}
"""Names at the top of a volume that Windows, its installers and makers of hardware take, in lower case."""

_SYSTEM_VARIABLES = ("SystemRoot", "ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "ProgramData")
_DRIVE_TYPES = {2: VolumeKind.REMOVABLE, 3: VolumeKind.FIXED, 4: VolumeKind.NETWORK, 5: VolumeKind.REMOVABLE}
_DRIVE_TYPES[6] = VolumeKind.RAM


class WindowsFacts:
    """This computer as Windows tells of it; volumes are read once, free bytes are as of then."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def volumes(self) -> tuple[Volume, ...]:
        """Return the drives on which files can be kept."""
        return self._volumes

    def volume_of(self, path: Path) -> Volume | None:
        """Return the volume of ``path`` or of the nearest folder above it that exists.

        Network and memory drives are not among the listed ones: a share that is gone would hold up every listing.
        They are asked by themselves, a mapped letter by the share that it stands for.
        """
        listed = deepest(self._volumes, path)
        return listed if listed is not None else volume_at(Path(existing(path).anchor), _kind)

    def same_volume(self, first: Path, second: Path) -> bool:
        """Return whether a rename between two paths, existing or not, stays on one volume."""
        return on_one_device(first, second)

    def local_data_folder(self) -> Path:
        """Return the person's local application data, which does not roam."""
        return Path(value_of(self._environ, "LOCALAPPDATA") or Path.home() / "AppData" / "Local")

    def temp_folders(self) -> tuple[Path, ...]:
        """Return the folders that programs here use for temporary files."""
        named = (value_of(self._environ, variable) for variable in ("TMP", "TEMP"))
        return tuple({Path(tempfile.gettempdir()), *(Path(folder) for folder in named if folder)})

    def cloud_folders(self) -> tuple[Path, ...]:
        """Return the folders that OneDrive says it synchronises, and those of known names in the person's folder."""
        named = (value_of(self._environ, variable) for variable in ONEDRIVE_VARIABLES)
        person = Path(value_of(self._environ, "USERPROFILE") or Path.home())
        return tuple(dict.fromkeys((*(Path(folder) for folder in named if folder), *known_cloud_folders(person))))

    def belongs_to_system(self, folder: Path) -> bool:
        """Return whether ``folder`` is Windows' own, a program's, or the one that holds the persons' folders."""
        name = folder.name.lower()
        if not name or name.startswith("$") or name in _SYSTEM_FOLDERS:
            return bool(name)  # the top of a drive has no name and is the person's as far as it can be written
        named = (value_of(self._environ, variable) for variable in _SYSTEM_VARIABLES)
        return any(str(folder).lower() == text.rstrip("\\/").lower() for text in named if text)

    def may_write_anywhere(self) -> bool:
        """Return False: access lists bind administrators, too, and the probe finds out what they allow."""
        return False

    def longest_good_path(self) -> int | None:
        """Return the length below which what is in a place can be opened."""
        return LONGEST_GOOD_PLACE

    @cached_property
    def _volumes(self) -> tuple[Volume, ...]:
        return tuple(replace(volume, dev_drive=is_dev_drive(volume.root)) for volume in listed_volumes(_kind))


if sys.platform == "win32":
    import ctypes

    def _kind(root: Path, file_system: str) -> VolumeKind:  # noqa: ARG001 - the POSIX side needs it
        number = ctypes.windll.kernel32.GetDriveTypeW(f"{root.drive}\\")
        return _DRIVE_TYPES.get(number, VolumeKind.UNKNOWN)

else:

    def _kind(root: Path, file_system: str) -> VolumeKind:  # noqa: ARG001 - the same form on both sides
        return _DRIVE_TYPES.get(0, VolumeKind.UNKNOWN)
