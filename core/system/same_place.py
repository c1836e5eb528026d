r"""Paths as the system tells them of other programs, compared without asking the disk: long forms, case, slashes."""

import contextlib
import ntpath
import os
import sys
from pathlib import Path

_LONG, _LONG_SHARE = "\\\\?\\", "\\\\?\\UNC\\"


def comparable(path: str, *, windows: bool = sys.platform == "win32") -> str:
    r"""Return the form in which two names of one place are the same text; ``\\?\`` is taken away."""
    if not windows:
        return os.path.normpath(path)
    if path.upper().startswith(_LONG_SHARE):
        path = "\\\\" + path[len(_LONG_SHARE) :]
    elif path.startswith(_LONG):
        path = path[len(_LONG) :]
    return ntpath.normcase(ntpath.normpath(path))


class Below:
    """Whether paths lie in a folder, by the name that was given and by the one that its links lead to."""

    def __init__(self, folder: Path) -> None:
        names = {comparable(str(folder.absolute()))}
        with contextlib.suppress(OSError, RuntimeError):  # a link that leads to itself
            names.add(comparable(str(folder.resolve())))
        self._names = frozenset(names)
        self._beginnings = tuple(name.rstrip(os.sep) + os.sep for name in names)

    def holds(self, path: str | None) -> bool:
        """Return whether ``path`` is the folder or lies below it; False for none."""
        if not path:
            return False
        text = comparable(path)
        return text in self._names or text.startswith(self._beginnings)
