"""Paths compared as the system compares them; the one file that knows their odd forms."""

import os
from pathlib import Path

_UNC = "\\\\?\\UNC\\"
_LONG = "\\\\?\\"


def plain(path: Path | str) -> str:
    r"""Return the path without ``\\?\``, with ``..`` taken away, in the case that the system compares in."""
    text = str(path)
    if text.upper().startswith(_UNC):
        text = "\\\\" + text[len(_UNC) :]
    elif text.startswith(_LONG):
        text = text[len(_LONG) :]
    return os.path.normcase(os.path.normpath(text))


def real_path(path: Path) -> Path:
    r"""Return the one path that all names of a folder lead to; what does not exist yet keeps its name below it.

    Links, junctions, 8.3 names, letters made by ``subst`` and mapped letters are seen through where the system knows
    what they stand for (Windows' final path name of an opened folder). Asks the disk, so not for the loop's thread.
    """
    return _resolved(path)


def identity(path: Path) -> str:
    """Return the text that is the same for all names of one folder; for keys, never shown to a person."""
    return plain(_resolved(path))


def same_folder(first: Path, second: Path) -> bool:
    """Return whether two paths name one folder; existing ones are asked, so links and short names are seen through."""
    if plain(first) == plain(second) or identity(first) == identity(second):
        return True
    try:
        return first.samefile(second)
    except OSError:
        return False


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether ``path`` lies below ``folder``, not being it; links in either are resolved."""
    return _below(plain(path), plain(folder)) or _below(plain(_resolved(path)), plain(_resolved(folder)))


def nearest_existing(path: Path) -> Path:
    """Return ``path`` or the nearest folder above it that exists."""
    for candidate in (path, *path.parents):
        try:
            candidate.stat()
        except OSError:  # also where the person may not look
            continue
        return candidate
    return Path(path.anchor)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return path.absolute()


def _below(path: str, folder: str) -> bool:
    return path != folder and path.startswith(folder.rstrip(os.sep) + os.sep)
