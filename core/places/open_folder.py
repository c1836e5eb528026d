"""A folder that is open: its entries are reached by their names alone, which spares the system the way to them.

Where the system has no calls for that (Windows), the same is done by whole paths. Every OSError names the whole path.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from core.system.held import patiently

BY_DESCRIPTOR = {os.open, os.stat, os.mkdir, os.symlink, os.readlink, os.link, os.utime} <= os.supports_dir_fd and {
    os.scandir,
    os.utime,
    os.chmod,
} <= os.supports_fd
"""Whether this system reaches files through open folders and sets times and modes of open files."""

_CLOSED = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
# A pipe that took a file's name would otherwise be waited for, and a link followed.
_READ = os.O_RDONLY | _CLOSED | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CLOSED | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | _CLOSED | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_LINK_TIMES = os.utime in os.supports_follow_symlinks


class OpenFolder:
    """An existing folder; use it in a ``with`` block. Raises OSError when it cannot be opened.

    ``follow`` allows the folder itself to be a link; it is for the top of a tree only.
    """

    def __init__(self, path: str, *, follow: bool = False) -> None:
        self.path = path
        self._descriptor: int | None = None
        if BY_DESCRIPTOR:
            flags = os.O_RDONLY | _CLOSED | getattr(os, "O_DIRECTORY", 0) if follow else _FOLDER
            self._descriptor = os.open(path, flags)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)

    def full(self, name: str) -> str:
        """Return the whole path of an entry."""
        return os.path.join(self.path, name)  # noqa: PTH118 - text: a Path per file costs as much as copying it

    @contextmanager
    def entries(self) -> Iterator[Iterator[os.DirEntry[str]]]:
        """List the folder in a ``with`` block; the ``path`` of an entry may be its name alone."""
        try:
            with os.scandir(self.path if self._descriptor is None else self._descriptor) as listing:
                yield listing
        except OSError as error:
            if not isinstance(error.filename, str):  # else the block has named what it did
                error.filename = self.path
            raise

    def status(self, name: str) -> os.stat_result:
        """Return what the system knows of an entry, of a link and not of what it leads to."""
        try:
            return os.stat(self._at(name), dir_fd=self._descriptor, follow_symlinks=False)
        except OSError as error:
            raise self._named(error, name)  # noqa: B904 - it is the same error

    def own_status(self) -> os.stat_result:
        """Return what the system knows of the folder itself."""
        return os.stat(self.path if self._descriptor is None else self._descriptor)  # noqa: PTH116 - also of an open one

    def open(self, name: str) -> int:
        """Return a descriptor to read an entry from; one that another program holds is tried again."""
        try:
            return os.open(self._at(name), _READ, dir_fd=self._descriptor)
        except OSError as error:
            return self._once_more(error, name, _READ, 0)

    def create(self, name: str, mode: int) -> int:
        """Return a descriptor to write a new file to; raises FileExistsError where the name is taken."""
        try:
            return os.open(self._at(name), _WRITE, mode, dir_fd=self._descriptor)
        except OSError as error:
            return self._once_more(error, name, _WRITE, mode)

    def make_folder(self, name: str) -> None:
        """Make a folder that only this person may enter, until it gets its own mode."""
        with self._naming(name):
            os.mkdir(self._at(name), 0o700, dir_fd=self._descriptor)

    def leads(self, name: str) -> str:
        """Return the text of a link."""
        with self._naming(name):
            return os.readlink(self._at(name), dir_fd=self._descriptor)

    def make_link(self, name: str, leads: str, *, to_folder: bool, times: tuple[int, int]) -> None:
        """Make a symbolic link with that text; ``times`` are those of access and change in nanoseconds."""
        with self._naming(name):
            os.symlink(leads, self._at(name), target_is_directory=to_folder, dir_fd=self._descriptor)
            self.set_link_times(name, times)

    def set_link_times(self, name: str, times: tuple[int, int]) -> None:
        """Set the times of a link itself, where the system can."""
        if _LINK_TIMES:
            os.utime(self._at(name), ns=times, dir_fd=self._descriptor, follow_symlinks=False)

    def link_file(self, name: str, first: "OpenFolder", first_name: str) -> None:
        """Make ``name`` a hard link of a file in the folder ``first``."""
        there, here = first._descriptor, self._descriptor  # noqa: SLF001 - of this very class
        with self._naming(name):
            os.link(first._at(first_name), self._at(name), src_dir_fd=there, dst_dir_fd=here)  # noqa: SLF001 - as above

    def is_folder_behind(self, name: str) -> bool:
        """Return whether a link leads to a folder that exists."""
        return os.path.isdir(self.full(name))  # noqa: PTH112 - text, as everywhere here

    def _at(self, name: str) -> str:
        return name if self._descriptor is not None else self.full(name)

    def _once_more(self, error: OSError, name: str, flags: int, mode: int) -> int:
        if isinstance(error, FileExistsError | FileNotFoundError):
            raise self._named(error, name)
        with self._naming(name):
            return patiently(lambda: os.open(self._at(name), flags, mode, dir_fd=self._descriptor))

    def _named(self, error: OSError, name: str) -> OSError:
        error.filename = self.full(name)
        error.filename2 = None
        return error

    @contextmanager
    def _naming(self, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._named(error, name)  # noqa: B904 - it is the same error
