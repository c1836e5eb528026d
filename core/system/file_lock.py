"""An exclusive lock on an existing file, of the kind that uv takes on ``.lock`` in its cache.

uv locks with Rust's standard library: flock on POSIX, LockFileEx over the whole file on Windows. One byte
locked here meets the latter. The lock file is never removed: a program that waits on it must find it again.
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
    """Whether a folder can be renamed while a file in it is open: then a lock can be held across the rename."""

    _FAIL_AT_ONCE, _EXCLUSIVE = 1, 2
    _HELD_BY_ANOTHER = (33, 997)
    """ERROR_LOCK_VIOLATION, and ERROR_IO_PENDING for a handle whose calls do not wait."""

    class _Overlapped(ctypes.Structure):
        _fields_ = (
            ("internal", ctypes.c_void_p),
            ("internal_high", ctypes.c_void_p),
            ("offset", wintypes.DWORD),
            ("offset_high", wintypes.DWORD),
            ("event", wintypes.HANDLE),
        )

    _LOCK = ctypes.WinDLL("kernel32", use_last_error=True).LockFileEx
    _LOCK.restype = wintypes.BOOL
    _LOCK.argtypes = [
        wintypes.HANDLE,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.POINTER(_Overlapped),
    ]

    def _try_shared(descriptor: int) -> bool:
        return _try(descriptor, _FAIL_AT_ONCE)

    def _try_lock(descriptor: int) -> bool:
        return _try(descriptor, _FAIL_AT_ONCE | _EXCLUSIVE)

    def _try(descriptor: int, flags: int) -> bool:
        if _LOCK(msvcrt.get_osfhandle(descriptor), flags, 0, 1, 0, ctypes.byref(_Overlapped())):
            return True
        number = ctypes.get_last_error()
        if number in _HELD_BY_ANOTHER:
            return False
        raise ctypes.WinError(number)

else:
    import fcntl

    FOLDER_OF_OPEN_FILE_MOVES = True
    """Whether a folder can be renamed while a file in it is open: then a lock can be held across the rename."""

    def _try_shared(descriptor: int) -> bool:
        return _try(descriptor, fcntl.LOCK_SH)

    def _try_lock(descriptor: int) -> bool:
        return _try(descriptor, fcntl.LOCK_EX)

    def _try(descriptor: int, kind: int) -> bool:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def try_exclusive(file: Path) -> Iterator[bool]:
    """Hold an exclusive lock on ``file`` while the block runs; yields False at once where another holds one.

    The file is made where it is missing. Closing it frees the lock. Raises OSError when it cannot be opened, or
    not be locked at all.
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
    except OSError:  # a file system, or a device, without locks
        return False
    finally:
        os.close(descriptor)
