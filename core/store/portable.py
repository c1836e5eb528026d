"""The portable program: with a marker beside its Python, everything it makes lies in a folder beside itself."""

from collections.abc import Mapping
from pathlib import Path

from core.store.home import HOME_VARIABLE

MARKER = "portable.txt"
_FOLDERS = {
    HOME_VARIABLE: "wheelyard",
    "UV_CACHE_DIR": "cache",
    "UV_PYTHON_INSTALL_DIR": "pythons",
    "UV_TOOL_DIR": "tools",
    "UV_TOOL_BIN_DIR": "bin",
}


def portable_variables(python: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that a portable program adds to its environment, none where it is an installed one.

    ``python`` is the folder of its Python (``sys.prefix``). What the person's environment says already stays so. The
    folders go by the program's own place at this start, so that it may be carried to another drive.
    """
    program = python.parent
    if not (program / MARKER).is_file():
        return {}
    data = program / "data"
    return {name: str(data / folder) for name, folder in _FOLDERS.items() if not environ.get(name)}
