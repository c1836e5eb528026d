"""What was written reaches the medium: a whole volume at once where the system can, file by file where not."""

import ctypes
import os
import sys
from pathlib import Path


def flush_volume(folder: Path) -> bool:
    """Wait until everything written on the volume of ``folder`` is on its medium; False where no call does that.

    Where it returns False (Windows asks an administrator for it), each file has to be flushed by itself. Raises
    OSError when the system could not write everything.
    """
    if _LIBRARY is None or not flushes_volumes():
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # `sync` would do as well, but waits for every other volume, too, and does not tell of errors.
        if _LIBRARY.syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
    return True


def flushes_volumes() -> bool:
    """Return whether this system can flush one whole volume."""
    return _LIBRARY is not None and hasattr(_LIBRARY, "syncfs")


def forget_cached(descriptor: int) -> None:
    """Ask the system to drop what it has in memory of an open, flushed file, so that reading it reads the medium.

    It is a request: a volume in memory has no other copy, and Windows has no such call.
    """
    if sys.platform != "win32" and hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def read_ahead(descriptor: int) -> None:
    """Ask the system to begin reading an open file, so that many files come from the medium at the same time."""
    if sys.platform != "win32" and hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_WILLNEED)


def _library() -> ctypes.CDLL | None:
    """Return the C library of this process; Windows has none that a process shares."""
    if sys.platform == "win32":
        return None
    return ctypes.CDLL(None, use_errno=True)


_LIBRARY = _library()
