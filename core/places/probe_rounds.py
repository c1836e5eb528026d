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

from core.places.own_files import is_own, mark_file, mark_own, remove_if_empty, remove_own_tree
from core.places.payload import Payload
from core.places.probe_report import Round
from core.places.usage import Stopped

MARK = "probe"
ARCHIVE = "archive-probe"
_AT_ONCE = 4
_FIRST_PAUSE = 0.01
_LONGEST_PAUSE = 0.32
_REFUSALS = {errno.EACCES, errno.EPERM, errno.EBUSY}
_WINDOWS_REFUSALS = {5, 32, 33}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

Rename = Callable[[Path, Path], None]


def rename_folder(source: Path, target: Path) -> None:
    """Rename a folder once, as the system does it; raises OSError."""
    source.rename(target)


class PlaceProbe:
    """Rounds in one place: the first half one after the other, the rest four at a time, as uv works.

    ``seconds`` bounds the waiting: half of it for the rounds one after the other, and as soon as one of those has not
    passed by then, the others run at once. ``plain_passes`` tells, when all were refused to the end, whether an
    ordinary file in the same place can be renamed: a scanner lets it, missing rights do not.
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
        self._made: list[Path] = []

    def run(self, rounds: int) -> list[Round]:
        """Do the rounds and clean up; raises OSError where the place cannot be used, Stopped when asked to stop."""
        missing = [folder for folder in (self._place, *self._place.parents) if not folder.exists()]
        try:
            self._place.mkdir(parents=True, exist_ok=True)
            self._remove_leftovers()
            self._archive.mkdir(exist_ok=True)
            self._mark(self._archive)
            results = self._all_rounds(rounds)
            if all(not result.passed for result in results):
                self.plain_passes = self._plain_file_passes()
            return results
        finally:
            for folder in (*self._made, self._archive):
                remove_own_tree(folder, MARK)
            for folder in missing:
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
        self._made.append(fresh)
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

    def _plain_file_passes(self) -> bool:
        file = self._archive / "file"
        try:
            file.write_bytes(b"probe")
            self._rename(file, file.with_name("renamed"))
        except OSError:
            return False
        return True

    def _mark(self, folder: Path) -> None:
        mark_own(folder, MARK)
        mark_file(folder, MARK).write_text(str(os.getpid()))

    def _remove_leftovers(self) -> None:
        """Remove what a killed probe left here: marked folders whose process is gone."""
        with suppress(OSError):
            for folder in (self._archive, *self._place.glob(".tmp??????")):
                if is_own(folder, MARK) and not _is_alive(mark_file(folder, MARK)):
                    remove_own_tree(folder, MARK)


def refusal_of(error: OSError) -> int | None:
    """Return the system's number of a refusal that may pass, None for an error that means something else."""
    windows = getattr(error, "winerror", None)
    if windows is not None:
        return windows if windows in _WINDOWS_REFUSALS else None
    return error.errno if error.errno in _REFUSALS else None


def _is_alive(mark: Path) -> bool:
    try:
        process = int(mark.read_text())
    except (OSError, ValueError):
        return False
    return process != os.getpid() and psutil.pid_exists(process)


def _random_name(characters: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(characters))
