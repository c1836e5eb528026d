"""Whether paths get too long where a file would be installed."""

from pathlib import Path

from msgspec.structs import replace

from core.model.wheels import WheelFile
from core.system.long_paths import long_paths_enabled
from core.system.this_computer import IS_WINDOWS
from core.wheels.reading.windows_names import path_trouble


def limits_paths() -> bool:
    """Return whether this computer refuses long paths, also where that could not be found out; asks the registry."""
    return IS_WINDOWS and long_paths_enabled() is not True


def with_path_trouble(file: WheelFile, environment: Path) -> WheelFile:
    """Return the file with the trouble that its longest path makes in ``environment``, or as it is."""
    folder = environment / "Lib" / "site-packages"
    trouble = path_trouble(file.longest, str(folder)) if file.longest is not None else None
    return file if trouble is None else replace(file, troubles=(*file.troubles, trouble))
