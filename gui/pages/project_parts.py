"""What of a project's state the parts of its page show."""

from core.model.activity import Activity
from core.model.command_kinds import settles_nothing
from core.model.commands import DescribeProject, RelocatePlace
from core.model.measurements import Candidate, RelocationReport
from core.model.outcome import Failed, Succeeded
from core.model.settings import PlaceKind
from core.model.state import Badge, ProjectState
from gui import job_words, problem_words


def places_changed(old: ProjectState, new: ProjectState) -> bool:
    """Whether the card of the places has something new to show."""
    return (
        old.details is not new.details
        or old.inventory is not new.inventory
        or old.counting is not new.counting
        or old.counted_at != new.counted_at
    )


def shown(activity: Activity | None) -> Activity | None:
    """Return the activity that is worth a card; looking at a project is not."""
    if activity is not None and isinstance(activity.command, DescribeProject):
        return None
    return activity


def said_elsewhere(entry: ProjectState) -> bool:
    """Whether the problem's panel or the relocation's bar says already how the activity ended."""
    match entry.activity:
        case Activity(outcome=Failed(problem=problem)):
            return problem == entry.problem
        case Activity(outcome=Succeeded(relocation=report)):
            return report is not None
        case _:
            return False


def what_failed(entry: ProjectState) -> str:
    """Say which job met the problem; empty where that is not known."""
    activity = entry.activity
    if activity is not None and said_elsewhere(entry):
        return job_words.outcome_sentence(activity)
    if entry.failed_command is None or entry.failed_at is None:
        return ""
    return problem_words.earlier_failure_text(entry.failed_command, entry.failed_at)


def problem_belongs(entry: ProjectState) -> bool:
    """Whether the last problem is still the subject: it steps aside only while something runs that may settle it."""
    if entry.badge not in (Badge.RUNNING, Badge.WAITING) or entry.activity is None:
        return True
    return settles_nothing(entry.activity.command) or isinstance(entry.activity.command, DescribeProject)


def candidates(entry: ProjectState) -> tuple[Candidate, ...]:
    """Return the folders that the last job proposes."""
    activity = entry.activity
    if activity is None or not isinstance(activity.outcome, Failed | Succeeded):
        return ()
    return activity.outcome.candidates


def relocation(entry: ProjectState) -> RelocationReport | None:
    """Return the last relocation, also one that was just taken back."""
    if entry.relocation is not None:
        return entry.relocation
    activity = entry.activity
    if activity is not None and isinstance(activity.outcome, Succeeded):
        return activity.outcome.relocation
    return None


def relocation_of(entry: ProjectState) -> PlaceKind:
    """Return the place that a failed relocation was about, the cache where there was none."""
    failed = entry.failed_command
    return failed.kind if isinstance(failed, RelocatePlace) else PlaceKind.CACHE
