"""An exclusive lock on an existing file, of the kind that uv takes on ``.lock`` in its cache.

uv locks with Rust's standard library: flock on POSIX, LockFileEx over the whole file on Windows. A byte locked by
msvcrt meets the latter. The lock file is never removed: a program that waits on it must find it again.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    FOLDER_OF_OPEN_FILE_MOVES = False
    _FAIL_AT_ONCE = 1

    class _Overlapped(ctypes.Structure):
        _fields_ = (
            ("internal", ctypes.c_void_p),
            ("internal_high", ctypes.c_void_p),
            ("offset", wintypes.DWORD),
            ("offset_high", wintypes.DWORD),
            ("event", wintypes.HANDLE),
        )

    def _try_shared(descriptor: int) -> bool:
        handle = wintypes.HANDLE(msvcrt.get_osfhandle(descriptor))
        place = _Overlapped()
        lock = ctypes.windll.kernel32.LockFileEx
        return bool(lock(handle, _FAIL_AT_ONCE, 0, 1, 0, ctypes.byref(place)))

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    FOLDER_OF_OPEN_FILE_MOVES = True

    def _try_shared(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


"""Whether a folder can be renamed while a file in it is open: then a lock can be held across the rename."""


@contextmanager
def try_exclusive(file: Path) -> Iterator[bool]:
    """Hold an exclusive lock on ``file`` while the block runs; yields False at once where another holds one.

    The file is made where it is missing. Closing it frees the lock. Raises OSError when it cannot be opened.
    """
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        yield _try_lock(descriptor)
    finally:
        os.close(descriptor)


def is_held_alone(file: Path) -> bool:
    """Return whether another holds ``file`` for itself alone; one that is missing or cannot be opened is not held.

    uv's runs share the lock of a cache and do not wait for each other; one that cleans holds it alone.
    """
    try:
        descriptor = os.open(file, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try_shared(descriptor)
    except OSError:  # a file system without locks
        return False
    finally:
        os.close(descriptor)
