"""Many files of one folder read by several threads, none of which is waited for if its drive does not answer."""

import itertools
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from msgspec import Struct
from msgspec.structs import replace

from core.model.wheels import FileTrouble, WheelFile
from core.wheels.reading.stopping import Stopped

PATIENCE_S = 60.0
"""How long no file at all may be done before the folder counts as one that does not answer."""

UNREADABLE = frozenset({"unreadable"})
"""Troubles that say that the system refused or broke off the reading."""

MOST_THREADS = 16
"""How many files are waited for at once, on a drive that lets one wait."""

_JUDGED_AFTER_S = 0.1
_HANDED_OVER_EVERY_S = 0.02
_LOOKED_EVERY_S = 0.1

Read = Callable[[Path, Stopped], WheelFile]


class _Batch(Struct, frozen=True):
    """Files that are done; ``waits`` says that the thread waits for the drive most of the time."""

    files: list[WheelFile | None]
    waits: bool


class ReadingPool:
    """Reads ``paths`` with ``read``, which never raises; ``trouble`` says afterwards why not all of them were read.

    One thread begins, since on a quick drive several only get into each other's way; the others join it where it
    waits for the drive most of the time. No processes: with two cores they save a third of the time at best, and
    a program with a window that starts copies of itself is what scanners on managed computers look for.
    """

    def __init__(self, folder: Path, paths: Sequence[Path], read: Read, stopped: Stopped, patience: float) -> None:
        self._folder = folder
        self._paths = paths
        self._read = read
        self._stopped = stopped
        self._patience = patience
        self._ended = threading.Event()
        self._numbers = itertools.count()
        self._batches: SimpleQueue[_Batch | BaseException | None] = SimpleQueue()
        self._gone: str | None = None
        self.trouble: str | None = None

    def results(self) -> Iterator[WheelFile | None]:
        """Yield each file as it is done, in any order; None for one that is gone meanwhile."""
        most = min(MOST_THREADS, len(self._paths))
        begun = working = self._begin(0, min(1, most))
        done = 0
        heard_at = time.monotonic()
        try:
            while working:
                if self._stopped():
                    self.trouble = self._broken_off("The look was stopped", done)
                    return
                try:
                    batch = self._batches.get(timeout=_LOOKED_EVERY_S)
                except Empty:
                    working += self._begin(begun, most)
                    begun = most
                    if time.monotonic() - heard_at > self._patience:
                        self.trouble = self._broken_off(f"{self._folder} did not answer any more", done)
                        return
                    continue
                heard_at = time.monotonic()
                if isinstance(batch, BaseException):
                    raise batch
                if batch is None:
                    working -= 1
                    continue
                if batch.waits:
                    working += self._begin(begun, most)
                    begun = most
                done += len(batch.files)
                yield from batch.files
            if self._gone is not None:
                self.trouble = self._broken_off(self._gone, done)
        finally:
            self._ended.set()

    def _begin(self, first: int, most: int) -> int:
        """Begin threads up to a number of them, and return how many were begun."""
        for number in range(first, most):
            # A thread that waits for a share that never answers must not keep the program from ending.
            threading.Thread(target=self._work, name=f"yard-{number}", daemon=True).start()
        return max(most - first, 0)

    def _broken_off(self, why: str, done: int) -> str:
        return f"{why}: {done:,} of {len(self._paths):,} new or changed files were read, the others are not shown."

    def _ends(self) -> bool:
        return self._ended.is_set() or self._stopped()

    def _work(self) -> None:
        batch: list[WheelFile | None] = []
        begun, begun_computing = time.monotonic(), time.thread_time()
        hand_over_at = begun + _HANDED_OVER_EVERY_S

        def waits() -> bool:
            passed = time.monotonic() - begun
            return passed > _JUDGED_AFTER_S and time.thread_time() - begun_computing < passed / 3

        try:
            while not self._ends() and (number := next(self._numbers)) < len(self._paths):
                file = self._settled(self._paths[number])
                if self._ends():
                    break
                batch.append(file)
                # Each handing over wakes the other side, which costs more than reading a small file.
                if time.monotonic() >= hand_over_at:
                    self._batches.put(_Batch(batch, waits()))
                    batch = []
                    hand_over_at = time.monotonic() + _HANDED_OVER_EVERY_S
            self._batches.put(_Batch(batch, waits=False))
        except BaseException as error:  # noqa: BLE001 - it is raised again where the results are awaited
            self._batches.put(error)
        finally:
            self._batches.put(None)

    def _settled(self, path: Path) -> WheelFile | None:
        """Return what is in a file; where something is wrong with it, make sure that nobody is just writing it."""
        file = self._read(path, self._ends)
        if file.is_usable:
            return file
        if any(trouble.id in UNREADABLE for trouble in file.troubles) and self._is_gone(path):
            return None
        if not _has_changed(file):
            return file
        file = self._read(path, self._ends)
        if not _has_changed(file):
            return file
        sentence = f"{path.name} is just being written, so what is said of it may be wrong; look again later."
        return replace(file, troubles=(FileTrouble(id="changing", sentence=sentence), *file.troubles))

    def _is_gone(self, path: Path) -> bool:
        """Return whether the file is gone; if its folder is, too, the work ends."""
        try:
            os.lstat(path)
        except OSError:
            pass
        else:
            return False
        try:
            os.stat(self._folder)  # noqa: PTH116 - as above
        except OSError as error:
            self._gone = f"{self._folder} cannot be reached any more ({error.strerror})"
            self._ended.set()
        return True


def _has_changed(file: WheelFile) -> bool:
    try:
        status = file.path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) != (file.size, file.modified_ns)
