"""A run that was stopped by what was found before it, as a problem."""

from core.diagnosis.context import FailureContext
from core.diagnosis.remedies import relocate, run_again
from core.diagnosis.repairs import recreate_environment
from core.model.problem import Category, Problem
from core.model.questions import PreflightFinding, PreflightId
from core.model.settings import PlaceKind


def problem_of(finding: PreflightFinding, context: FailureContext) -> Problem:
    """Return the problem of a run that ``finding`` stopped before uv was started."""
    elsewhere = relocate(context, PlaceKind.ENVIRONMENT, "In another folder uv makes a new one.", 0.5)
    explanation = f"{finding.sentence} Nothing was changed."
    path = None if context.environment is None else str(context.environment)
    if finding.id is PreflightId.ENVIRONMENT_UNKNOWN:
        return Problem(
            category=Category.OTHER,
            title="The environment did not answer, so uv was not started",
            explanation=explanation,
            path_from=path,
            remedies=(run_again(context, "What it lies on may answer by then.", 0.6), elsewhere),
        )
    return Problem(
        category=Category.VENV_BROKEN,
        title="The environment is only half there, so uv was not started",
        explanation=explanation,
        path_from=path,
        remedies=(
            recreate_environment(context, "What is left is put aside, and uv makes a whole one.", 0.9),
            elsewhere,
        ),
    )
