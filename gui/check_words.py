"""Words and signs of checks: how they ended, where their findings stand, the whole as text to paste."""

from PySide6.QtCore import QCoreApplication

from core.model.checks import Check, CheckStatus
from core.system.command_line import pasteable
from gui.signs import Sign
from gui.theme import Tone

translate = QCoreApplication.translate

ORDER = (CheckStatus.FAIL, CheckStatus.WARN, CheckStatus.UNKNOWN, CheckStatus.OK)
"""What needs a person most comes first."""

SIGNS = {
    CheckStatus.FAIL: Sign("bad", Tone.BAD),
    CheckStatus.WARN: Sign("warning", Tone.WARN),
    CheckStatus.UNKNOWN: Sign("unknown", Tone.NEUTRAL),
    CheckStatus.OK: Sign("ok", Tone.OK),
}


def status_text(status: CheckStatus) -> str:
    """Say how a check ended."""
    match status:
        case CheckStatus.FAIL:
            return translate("checks", "Wrong")
        case CheckStatus.WARN:
            return translate("checks", "Worth a look")
        case CheckStatus.UNKNOWN:
            return translate("checks", "Not found out")
        case CheckStatus.OK:
            return translate("checks", "In order")


def summary_text(checks: tuple[Check, ...]) -> str:
    """Say in a sentence what the checks found."""
    wrong = _count(checks, CheckStatus.FAIL)
    doubtful = _count(checks, CheckStatus.WARN)
    if wrong and doubtful:
        return translate("checks", "{wrong} wrong, {doubtful} worth a look").format(
            wrong=_things_text(wrong), doubtful=doubtful
        )
    if wrong:
        return translate("checks", "{wrong} wrong").format(wrong=_things_text(wrong))
    if doubtful:
        return translate("checks", "{doubtful} worth a look").format(doubtful=_things_text(doubtful))
    if _count(checks, CheckStatus.UNKNOWN):
        return translate("checks", "Nothing wrong was found, but not everything could be checked")
    return translate("checks", "Everything is in order")


def place_text(check: Check) -> str:
    """Say where a finding stands, as editors write it; empty where it has no place."""
    if check.file is None:
        return ""
    parts = [str(check.file), *(str(number) for number in (check.line, check.column) if number is not None)]
    return ":".join(parts)


def report_text(project: str, checks: tuple[Check, ...]) -> str:
    """Return all checks as lines of plain text."""
    head = translate("checks", "Check of {project}: {summary}.")
    lines = [head.format(project=project, summary=summary_text(checks))]
    for check in sorted_checks(checks):
        lines.append(f"[{status_text(check.status)}] {check.title}")
        lines += [f"    {part}" for part in (check.detail, place_text(check)) if part]
        lines += [f"    {remedy.title}: {pasteable(remedy.command)}" for remedy in check.remedies if remedy.command]
    return "\n".join(lines) + "\n"


def sorted_checks(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Return the checks with what needs a person first, else in their own order."""
    return tuple(sorted(checks, key=lambda check: ORDER.index(check.status)))


def _count(checks: tuple[Check, ...], status: CheckStatus) -> int:
    return sum(check.status is status for check in checks)


def _things_text(count: int) -> str:
    if count == 1:
        return translate("checks", "1 thing is")
    return translate("checks", "{count} things are").format(count=count)
