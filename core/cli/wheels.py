"""``wheelyard wheels``: what lies in yards, what fits where, changes of local sources, and what is wrong with them."""

import asyncio
from pathlib import Path

from core.cli.answering import Terminal
from core.cli.arguments import Arguments
from core.cli.commands import absolute
from core.cli.doctor import check_lines, check_shape
from core.cli.exit_status import ExitStatus, status_of
from core.cli.printer import Printer
from core.cli.run import run_command
from core.cli.settings import diff_lines, preview_lines, preview_shape
from core.cli.wheels_arguments import PLATFORMS
from core.cli.wheels_text import collection_lines, collection_shape, report_files, report_lines, report_shape
from core.model.checks import CheckStatus
from core.model.commands import (
    AnyWheelCommand,
    ChangeWheels,
    CheckWheels,
    CollectWheels,
    InspectFiles,
    KeepYard,
    PreviewWheels,
    ScanYards,
)
from core.model.outcome import Outcome, Succeeded
from core.model.wheel_commands import AddFiles, AnyWheelsChange, LeaveYard, LimitSource, RemoveSource, UseYard
from core.model.wheels import WheelsReport, YardUse
from core.store.documents import to_builtins

RESULTS = frozenset({"scan", "inspect", "check", "keep"})
"""The actions whose result is what they find; of the others it is what happens."""


def run_wheels(arguments: Arguments, printer: Printer) -> int:
    """Carry one action out and print what came of it; return the exit status."""
    command = wheel_command_of(arguments)
    outcome, _seconds = asyncio.run(run_command(command, printer, terminal=Terminal(asks=False)))
    match command, outcome:
        case CheckWheels(), Succeeded(checks=checks, wheels=report):
            found = report if report is not None else WheelsReport()
            shape = report_shape(found) | {"problems": [check_shape(check) for check in checks]}
            printer.result(shape, check_lines(checks))
            return ExitStatus.PROBLEM if any(each.status is CheckStatus.FAIL for each in checks) else ExitStatus.DONE
        case ScanYards() | InspectFiles(), Succeeded(wheels=WheelsReport() as report):
            printer.result(report_shape(report), report_lines(report))
            unusable = isinstance(command, InspectFiles) and any(
                not entry.file.is_usable for entry in report_files(report)
            )
            return ExitStatus.PROBLEM if unusable else ExitStatus.DONE
        case PreviewWheels(), Succeeded():
            shape = preview_shape(outcome) | {"sources": [to_builtins(source) for source in outcome.sources]}
            printer.result(shape, preview_lines(outcome))
        case KeepYard(), Succeeded(repaired=said):
            printer.result({"note": said}, (said,) if said else ())
        case ChangeWheels(), Succeeded(diffs=diffs) if diffs and not arguments.json and not arguments.quiet:
            printer.result({}, diff_lines(diffs))
        case CollectWheels(), Succeeded(collection=collection) if collection is not None:
            if not arguments.quiet or arguments.json:
                printer.result(collection_shape(collection), collection_lines(collection))
            return ExitStatus.DONE
        case _:
            if arguments.action in RESULTS or isinstance(command, PreviewWheels):
                _print_problem(outcome, printer)
    return status_of(outcome)


def prints_events(arguments: Arguments) -> bool:
    """Whether what happens is the result of the action, not what it finds."""
    return arguments.action not in RESULTS and not getattr(arguments, "dry_run", False)


def wheel_command_of(arguments: Arguments) -> AnyWheelCommand:  # noqa: PLR0911 - one return an action
    """Return the command of an action; folders and files become absolute."""
    project = absolute(arguments.project)
    match arguments.action:
        case "scan":
            here = _if_project(arguments, project) if arguments.folders else project
            return ScanYards(project=here, folders=tuple(map(absolute, arguments.folders)))
        case "inspect":
            return InspectFiles(project=_if_project(arguments, project), files=tuple(map(absolute, arguments.files)))
        case "keep":
            return KeepYard(
                project=_if_project(arguments, project), folder=absolute(arguments.yard), keep=not arguments.drop
            )
        case "check":
            return CheckWheels(project=project, probe=arguments.probe)
        case "collect":
            platforms = tuple(PLATFORMS[name] for name in dict.fromkeys(arguments.platforms))
            return CollectWheels(
                project=project, to=absolute(arguments.yard), platforms=platforms, pythons=tuple(arguments.pythons)
            )
        case _:
            change = _change(arguments, project)
            if arguments.dry_run:
                return PreviewWheels(project=project, change=change)
            return ChangeWheels(project=project, change=change, prove=not arguments.no_lock)


def _if_project(arguments: Arguments, project: Path) -> Path | None:
    """Return the project; None where none was named and here is none, for what can be done without."""
    unnamed = arguments.project == Path()
    return None if unnamed and not (project / "pyproject.toml").exists() else project


def _change(arguments: Arguments, project: Path) -> AnyWheelsChange:
    match arguments.action:
        case "add":
            files = tuple(map(absolute, arguments.files))
            return AddFiles(
                files=files,
                copy_to=_copy_to(arguments, files, project),
                group=arguments.group,
                extra=arguments.extra,
                alone=arguments.alone,
            )
        case "remove":
            return RemoveSource(
                package=arguments.package, files=tuple(arguments.paths), keep_dependency=arguments.keep_dependency
            )
        case "mark":
            return LimitSource(package=arguments.package)
        case "use":
            use = YardUse.FIND_LINKS if arguments.flat is None else YardUse.FLAT_INDEX
            return UseYard(folder=absolute(arguments.yard), use=use, name=arguments.flat)
        case _:
            return LeaveYard(folder=absolute(arguments.yard))


def _copy_to(arguments: Arguments, files: tuple[Path, ...], project: Path) -> Path | None:
    """Return the folder to copy into; None where the person wants none, and for files that lie in the project."""
    if arguments.to is not None:
        return absolute(arguments.to)
    if arguments.in_place or all(file.is_relative_to(project) for file in files):
        return None
    from core.procedures.wheels.project_yard import project_yard  # noqa: PLC0415 - only an addition needs it

    return project_yard(project)


def _print_problem(outcome: Outcome, printer: Printer) -> None:
    problem = getattr(outcome, "problem", None)
    if problem is not None:
        printer.problem(problem)
