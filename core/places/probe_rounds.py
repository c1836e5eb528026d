"""The rounds of a rename probe in one place, and the way to leave no trace of them."""

import secrets
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path, PurePosixPath

from core.places.own_files import mark_file
from core.places.payload import PROGRAMS, Payload, text_payload
from core.places.probe_marks import mark_text, remove_leftovers
from core.places.probe_record import ARCHIVE, MARK, ProbeRecord, ProbeRecords, clear_away
from core.places.probe_rename import Rename, rename_patiently
from core.places.probe_report import Findings, Round
from core.places.usage import Stopped
from core.system.this_process import this_process

_AT_ONCE = 4
_CHUNK = 1 << 20
_MAKE_TRIES = 20
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


class PlaceProbe:
    """Rounds in one place: the first half one after the other, the rest four at a time, as uv works.

    ``seconds`` bounds all of it, unpacking and removing included as far as the system answers. A rename that was
    refused is tried until nearly the end of that time. When the first half has not passed by half of it, the others
    begin beside the one that waits, so that it still gets the rest, and a folder of texts alone is tried beside them.

    When some were refused to the end, an ordinary file and a folder made before the rounds are renamed in the same
    place: a scanner lets them, missing rights do not. What the probe makes is written down and marked folder by
    folder, so nothing of others is ever touched.
    """

    def __init__(
        self,
        place: Path,
        payload: Payload,
        rename: Rename,
        *,
        rounds: int,
        seconds: float,
        stop: threading.Event,
        said: Callable[[Round], None],
        records: ProbeRecords | None = None,
    ) -> None:
        self._place = place
        self._payload = payload
        self._rename = rename
        self._rounds = rounds
        self._seconds = seconds
        self._stop = stop
        self._said = said
        self._records = records
        self._archive = place / ARCHIVE
        self._holder = self._archive / _random_name(21)
        self._older = place / f"{ARCHIVE}-{_random_name(6)}"
        # The last pair of names is for the folder of texts.
        self._fresh = [place / f".tmp{_random_name(6)}" for _ in range(rounds + 1)]
        self._archived = [self._archive / _random_name(21) for _ in range(rounds + 1)]
        self._older_archived = self._archive / _random_name(21)
        self._mark_text = mark_text(this_process())
        self._begun = self._deadline = 0.0
        self._results: list[Round] = []
        self._text_passes: bool | None = None
        self._broken: OSError | None = None
        self._broken_program: str | None = None
        self._has_begun = False
        self._has_programs = False

    def run(self) -> Findings:
        """Do the rounds and clean up, and return what was found; raises Stopped when asked to stop."""
        self._begun = time.monotonic()
        # Some of the time is kept for removing what was made.
        self._deadline = self._begun + self._seconds - min(0.5, self._seconds * 0.05)
        missing = tuple(folder for folder in (self._place, *self._place.parents) if not _exists(folder))
        plain_passes: bool | None = None
        made = (*self._fresh, *self._archived, self._holder, self._older, self._older_archived)
        record = ProbeRecord(
            name=_random_name(16), place=self._place, process=this_process(), missing=missing, made=made
        )
        if self._records is not None:
            self._records.begin(record)
        try:
            self._place.mkdir(parents=True, exist_ok=True)
            remove_leftovers(self._place)
            self._make_old_things()
            self._has_begun = True
            self._all_rounds()
            if any(not result.passed for result in self._results):
                plain_passes = self._old_things_pass()
        except OSError as error:
            self._broken = self._broken or error
        finally:
            gone = clear_away(record) if self._records is None else self._records.end(record)
        return Findings(
            rounds=tuple(self._results),
            asked=self._rounds,
            seconds=self._seconds,
            plain_passes=plain_passes,
            text_passes=self._text_passes if self._has_programs else None,
            broken=self._broken,
            broken_program=self._broken_program,
            begun=self._has_begun,
            left_behind=not gone,
        )

    def _all_rounds(self) -> None:
        alone = max(1, self._rounds // 2)
        half = self._begun + self._seconds / 2
        begun: list[Future[None]] = []
        with ThreadPoolExecutor(_AT_ONCE, "rename-probe") as threads, ThreadPoolExecutor(1, "text-probe") as beside:
            for number in range(alone):
                begun.append(threads.submit(self._round, number))
                wait(begun[-1:], timeout=max(0.0, half - time.monotonic()))
                if not begun[-1].done() or self._broken is not None:
                    break
            rest = range(len(begun), self._rounds)
            if not any(result.passed for result in self._results):
                begun.append(beside.submit(self._text_round))
            begun += [threads.submit(self._round, number) for number in rest]
            for each in begun:
                each.result()

    def _round(self, number: int) -> None:
        result = self._unpack_and_rename(self._payload(number), self._fresh[number], self._archived[number])
        if result is not None:
            self._results.append(result)
            self._said(result)

    def _text_round(self) -> None:
        result = self._unpack_and_rename(text_payload(0), self._fresh[-1], self._archived[-1])
        self._text_passes = result.passed if result is not None else None

    def _unpack_and_rename(
        self, files: Iterable[tuple[PurePosixPath, bytes]], fresh: Path, archived: Path
    ) -> Round | None:
        """Return how the rename went, None where the time was up before it or the place broke."""
        try:
            if not self._goes_on():
                return None
            fresh.mkdir()
            self._mark(fresh)
            for path, data in files:
                self._write(fresh / path, data)
                if not self._goes_on():
                    return None
            return rename_patiently(self._rename, fresh, archived, self._deadline, self._pause)
        except OSError as error:
            # Where one round breaks, the others would too: they end, and what broke is the finding.
            self._broken = self._broken or error
            return None

    def _write(self, target: Path, data: bytes) -> None:
        """Write a file in pieces, so that a slow place or a cancelled probe ends soon."""
        program = target.suffix.lower() in PROGRAMS
        self._has_programs = self._has_programs or program
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                for at in range(0, len(data), _CHUNK):
                    file.write(data[at : at + _CHUNK])
                    if not self._goes_on():
                        return
        except OSError:
            if program:
                self._broken_program = self._broken_program or target.name
            raise

    def _goes_on(self) -> bool:
        """Return whether there is time left and nothing broke; raises Stopped when asked to stop."""
        if self._stop.is_set():
            raise Stopped
        return self._broken is None and time.monotonic() < self._deadline

    def _pause(self, seconds: float) -> bool:
        if self._stop.wait(seconds):
            raise Stopped
        return self._broken is None

    def _make_old_things(self) -> None:
        """Make the file and the folder that will be old by the end, and with the file's folder the archive."""
        self._make_in_archive(self._holder)
        self._mark(self._holder)
        (self._holder / "file").write_text("An ordinary file.")
        self._older.mkdir()
        self._mark(self._older)
        (self._older / "file").write_text("An ordinary file.")

    def _make_in_archive(self, folder: Path) -> None:
        """Make ``folder``, and again where another probe of this place just took the empty archive away."""
        for _ in range(_MAKE_TRIES):
            with suppress(FileNotFoundError):
                folder.mkdir(parents=True)
                return
        folder.mkdir(parents=True)

    def _old_things_pass(self) -> bool:
        """Rename the old file where it is, and the old folder as a fresh one is renamed: into the archive."""
        try:
            self._rename(self._holder / "file", self._holder / "renamed-file")
            self._rename(self._older, self._older_archived)
        except OSError:
            return False
        return True

    def _mark(self, folder: Path) -> None:
        mark_file(folder, MARK).write_text(self._mark_text)


def _exists(folder: Path) -> bool:
    try:
        return folder.exists()
    except OSError:  # a folder above it that may not be looked into
        return True


def _random_name(characters: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(characters))
