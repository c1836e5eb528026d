"""From the rounds of a rename probe to figures, a verdict and a sentence."""

import statistics
from collections import Counter
from pathlib import Path

from msgspec import Struct

from core.model.measurements import ProbeReport, Verdict, WaitTimes


class Round(Struct, frozen=True, kw_only=True):
    """One rename; ``waited_ms`` from the first try to the last, ``os_error`` of the first refusal or None."""

    passed: bool
    waited_ms: float
    os_error: int | None

    @property
    def refused(self) -> bool:
        """Whether the first try was refused."""
        return self.os_error is not None


def report_of(place: Path, rounds: list[Round], *, plain_passes: bool | None) -> ProbeReport:
    """Return the report of a place in which rounds could be tried."""
    refused = sum(each.refused for each in rounds)
    never = sum(not each.passed for each in rounds)
    waits = sorted(each.waited_ms for each in rounds)
    errors = Counter(str(each.os_error) for each in rounds if each.os_error is not None)
    verdict = Verdict.REFUSED if never else Verdict.SLOW if refused else Verdict.CLEAR
    times = WaitTimes(
        median=round(statistics.median(waits), 1),
        p95=round(waits[min(len(waits) - 1, int(len(waits) * 0.95))], 1),
        max=round(waits[-1], 1),
    )
    return ProbeReport(
        place=place,
        rounds=len(rounds),
        refused_first=refused,
        never_passed=never,
        wait_ms=times,
        os_errors=dict(errors),
        verdict=verdict,
        why=_sentence(len(rounds), refused, never, times, errors, plain_passes=plain_passes),
        plain_passes=plain_passes,
    )


def unusable_report(place: Path, error: OSError) -> ProbeReport:
    """Return the report of a place that cannot be made or written."""
    number = getattr(error, "winerror", None) or error.errno
    reason = error.strerror or type(error).__name__
    return ProbeReport(
        place=place,
        rounds=0,
        refused_first=0,
        never_passed=0,
        wait_ms=WaitTimes(0.0, 0.0, 0.0),
        os_errors={} if number is None else {str(number): 1},
        verdict=Verdict.UNUSABLE,
        why=f"The folder cannot be made or written: {reason}{'' if number is None else f' (os error {number})'}.",
    )


def _sentence(
    rounds: int, refused: int, never: int, times: WaitTimes, errors: Counter[str], *, plain_passes: bool | None
) -> str:
    if refused == 0:
        return f"All {rounds} renames passed at the first try."
    numbers = " and ".join(f"os error {number}" for number, _ in errors.most_common())
    if never == 0:
        return (
            f"{refused} of {rounds} renames were refused at the first try ({numbers}) and passed after "
            f"{_time(times.median)} (median), {_time(times.max)} at most: something holds fresh folders for a while."
        )
    said = f"{never} of {rounds} renames were still refused after {_time(times.max)} ({numbers})"
    if plain_passes is None:
        passed = rounds - never
        return f"{said}, {passed} passed: something holds fresh folders for longer than the probe could wait."
    older = "an ordinary file and an older folder"
    if plain_passes:
        return f"{said}, while {older} could be renamed there: a scanner or a policy holds unpacked folders."
    return f"{said}, and {older} could not both be renamed there either: the rights to rename are missing."


def _time(milliseconds: float) -> str:
    return f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"
