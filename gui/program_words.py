"""Words about running programs, as a person knows them: name, window, process, owner."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from core.model.programs import RunningProgram
from core.model.questions import PreflightFinding

translate = QCoreApplication.translate

_MOST_NAMED = 3


def program_detail(program: RunningProgram) -> str:
    """Say everything but the name: window title, process number, owner."""
    parts = []
    if program.window:
        parts.append(translate("programs", "“{title}”").format(title=program.window))
    parts.append(translate("programs", "process {number}").format(number=program.process))
    if program.owner:
        parts.append(translate("programs", "of {owner}").format(owner=program.owner))
    return " · ".join(parts)


def programs_of(findings: Iterable[PreflightFinding]) -> tuple[RunningProgram, ...]:
    """Return the programs of findings, each once."""
    return tuple({program.process: program for finding in findings for program in finding.programs}.values())


def more_text(count: int) -> str:
    """Say how many programs are not named."""
    return translate("programs", "… and {count} more.").format(count=count)


def names_text(programs: tuple[RunningProgram, ...]) -> str:
    """Name programs in a sentence, each with its process number; of many only the first."""
    named = [
        translate("programs", "{name} (process {number})").format(name=program.name, number=program.process)
        for program in programs[:_MOST_NAMED]
    ]
    more = len(programs) - len(named)
    if more:
        named.append(translate("programs", "{count} more").format(count=more))
    if len(named) == 1:
        return named[0]
    return translate("programs", "{names} and {last}").format(names=", ".join(named[:-1]), last=named[-1])
