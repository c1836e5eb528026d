"""Every run that ends is written into the history; a history that cannot be written costs the run nothing."""

import asyncio
import logging
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.commands import AnyCommand, CleanCache, PruneCache, RelocatePlace, UvCommand
from core.model.history import Run
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.problem import Problem
from core.procedures.preparation import effective_in
from core.procedures.procedure import Procedure
from core.procedures.services import Services

_LOG = logging.getLogger(__name__)

_WORDS = {
    "Sync": "sync",
    "Lock": "lock",
    "AddPackages": "add",
    "RemovePackages": "remove",
    "UpgradePackages": "upgrade",
    "RelocatePlace": "relocate",
    "CleanCache": "clean",
    "PruneCache": "prune",
}


def recorded(procedure: Procedure, command: AnyCommand, services: Services) -> Procedure:
    """Return the procedure with its end written down, where the command is one that the history keeps."""
    if not _is_kept(command):
        return procedure

    async def work(scope: JobScope) -> Outcome:
        started = services.clock.now()
        cache = await asyncio.to_thread(_cache_of, command.project, services)

        async def write(outcome: Outcome) -> None:
            try:
                run = _run_of(command, outcome, started, scope, cache)
                trouble = await asyncio.to_thread(services.history().record_run, services.redaction.of(run))
            except Exception as error:  # noqa: BLE001 - the run is over, and how it ended is what counts
                trouble = f"Wheelyard's history misses this: {type(error).__name__}: {error}."
            if trouble is not None:
                _LOG.warning("the history was not written: %s", trouble)

        try:
            outcome = await procedure.work(scope)
        except asyncio.CancelledError:
            await write(Cancelled())
            raise
        if not (isinstance(outcome, Failed) and (outcome.bad_input or outcome.by_policy)):
            await write(outcome)
        return outcome

    return replace(procedure, work=work)


def _is_kept(command: AnyCommand) -> bool:
    match command:
        case CleanCache(preview=preview) | PruneCache(preview=preview):
            return not preview
        case _:
            return isinstance(command, UvCommand | RelocatePlace)


def _cache_of(project: Path | None, services: Services) -> Path | None:
    """Return the cache that the run begins with; a project that cannot be read has none."""
    if project is None:
        return None
    try:
        return effective_in(project, services).places.cache.path
    except Exception:  # noqa: BLE001 - the run says itself what is wrong with its project
        return None


def _run_of(command: AnyCommand, outcome: Outcome, started: float, scope: JobScope, cache: Path | None) -> Run:
    problem: Problem | None = outcome.problem if isinstance(outcome, Failed) else None
    moved = outcome.relocation if isinstance(outcome, Succeeded) else None
    return Run(
        project=command.project,
        command=_WORDS[type(command).__name__],
        started_at=started,
        seconds=scope.seconds(),
        outcome=str(type(outcome).__struct_config__.tag),
        cache=moved.target if moved is not None else cache,
        uv_version=scope.uv_version,
        category=problem.category.value if problem is not None else None,
        title=problem.title if problem is not None else None,
        package=problem.package if problem is not None else None,
        path=(problem.path_to or problem.path_from) if problem is not None else None,
        problem=problem,
    )
