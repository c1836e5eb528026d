"""The work of measuring: rename probes and candidates."""

import asyncio
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import FindCandidates, ProbePlaces
from core.model.events import ProbeProgressed, Stage, StageChanged
from core.model.measurements import Candidate, ProbeReport
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.model.settings import OriginKind, PlaceKind, Scope
from core.places.candidates import find_candidates
from core.places.probe import ProbeTick, probe_places
from core.places.search import Search
from core.places.stoppable import in_thread
from core.places.usage import count
from core.procedures.preparation import effective_in
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.settings.effective import user_cache
from core.system.this_computer import system_facts


def procedure(command: ProbePlaces | FindCandidates, services: Services) -> Procedure:
    """Return the procedure; a probe writes only to folders of its own and needs no lease."""

    async def work(scope: JobScope) -> Outcome:
        scope.emit(StageChanged(job=scope.job, project=scope.project, stage=Stage.PROBING))
        match command:
            case ProbePlaces(folders=folders, rounds=rounds, wheel=wheel):
                return Succeeded(probes=await measure(folders, scope, rounds=rounds, wheel=wheel))
            case FindCandidates():
                return Succeeded(candidates=await candidates_for(command, scope, services))

    return Procedure(work=work, project=command.project)


async def measure(
    folders: tuple[Path, ...], scope: JobScope, *, rounds: int | None = None, wheel: Path | None = None
) -> tuple[ProbeReport, ...]:
    """Probe folders, saying progress; raises InputError for a wheel that cannot be read."""
    if wheel is not None and not await asyncio.to_thread(wheel.is_file):
        raise InputError(f"There is no wheel file at {wheel}.", "Name an existing .whl file.")
    reports = await probe_places(folders, rounds=rounds, wheel=wheel, on_progress=lambda tick: _say(tick, scope))
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


async def candidates_for(command: FindCandidates, scope: JobScope, services: Services) -> tuple[Candidate, ...]:
    """Return measured candidates for a place of a project, best first, saying progress of the probes."""
    project = command.project or Path.cwd()
    effective = await asyncio.to_thread(effective_in, project, services)
    place = effective.places.of(command.kind)
    movable = place.origin.kind in {OriginKind.PROFILE, OriginKind.PROJECT}
    if command.scope is Scope.USER:
        place = await asyncio.to_thread(user_cache, project, services.environ)
        movable = True
    needed = 0
    if movable and command.kind is PlaceKind.CACHE:
        needed = (await in_thread(lambda stop: count(place.path, stop))).bytes
    search = Search(
        kind=command.kind,
        scope=command.scope,
        project=project,
        current=place.path,
        environment=effective.places.environment.path,
        consider=command.consider,
        needed_bytes=needed,
    )
    return await find_candidates(search, system_facts(services.environ), lambda tick: _say(tick, scope))


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
