"""What the history of a project says in a sentence: how many syncs failed, since when no longer, and why."""

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from msgspec import Struct

from core.diagnosis.category_words import what_happened
from core.model.history import HistoryReport, HistoryRows, ProbeRun, RefusalPoint, RefusalsOfPlace, Run

COUNTED = frozenset({"sync", "lock", "add", "remove", "upgrade"})
"""The commands of which every one brings packages into the cache, and can fail at that."""

_FAILED = "failed"
_ENDED = frozenset({"succeeded", _FAILED})
_DAY = 86_400.0


def history_report(rows: HistoryRows, now: float, days: int = 30) -> HistoryReport:
    """Return the report over the last ``days`` before ``now`` (seconds since 1970); older rows are left out."""
    since = now - days * _DAY
    runs = tuple(run for run in rows.runs if run.started_at >= since)
    counted = ended_runs(runs)
    failures = [run for run in counted if run.outcome == _FAILED]
    troubles = Counter(run.category for run in failures if run.category is not None)
    return HistoryReport(
        project=rows.project,
        since=since,
        sentence=sentence_of(counted, days, everywhere=rows.project is None),
        runs=runs,
        places=refusals_per_place([probe for probe in rows.probes if probe.at >= since]),
        syncs=len(counted),
        failed=len(failures),
        troubles=tuple(troubles.most_common()),
        trouble=rows.trouble,
    )


def ended_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs of uv that came to an end by themselves: a cancelled one says nothing of what it met."""
    return tuple(run for run in runs if run.command in COUNTED and run.outcome in _ENDED)


def refusals_per_place(probes: Sequence[ProbeRun]) -> tuple[RefusalsOfPlace, ...]:
    """Return probes by place, the place that was measured last first."""
    places: dict[Path, list[ProbeRun]] = {}
    for probe in sorted(probes, key=lambda each: each.at):
        places.setdefault(probe.place, []).append(probe)
    ordered = sorted(places.items(), key=lambda item: -item[1][-1].at)
    return tuple(RefusalsOfPlace(place=place, points=tuple(map(_point, found))) for place, found in ordered)


def sentence_of(runs: Sequence[Run], days: int, *, everywhere: bool = False) -> str:
    """Say how ``runs`` ended, newest first: those of the last ``days``, of one project or of ``everywhere``."""
    words = _Words(runs, days, everywhere)
    failed = sum(run.outcome == _FAILED for run in runs)
    if not runs:
        return f"Nothing was synced {words.where}."
    if not failed:
        said = f"The only {words.noun}" if len(runs) == 1 else f"All {len(runs)} {words.noun}"
        return f"{said} {words.where} succeeded."
    if failed < len(runs):
        said = f"{failed} of {len(runs)} {words.noun} failed {words.where}"
    else:
        said = f"The only {words.noun}" if len(runs) == 1 else f"All {len(runs)} {words.noun}"
        said = f"{said} {words.where} failed"
    move = _last_move(runs)
    tail = _since(move) if move is not None else _lately(runs)
    sentences = [f"{said}{tail}."]
    if move is not None and not move.failed_since:
        sentences.append("One succeeded there so far." if move.since == 1 else f"{move.since} succeeded there.")
    sentences.append(_why([run for run in runs if run.outcome == _FAILED]))
    return " ".join(sentence for sentence in sentences if sentence)


class _Words:
    """The words of a sentence that depend on what it is about."""

    def __init__(self, runs: Sequence[Run], days: int, everywhere: bool) -> None:  # noqa: FBT001 - one caller
        syncs = all(run.command == "sync" for run in runs)
        one, more = ("sync", "syncs") if syncs else ("run of uv", "runs of uv")
        self.noun = one if len(runs) == 1 else more
        self.where = f"{'in all projects' if everywhere else 'here'} in {'one day' if days == 1 else f'{days} days'}"


class _Move(Struct, frozen=True):
    """The cache's last change of place: runs and failures before it and since."""

    cache: Path
    since: int
    failed_since: int
    failed_before: int


def _last_move(runs: Sequence[Run]) -> _Move | None:
    cache = next((run.cache for run in runs if run.cache is not None), None)
    if cache is None:
        return None
    # A run whose cache is not known belongs to those around it.
    since = list(takewhile(lambda run: run.cache is None or run.cache == cache, runs))
    if len(since) == len(runs):
        return None
    return _Move(
        cache,
        len(since),
        sum(run.outcome == _FAILED for run in since),
        sum(run.outcome == _FAILED for run in runs[len(since) :]),
    )


def _since(move: _Move) -> str:
    where = f"since the cache is in {move.cache}"
    if not move.failed_since:
        return f", none {where}"
    if not move.failed_before:
        return f", {'all' if move.failed_since > 1 else 'and that'} {where}"
    if move.failed_since == move.since:
        return f", among them {'the only one' if move.since == 1 else f'all {move.since}'} {where}"
    return f", {move.failed_since} of the {move.since} {where}"


def _lately(runs: Sequence[Run]) -> str:
    """Say how the newest ones ended, where that is not what is said of all."""
    outcome = runs[0].outcome
    streak = sum(1 for _ in takewhile(lambda run: run.outcome == outcome, runs))
    if streak == len(runs):
        return ""
    if outcome != _FAILED:
        return "; the last one succeeded" if streak == 1 else f"; the last {streak} succeeded"
    return "; the last one failed" if streak == 1 else f"; the last {streak} failed in a row"


def _why(failures: Sequence[Run]) -> str:
    happened: Counter[str | None] = Counter()
    for category, times in Counter(run.category for run in failures).items():
        happened[what_happened(category)] += times
    counted = happened.most_common(2)
    said, count = counted[0]
    if said is None:
        return ""
    if count == len(failures):
        return f"Each time {said}." if count > 1 else f"{said[0].upper()}{said[1:]}."
    if len(counted) > 1 and counted[1][1] == count:
        return ""
    return f"Most often {said} ({count} times)."


def _point(probe: ProbeRun) -> RefusalPoint:
    return RefusalPoint(
        at=probe.at,
        rounds=probe.rounds,
        refused=probe.refused_first,
        wait_ms_p95=probe.wait_ms_p95,
        verdict=probe.verdict,
    )
