"""Folders that a place could move to: proposed, sorted out with reasons, measured, scored."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from core.model.measurements import Candidate, ProbeReport, Verdict
from core.places.exclusion import reason_against, reservation_about
from core.places.layout import place_below
from core.places.paths import same_folder
from core.places.probe import ProbeTick, probe_places
from core.places.probe_rename import Rename, rename_folder
from core.places.proposals import proposals
from core.places.search import Search
from core.system.facts import SystemFacts

_VERDICT_POINTS = {Verdict.CLEAR: 70.0, Verdict.SLOW: 30.0, Verdict.REFUSED: 5.0, Verdict.UNUSABLE: 0.0}
_SAME_VOLUME_POINTS = 15.0
_NAMED_POINTS = 5.0
_ROOM_POINTS = 5.0
_SHORT_POINTS = 5.0
_PLENTY_OF_ROOM = 20 * 2**30
_LONG_PATH = 160


async def find_candidates(
    search: Search,
    facts: SystemFacts,
    on_progress: Callable[[ProbeTick], None],
    *,
    rename: Rename = rename_folder,
) -> tuple[Candidate, ...]:
    """Return every folder that came into question, best first; all that are not ruled out are measured."""
    found = await asyncio.to_thread(_sorted_out, search, facts)
    places = tuple(candidate.place for candidate in found if candidate.suitable)
    reports = await probe_places(places, rename=rename, on_progress=on_progress)
    measured = {report.place: report for report in reports}
    return await asyncio.to_thread(_best_first, found, measured, search, facts)


def _sorted_out(search: Search, facts: SystemFacts) -> list[Candidate]:
    """Return the proposals once each, those ruled out as not suitable with the reason."""
    found: list[Candidate] = []
    for proposal in proposals(search.project, search.consider, facts):
        place = place_below(proposal.root, search.project, search.kind, search.scope)
        if any(same_folder(place, other.place) for other in found):
            continue
        against = reason_against(place, search, facts, named=proposal.named)
        said = against or reservation_about(place, facts)
        reasons = (proposal.reason,) if said is None else (proposal.reason, said)
        found.append(
            Candidate(place=place, suitable=against is None, score=_NAMED_POINTS * proposal.named, reasons=reasons)
        )
    return found


def _best_first(
    found: list[Candidate], measured: dict[Path, ProbeReport], search: Search, facts: SystemFacts
) -> tuple[Candidate, ...]:
    scored = [_scored(candidate, measured.get(candidate.place), search, facts) for candidate in found]
    return tuple(sorted(scored, key=lambda candidate: (not candidate.suitable, -candidate.score)))


def _scored(candidate: Candidate, report: ProbeReport | None, search: Search, facts: SystemFacts) -> Candidate:
    if report is None:
        return replace(candidate, suitable=False, score=0.0)
    score = candidate.score + _VERDICT_POINTS[report.verdict]
    reasons = [*candidate.reasons, report.why]
    if facts.same_volume(candidate.place, search.environment):
        score += _SAME_VOLUME_POINTS
        reasons.append("It is on the volume of the environment, so uv can link files instead of copying them.")
    else:
        reasons.append("It is on another volume than the environment, so uv copies files instead of linking them.")
    volume = facts.volume_of(candidate.place)
    if volume is not None:
        score += _ROOM_POINTS * min(1.0, volume.free_bytes / _PLENTY_OF_ROOM)
        reasons.append(f"{volume.free_bytes / 2**30:.1f} GiB are free there.")
    score += _SHORT_POINTS * max(0.0, 1.0 - len(str(candidate.place)) / _LONG_PATH)
    return replace(
        candidate,
        suitable=report.verdict is Verdict.CLEAR,
        score=round(score, 1),
        reasons=tuple(reasons),
        probe=report,
    )
