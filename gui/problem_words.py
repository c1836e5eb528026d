"""Words about problems: which job met one, what was measured, how sure a remedy is."""

from PySide6.QtCore import QCoreApplication

from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.commands import AnyCommand
from core.model.problem import Evidence
from core.model.sureness import Sureness
from gui.command_titles import command_noun
from gui.figures import duration_text, moment_text, size_text, wait_text

translate = QCoreApplication.translate


def earlier_failure_text(command: AnyCommand, at: float) -> str:
    """Say which job met a problem that is still shown after other jobs ran."""
    return translate("problems", "From earlier: {title} failed at {time}.").format(
        title=command_noun(command), time=moment_text(at)
    )


def sureness_text(sureness: Sureness) -> str:
    """Say how sure a remedy is, in words alone: there is no measurement behind it."""
    match sureness:
        case Sureness.VERY_LIKELY:
            return translate("problems", "Very likely to help")
        case Sureness.LIKELY:
            return translate("problems", "Likely to help")
        case Sureness.POSSIBLE:
            return translate("problems", "May help")
        case Sureness.MEASURES:
            return translate("problems", "Measures only, changes nothing")


def figure_text(name: str, value: float | str | bool) -> str:  # noqa: FBT001, PLR0911 - one line a figure
    """Say one measured figure of a finding, by the name that the finding gives it; empty where its sentence says it.

    A finding about several packages names each in its sentence, with its bytes and seconds.
    """
    if name in {"answer", "idle_before"} or name.startswith(("bytes_", "seconds_")):
        return ""
    if isinstance(value, str | bool):
        return translate("problems", "{name}: {value}").format(name=name.replace("_", " "), value=value)
    if name == "wait_ms_p95":
        return translate("problems", "95 % within {wait}").format(wait=wait_text(value))
    if name == "wait_ms_max":
        return translate("problems", "longest wait {wait}").format(wait=wait_text(value))
    if name.startswith("os_error_"):
        number = name.removeprefix("os_error_")
        return translate("problems", "os error {number}: {count} times").format(number=number, count=f"{value:g}")
    if name == "seconds":
        return duration_text(value)
    if name.endswith("_bytes"):
        words = name.removesuffix("_bytes").replace("_", " ")
        return translate("problems", "{name}: {value}").format(name=words, value=size_text(int(value)))
    return translate("problems", "{name}: {value}").format(name=name.replace("_", " "), value=f"{value:g}")


def is_unknown(evidence: Evidence) -> bool:
    """Whether a finding says that something could not be found out."""
    return evidence.measured.get("answer") == "unknown"


def unknown_text(evidence: tuple[Evidence, ...]) -> str:
    """Say in one line what could not be found out; empty where everything was."""
    things = [_thing(found) for found in evidence if is_unknown(found)]
    return translate("problems", "Not found out: {things}.").format(things="; ".join(things)) if things else ""


def _thing(found: Evidence) -> str:
    """Name what a finding is about."""
    try:
        return EvidenceKind(found.id).words
    except ValueError:
        return found.finding.rstrip(".")
