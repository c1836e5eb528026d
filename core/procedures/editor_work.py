"""The work of finding terminals and editors, and of opening a project in an editor with its environment."""

import asyncio
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import FindPrograms, OpenEditor
from core.model.outcome import Outcome, Succeeded
from core.model.programs_found import FoundProgram, ProgramKind
from core.model.project import InputError
from core.procedures.limited import NotInTimeError, within
from core.procedures.procedure import Procedure
from core.procedures.project_environment import make_folders, project_environment
from core.procedures.services import Services
from core.system.editor_kinds import EDITORS, takes_environment
from core.system.editor_programs import find_editors, is_running, opening_call
from core.system.terminals import found_terminals
from core.uv.detached import start_detached

_FINDING_SECONDS = 4.0
_AS_NODE = "ELECTRON_RUN_AS_NODE"
"""What a program inside VS Code may inherit from it; another VS Code would start as a mere Node."""


def procedure(command: FindPrograms | OpenEditor, services: Services) -> Procedure:
    """Return the procedure; it changes nothing of the project and joins no queue."""

    async def work(_scope: JobScope) -> Outcome:
        match command:
            case FindPrograms(kinds=kinds):
                return Succeeded(programs=await _found(kinds, services))
            case OpenEditor():
                return await _open(command, services)

    return Procedure(work=work)


async def _found(kinds: Iterable[ProgramKind], services: Services) -> tuple[FoundProgram, ...]:
    """Return the programs of these kinds; a kind whose search takes too long has none."""
    found: list[FoundProgram] = []
    for kind in dict.fromkeys(kinds):
        search = found_terminals if kind is ProgramKind.TERMINAL else find_editors
        try:
            found += await within(_FINDING_SECONDS, partial(search, services.environ))
        except NotInTimeError:
            continue
    return tuple(found)


async def _open(command: OpenEditor, services: Services) -> Outcome:
    if command.project is None:
        raise InputError("No project was named to open in an editor.", "Name its folder.")
    environment = await project_environment(command.project, services)
    editor = _chosen(await _found((ProgramKind.EDITOR,), services), command.program)
    await make_folders(environment)
    was_open = await asyncio.to_thread(is_running, editor)
    own = {name: value for name, value in services.environ.items() if name != _AS_NODE}
    call = opening_call(editor, environment.project)
    await asyncio.to_thread(start_detached, call, environment.project, environment.over(own), console=False)
    return Succeeded(repaired="\n".join(_said(editor, environment.project, was_open, environment.notes)))


def _chosen(found: tuple[FoundProgram, ...], name: str | None) -> FoundProgram:
    if not found:
        known = ", ".join(kind.title for kind in EDITORS[:-1])
        raise InputError(
            f"No editor was found: neither {known} nor {EDITORS[-1].title}.",
            "Install one, or put its command on your PATH; another editor can be started from a terminal that is "
            "opened here, and has the same environment then.",
        )
    editor = next((each for each in found if name in (None, each.name)), None)
    if editor is None:
        there = ", ".join(each.name for each in found)
        raise InputError(f"There is no editor {name} on this computer.", f"Take one of these: {there}.", subject=name)
    return editor


def _said(editor: FoundProgram, project: Path, was_open: bool | None, notes: tuple[str, ...]) -> Iterable[str]:  # noqa: FBT001 - what was found out
    """Say what was opened, and in what case its window has another environment: an editor that runs keeps its own."""
    yield f"{project} is open in {editor.title}, with the environment of the project."
    if was_open is not False:
        already = f"{editor.title} was open already:" if was_open else f"If {editor.title} was open already,"
        if takes_environment(editor.name):
            yield f"{already} a window that had this project open before keeps the environment that it had."
        else:
            yield f"{already} its windows keep the environment that it was started with."
        yield f"To be sure, close all windows of {editor.title} and open the project from here again."
    yield from notes
