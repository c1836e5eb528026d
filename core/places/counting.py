"""The walk that counts: fast where the disk answers at once, several folders at a time where it lets one wait."""

import os
import threading
from time import monotonic, process_time, sleep

from msgspec import Struct

from core.places.usage import OnTick, OnTrouble, Stopped, Usage, is_real_folder
from core.system.folder_flags import FOLDER, FOLDER_ITSELF, LISTS_OPEN_FOLDERS
from core.system.thread_waits import waits

_HAS_TAGS = hasattr(os.stat_result, "st_reparse_tag")
_BATCH = 1024
_TICK_SECONDS = 0.06
_LOOK_SECONDS = 0.06
_SLOW_SHARE = 0.6
"""Below this share of one processor the count waits for the disk more than it works."""
_MANY_WAITS = 15
_HELPERS = 3
_PAUSE = 0.0005


class _Tally(Struct, gc=False):
    """What was counted below one folder."""

    files: int = 0
    bytes: int = 0


_Folder = tuple[str, _Tally]


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
        self._lock = threading.Lock()
        # Names still to be met of each file that has several, by volume and number: those met in full are forgotten.
        self._volumes: dict[int, dict[int, int]] = {}
        self._last_volume: tuple[int, dict[int, int]] = (0, {})
        self._next_tick = monotonic() + _TICK_SECONDS
        self._looked, self._used = monotonic(), process_time()
        self._waited = waits() or 0
        self._slow = False
        self._helping = 0
        self._failure: OSError | None = None

    def below(self, folder: str) -> Usage:
        """Return what is counted below a folder, which may itself be a link.

        Raises Stopped, and OSError where nobody hears of trouble.
        """
        return self._below((folder,), FOLDER)[0]

    def below_each(self, folders: tuple[str, ...]) -> list[Usage]:
        """Return what is counted below each of several folders, as ``below`` does, but through no link."""
        return self._below(folders, FOLDER_ITSELF)

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

    def _below(self, folders: tuple[str, ...], flags: int) -> list[Usage]:
        found = [(folder, _Tally()) for folder in folders]
        waiting = found[::-1]
        helpers: list[threading.Thread] = []
        done = threading.Event()
        try:
            while not self._is_done(waiting):
                self._breathe()
                try:
                    folder = waiting.pop()
                except IndexError:
                    sleep(_PAUSE)  # helpers may still find more
                    continue
                self._visit(folder, waiting, flags)
                flags = FOLDER_ITSELF
                if not helpers and waiting and self._waits_for_disk():
                    helpers = [
                        threading.Thread(target=self._help, args=(waiting, done), name="count") for _ in range(_HELPERS)
                    ]
                    for helper in helpers:
                        helper.start()
        finally:
            done.set()
            for helper in helpers:
                helper.join()
        if self._failure is not None:
            raise self._failure
        return [Usage(tally.files, tally.bytes) for _, tally in found]

    def _is_done(self, waiting: list[_Folder]) -> bool:
        with self._lock:
            return self._failure is not None or (not waiting and not self._helping)

    def _waits_for_disk(self) -> bool:
        """Return whether the count waits more than it works, measured over the last moment; threads help only then.

        They do not help to work: in one process only one of them can.
        """
        now = monotonic()
        if now - self._looked >= _LOOK_SECONDS:
            used = process_time()
            little_work = used - self._used < _SLOW_SHARE * (now - self._looked)
            waited = waits()
            # Little work alone may be that of a busy computer, where more threads would only stand in line, too.
            self._slow = little_work and (waited is None or waited - self._waited >= _MANY_WAITS)
            self._looked, self._used, self._waited = now, used, waited or 0
        return self._slow

    def _help(self, waiting: list[_Folder], done: threading.Event) -> None:
        """Work in a thread beside the counting one until that one is done."""
        while not done.is_set() and not self._stop.is_set():
            with self._lock:
                folder = waiting.pop() if waiting else None
                self._helping += folder is not None
            if folder is None:
                sleep(_PAUSE)
                continue
            try:
                self._visit(folder, waiting, FOLDER_ITSELF)
            except OSError as error:
                self._failure = self._failure or error
            except Stopped:
                return
            finally:
                with self._lock:
                    self._helping -= 1

    def _visit(self, folder: _Folder, waiting: list[_Folder], flags: int) -> None:
        path, tally = folder
        try:
            if LISTS_OPEN_FOLDERS:
                # Files are then asked for by name alone, which takes a fifth less time.
                descriptor = os.open(path, flags)
                try:
                    self._one_folder(path, os.scandir(descriptor), tally, waiting)
                finally:
                    os.close(descriptor)
            else:
                self._one_folder(path, os.scandir(path), tally, waiting)
        except FileNotFoundError:
            return
        except OSError as error:
            self._trouble(error, path)

    def _one_folder(
        self, path: str, entries: "os._ScandirIterator[str]", tally: _Tally, waiting: list[_Folder]
    ) -> None:
        """Count the files of one folder and note its folders: the loop that all the time is spent in.

        No entry outlives its turn: kept ones keep what the system told of them, which costs a third more time.
        """
        above = path if path.endswith(os.sep) else path + os.sep
        device, linked = self._last_volume
        lock = self._lock
        files = size = 0
        with entries:
            for entry in entries:
                try:
                    if entry.is_dir(follow_symlinks=False) and (not _HAS_TAGS or is_real_folder(entry)):
                        waiting.append((above + entry.name, tally))
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
                    with lock:
                        left = linked.pop(number, links)
                        if left > 1:
                            linked[number] = left - 1
                    if left != links:
                        continue
                files += 1
                size += status.st_size
                if files == _BATCH:
                    self._add(tally, files, size)
                    files = size = 0
        self._add(tally, files, size)

    def _add(self, tally: _Tally, files: int, size: int) -> None:
        with self._lock:
            tally.files += files
            tally.bytes += size
            self.files += files
            self.bytes += size
        if files == _BATCH:
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
        with self._lock:
            self._last_volume = device, self._volumes.setdefault(device, {})
            return self._last_volume

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
        with self._lock:
            self._on_trouble(error)
