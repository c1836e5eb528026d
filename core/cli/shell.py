"""``wheelyard shell``: a shell with the project's environment, the script that makes one, or one that is read."""

import asyncio
import codecs
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from core.cli.answering import Terminal
from core.cli.arguments import Arguments
from core.cli.commands import absolute
from core.cli.exit_status import ExitStatus, status_of
from core.cli.printer import JsonPrinter, Printer, UnprintableError
from core.cli.run import run_command, session_here
from core.cli.shapes import Shape
from core.model.commands import AnyCommand, ChangeSettings, ImportScript, OpenTerminal, SaveScript
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.project import InputError
from core.model.shells import ImportedScript, ShellKind, ShellScript
from core.settings.shells.script_files import file_bytes, kind_of_file
from core.store.documents import to_builtins
from core.system.terminals import persons_shell
from core.uv.detached import run_here


def run_shell(arguments: Arguments, printer: Printer) -> int:
    """Do what the words ask for and return the exit status, that of the shell where one was opened here."""
    project = absolute(arguments.project)
    if arguments.script is not None:
        return _import(absolute(arguments.script), project, printer, apply=arguments.apply)
    if arguments.shell is not None or arguments.out is not None:
        return _script(arguments, project, printer)
    if isinstance(printer, JsonPrinter) or not _at_terminal():
        return _open(project, printer, with_logins=arguments.with_logins)
    return _here(project, printer, with_logins=arguments.with_logins)


def import_shape(imported: ImportedScript) -> Shape:
    """Return the result of ``shell --import``."""
    return {
        "file": str(imported.file),
        "changes": [{"key": change.key.value, "value": change.value} for change in imported.changes],
        "passed_over": [to_builtins(passed) for passed in imported.passed_over],
    }


def import_lines(imported: ImportedScript) -> Iterator[str]:
    """Yield what a script amounts to as a person reads it."""
    if not imported.changes:
        yield f"{imported.file} sets nothing that could be a setting of this project."
    for change in imported.changes:
        yield f"{change.key.value} = {', '.join((change.value or '').splitlines())}"
    if imported.passed_over:
        yield "To know of it:" if imported.changes else "Passed over:"
    for passed in imported.passed_over:
        yield f"  line {passed.line}: {passed.text}"
        yield f"    {passed.reason}"


def _script(arguments: Arguments, project: Path, printer: Printer) -> int:
    out = absolute(arguments.out) if arguments.out is not None else None
    kind = ShellKind(arguments.shell) if arguments.shell is not None else kind_of_file(out) if out is not None else None
    if kind is None:
        raise InputError(
            f"The name {arguments.out} does not say which shell the script is for.",
            "Let it end in .cmd, .ps1 or .sh, or add --print cmd, powershell or sh.",
        )
    outcome = _run(SaveScript(project=project, shell=kind, file=out), printer)
    if not isinstance(outcome, Succeeded) or outcome.script is None:
        return status_of(outcome)
    script = outcome.script
    if isinstance(printer, JsonPrinter):
        file = str(script.file) if script.file is not None else None
        printer.result(
            {"shell": script.shell.value, "script": script.text, "file": file, "notes": list(script.notes)}, ()
        )
        return ExitStatus.DONE
    if out is None:
        _print_script(script)
    else:
        printer.result({}, (outcome.repaired or "",))
    for note in script.notes:
        printer.hint(note)
    return ExitStatus.DONE


def _print_script(script: ShellScript) -> None:
    """Print a script as it is: a terminal's encoding would write other paths into a file than are meant."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
        # Without the mark of a file: what is piped into a shell begins with a comment.
        sys.stdout.buffer.write(file_bytes(script.shell, script.text).removeprefix(codecs.BOM_UTF8))
        sys.stdout.buffer.flush()
    except OSError as error:
        raise UnprintableError(error) from error


def _import(script: Path, project: Path, printer: Printer, *, apply: bool) -> int:
    outcome = _run(ImportScript(project=project, file=script), printer)
    if not isinstance(outcome, Succeeded) or outcome.imported is None:
        return status_of(outcome)
    imported = outcome.imported
    shape, lines = import_shape(imported), tuple(import_lines(imported))
    if not apply or not imported.changes:
        printer.result({**shape, "applied": False}, lines)
        return ExitStatus.DONE
    changed = _run(ChangeSettings(project=project, changes=imported.changes), printer)
    if isinstance(changed, Succeeded):
        printer.result({**shape, "applied": True}, (*lines, *(changed.repaired or "").splitlines()))
    return status_of(changed)


def _open(project: Path, printer: Printer, *, with_logins: bool) -> int:
    outcome = _run(OpenTerminal(project=project, with_logins=with_logins), printer)
    if isinstance(outcome, Succeeded):
        said = outcome.repaired or ""
        printer.result({"terminal": to_builtins(outcome.programs[0]), "repaired": said}, (said,))
    return status_of(outcome)


def _here(project: Path, printer: Printer, *, with_logins: bool) -> int:
    environment = asyncio.run(session_here().shell_environment(project))
    logins = asyncio.run(session_here().login_variables(project)) if with_logins else {}
    here = absolute(Path())
    shell = persons_shell(os.environ)
    printer.hint(f"A shell with the environment of {environment.name}; `exit` leaves it.")
    for note in environment.notes:
        printer.hint(note)
    if logins:
        printer.hint(f"It and what is started in it have the variables {', '.join(sorted(logins))}.")
    elif with_logins:
        printer.hint("No login of an index is kept for this project, so it has none.")
    folder = here if here.is_relative_to(environment.project) else environment.project
    handed = {name: secret.text for name, secret in logins.items()}
    return run_here(shell, folder, {**environment.over(os.environ), **handed})


def _run(command: AnyCommand, printer: Printer) -> Outcome:
    """Run a command to its end and print the problem that it ends with."""
    outcome, _seconds = asyncio.run(run_command(command, printer, terminal=Terminal(asks=False)))
    if isinstance(outcome, Failed):
        printer.problem(outcome.problem)
    return outcome


def _at_terminal() -> bool:
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()
