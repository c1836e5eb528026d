"""The entry of the headless face: ``wheelyard COMMAND``."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from core.cli.answering import Terminal
from core.cli.arguments import Arguments, parse
from core.cli.commands import absolute, command_of
from core.cli.exit_status import ExitStatus, status_of
from core.cli.inventory_text import inventory_lines, place_shape
from core.cli.printer import JsonPrinter, Printer, TextPrinter, UnprintableError
from core.cli.run import run_command, session_here
from core.cli.shapes import (
    candidate_shape,
    failure_times,
    history_shape,
    probe_shape,
    problem_shape,
    request_shape,
    root_shape,
)
from core.cli.text import (
    candidate_lines,
    failure_said,
    history_lines,
    probe_lines,
    problem_lines,
    root_lines,
)
from core.jobs import defect_problem, input_problem
from core.model.history import HistoryReport
from core.model.outcome import Outcome, Succeeded
from core.model.places_root import PlacesRoot
from core.model.project import InputError
from core.store.log import own_log

MOST_TRANSCRIPT_BYTES = 256 * 1024 * 1024
"""More than this is not read by ``explain``; the end of a transcript holds the failure."""

_RESULT_COMMANDS = {"probe", "candidates", "root", "explain", "places", "history", "request", "doctor", "shell"}

OpenWindow = Callable[[Path], int]


@own_log()
def main(argv: list[str], *, open_window: OpenWindow | None = None) -> int:
    """Run one command and return the process's exit status.

    ``open_window`` is how ``demo`` without ``--headless`` shows the project; None where there is no window.
    """
    arguments = parse(argv)
    events = _prints_events(arguments)
    printer: Printer = (
        JsonPrinter(events=events) if arguments.json else TextPrinter(quiet=arguments.quiet, events=events)
    )
    try:
        try:
            return _dispatch(arguments, printer, open_window)
        except InputError as error:
            printer.problem(input_problem(error))
            return ExitStatus.WRONG_INPUT
        except UnprintableError:
            raise
        except Exception as error:  # noqa: BLE001 - the border: a defect of ours ends as a Problem, too
            defect = defect_problem(error)
            printer.problem(replace(defect, explanation=f"{defect.explanation}\n{defect.raw}"))
            return ExitStatus.PROBLEM
    except KeyboardInterrupt:
        return ExitStatus.CANCELLED
    except UnprintableError as error:
        return _unprintable(error.error)


def _prints_events(arguments: Arguments) -> bool:
    """Whether what happens is the result of a command, not what it finds."""
    if arguments.command == "settings":
        return arguments.action is not None and not arguments.dry_run
    if arguments.command == "wheels":
        from core.cli.wheels import prints_events  # noqa: PLC0415 - only wheels need what it brings

        return prints_events(arguments)
    if arguments.command == "network":
        from core.cli.network import prints_events  # noqa: PLC0415 - only the network needs what it brings

        return prints_events(arguments)
    return arguments.command not in _RESULT_COMMANDS


def _unprintable(error: OSError) -> ExitStatus:
    """Return the status for an output that takes no more; a reader that went away (`| head`) needs no words."""
    # What is still in the buffer would fail again when the interpreter ends, with a traceback.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except OSError:
                os.dup2(nowhere, stream.fileno())
    if isinstance(error, BrokenPipeError):
        return ExitStatus.CANCELLED
    if sys.stderr is not None:
        sys.stderr.write(f"The result could not be written: {error.strerror}. Make room, or write it elsewhere.\n")
    return ExitStatus.WRONG_INPUT


def _dispatch(  # noqa: C901, PLR0911 - one return a command
    arguments: Arguments, printer: Printer, open_window: OpenWindow | None
) -> int:
    match arguments.command:
        case "explain":
            return _explain(arguments, printer)
        case "demo":
            from core.cli.demo import run_demo  # noqa: PLC0415 - only a demo needs what it brings

            return run_demo(arguments, printer, open_window)
        case "settings":
            from core.cli.settings import run_settings  # noqa: PLC0415 - only settings need what it brings

            return run_settings(arguments, printer)
        case "repair":
            return _repair(arguments, printer)
        case "doctor":
            from core.cli.doctor import run_doctor  # noqa: PLC0415 - only doctor needs what it brings

            return run_doctor(arguments, printer)
        case "shell":
            from core.cli.shell import run_shell  # noqa: PLC0415 - only a shell needs what it brings

            return run_shell(arguments, printer)
        case "wheels":
            from core.cli.wheels import run_wheels  # noqa: PLC0415 - only wheels need what it brings

            return run_wheels(arguments, printer)
        case "network":
            from core.cli.network import run_network  # noqa: PLC0415 - only the network needs what it brings

            return run_network(arguments, printer)
        case "request":
            return _request(arguments, printer)
        case "credentials" if arguments.action == "list":
            from core.cli.network_text import kept_lines, kept_shape  # noqa: PLC0415 - only the list needs it

            logins = session_here().logins(absolute(arguments.project))
            printer.result(kept_shape(logins), kept_lines(logins))
            return ExitStatus.DONE
        case _:
            outcome, _seconds = asyncio.run(run_command(command_of(arguments), printer, terminal=_terminal(arguments)))
            if arguments.command in _RESULT_COMMANDS:
                _print_result(outcome, printer)
            return status_of(outcome)


def _print_result(outcome: Outcome, printer: Printer) -> None:
    match outcome:
        case Succeeded(inventory=inventory) if inventory:
            printer.result({"places": [place_shape(place) for place in inventory]}, inventory_lines(inventory))
        case Succeeded(probes=probes) if probes:
            printer.result({"places": [probe_shape(report) for report in probes]}, probe_lines(probes))
        case Succeeded(root=PlacesRoot() as root):
            printer.result(root_shape(root), root_lines(root))
        case Succeeded(history=HistoryReport() as report):
            printer.result(history_shape(report), history_lines(report))
        case Succeeded(candidates=candidates):
            found = [candidate_shape(candidate) for candidate in candidates]
            printer.result({"candidates": found}, candidate_lines(candidates))
        case _:
            problem = getattr(outcome, "problem", None)
            if problem is not None:
                printer.problem(problem)


def _repair(arguments: Arguments, printer: Printer) -> int:
    """Do one remedy of the last problem, and the command that failed after it; without a name list them."""
    from core.cli.repairing import (  # noqa: PLC0415 - only a repair needs what it brings
        check_unsettled,
        completed,
        last_failure_of,
        listed,
        remedy_of,
        split,
    )

    project = absolute(arguments.project)
    failure, problem = last_failure_of(project, session_here().last_failure)
    if arguments.remedy is None:
        printer.result(*listed(failure, problem, project))
        return ExitStatus.DONE
    remedy, action = remedy_of(problem, arguments.remedy)
    terminal = _terminal(arguments)
    if not arguments.yes:
        check_unsettled(failure, action, project)
    printer.hint(failure_said(failure))
    repair, then = split(completed(remedy, action, terminal.line), run_again=not arguments.no_run)
    outcome, _seconds = asyncio.run(run_command(repair, printer, terminal=terminal))
    if isinstance(outcome, Succeeded) and outcome.request is not None:
        printer.result(request_shape(outcome.request) | failure_times(failure), (outcome.request.text,))
    if isinstance(outcome, Succeeded) and then is not None:
        outcome, _seconds = asyncio.run(run_command(then, printer, terminal=terminal))
    return status_of(outcome)


def _request(arguments: Arguments, printer: Printer) -> int:
    """Write the request about the last problem, and say how old that is."""
    command = command_of(arguments)
    failure = session_here().last_failure(absolute(arguments.project))
    outcome, _seconds = asyncio.run(run_command(command, printer, terminal=_terminal(arguments)))
    if isinstance(outcome, Succeeded) and outcome.request is not None and failure is not None:
        printer.hint(failure_said(failure))
        said = outcome.repaired or outcome.request.text
        printer.result(request_shape(outcome.request) | failure_times(failure), (said,))
    else:
        _print_result(outcome, printer)
    return status_of(outcome)


def _terminal(arguments: Arguments) -> Terminal:
    """Return who answers the questions of jobs: a script, which reads JSON, is asked nothing."""
    return Terminal(asks=False if arguments.json else None, yes=getattr(arguments, "yes", False))


def _explain(arguments: Arguments, printer: Printer) -> int:
    from core.diagnosis.explain import explain  # noqa: PLC0415 - the rules are a third of the import time

    problem = explain(_read_transcript(arguments.transcript))
    printer.result(problem_shape(problem), problem_lines(problem))
    return ExitStatus.DONE


def _read_transcript(name: Path) -> str:
    if name == Path("-"):
        if sys.stdin is None:
            raise InputError("There is no input to read: stdin is closed.", "Name a file with what uv printed.")
        data = sys.stdin.buffer.read(MOST_TRANSCRIPT_BYTES)
    else:
        try:
            with name.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - MOST_TRANSCRIPT_BYTES))
                data = file.read()
        except OSError as error:
            raise InputError(
                f"The transcript {name} cannot be read: {error.strerror}.", "Name a file with what uv printed."
            ) from error
    return decode_transcript(data)


def decode_transcript(data: bytes) -> str:
    """Return the text of a transcript; PowerShell's ``>`` writes UTF-16, everything else is taken as UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")
