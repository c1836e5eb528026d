"""Whether a name out of a lock may become a file of a wheelhouse: a lock is written by others."""

import re
from pathlib import PurePosixPath, PureWindowsPath

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\..*)?", re.IGNORECASE)
_LONGEST = 240
"""Characters, so that the ending of what is not whole yet still fits where 255 are allowed."""


def why_no_file(name: str, package: str) -> str | None:
    """Return why ``name`` cannot be the file of ``package`` in a folder, as words behind "because"; None where it can.

    It has to be one part of a path on every system, a name that Windows allows, and the name of a wheel or sdist of
    that very package.
    """
    if not name or PurePosixPath(name).name != name or PureWindowsPath(name).name != name:
        return "that is no name of a file alone"
    if _FORBIDDEN.search(name) or _DEVICE.fullmatch(name) or name != name.rstrip(". "):
        return "Windows allows no such name"
    if len(name) > _LONGEST:
        return "that is too long for the name of a file"
    try:
        owner, *_ = parse_wheel_filename(name) if name.endswith(".whl") else parse_sdist_filename(name)
    except (InvalidWheelFilename, InvalidSdistFilename):
        return "that is the name of neither a wheel nor a source distribution"
    return None if owner == canonicalize_name(package) else f"that is a file of {owner}"
