"""The work of ending a program that holds a file, once the person has confirmed it."""

import asyncio

from core.jobs import JobScope
from core.model.commands import EndProgram
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.problem import Category, Problem, Remedy
from core.model.programs import RunningProgram
from core.model.questions import EndQuestion
from core.procedures.policy_check import check_ending, policy_in_force
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.system.ending import EndResult, end_program
from core.system.file_users import FileUser

WHY_NOT_ENDED: dict[EndResult, str] = {
    EndResult.ANOTHER_PROGRAM_NOW: "Its process number belongs to another program by now, which was left alone.",
    EndResult.NOT_ALLOWED: "It belongs to the system or to another account, so Wheelyard may not and will not end it.",
    EndResult.STILL_RUNS: "It was asked to end and then told to, and still runs.",
}
"""A sentence on each result that leaves the program running."""


def procedure(command: EndProgram, services: Services) -> Procedure:
    """Return the procedure; it joins the project's queue, so that what runs there is not robbed of a program."""

    async def work(scope: JobScope) -> Outcome:
        check_ending(await asyncio.to_thread(policy_in_force, services), command.program)
        if await scope.ask(EndQuestion(program=command.program)) is not True:
            return Cancelled()
        result = await asyncio.to_thread(end_program, FileUser.of(command.program))
        return ended(command.program, result)

    return Procedure(work=work, project=command.project)


def ended(program: RunningProgram, result: EndResult) -> Outcome:
    """Return what came of ending a program as an outcome."""
    if result in {EndResult.ENDED, EndResult.GONE_ALREADY}:
        how = "was ended" if result is EndResult.ENDED else "had ended already"
        return Succeeded(repaired=f"{program.words()} {how}.")
    return Failed(
        problem=Problem(
            category=Category.FILE_IN_USE,
            title=f"{program.name} could not be ended",
            explanation=f"{WHY_NOT_ENDED[result]} Close it yourself, or sign out and in again; then run again.",
            remedies=(
                Remedy(
                    id="close-programs",
                    title=f"Close {program.name} yourself",
                    why="Where it was started from, it can save what is open in it.",
                    confidence=0.6,
                ),
            ),
        )
    )
