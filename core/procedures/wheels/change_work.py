"""The work of changing local sources: planned whole, written, and proved by ``uv lock`` or taken back."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.outcome import Outcome, Succeeded
from core.model.wheel_commands import (
    AddFiles,
    AnyWheelsChange,
    ChangeWheels,
    LeaveYard,
    PreviewWheels,
    RemoveSource,
    UseYard,
)
from core.procedures.policy_check import policy_in_force
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.procedures.settings_work import version_in_use
from core.procedures.uv_work import settle_first
from core.procedures.wheels.adding import plan_addition
from core.procedures.wheels.moving_thread import in_good_time
from core.procedures.wheels.named_files import check_usable, read_named
from core.procedures.wheels.planned import PlannedWheels, Situation
from core.procedures.wheels.project_sources import read_project_sources
from core.procedures.wheels.proof import ToWrite, lock_folders, lock_of, write_proved
from core.procedures.wheels.removing import plan_limits, plan_removal
from core.procedures.wheels.using_yard import Surroundings, plan_leaving, plan_use
from core.settings.project_file import read_project
from core.wheels.targets import targets_of

_SOURCES = "A folder with sources of the project"

_LEASE_OF_A_YARD = ".wheelyard-copying"
"""Never a folder: so the lease of a yard is not that of a project whose folder it may be."""


def procedure(command: PreviewWheels | ChangeWheels, services: Services) -> Procedure:
    """Return the procedure; a preview reads only, a change joins its project's queue and leases what it writes to."""
    project = command.project or Path.cwd()
    if isinstance(command, PreviewWheels):

        async def preview(scope: JobScope) -> Outcome:
            planned = await plan_change(command.change, project, scope, services)
            return Succeeded(diffs=planned.diffs, sources=planned.sources, repaired=_sentences(planned))

        return Procedure(work=preview)

    async def folders(scope: JobScope) -> tuple[Path, ...]:
        await settle_first(services, scope, project)
        proving = await lock_folders(project, services)(scope) if command.prove else ()
        copy_to = command.change.copy_to if isinstance(command.change, AddFiles) else None
        return (*proving, *((copy_to / _LEASE_OF_A_YARD,) if copy_to is not None else ()))

    async def work(scope: JobScope) -> Outcome:
        return await _change(command, project, scope, services)

    return Procedure(work=work, project=project, folders=folders)


async def plan_change(change: AnyWheelsChange, project: Path, scope: JobScope, services: Services) -> PlannedWheels:
    """Return what a change would write; reads the project and the files that are named, and writes nothing.

    Raises InputError for what cannot be, PolicyError for what policy does not allow.
    """
    await asyncio.to_thread(read_project, project)
    if isinstance(change, UseYard | LeaveYard):
        version = await version_in_use(project, services)
        return await asyncio.to_thread(_plan_yard, change, project, services, version)
    if isinstance(change, AddFiles):
        files = await read_named(change.files, scope)
        await asyncio.to_thread(check_usable, files)
        situation = await asyncio.to_thread(situation_of, project, services)
        # Files that are sources already are looked at, too, and may lie on a share that is gone.
        return await in_good_time(
            lambda moving: plan_addition(change, files, situation, moving.stopped_on_the_way), _SOURCES
        )
    situation = await asyncio.to_thread(situation_of, project, services)
    if isinstance(change, RemoveSource):
        return await asyncio.to_thread(plan_removal, change, situation)
    return await in_good_time(lambda _moving: plan_limits(change, situation), _SOURCES)


def situation_of(project: Path, services: Services) -> Situation:
    """Return what a change of a project begins with; reads its files."""
    sources = read_project_sources(project, services.environ)
    targets = targets_of(sources.requires_python, sources.environments)
    return Situation(project=sources.project, sources=sources, targets=targets)


async def _change(command: ChangeWheels, project: Path, scope: JobScope, services: Services) -> Outcome:
    planned = await plan_change(command.change, project, scope, services)
    if not planned.changed:
        return Succeeded(repaired=_sentences(planned) or "Nothing had to change.", sources=planned.sources)
    lock = await asyncio.to_thread(lock_of, project)
    what = ToWrite(project=project, files=planned.files, copies=planned.copies, lock=lock, renewed=planned.renewed)
    outcome = await write_proved(what, command.seen, scope, services, prove=command.prove)
    if not isinstance(outcome, Succeeded):
        return outcome
    proof = "uv lock has proved it." if command.prove else f"{lock.name} is as it was: the next lock will tell."
    said = "\n".join((f"{_named(planned)} changed, and {proof}", *planned.said))
    return replace(outcome, diffs=planned.diffs, sources=planned.sources, repaired=said)


def _plan_yard(
    change: UseYard | LeaveYard, project: Path, services: Services, version: tuple[int, ...]
) -> PlannedWheels:
    around = Surroundings(environ=services.environ, policy=policy_in_force(services), version=version)
    return plan_use(change, project, around) if isinstance(change, UseYard) else plan_leaving(change, project, around)


def _sentences(planned: PlannedWheels) -> str | None:
    return "\n".join(planned.said) or None


def _named(planned: PlannedWheels) -> str:
    return ", ".join(str(each.file) for each in planned.files if each.changed) or "Files"
