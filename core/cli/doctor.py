"""``wheelyard doctor``: what was checked, the worst first, and whether anything fails."""

import asyncio
from collections.abc import Iterable, Iterator

from core.cli.answering import Terminal
from core.cli.arguments import Arguments
from core.cli.commands import command_of
from core.cli.exit_status import ExitStatus, status_of
from core.cli.printer import Printer
from core.cli.run import run_command
from core.cli.shapes import Shape
from core.model.checks import Check, CheckStatus
from core.model.outcome import Failed, Succeeded
from core.store.documents import to_builtins
from core.system.command_line import pasteable

_MARKS = {CheckStatus.FAIL: "FAIL", CheckStatus.WARN: "WARN", CheckStatus.UNKNOWN: "?", CheckStatus.OK: "ok"}
_WORDS = {
    CheckStatus.FAIL: ("fails", "fail"),
    CheckStatus.WARN: ("is worth a look", "are worth a look"),
    CheckStatus.UNKNOWN: ("could not be made", "could not be made"),
}


def run_doctor(arguments: Arguments, printer: Printer) -> int:
    """Make the checks and print them; the status is 1 where one fails."""
    outcome, _seconds = asyncio.run(run_command(command_of(arguments), printer, terminal=Terminal(asks=False)))
    if isinstance(outcome, Succeeded):
        printer.result({"checks": [check_shape(check) for check in outcome.checks]}, check_lines(outcome.checks))
        return ExitStatus.PROBLEM if _count(outcome.checks, CheckStatus.FAIL) else ExitStatus.DONE
    if isinstance(outcome, Failed):
        printer.problem(outcome.problem)
    return status_of(outcome)


def check_shape(check: Check) -> Shape:
    """Return one entry of ``checks``; a remedy's ``action`` is for the window and left out."""
    shape: Shape = to_builtins(check)
    for remedy in shape["remedies"]:
        del remedy["action"]
    return shape


def check_lines(checks: Iterable[Check]) -> Iterator[str]:
    """Yield the checks as a person reads them, and a sentence that sums them up."""
    found = tuple(checks)
    for check in found:
        yield f"{_MARKS[check.status]:<6}{check.title}"
        if check.status is CheckStatus.OK:
            continue
        if check.detail:
            yield f"      {check.detail}"
        if check.file is not None:
            line = f", line {check.line}" if check.line is not None else ""
            column = f", column {check.column}" if check.column is not None else ""
            yield f"      In {check.file}{line}{column}."
        for remedy in check.remedies:
            if remedy.command:
                yield f"      {remedy.title}:"
                yield f"        {pasteable(remedy.command)}"
    yield ""
    yield summary(found)


def summary(checks: tuple[Check, ...]) -> str:
    """Return how the checks ended, in one sentence."""
    counted = [(status, _count(checks, status)) for status in _WORDS]
    parts = [f"{number} {_WORDS[status][number > 1]}" for status, number in counted if number]
    if not parts:
        return "The check passed." if len(checks) == 1 else f"All {len(checks)} checks passed."
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Of {len(checks)} check{'' if len(checks) == 1 else 's'} {said}."


def _count(checks: Iterable[Check], status: CheckStatus) -> int:
    return sum(check.status is status for check in checks)
