"""From what a rename probe found to figures, a verdict and a sentence."""

import errno
import statistics
from collections import Counter
from pathlib import Path

from msgspec import Struct

from core.model.measurements import ProbeReport, Verdict, WaitTimes
from core.places import probe_words as words

_FAIR_CHANCE = 0.7
"""The part of the probe's time for which a rename must have been tried before it is fair to say: it never passes."""


class Round(Struct, frozen=True, kw_only=True):
    """One rename; ``waited_ms`` from the first try to the last, ``os_error`` of the first refusal or None."""

    passed: bool
    waited_ms: float
    os_error: int | None

    @property
    def refused(self) -> bool:
        """Whether the first try was refused."""
        return self.os_error is not None


class Findings(Struct, frozen=True, kw_only=True):
    """What a probe of one place found.

    ``rounds`` are the renames that were tried, of ``asked``, within ``seconds`` for all of it. ``plain_passes`` says
    whether an ordinary file and an older folder could be renamed at the end, ``text_passes`` whether a fresh folder
    without programs could; None where that was not tried. ``broken`` ended the probe before its time, at the program
    ``broken_program`` if it was one; ``begun`` says that something could be written before. ``left_behind`` says that
    not all could be removed again.
    """

    rounds: tuple[Round, ...]
    asked: int
    seconds: float
    plain_passes: bool | None = None
    text_passes: bool | None = None
    broken: OSError | None = None
    broken_program: str | None = None
    begun: bool = False
    left_behind: bool = False

    @property
    def passed(self) -> tuple[Round, ...]:
        """The renames that passed, at once or later."""
        return tuple(each for each in self.rounds if each.passed)

    @property
    def cut_off(self) -> tuple[Round, ...]:
        """The renames that were refused to the end of the probe."""
        return tuple(each for each in self.rounds if not each.passed)


def report_of(place: Path, found: Findings) -> ProbeReport:
    """Return the report of a place."""
    waits = sorted(each.waited_ms for each in found.rounds) or [0.0]
    errors = Counter(str(each.os_error) for each in found.rounds if each.os_error is not None)
    number = None if found.broken is None else number_of(found.broken)
    if number is not None:
        errors[str(number)] += 1
    verdict, why = _verdict(found)
    if found.left_behind:
        why = f"{why} {words.LEFT_BEHIND}"
    return ProbeReport(
        place=place,
        rounds=len(found.rounds),
        refused_first=sum(each.refused for each in found.rounds),
        never_passed=len(found.cut_off),
        wait_ms=WaitTimes(
            median=round(statistics.median(waits), 1),
            p95=round(waits[min(len(waits) - 1, int(len(waits) * 0.95))], 1),
            max=round(waits[-1], 1),
        ),
        os_errors=dict(errors),
        verdict=verdict,
        why=why,
        plain_passes=found.plain_passes,
    )


def number_of(error: OSError) -> int | None:
    """Return the number of the system's own that an error carries."""
    return getattr(error, "winerror", None) or error.errno


def _verdict(found: Findings) -> tuple[Verdict, str]:
    """Return the verdict and its sentence.

    A place is refused where nothing passed that was tried for long enough, or where the rights are seen to be missing.
    Where some passed and others were only cut off, it is slow: the next one may pass within uv's own ten seconds.
    """
    if found.broken is not None:
        return Verdict.UNUSABLE, _broken(found, found.broken)
    if not found.rounds:
        return Verdict.SLOW, words.nothing_tried(found.seconds)
    if found.cut_off:
        return _with_some_cut_off(found)
    left = found.asked - len(found.rounds)
    if any(each.refused for each in found.rounds):
        return Verdict.SLOW, words.passed_later(_times(found.passed), len(found.rounds), _numbers(found), left)
    return Verdict.CLEAR, words.all_passed(len(found.rounds), left)


def _with_some_cut_off(found: Findings) -> tuple[Verdict, str]:
    cut_off, numbers = _times(found.cut_off), _numbers(found)
    if found.passed:
        later = _times(found.passed)
        if found.plain_passes is False and not later:
            return Verdict.REFUSED, words.rights_withdrawn(len(found.passed), cut_off, numbers)
        return Verdict.SLOW, words.some_cut_off(len(found.passed) - len(later), later, cut_off, numbers, found.seconds)
    if found.plain_passes is False:
        return Verdict.REFUSED, words.rights_missing(cut_off, numbers)
    if max(cut_off) < _FAIR_CHANCE * found.seconds * 1000:
        return Verdict.SLOW, words.no_fair_chance(cut_off, numbers, found.seconds)
    return Verdict.REFUSED, words.held(cut_off, numbers, texts_pass=found.text_passes is True)


def _times(rounds: tuple[Round, ...]) -> tuple[float, ...]:
    """Return how long those that were refused at first were tried, in milliseconds."""
    return tuple(each.waited_ms for each in rounds if each.refused)


def _numbers(found: Findings) -> tuple[int, ...]:
    """Return the numbers of refusals, the most frequent first."""
    counted = Counter(each.os_error for each in found.rounds if each.os_error is not None)
    return tuple(number for number, _ in counted.most_common())


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_WINDOWS_NO_ROOM = {39, 112, 1295}
_WINDOWS_READ_ONLY = 19
_WINDOWS_NOT_THERE = {2, 3}
_FILE_THERE = {errno.EEXIST, errno.ENOTDIR}
_WINDOWS_FILE_THERE = {183, 267}
"""Already exists, and the name of no folder (Microsoft, "System Error Codes")."""
_KEPT_OUT = {errno.EACCES, errno.EPERM}
_WINDOWS_KEPT_OUT = {5, 225, 226, 1260}
"""Access denied, two words for a virus, and a program that policy blocks (Microsoft, "System Error Codes")."""


def _broken(found: Findings, error: OSError) -> str:
    number, on_windows = number_of(error), getattr(error, "winerror", None) is not None
    reason = error.strerror or type(error).__name__
    said = reason if number is None else f"{reason} (os error {number})"
    passed = len(found.passed)
    if number in (_WINDOWS_NO_ROOM if on_windows else _NO_ROOM):
        return words.no_room(passed, said)
    if number == (_WINDOWS_READ_ONLY if on_windows else errno.EROFS):
        return words.read_only(said)
    if found.broken_program is not None and number in (_WINDOWS_KEPT_OUT if on_windows else _KEPT_OUT):
        return words.programs_kept_out(found.broken_program, said)
    if not found.begun:
        is_file = number in (_WINDOWS_FILE_THERE if on_windows else _FILE_THERE)
        return words.file_there(said) if is_file else words.not_written(said)
    if number in (_WINDOWS_NOT_THERE if on_windows else {errno.ENOENT}):
        return words.vanished(passed, said)
    return words.no_longer_written(passed, said)
