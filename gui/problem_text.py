"""A whole problem as plain text, for a mail or a ticket."""

from core.model.problem import Problem
from gui.problem_words import is_unknown
from gui.widgets.findings import figures_line


def as_text(problem: Problem) -> str:
    """Return what happened, the facts, the findings and what uv printed."""
    facts = {
        "package": problem.package,
        "version": problem.version,
        "from": problem.path_from,
        "to": problem.path_to,
        "url": problem.url,
        "os error": problem.os_error,
    }
    lines = [problem.title, problem.explanation, ""]
    lines += [f"{name}: {value}" for name, value in facts.items() if value is not None]
    known = [evidence for evidence in problem.evidence if not is_unknown(evidence)]
    lines += [f"- {evidence.finding} {figures_line(evidence)}".rstrip() for evidence in known]
    lines += [f"- {evidence.finding}" for evidence in problem.evidence if is_unknown(evidence)]
    if problem.raw:
        lines += ["", problem.raw]
    return "\n".join(lines)
