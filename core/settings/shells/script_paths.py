"""Paths that a script writes, made absolute from where its shell stands."""

import ntpath
import posixpath
import re
from pathlib import PureWindowsPath

from core.model.shells import ShellKind
from core.settings.shells.assignments import Unknown

_DRIVE_OF_SH = re.compile(r"/([A-Za-z])(?=/|$)")
_NOWHERE = Unknown("It is relative to a folder that Wheelyard does not know.")


def absolute(value: str, folder: str | None, kind: ShellKind, *, windows: bool) -> str | Unknown:
    """Return a path as an absolute one of this computer, relative ones taken from ``folder``."""
    return _of_windows(value, folder, kind) if windows else _of_posix(value, folder, kind)


def _of_windows(value: str, folder: str | None, kind: ShellKind) -> str | Unknown:
    if kind is ShellKind.SH:
        # The shells of Windows write C:\x as /c/x.
        value = _DRIVE_OF_SH.sub(lambda found: f"{found[1].upper()}:/", value, count=1)
    path = PureWindowsPath(value)
    if path.is_absolute():
        return ntpath.normpath(value)
    if folder is None or path.drive:
        return _NOWHERE
    return ntpath.normpath(ntpath.join(folder, value))


def _of_posix(value: str, folder: str | None, kind: ShellKind) -> str | Unknown:
    path = PureWindowsPath(value)
    if path.drive:
        return Unknown(f"{value} is a path of Windows, and this computer has none.")
    if kind is not ShellKind.SH:
        value = value.replace("\\", "/")
    if posixpath.isabs(value):
        return posixpath.normpath(value)
    return _NOWHERE if folder is None else posixpath.normpath(posixpath.join(folder, value))
