"""Where uv keeps its own things on this kind of computer (uv's reference, "Storage" and "Configuration files")."""

import sys
from collections.abc import Mapping
from pathlib import Path


def default_uv_cache(environ: Mapping[str, str]) -> Path:
    """Return uv's cache where nothing names another."""
    if sys.platform == "win32":
        return _windows_folder(environ, "LOCALAPPDATA", "AppData/Local") / "uv" / "cache"
    return _xdg_folder(environ, "XDG_CACHE_HOME", ".cache") / "uv"


def uv_data_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of what uv keeps for the person: managed Pythons and tools.

    On Windows older uvs made a folder ``data`` for it, which newer ones go on using where it exists.
    """
    if sys.platform == "win32":
        folder = _windows_folder(environ, "APPDATA", "AppData/Roaming") / "uv"
        return folder / "data" if (folder / "data").exists() else folder
    return _xdg_folder(environ, "XDG_DATA_HOME", ".local/share") / "uv"


def user_uv_config(environ: Mapping[str, str]) -> Path:
    """Return the person's ``uv.toml``, whether it exists or not."""
    if sys.platform == "win32":
        return _windows_folder(environ, "APPDATA", "AppData/Roaming") / "uv" / "uv.toml"
    return _xdg_folder(environ, "XDG_CONFIG_HOME", ".config") / "uv" / "uv.toml"


def system_uv_configs(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Return where the computer's ``uv.toml`` may be, first match wins."""
    if sys.platform == "win32":
        return (Path(environ.get("PROGRAMDATA") or "C:/ProgramData") / "uv" / "uv.toml",)
    listed = environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    return (
        *(Path(folder) / "uv" / "uv.toml" for folder in listed.split(":") if folder),
        Path("/etc/uv/uv.toml"),
    )


def temp_variables() -> tuple[str, ...]:
    """Return the variables that name the temp folder, in the order in which programs here ask them."""
    return ("TMP", "TEMP") if sys.platform == "win32" else ("TMPDIR",)


def default_temp(environ: Mapping[str, str]) -> Path:
    """Return the temp folder where no variable names one."""
    if sys.platform == "win32":
        return _windows_folder(environ, "LOCALAPPDATA", "AppData/Local") / "Temp"
    return Path("/tmp")  # noqa: S108 - the name of the place, nothing is opened here


def _xdg_folder(environ: Mapping[str, str], variable: str, below_home: str) -> Path:
    named = environ.get(variable)
    return Path(named) if named and Path(named).is_absolute() else _person(environ, "HOME") / below_home


def _windows_folder(environ: Mapping[str, str], variable: str, below_home: str) -> Path:
    named = environ.get(variable)
    return Path(named) if named else _person(environ, "USERPROFILE") / below_home


def _person(environ: Mapping[str, str], variable: str) -> Path:
    named = environ.get(variable)
    return Path(named) if named else Path.home()
