"""The rounds of a rename probe in one place, and the way to leave no trace of them."""

import errno
import os
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil

from core.places.own_files import is_own, mark_file, remove_if_empty, remove_own_tree
from core.places.payload import Payload
from core.places.probe_report import Round
from core.places.usage import Stopped

MARK = "probe"
ARCHIVE = "archive-probe"
_AT_ONCE = 4
_FIRST_PAUSE = 0.01
_LONGEST_PAUSE = 0.32
_CLOCK_DRIFT = 60.0
_MARK_IS_WRITTEN_WITHIN = 60.0
_MAKE_TRIES = 20
_REFUSALS = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN}
_WINDOWS_REFUSALS = {5, 32, 33}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

Rename = Callable[[Path, Path], None]


def rename_folder(source: Path, target: Path) -> None:
    """Rename a folder once, as the system does it; raises OSError."""
    source.rename(target)


class PlaceProbe:
    """Rounds in one place: the first half one after the other, the rest four at a time, as uv works.

    ``seconds`` bounds the waiting: half of it for the rounds one after the other, and as soon as one of those has not
    passed by then, the others run at once. ``plain_passes`` tells, when all were refused to the end, whether a text
    file and a folder made before the rounds can be renamed in the same place: a scanner lets them, missing rights do
    not. What the probe makes is marked folder by folder, so nothing of others in ``archive-probe`` is ever touched.
    """

    def __init__(
        self,
        place: Path,
        payload: Payload,
        rename: Rename,
        *,
        seconds: float,
        stop: threading.Event,
        said: Callable[[Round], None],
    ) -> None:
        self.plain_passes: bool | None = None
        self._place = place
        self._payload = payload
        self._rename = rename
        self._seconds = seconds
        self._stop = stop
        self._said = said
        self._archive = place / ARCHIVE
        self._old = self._archive / _random_name(21)
        self._mark_text = _this_process()
        self._made: list[Path] = []

    def run(self, rounds: int) -> list[Round]:
        """Do the rounds and clean up; raises OSError where the place cannot be used, Stopped when asked to stop."""
        missing = [folder for folder in (self._place, *self._place.parents) if not folder.exists()]
        try:
            self._place.mkdir(parents=True, exist_ok=True)
            self._remove_leftovers()
            self._make_old_things()
            results = self._all_rounds(rounds)
            if all(not result.passed for result in results):
                self.plain_passes = self._old_things_pass()
            return results
        finally:
            for folder in self._made:
                remove_own_tree(folder, MARK)
                remove_if_empty(folder)  # one that could be made and not marked
            for folder in (self._archive, *missing):
                remove_if_empty(folder)

    def _all_rounds(self, rounds: int) -> list[Round]:
        started = time.monotonic()
        deadline = started + self._seconds
        alone = max(1, rounds // 2)
        results: list[Round] = []
        for number in range(alone):
            results.append(self._round(number, started + self._seconds / 2))
            if not results[-1].passed:
                break
        rest = range(len(results), rounds)
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="rename-probe") as threads:
            waiting = [threads.submit(self._round, number, deadline) for number in rest]
            return results + [each.result() for each in waiting]

    def _round(self, number: int, deadline: float) -> Round:
        if self._stop.is_set():
            raise Stopped
        fresh = self._place / f".tmp{_random_name(6)}"
        archived = self._archive / _random_name(21)
        self._made += (fresh, archived)
        fresh.mkdir()
        self._mark(fresh)
        self._payload(number, fresh)
        result = self._rename_patiently(fresh, archived, deadline)
        self._said(result)
        return result

    def _rename_patiently(self, fresh: Path, archived: Path, deadline: float) -> Round:
        """Try as uv tries, 10 ms doubling, but go on until the deadline."""
        begun = time.monotonic()
        pause = _FIRST_PAUSE
        first_error: int | None = None
        while True:
            try:
                self._rename(fresh, archived)
            except OSError as error:
                number = refusal_of(error)
                if number is None:
                    raise
                first_error = number if first_error is None else first_error
            else:
                waited = (time.monotonic() - begun) * 1000 if first_error is not None else 0.0
                return Round(passed=True, waited_ms=waited, os_error=first_error)
            if time.monotonic() + pause > deadline:
                return Round(passed=False, waited_ms=(time.monotonic() - begun) * 1000, os_error=first_error)
            if self._stop.wait(pause):
                raise Stopped
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _make_old_things(self) -> None:
        """Make the file and the folder that will be old by the end, and with them the archive."""
        self._made.append(self._old)
        self._make_in_archive(self._old)
        self._mark(self._old)
        (self._old / "folder").mkdir()
        for name in ("file", "folder/file"):
            (self._old / name).write_text("An ordinary file.")

    def _make_in_archive(self, folder: Path) -> None:
        """Make ``folder``, and again where another probe of this place just took the empty archive away."""
        for _ in range(_MAKE_TRIES):
            with suppress(FileNotFoundError):
                folder.mkdir(parents=True)
                return
        folder.mkdir(parents=True)

    def _old_things_pass(self) -> bool:
        try:
            for name in ("file", "folder"):
                self._rename(self._old / name, self._old / f"renamed-{name}")
        except OSError:
            return False
        return True

    def _mark(self, folder: Path) -> None:
        mark_file(folder, MARK).write_text(self._mark_text)

    def _remove_leftovers(self) -> None:
        """Remove what a killed probe left here: marked folders whose process is gone.

        A kill between making a folder and marking it leaves an empty one, which could be uv's: it stays.
        """
        found: list[Path] = []
        for parent, pattern in ((self._archive, "*"), (self._place, ".tmp??????")):
            with suppress(OSError):
                found += parent.glob(pattern)
        for folder in found:
            with suppress(OSError):  # another probe of this place may take its own away meanwhile
                if is_own(folder, MARK) and not _is_alive(mark_file(folder, MARK)):
                    remove_own_tree(folder, MARK)


def refusal_of(error: OSError) -> int | None:
    """Return the system's number of a refusal that may pass, None for an error that means something else."""
    windows = getattr(error, "winerror", None)
    if windows is not None:
        return windows if windows in _WINDOWS_REFUSALS else None
    return error.errno if error.errno in _REFUSALS else None


def _this_process() -> str:
    """Return what a mark says: this process, and when it started, since numbers of processes are used again."""
    try:
        return f"{os.getpid()} {psutil.Process().create_time():.0f}"
    except psutil.Error:
        return str(os.getpid())


def _is_alive(mark: Path) -> bool:
    """Return whether the process that wrote ``mark`` still runs, or may run.

    A mark that tells nothing may be about to be written; an old one of that kind is what a killed probe left.
    """
    try:
        process, *started = (float(part) for part in mark.read_text().split())
    except ValueError:
        return time.time() - mark.stat().st_mtime < _MARK_IS_WRITTEN_WITHIN
    try:
        running = psutil.Process(int(process)).create_time()
    except psutil.NoSuchProcess:
        return False
    except psutil.Error:
        return True
    return not started or abs(running - started[0]) <= _CLOCK_DRIFT


def _random_name(characters: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(characters))
