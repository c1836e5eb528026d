"""How much a place holds: files and bytes, counted without leaving it."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

from msgspec import Struct

from core.system.folder_flags import FOLDER, FOLDER_ITSELF, LISTS_OPEN_FOLDERS

_NAME_SURROGATE = 0x20000000
"""The bit of Windows' reparse tags that says: this name stands for another place (Microsoft, "Reparse Point Tags")."""

_HAS_TAGS = hasattr(os.stat_result, "st_reparse_tag")
_BATCH = 1024
_TICK_SECONDS = 0.06


class Usage(Struct, frozen=True):
    """Files and their bytes; hard links count once, links are counted as files and never followed."""

    files: int = 0
    bytes: int = 0


class Stopped(Exception):  # noqa: N818 - it is no error: somebody asked for it
    """The count or copy was asked to stop."""


OnTick = Callable[[Usage], None]
OnTrouble = Callable[[OSError], None]


def walk(folder: Path, stop: threading.Event) -> Iterator[os.DirEntry[str]]:
    """Yield every entry below ``folder``, folders before what is in them; links are not entered.

    Raises OSError for a folder that cannot be listed, Stopped when ``stop`` is set.
    """
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if stop.is_set():
                    raise Stopped
                yield entry
                if is_real_folder(entry):
                    waiting.append(entry.path)


def leads_elsewhere(status: os.stat_result) -> bool:
    """Return whether an entry is a Windows junction or the like, which lists as a folder and stands for another.

    Folders that a cloud program or deduplication keeps have reparse tags, too, and hold their files themselves.
    """
    return bool(getattr(status, "st_reparse_tag", 0) & _NAME_SURROGATE)


def is_real_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder that holds its files itself: no link, no junction."""
    if not entry.is_dir(follow_symlinks=False):
        return False
    return not (_HAS_TAGS and leads_elsewhere(entry.stat(follow_symlinks=False)))


def count(folder: Path, stop: threading.Event, on_progress: OnTick | None = None) -> Usage:
    """Return what ``folder`` holds, nothing where it does not exist; ``on_progress`` hears the figures on the way.

    Raises OSError for what cannot be read, Stopped when ``stop`` is set.
    """
    if not folder.is_dir():
        return Usage()
    return Counter(stop, on_progress).below(str(folder))


class Counter:
    """Counts files and bytes of one place, in as many parts as its caller wants to tell apart.

    A file with several names counts where it is met first. A listing on Windows does not tell how many names a file
    has, so there each name counts. ``on_tick`` hears the whole so far, about 16 times a second. ``on_trouble`` hears
    of what cannot be read, which then counts as nothing; without it the OSError is raised. What vanishes meanwhile is
    passed over.
    """

    def __init__(
        self, stop: threading.Event, on_tick: OnTick | None = None, on_trouble: OnTrouble | None = None
    ) -> None:
        self.files = 0
        self.bytes = 0
        self._stop = stop
        self._on_tick = on_tick
        self._on_trouble = on_trouble
        self._next_tick = monotonic() + _TICK_SECONDS
        # Names still to be met of each file that has several, by volume and number: those met in full are forgotten.
        self._volumes: dict[int, dict[int, int]] = {}
        self._device = 0
        self._linked = self._volumes.setdefault(self._device, {})

    def below(self, folder: str) -> Usage:
        """Return what is counted below a folder; raises Stopped, and OSError where nobody hears of trouble."""
        files, size = self.files, self.bytes
        waiting = [folder]
        first = True
        while waiting:
            path = waiting.pop()
            try:
                if LISTS_OPEN_FOLDERS:
                    # Files are then asked for by name alone, which takes a fifth less time. Only the place itself may
                    # be a link.
                    descriptor = os.open(path, FOLDER if first else FOLDER_ITSELF)
                    try:
                        self._one_folder(path, os.scandir(descriptor), waiting)
                    finally:
                        os.close(descriptor)
                else:
                    self._one_folder(path, os.scandir(path), waiting)
            except FileNotFoundError:
                if first:
                    raise
            except OSError as error:
                self._trouble(error, path)
            first = False
        return Usage(self.files - files, self.bytes - size)

    def file(self, entry: os.DirEntry[str]) -> Usage:
        """Return what one entry that is no folder adds."""
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return Usage()
        except OSError as error:
            self._trouble(error, entry.path)
            return Usage()
        if status.st_nlink > 1 and self._was_met(status):
            return Usage()
        self.files += 1
        self.bytes += status.st_size
        return Usage(1, status.st_size)

    def listing(self, folder: str) -> list[os.DirEntry[str]]:
        """Return the entries of a folder, none where it cannot be read; for folders of moderate size."""
        self._breathe()
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except FileNotFoundError:
            return []
        except OSError as error:
            self._trouble(error, folder)
            return []

    def _one_folder(self, path: str, entries: "os._ScandirIterator[str]", waiting: list[str]) -> None:
        """Count the files of one folder and note its folders: the loop that all the time is spent in.

        No entry outlives its turn: kept ones keep what the system told of them, which costs a third more time.
        """
        above = path if path.endswith(os.sep) else path + os.sep
        device, linked = self._device, self._linked
        files = size = 0
        with entries:
            for entry in entries:
                try:
                    if entry.is_dir(follow_symlinks=False) and (not _HAS_TAGS or is_real_folder(entry)):
                        waiting.append(above + entry.name)
                        continue
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                except OSError as error:
                    self._trouble(error, above + entry.name)
                    continue
                links = status.st_nlink
                if links > 1:
                    if status.st_dev != device:
                        device, linked = self._onto(status.st_dev)
                    number = status.st_ino
                    left = linked.pop(number, links)
                    if left > 1:
                        linked[number] = left - 1
                    if left != links:
                        continue
                files += 1
                size += status.st_size
                if files == _BATCH:
                    self._add(files, size)
                    files = size = 0
        self._add(files, size)

    def _add(self, files: int, size: int) -> None:
        self.files += files
        self.bytes += size
        self._breathe()

    def _was_met(self, status: os.stat_result) -> bool:
        """Return whether a file with several names was counted by another name already."""
        _, linked = self._onto(status.st_dev)
        left = linked.pop(status.st_ino, status.st_nlink)
        if left > 1:
            linked[status.st_ino] = left - 1
        return left != status.st_nlink

    def _onto(self, device: int) -> tuple[int, dict[int, int]]:
        """Return a volume's files with several names; the next file is on the same one, as a rule."""
        self._device = device
        self._linked = self._volumes.setdefault(device, {})
        return device, self._linked

    def _breathe(self) -> None:
        if self._stop.is_set():
            raise Stopped
        if self._on_tick is not None and (now := monotonic()) >= self._next_tick:
            self._next_tick = now + _TICK_SECONDS
            self._on_tick(Usage(self.files, self.bytes))

    def _trouble(self, error: OSError, path: str) -> None:
        if self._on_trouble is None:
            raise error
        if error.filename is None or isinstance(error.filename, int):
            error.filename = path
        self._on_trouble(error)
