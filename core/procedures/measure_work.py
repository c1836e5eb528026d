"""The work of measuring: rename probes and candidates."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import FindCandidates, ProbePlaces, RelocatePlace
from core.model.events import ProbeProgressed, Stage, StageChanged
from core.model.measurements import Candidate, ProbeReport
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.model.settings import Scope
from core.places.candidates import find_candidates
from core.places.journal import Journal
from core.places.last_verdicts import refused_lately, remember
from core.places.probe import ProbeTick, probe_places
from core.places.probe_record import settle_killed_probes
from core.places.search import Search
from core.places.stoppable import in_thread
from core.places.usage import Usage, count
from core.procedures.policy_check import policy_in_force
from core.procedures.preparation import effective_in
from core.procedures.procedure import Procedure
from core.procedures.relocate_plan import RelocationPlan
from core.procedures.root_work import root_in_force
from core.procedures.services import Services
from core.settings.effective import user_cache
from core.system.this_computer import system_facts

_MOST_SECONDS_OF_COUNTING = 5.0


_LOG = logging.getLogger(__name__)


def procedure(command: ProbePlaces | FindCandidates, services: Services) -> Procedure:
    """Return the procedure; a probe writes only to folders of its own and needs no lease."""

    async def work(scope: JobScope) -> Outcome:
        scope.emit(StageChanged(job=scope.job, project=scope.project, stage=Stage.PROBING))
        match command:
            case ProbePlaces(folders=folders, rounds=rounds, wheel=wheel):
                return Succeeded(probes=await measure(folders, scope, services, rounds=rounds, wheel=wheel))
            case FindCandidates():
                return Succeeded(candidates=await candidates_for(command, scope, services))

    return Procedure(work=work, project=command.project)


async def measure(
    folders: tuple[Path, ...],
    scope: JobScope,
    services: Services,
    *,
    rounds: int | None = None,
    wheel: Path | None = None,
) -> tuple[ProbeReport, ...]:
    """Probe folders, saying progress, and keep the verdicts; raises InputError for a wheel that cannot be read."""
    if wheel is not None and not await asyncio.to_thread(wheel.is_file):
        raise InputError(f"There is no wheel file at {wheel}.", "Name an existing .whl file.")
    records = services.home.probes
    await asyncio.to_thread(settle_killed_probes, records)
    reports = await probe_places(
        folders, rounds=rounds, wheel=wheel, records=records, on_progress=lambda tick: _say(tick, scope)
    )
    await asyncio.to_thread(_keep, reports, scope, services)
    for report in reports:
        scope.emit(
            ProbeProgressed(
                job=scope.job,
                project=scope.project,
                place=report.place,
                done=report.rounds,
                rounds=report.rounds,
                refused=report.refused_first,
                report=report,
            )
        )
    return reports


async def candidates_for(
    command: FindCandidates, scope: JobScope, services: Services, *, carries: bool | None = None
) -> tuple[Candidate, ...]:
    """Return measured candidates for a place of a project, best first, saying progress of the probes.

    ``carries`` says whether the move takes along what the place holds, for which there has to be room on another
    volume; without it, it is found out as a relocation does.
    """
    project = command.project or Path.cwd()
    await asyncio.to_thread(settle_killed_probes, services.home.probes)
    effective = await asyncio.to_thread(effective_in, project, services)
    place = effective.places.of(command.kind)
    if command.scope is Scope.USER:
        place = await asyncio.to_thread(user_cache, project, services.environ)
    if carries is None:
        carries = await asyncio.to_thread(_carries, command, project, services)
    search = Search(
        kind=command.kind,
        scope=command.scope,
        project=project,
        current=place.path,
        environment=effective.places.environment.path,
        consider=command.consider,
        needed_bytes=await _held_bytes(place.path) if carries else 0,
        root=await asyncio.to_thread(root_in_force, services, project),
        forbidden=(await asyncio.to_thread(policy_in_force, services)).forbidden_places,
    )
    home, now = services.home, services.clock.now()
    found = await find_candidates(
        search,
        system_facts(services.environ),
        lambda tick: _say(tick, scope),
        records=home.probes,
        refused_before=lambda folder: refused_lately(home, folder, now),
    )
    reports = tuple(candidate.probe for candidate in found if candidate.probe is not None)
    await asyncio.to_thread(remember, home, reports, services.clock.now())
    return found


def _carries(command: FindCandidates, project: Path, services: Services) -> bool:
    """Return whether a relocation would take along what the place holds; only a cache of one's own moves whole."""
    move = RelocatePlace(project=project, kind=command.kind, scope=command.scope)
    try:
        plan = RelocationPlan(move, services, system_facts(services.environ), Journal(services.home.journal))
        return not plan.serves_others()
    except InputError:  # a place that cannot be relocated at all: the relocation says why
        return False


async def _held_bytes(folder: Path) -> int:
    """Return how many bytes a place holds, or at least how many of them were counted within a few seconds."""
    counted = Usage()

    def so_far(usage: Usage) -> None:
        nonlocal counted
        counted = usage

    try:
        async with asyncio.timeout(_MOST_SECONDS_OF_COUNTING):
            counted = await in_thread(lambda stop: count(folder, stop, so_far))
    except (TimeoutError, OSError):
        pass  # a relocation counts to the end and checks the room again before it moves anything
    return counted.bytes


def _say(tick: ProbeTick, scope: JobScope) -> None:
    scope.emit(
        ProbeProgressed(
            job=scope.job,
            project=scope.project,
            place=tick.place,
            done=tick.done,
            rounds=tick.rounds,
            refused=tick.refused,
        )
    )


def _keep(reports: Sequence[ProbeReport], scope: JobScope, services: Services) -> None:
    """Remember the verdicts, and write the figures into the history; what refuses that costs no measurement."""
    now = services.clock.now()
    remember(services.home, reports, now)
    trouble = services.history().record_probes(scope.project, reports, now)
    if trouble is not None:
        _LOG.warning("the history was not written: %s", trouble)
