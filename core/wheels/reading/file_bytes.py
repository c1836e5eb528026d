"""A regular file of which parts are read by their place; devices, pipes and folders are never opened."""

import errno
import os
import stat
from pathlib import Path
from types import TracebackType
from typing import Self

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOINHERIT", 0)
    # A pipe that takes the file's place after the look at it must not make the opening wait for a writer.
    | getattr(os, "O_NONBLOCK", 0)
)


class NotAFileError(OSError):
    """What lies there is a folder, a device or a pipe."""


class FileChangedError(OSError):
    """The file has become shorter while it was read."""


class FileBytes:
    """An open regular file; a context manager. Raises OSError from every step, NotAFileError for what is no file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._regular(os.stat(path))  # noqa: PTH116 - pathlib costs as much again, of 5,000 files
        self._handle = os.open(path, _FLAGS)
        try:
            found = os.fstat(self._handle)
            self._regular(found)
        except BaseException:
            os.close(self._handle)
            raise
        self.size = found.st_size
        self.modified_ns = found.st_mtime_ns

    def _regular(self, found: os.stat_result) -> None:
        if not stat.S_ISREG(found.st_mode):
            what = "a folder" if stat.S_ISDIR(found.st_mode) else "a device or a pipe"
            raise NotAFileError(errno.EINVAL, f"it is {what}, no file", str(self._path))

    def read_at(self, at: int, count: int) -> bytes:
        """Return exactly ``count`` bytes from ``at``; FileChangedError if there are fewer."""
        os.lseek(self._handle, at, os.SEEK_SET)
        data = os.read(self._handle, count)
        if len(data) == count:
            return data
        parts = [data]
        missing = count - len(data)
        while missing and parts[-1]:
            parts.append(os.read(self._handle, missing))
            missing -= len(parts[-1])
        if missing:
            raise FileChangedError(errno.EIO, "it became shorter while it was read", str(self._path))
        return b"".join(parts)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        os.close(self._handle)
