"""``wheelyard repair``: what would help against the last problem of a project, and doing one of it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec.structs import replace

from core.cli.shapes import Shape, failure_times, problem_shape
from core.cli.text import failure_said, problem_lines
from core.diagnosis.remedies import in_project
from core.model.command_kinds import only_looks
from core.model.commands import AnyUvCommand, ChooseSetting, RemedyCommand, RepairCommand
from core.model.history import LastFailure
from core.model.problem import Problem, Remedy
from core.model.project import InputError
from core.settings.declared.all import declared
from core.system.command_line import pasteable

ReadFailure = Callable[[Path], LastFailure | None]
Ask = Callable[[str], str | None]


def last_failure_of(project: Path, last_failure: ReadFailure) -> tuple[LastFailure, Problem]:
    """Return the last failure that the history keeps of a project, and its problem; raises InputError."""
    failure = last_failure(project)
    if failure is None or failure.run.problem is None:
        raise InputError(
            f"The history has no problem of {project}.", "Run `wheelyard sync` there first, or name it with --project."
        )
    return failure, failure.run.problem


def listed(failure: LastFailure, problem: Problem, project: Path) -> tuple[Shape, Iterable[str]]:
    """Return the problem as JSON and as sentences that name the words for each repair."""
    shape = problem_shape(problem) | failure_times(failure)
    return shape, (failure_said(failure), *problem_lines(problem), *_how(problem, project))


def remedy_of(problem: Problem, ident: str) -> tuple[Remedy, RemedyCommand]:
    """Return the remedy ``ident`` and what it does; raises InputError for what is not offered to be done."""
    remedy = next((each for each in problem.remedies if each.id == ident), None)
    offered = ", ".join(each.id for each in problem.remedies if each.action is not None)
    way_out = f"It can be {offered}." if offered else "Nothing that is offered can be done by a command."
    if remedy is None:
        raise InputError(f"Against the last problem there is no repair {ident!r}.", way_out)
    if remedy.action is None:
        raise InputError(f"“{remedy.title}” is for a person to do: {remedy.why}", way_out)
    return remedy, remedy.action


def completed(remedy: Remedy, action: RemedyCommand, ask: Ask) -> RemedyCommand:
    """Return the action with the value that only a person knows; raises InputError where nobody gives it."""
    if not isinstance(action, ChooseSetting) or action.value is not None:
        return action
    value = ask(f"{action.key.value} ({declared(action.key).kind.what}): ")
    if value is None:
        raise InputError(
            f"The repair {remedy.id} needs a value that nobody but you knows, so nothing was changed.",
            f"Choose it by `{pasteable(remedy.command)}`: {declared(action.key).kind.what}.",
            subject=action.key.value,
        )
    return replace(action, value=value)


def check_unsettled(failure: LastFailure, action: RemedyCommand, project: Path) -> None:
    """Raise InputError for a repair of what a later run has settled; what only looks, or writes a page, may be done."""
    if failure.settled_by is not None and not only_looks(action):
        again = pasteable(("wheelyard", failure.run.command, *in_project(project)))
        raise InputError(
            f"{failure_said(failure)} Nothing was changed.",
            f"See by `{again}` whether it fails again, or add --yes to do the repair all the same.",
        )


def split(action: RemedyCommand, *, run_again: bool) -> tuple[RemedyCommand, AnyUvCommand | None]:
    """Return the repair alone, and the command to run after it, None where that is not wanted."""
    if not isinstance(action, RepairCommand):
        return action, None
    return replace(action, then=None), action.then if run_again else None


def _how(problem: Problem, project: Path) -> Iterable[str]:
    possible = [remedy.id for remedy in problem.remedies if remedy.action is not None]
    if possible:
        yield ""
        yield "To do one of them and run again:"
        for ident in possible:
            yield f"  {pasteable(('wheelyard', 'repair', ident, *in_project(project)))}"
