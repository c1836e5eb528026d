"""``wheelyard repair``: what would help against the last problem of a project, and doing one of it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec.structs import replace

from core.cli.shapes import Shape, problem_shape
from core.cli.text import problem_lines
from core.model.commands import AnyUvCommand, RemedyCommand, RepairCommand
from core.model.problem import Problem
from core.model.project import InputError
from core.system.command_line import pasteable

LastProblem = Callable[[Path], Problem | None]


def last_problem_of(project: Path, last_problem: LastProblem) -> Problem:
    """Return the last problem that the history keeps of a project; raises InputError where there is none."""
    problem = last_problem(project)
    if problem is None:
        raise InputError(
            f"The history has no problem of {project}.", "Run `wheelyard sync` there first, or name it with --project."
        )
    return problem


def listed(problem: Problem) -> tuple[Shape, Iterable[str]]:
    """Return the problem as JSON and as sentences that name the words for each repair."""
    return problem_shape(problem), (*problem_lines(problem), *_how(problem))


def action_of(problem: Problem, ident: str) -> RemedyCommand:
    """Return what the remedy ``ident`` does; raises InputError for one that is not offered or is for a person alone."""
    remedy = next((each for each in problem.remedies if each.id == ident), None)
    offered = ", ".join(each.id for each in problem.remedies if each.action is not None)
    way_out = f"It can be {offered}." if offered else "Nothing that is offered can be done by a command."
    if remedy is None:
        raise InputError(f"Against the last problem there is no repair {ident!r}.", way_out)
    if remedy.action is None:
        raise InputError(f"“{remedy.title}” is for a person to do: {remedy.why}", way_out)
    return remedy.action


def split(action: RemedyCommand, *, run_again: bool) -> tuple[RemedyCommand, AnyUvCommand | None]:
    """Return the repair alone, and the command to run after it, None where that is not wanted."""
    if not isinstance(action, RepairCommand):
        return action, None
    return replace(action, then=None), action.then if run_again else None


def _how(problem: Problem) -> Iterable[str]:
    possible = [remedy.id for remedy in problem.remedies if remedy.action is not None]
    if possible:
        yield ""
        yield "To do one of them and run again:"
        for ident in possible:
            yield f"  {pasteable(('wheelyard', 'repair', ident))}"
