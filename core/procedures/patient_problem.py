"""The Problem of a patient run that gains no more: what is left, and what was measured of it."""

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from core.model.problem import Evidence, Problem
from core.procedures.patience import LONGEST_WAIT, Refusal

PATIENCE = "patience"
_MOST_NAMED = 8
_SMALL = 100_000
_WRITTEN = "The project file and the lock are changed as you wanted; `wheelyard sync --patient` goes on from here."
_NO_LONGER_HELP = frozenset({"run-again", "sync-patiently"})


class Effort(Struct, frozen=True, kw_only=True):
    """How far patience came: what landed of how many in how many rounds, and the refusals of those left.

    ``idle`` says whether the scanner was seen to be done with everything else before the last try. ``written`` says
    that requirements were added or removed by then, and that the project file stays so.
    """

    landed: int
    packages: int
    turns: int
    left: tuple[Refusal, ...]
    idle: bool
    written: bool = False


def problem_after(problem: Problem, effort: Effort) -> Problem:
    """Return the Problem of the last refusal, told as what all of the tries have shown."""
    remedies = tuple(each for each in problem.remedies if each.id not in _NO_LONGER_HELP)
    told = replace(problem, remedies=remedies)
    if effort.written:
        told = replace(told, explanation=f"{problem.explanation} {_WRITTEN}")
    if effort.packages == 0:
        return replace(told, explanation=f"{told.explanation} {_whole(effort)}")
    evidence = Evidence(
        id=PATIENCE,
        finding=_finding(effort),
        measured={
            "landed": effort.landed,
            "packages": effort.packages,
            "rounds": effort.turns,
            "idle_before": effort.idle,
            **_measured(effort.left[:_MOST_NAMED]),
        },
    )
    return replace(
        told,
        title=_title(effort),
        explanation=f"{_explanation(effort)} {told.explanation}",
        evidence=(evidence, *problem.evidence),
    )


def _measured(left: tuple[Refusal, ...]) -> dict[str, float | None]:
    """Return bytes and seconds per package; of a package that is there in several versions, per version."""
    seen = Counter(each.package.name for each in left)
    keys = [_name(each) if seen[each.package.name] > 1 else each.package.name for each in left]
    sizes: dict[str, float | None] = {f"bytes_{key}": each.package.size for key, each in zip(keys, left, strict=True)}
    return sizes | {f"seconds_{key}": round(each.seconds, 1) for key, each in zip(keys, left, strict=True)}


def _title(effort: Effort) -> str:
    if len(effort.left) == 1:
        return f"{_name(effort.left[0])} does not get into uv's cache, even alone"
    return f"{len(effort.left)} packages do not get into uv's cache, even one at a time"


def _explanation(effort: Effort) -> str:
    landed = _landed(effort)
    if not effort.idle:
        return f"{landed}{_never_idle()}"
    one = len(effort.left) == 1
    each = "Each of the others" if effort.landed else "Each"
    return (
        f"{landed}{'This one' if one else each} was tried alone, when a small folder could be "
        f"renamed there again, so {'it' if one else 'each'} met its own check only; and that check does not fit into "
        f"the time that uv waits. Left: {_listed(effort.left)}."
    )


def _landed(effort: Effort) -> str:
    if effort.landed == 0:
        return f"None of {effort.packages} packages got in one at a time. " if effort.packages > 1 else ""
    stay = "was brought in alone, and stays" if effort.landed == 1 else "were brought in one at a time, and stay"
    return f"{effort.landed} of {effort.packages} packages {stay} in the cache. "


def _whole(effort: Effort) -> str:
    if not effort.idle:
        return _never_idle()
    return "It was run again until a run gained nothing, when nothing else was left for the scanner to do."


def _never_idle() -> str:
    return f"Then even a small folder could not be renamed there for {LONGEST_WAIT:.0f} seconds."


def _finding(effort: Effort) -> str:
    rounds = "one round" if effort.turns == 1 else f"{effort.turns} rounds"
    got_in = f"One at a time, {effort.landed} of {effort.packages} packages got in, in {rounds}"
    return f"{got_in}; left: {_listed(effort.left)}."


def _listed(left: tuple[Refusal, ...]) -> str:
    named = [f"{_name(each)} ({_figures(each)})" for each in left[:_MOST_NAMED]]
    more = len(left) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _name(refusal: Refusal) -> str:
    return " ".join(part for part in (refusal.package.name, refusal.package.version) if part)


def _figures(refusal: Refusal) -> str:
    waited = f"refused after {refusal.seconds:.1f} s"
    size = refusal.package.size
    return waited if size is None else f"{_size(size)}, {waited}"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= _SMALL else f"{max(1, round(count / 1e3))} kB"
