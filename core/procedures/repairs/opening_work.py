"""The work of opening a settings file at its line, in the person's editor."""

import asyncio
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import OpenSetting
from core.model.invocation import Invocation
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.procedures.procedure import Procedure
from core.procedures.running import ask
from core.procedures.services import Services
from core.system.editors import editor_call, open_with_system

_SETTINGS_FILES = frozenset({".toml", ".lock", ".cfg", ".ini", ".txt"})
"""What is opened: uv names the file, and a transcript must not be able to have a program started."""


def procedure(command: OpenSetting, services: Services) -> Procedure:
    """Return the procedure; it changes nothing and waits for nobody."""

    async def work(_scope: JobScope) -> Outcome:
        await asyncio.to_thread(_check, command.file)
        where = f"{command.file}" + (f":{command.line}" if command.line is not None else "")
        call = await asyncio.to_thread(editor_call, command.file, command.line, command.column, services.environ)
        if call is not None and await _opens(call, command.file, services):
            return Succeeded(repaired=f"{where} is open in {Path(call[0]).stem}.")
        place = (command.file, command.line, command.column)
        try:
            rest = await asyncio.to_thread(open_with_system, *place, services.environ)
        except OSError as error:
            raise _no_editor(where) from error
        if rest is not None and not await _opens(rest, command.file, services):
            raise _no_editor(where)
        return Succeeded(repaired=f"{where} is open in the program that this computer has for it.")

    return Procedure(work=work)


async def _opens(call: tuple[str, ...], file: Path, services: Services) -> bool:
    try:
        answer = await ask(services.runner, Invocation(argv=call, folder=file.parent))
    except InputError:  # there is no such program, or it may not be started
        return False
    return answer.end.exit_code == 0


def _check(file: Path) -> None:
    if file.suffix.lower() not in _SETTINGS_FILES:
        raise InputError(f"{file} is no settings file, so it is not opened.", "Open it yourself if you trust it.")
    if not file.is_file():
        raise InputError(f"There is no file {file}.", "It was moved or removed; the next run says what is missing.")


def _no_editor(where: str) -> InputError:
    return InputError(f"No program was found that opens {where}.", "Open it in an editor yourself.")
