"""The work of making an environment anew: the old folder is put aside, and removed after the next good sync."""

import asyncio
from pathlib import Path

from core.diagnosis import repairs
from core.diagnosis.context import FailureContext
from core.diagnosis.remedies import advice, relocate
from core.jobs import JobScope
from core.model.commands import RecreateEnvironment
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.problem import Category, Evidence, Problem
from core.model.programs import RunningProgram
from core.model.settings import PlaceKind
from core.places.put_aside import put_aside
from core.procedures.limited import NotInTimeError, within
from core.procedures.preparation import effective_in
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.system.programs_in import programs_in

_SECONDS = 3.0


def procedure(command: RecreateEnvironment, services: Services) -> Procedure:
    """Return the procedure; it leases the environment, so that no sync works in it meanwhile."""
    folder = command.project or Path.cwd()

    async def folders(_scope: JobScope) -> tuple[Path, ...]:
        return (await _environment(folder, services),)

    async def work(_scope: JobScope) -> Outcome:
        environment = await _environment(folder, services)
        try:
            aside = await asyncio.to_thread(put_aside, environment)
        except OSError as error:
            return Failed(problem=await _refused(environment, error, command))
        if aside is None:
            return Succeeded(repaired=f"There is nothing at {environment}; the next sync makes the environment.")
        return Succeeded(
            repaired=f"{environment} was renamed to {aside.name}; the next sync makes a new environment, and the old "
            "folder is removed once that has succeeded."
        )

    return Procedure(work=work, project=folder, folders=folders)


async def _environment(folder: Path, services: Services) -> Path:
    effective = await asyncio.to_thread(effective_in, folder, services)
    return effective.places.environment.path


async def _refused(environment: Path, error: OSError, command: RecreateEnvironment) -> Problem:
    programs = await _programs(environment)
    context = FailureContext(project=command.project, command=command.then, environment=environment)
    named = ", ".join(program.words() for program in programs)
    who = f" {named} run{'s' if len(programs) == 1 else ''} out of it." if programs else ""
    endings = tuple(
        repairs.end_program(context, program, f"{program.name} runs out of the environment.", 0.8 - 0.05 * place)
        for place, program in enumerate(programs[:3])
    )
    closing = advice("end-programs", "Close the programs that use it", "Editors, notebooks and terminals do.", 0.6)
    return Problem(
        category=Category.VENV_REMOVE_DENIED,
        title="The environment cannot be put aside because something in it is in use",
        explanation=(
            f"The system refused to rename {environment}: {error.strerror or error}.{who} Nothing was changed."
        ),
        path_from=str(environment),
        os_error=getattr(error, "winerror", None) or error.errno,
        evidence=(
            Evidence(
                id="environment-programs",
                finding=who.strip() or "No program was seen to run out of it.",
                measured={"programs": len(programs)},
            ),
        ),
        remedies=(
            *(endings or (closing,)),
            relocate(
                context,
                PlaceKind.ENVIRONMENT,
                "A new environment in another folder leaves the programs that use this one alone.",
                0.5,
            ),
        ),
    )


async def _programs(environment: Path) -> tuple[RunningProgram, ...]:
    try:
        users = await within(_SECONDS, lambda: programs_in(environment, _SECONDS))
    except NotInTimeError:
        return ()
    return tuple(user.running() for user in users)
