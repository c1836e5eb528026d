"""Folders that a place could move to: proposed, sorted out with reasons, measured, scored."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.measurements import Candidate, ProbeReport, Verdict
from core.model.places_root import Decider, PlacesRoot
from core.places.exclusion import RefusedBefore, reason_against, reservation_about
from core.places.layout import place_below
from core.places.paths import same_folder
from core.places.probe import ProbeTick, probe_places
from core.places.probe_rename import Rename, rename_folder
from core.places.proposals import Proposal, Why, proposals
from core.places.search import Search
from core.system.facts import SystemFacts, Volume

MOST_MEASURED = 8
"""Places that one search measures: two rounds of those that are measured at once."""

_VERDICT_POINTS = {Verdict.CLEAR: 65.0, Verdict.SLOW: 30.0, Verdict.REFUSED: 5.0, Verdict.UNUSABLE: 0.0}
_SAME_VOLUME_POINTS = 15.0
_DEV_DRIVE_POINTS = 5.0
_ROOM_POINTS = 5.0
_SHORT_POINTS = 5.0
_WHY_POINTS = {Why.NAMED: 5.0, Why.ROOT: 5.0, Why.OWN: 0.0, Why.SHARED: -10.0}
_PLENTY_OF_ROOM = 20 * 2**30
_LONG_PATH = 160


class _Sorted(Struct, frozen=True):
    """A candidate before it is measured, and how it came about."""

    candidate: Candidate
    why: Why


def _nothing_known(_folder: Path) -> str | None:
    return None


async def find_candidates(
    search: Search,
    facts: SystemFacts,
    on_progress: Callable[[ProbeTick], None],
    *,
    rename: Rename = rename_folder,
    records: Path | None = None,
    refused_before: RefusedBefore = _nothing_known,
) -> tuple[Candidate, ...]:
    """Return every folder that came into question, best first; of those that are not ruled out eight are measured.

    ``refused_before`` returns the sentence about a recent probe that was refused in a folder, or None. ``records`` is
    where probes under way are written down.
    """
    found = await asyncio.to_thread(_sorted_out, search, facts, refused_before)
    places = tuple(each.candidate.place for each in found if each.candidate.suitable)
    reports = await probe_places(places, rename=rename, records=records, on_progress=on_progress)
    measured = {report.place: report for report in reports}
    return await asyncio.to_thread(_best_first, found, measured, search, facts)


def _sorted_out(search: Search, facts: SystemFacts, refused_before: RefusedBefore) -> list[_Sorted]:
    """Return the proposals once each, those ruled out as not suitable with the reason."""
    found: list[_Sorted] = []
    to_measure = 0
    for proposal in proposals(search, facts):
        place = place_below(proposal.root, search.project, search.kind, search.scope)
        if any(same_folder(place, other.candidate.place) for other in found):
            continue
        against = _reason_against(place, proposal, search, facts, refused_before)
        if against is None and to_measure == MOST_MEASURED:
            against = f"It was left unmeasured: {MOST_MEASURED} places come before it. Name it to have it measured."
        said = against or reservation_about(place, facts)
        reasons = (proposal.reason,) if said is None else (proposal.reason, said)
        to_measure += against is None
        found.append(
            _Sorted(Candidate(place=place, suitable=against is None, score=0.0, reasons=reasons), proposal.why)
        )
    return found


def _reason_against(
    place: Path, proposal: Proposal, search: Search, facts: SystemFacts, refused_before: RefusedBefore
) -> str | None:
    if search.root.folder is not None and proposal.why not in {Why.NAMED, Why.ROOT}:
        return _other_root(search.root)
    # The person's root is theirs to choose, and policy's is the company's: on a network drive, too.
    chosen = proposal.why is not Why.OWN and proposal.why is not Why.SHARED
    against = reason_against(place, search, facts, named=chosen)
    if against is None and proposal.why is not Why.NAMED:
        return refused_before(place)
    return against


def _other_root(root: PlacesRoot) -> str:
    if root.decided_by is Decider.POLICY:
        return f"Policy keeps new places below {root.folder} ({root.source})."
    return f"You chose {root.folder} for new places; `wheelyard root --none` leaves it to the measurements."


def _best_first(
    found: list[_Sorted], measured: dict[Path, ProbeReport], search: Search, facts: SystemFacts
) -> tuple[Candidate, ...]:
    scored = [_scored(each, measured.get(each.candidate.place), search, facts) for each in found]
    return tuple(sorted(scored, key=lambda candidate: (not candidate.suitable, -candidate.score)))


def _scored(each: _Sorted, report: ProbeReport | None, search: Search, facts: SystemFacts) -> Candidate:
    candidate = each.candidate
    if report is None:
        return candidate
    score = _VERDICT_POINTS[report.verdict] + _WHY_POINTS[each.why]
    reasons = [*candidate.reasons, report.why]
    if facts.same_volume(candidate.place, search.environment):
        score += _SAME_VOLUME_POINTS
        reasons.append("It is on the volume of the environment, so uv can link files instead of copying them.")
    else:
        reasons.append("It is on another volume than the environment, so uv copies files instead of linking them.")
    volume = facts.volume_of(candidate.place)
    if volume is not None:
        score += _ROOM_POINTS * min(1.0, volume.free_bytes / _PLENTY_OF_ROOM)
        score += _DEV_DRIVE_POINTS * bool(volume.dev_drive)
        reasons += _about_volume(volume)
    score += _SHORT_POINTS * max(0.0, 1.0 - len(str(candidate.place)) / _LONG_PATH)
    return replace(
        candidate,
        suitable=report.verdict is Verdict.CLEAR,
        score=round(max(0.0, score), 1),
        reasons=tuple(reasons),
        probe=report,
    )


def _about_volume(volume: Volume) -> list[str]:
    said = [f"{volume.free_bytes / 2**30:.1f} GiB are free there."]
    if volume.dev_drive:
        said.append("It is a Dev Drive, whose files Microsoft Defender looks at after they are opened, not before.")
    elif volume.file_system.upper() == "REFS":
        said.append("Its file system is ReFS.")
    return said
