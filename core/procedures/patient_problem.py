"""The Problem of a patient run that gains no more: what is left, and what was measured of it."""

from msgspec import Struct
from msgspec.structs import replace

from core.model.problem import Evidence, Problem
from core.procedures.patience import LONGEST_WAIT, Refusal

PATIENCE = "patience"
_MOST_NAMED = 8
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
            **{f"bytes_{each.package.name}": each.package.size for each in effort.left[:_MOST_NAMED]},
            **{f"seconds_{each.package.name}": round(each.seconds, 1) for each in effort.left[:_MOST_NAMED]},
        },
    )
    return replace(
        told,
        title=_title(effort),
        explanation=f"{_explanation(effort)} {told.explanation}",
        evidence=(evidence, *problem.evidence),
    )


def _title(effort: Effort) -> str:
    if len(effort.left) == 1:
        return f"{_name(effort.left[0])} does not get into uv's cache, even alone"
    return f"{len(effort.left)} packages do not get into uv's cache, even one at a time"


def _explanation(effort: Effort) -> str:
    landed = f"{effort.landed} of {effort.packages} packages were brought in one at a time, and stay in the cache. "
    if not effort.idle:
        return f"{landed}{_never_idle()}"
    one = len(effort.left) == 1
    return (
        f"{landed}{'This one was' if one else 'Each of the others was'} tried alone, when a small folder could be "
        f"renamed there again, so {'it' if one else 'each'} met its own check only; and that check does not fit into "
        f"the time that uv waits. Left: {_listed(effort.left)}."
    )


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
    return waited if size is None else f"{size / 1e6:.1f} MB, {waited}"
