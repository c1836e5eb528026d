"""What a rename probe says to a person: one sentence for each thing that it can find, with the figures in it."""

import statistics
from collections.abc import Sequence

LEFT_BEHIND = "Something still holds what the probe unpacked there; Wheelyard removes it when it starts next."

_OLDER = "an ordinary file and an older folder"
_WINDOWS_ACCESS_DENIED = 5


def all_passed(rounds: int, untried: int) -> str:
    """Every rename passed at once."""
    said = "The rename" if rounds == 1 else f"All {rounds} renames"
    return f"{said} passed at the first try.{_untried(untried)}"


def passed_later(waits: Sequence[float], rounds: int, numbers: Sequence[int], untried: int) -> str:
    """Every rename passed, some after a wait."""
    return (
        f"{len(waits)} of {_renames(rounds)} {_were(len(waits))} refused at the first try ({_list(numbers)}) and "
        f"passed after {_spread(waits)}: something holds fresh folders for a while.{_uv(numbers)}{_untried(untried)}"
    )


def some_cut_off(
    at_once: int, later: Sequence[float], cut_off: Sequence[float], numbers: Sequence[int], seconds: float
) -> str:
    """Some renames passed, and others had to be given up when the probe's time was over."""
    rounds = at_once + len(later) + len(cut_off)
    passed = [f"{at_once} passed at once"] if at_once else []
    passed += [f"{len(later)} passed after {_spread(later)}"] if later else []
    held = "fresh folders for a while" if later else "some fresh folders"
    return (
        f"Of {_renames(rounds)}, {' and '.join(passed)}; {len(cut_off)} {_were(len(cut_off))} cut off after "
        f"{time_words(max(cut_off))} at most, when the probe's {time_words(seconds * 1000)} were over "
        f"({_list(numbers)}): something holds {held}.{_uv(numbers)}"
    )


def no_fair_chance(cut_off: Sequence[float], numbers: Sequence[int], seconds: float) -> str:
    """Nothing passed, and nothing was tried for long enough to say that it never would."""
    return (
        f"Unpacking took most of the probe's {time_words(seconds * 1000)}, so a rename was tried for "
        f"{time_words(max(cut_off))} at most; none of {len(cut_off)} had passed by then ({_list(numbers)})."
    )


def nothing_tried(seconds: float) -> str:
    """The time was up before the first rename."""
    return f"Unpacking one folder took longer than the {time_words(seconds * 1000)} of the probe: no rename was tried."


def held(cut_off: Sequence[float], numbers: Sequence[int], *, texts_pass: bool) -> str:
    """Nothing that was unpacked passed, while older things could be renamed."""
    said = f"{_capital(_still_refused(cut_off, numbers))}, while {_OLDER} could be renamed there"
    if texts_pass:
        return f"{said}, and so could a fresh folder of texts: a policy or a scanner holds folders with programs."
    return f"{said}: a scanner or a policy holds unpacked folders."


def rights_missing(cut_off: Sequence[float], numbers: Sequence[int]) -> str:
    """Nothing could be renamed, whatever it was."""
    refused = _capital(_still_refused(cut_off, numbers))
    return f"{refused}, and {_OLDER} could not both be renamed there either: the rights to rename are missing."


def rights_withdrawn(passed: int, cut_off: Sequence[float], numbers: Sequence[int]) -> str:
    """Renames passed at once until, from some moment on, nothing could be renamed any more."""
    return (
        f"{_renames(passed)} passed at once; then {_still_refused(cut_off, numbers, of='other ')}, and {_OLDER} could "
        "not both be renamed either: the rights to rename were withdrawn meanwhile."
    )


def file_there(said: str) -> str:
    """There is a file where the folder or one above it should be."""
    return f"A file stands where the folder or one above it should be: {said}."


def not_written(said: str) -> str:
    """Nothing could be written from the beginning."""
    return f"The folder cannot be made or written: {said}."


def no_longer_written(passed: int, said: str) -> str:
    """The folder could be written, and then no longer."""
    return f"The folder could be written at first and then no longer, {_after(passed)}: {said}."


def no_room(passed: int, said: str) -> str:
    """The volume is full."""
    return f"The volume has no room for what the probe unpacks, {_after(passed)}: {said}."


def read_only(said: str) -> str:
    """The volume takes no writes."""
    return f"The volume is read-only: {said}."


def vanished(passed: int, said: str) -> str:
    """The folder went away."""
    return f"The folder, or what the probe unpacked in it, vanished while it was measured, {_after(passed)}: {said}."


def programs_kept_out(name: str, said: str) -> str:
    """Programs cannot be written where texts can."""
    return f"{name} could not be written there while texts could: a policy or a scanner keeps programs out: {said}."


def time_words(milliseconds: float) -> str:
    """Return a duration in the unit a person reads."""
    if milliseconds < 1000:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1000:.1f}".removesuffix(".0") + " s"


def _still_refused(cut_off: Sequence[float], numbers: Sequence[int], *, of: str = "") -> str:
    said = f"the only {of}rename was" if len(cut_off) == 1 else f"all {len(cut_off)} {of}renames were"
    return f"{said} still refused after {time_words(max(cut_off))} ({_list(numbers)})"


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _uv(numbers: Sequence[int]) -> str:
    """What uv does after such a refusal, as measured: only after Windows' "access denied" does it try again."""
    if set(numbers) == {_WINDOWS_ACCESS_DENIED}:
        return " uv itself tries again for about 10 s."
    if _WINDOWS_ACCESS_DENIED not in numbers:
        return f" After {_list(numbers)} uv itself does not try again."
    return ""


def _untried(untried: int) -> str:
    return f" Time was up before {untried} more {_were(untried)} tried." if untried > 0 else ""


def _spread(waits: Sequence[float]) -> str:
    if len(waits) == 1:
        return time_words(waits[0])
    return f"{time_words(statistics.median(waits))} (median), {time_words(max(waits))} at most"


def _list(numbers: Sequence[int]) -> str:
    return " and ".join(f"os error {number}" for number in numbers)


def _after(passed: int) -> str:
    return f"after {_renames(passed)} that passed"


def _renames(count: int) -> str:
    return f"{count} rename" if count == 1 else f"{count} renames"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
