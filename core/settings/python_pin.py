"""The Python that a ``.python-version`` file asks for."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from core.model.setting_values import Held
from core.model.settings import Origin, OriginKind
from core.settings.bad_value import BadValueError
from core.settings.kinds import Flag
from core.system.uv_folders import user_uv_config

PIN = ".python-version"
_FILES = (PIN, ".python-versions")
_REQUEST = re.compile(
    r"any|default|(?:cpython|cp|pypy|pp|graalpy|gp|pyodide)(?:[@-].+)?|"
    r"(?:python|cpython|cp|pypy|pp|graalpy|gp|pyodide)?\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?(?:[td]{1,2}|(?:\+[a-z]+)+)?",
    re.IGNORECASE,
)
"""What uv takes for a Python in such a file, besides a path and a range of versions.

It passes over other lines (measured, uv 0.13.9).
"""


def python_pin(project: Path, root: Path, environ: Mapping[str, str]) -> Held | None:
    """Return the Python that the nearest file asks for, from the project up to its workspace's ``root``.

    Where there is no such file it is the person's own, beside their ``uv.toml``. ``UV_NO_CONFIG`` switches all of them
    off.
    """
    if is_on(environ, "UV_NO_CONFIG"):
        return None
    for folder in (project, *project.parents):
        found = _file_in(folder)
        if found is not None:
            return _pin(found, OriginKind.PROJECT)
        if folder == root:
            break
    own = _file_in(project / user_uv_config(environ).parent)
    return _pin(own, OriginKind.USER) if own is not None else None


def is_on(environ: Mapping[str, str], name: str) -> bool:
    """Whether a variable says yes; one that uv cannot read does not."""
    try:
        return name in environ and Flag().from_variable(environ[name]) is True
    except BadValueError:
        return False


def _file_in(folder: Path) -> Path | None:
    return next((folder / name for name in _FILES if (folder / name).is_file()), None)


def _pin(file: Path, kind: OriginKind) -> Held | None:
    try:
        lines = file.read_bytes()[:4096].decode().splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for number, line in enumerate(lines, 1):
        said = line.strip()
        if not said.startswith("#") and (_REQUEST.fullmatch(said) or _is_range(said) or _is_path(said)):
            return Held(said, Origin(kind, str(file), number))
    return None


def _is_range(text: str) -> bool:
    try:
        return bool(SpecifierSet(text))
    except InvalidSpecifier:
        return False


def _is_path(text: str) -> bool:
    return any(sign in text for sign in {os.sep, os.altsep or os.sep})
