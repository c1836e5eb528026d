"""The state that both faces show, and the pure function that moves it on: ``reduce``."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.activity import Activity, advance
from core.model.command_kinds import is_beside, only_looks, same_attempt, settles_nothing
from core.model.commands import AnyCommand, TakeInventory
from core.model.events import (
    Event,
    Finished,
    InventoryCounted,
    JobEvent,
    ProjectAdded,
    ProjectDescribed,
    ProjectDetails,
    ProjectRemoved,
    Queued,
)
from core.model.inventories import with_place, without_kind
from core.model.measurements import CleaningReport, PlaceInventory, ProbeReport, RelocationReport
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Problem
from core.model.project import Project
from core.model.unsettled import Unsettled


class Badge(StrEnum):
    """The state of a project in one word, for the list."""

    UNKNOWN = "unknown"
    READY = "ready"
    TROUBLE = "trouble"
    WAITING = "waiting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ProjectState(Struct, frozen=True, kw_only=True):
    """A project with what is known of it, its activity, and its last problem until a command succeeds.

    ``activity`` is the current or the last job; ``waiting`` are jobs queued behind it, first one first. ``looking`` are
    jobs under way that change nothing of the project; they take the place of no other job, and are gone when they end.
    ``relocation`` is what the last relocation did, until it is undone or another one ends. ``repaired`` says what the
    repair right before ``activity`` changed.
    ``failed_command`` met the problem and ended at ``failed_at``. ``last_probes`` were measured after that, at
    ``probed_at``. ``behind`` is the problem that is there again once that of a repair is settled. ``inventory`` is what
    the places held at ``counted_at``, when the last count of them began.
    All moments are seconds since 1970.
    """

    project: Project
    details: ProjectDetails | None = None
    activity: Activity | None = None
    waiting: tuple[Activity, ...] = ()
    looking: tuple[Activity, ...] = ()
    relocation: RelocationReport | None = None
    repaired: str | None = None
    problem: Problem | None = None
    failed_command: AnyCommand | None = None
    failed_at: float | None = None
    last_probes: tuple[ProbeReport, ...] = ()
    probed_at: float | None = None
    behind: Unsettled | None = None
    inventory: tuple[PlaceInventory, ...] = ()
    counted_at: float | None = None

    @property
    def counting(self) -> Activity | None:
        """The job that counts the places now, or None."""
        return next((job for job in self.looking if isinstance(job.command, TakeInventory)), None)

    def inventory_of(self, path: Path) -> PlaceInventory | None:
        """Return what was counted in the place at ``path``, or None."""
        return next((place for place in self.inventory if place.path == path), None)

    @property
    def badge(self) -> Badge:
        """The state in one word: how the last job ended; what settles nothing does not count against a problem."""
        activity = self.activity
        if activity is not None and activity.outcome is None:
            return Badge.RUNNING if activity.running else Badge.WAITING
        if self.details is not None and self.details.trouble is not None:
            return Badge.TROUBLE
        if activity is None:
            return Badge.UNKNOWN if self.details is None else Badge.READY
        stopped = isinstance(activity.outcome, Cancelled)
        if self.problem is not None and not (stopped and not settles_nothing(activity.command)):
            return Badge.FAILED
        return Badge.CANCELLED if stopped else Badge.SUCCEEDED


class State(Struct, frozen=True):
    """Everything that the faces show; projects in the order they were added."""

    projects: tuple[ProjectState, ...] = ()

    def of(self, folder: Path | None) -> ProjectState | None:
        """Return the state of the project in ``folder``, or None."""
        return next((entry for entry in self.projects if entry.project.folder == folder), None)


def reduce(state: State, event: Event) -> State:
    """Return the state after ``event``; the same object where nothing changes."""
    match event:
        case ProjectAdded():
            return _with_project(state, event.project, None)
        case ProjectRemoved():
            kept = tuple(entry for entry in state.projects if entry.project.folder != event.folder)
            return State(kept) if len(kept) != len(state.projects) else state
        case ProjectDescribed():
            return _with_project(state, event.project, event.details)
        case _:
            return _with_job_event(state, event)


def _with_project(state: State, project: Project, details: ProjectDetails | None) -> State:
    entry = state.of(project.folder)
    if entry is None:
        return State((*state.projects, ProjectState(project=project, details=details)))
    return _put(state, replace(entry, project=project, details=details or entry.details))


def _put(state: State, changed: ProjectState) -> State:
    folder = changed.project.folder
    return State(tuple(changed if entry.project.folder == folder else entry for entry in state.projects))


def _with_job_event(state: State, event: JobEvent) -> State:
    entry = _looked_at(state, event) or state.of(event.project)
    if entry is None:
        return state
    if isinstance(event, InventoryCounted) and (_is_counting(entry, event.job) or not event.place.counting):
        # A job that counts for a purpose of its own says half figures, too; only its whole ones are of use here.
        entry = replace(entry, inventory=with_place(entry.inventory, event.place))
    if _is_looking(entry, event):
        return _put(state, _look(entry, event))
    if isinstance(event, Queued):
        return _put(state, _queue(entry, event))
    if entry.activity is None or entry.activity.job != event.job:
        entry = _promote(entry, event)
    activity = entry.activity
    if activity is None or activity.job != event.job:
        return _put(state, entry)
    changed = replace(entry, activity=advance(activity, event))
    return _put(state, _conclude(changed, event) if isinstance(event, Finished) else changed)


def _looked_at(state: State, event: JobEvent) -> ProjectState | None:
    """Return the project that a looking job is about, also where the job is in no project's queue."""
    if isinstance(event, Queued):
        return state.of(event.command.project) if only_looks(event.command) else None
    return next((entry for entry in state.projects if any(job.job == event.job for job in entry.looking)), None)


def _is_looking(entry: ProjectState, event: JobEvent) -> bool:
    if isinstance(event, Queued):
        return only_looks(event.command)
    return any(job.job == event.job for job in entry.looking)


def _look(entry: ProjectState, event: JobEvent) -> ProjectState:
    if isinstance(event, Queued):
        job = Activity(job=event.job, command=event.command, waits_for=event.waits_for)
        others = tuple(other for other in entry.looking if other.job != event.job)
        return replace(entry, looking=(*others, job))
    if not isinstance(event, Finished):
        jobs = tuple(advance(job, event) if job.job == event.job else job for job in entry.looking)
        return replace(entry, looking=jobs)
    (job,) = (job for job in entry.looking if job.job == event.job)
    entry = replace(entry, looking=tuple(other for other in entry.looking if other is not job))
    if not isinstance(job.command, TakeInventory):
        return entry
    match event.outcome:
        case Succeeded(inventory=inventory) if inventory:
            merged = entry.inventory
            for place in inventory:
                merged = with_place(merged, place)
            return replace(entry, inventory=merged, counted_at=job.started_at)
        case _:
            # What was counted half is no figure of the whole place.
            whole = tuple(place for place in entry.inventory if not place.counting)
            return replace(entry, inventory=whole)


def _is_counting(entry: ProjectState, job: str) -> bool:
    return any(other.job == job and isinstance(other.command, TakeInventory) for other in entry.looking)


def _cleaned(entry: ProjectState, report: CleaningReport) -> ProjectState:
    """Return the project after its cache was cleaned; what is in the cache now has to be counted anew."""
    inventory = tuple(
        replace(place, held=report.after, contents=None) if place.path == report.cache else place
        for place in entry.inventory
    )
    return replace(entry, inventory=inventory)


def _queue(entry: ProjectState, event: Queued) -> ProjectState:
    activity = Activity(job=event.job, command=event.command, waits_for=event.waits_for)
    current = entry.activity
    if current is None or current.outcome is not None or current.job == event.job:
        return replace(entry, activity=activity, repaired=_repaired_before(entry, event.job))
    others = tuple(waiting for waiting in entry.waiting if waiting.job != event.job)
    return replace(entry, waiting=(*others, activity))


def _repaired_before(entry: ProjectState, job: str) -> str | None:
    """Return what the repair that ended last changed, where ``job`` is the first one after it."""
    match entry.activity:
        case Activity(job=same) if same == job:
            return entry.repaired
        case Activity(outcome=Succeeded(repaired=sentence)):
            return sentence
        case _:
            return None


def _promote(entry: ProjectState, event: JobEvent) -> ProjectState:
    """Make a waiting job the activity when it starts; forget one that ended while it waited."""
    found = next((waiting for waiting in entry.waiting if waiting.job == event.job), None)
    if found is None:
        return entry
    others = tuple(waiting for waiting in entry.waiting if waiting is not found)
    if isinstance(event, Finished):
        return replace(entry, waiting=others)
    return replace(entry, waiting=others, activity=found, repaired=_repaired_before(entry, event.job))


def _conclude(entry: ProjectState, event: Finished) -> ProjectState:
    activity = entry.activity
    command = activity.command if activity is not None else None
    started = activity.started_at if activity is not None else None
    at = None if started is None else started + event.seconds
    if isinstance(event.outcome, Succeeded) and same_attempt(command, entry.failed_command):
        entry = _brought_back(entry)
    match event.outcome:
        case Failed(problem=problem):
            behind = _behind(entry) if is_beside(command) else None
            # What was measured before belongs to another problem.
            entry = replace(entry, behind=behind, last_probes=(), probed_at=None)
            return replace(entry, problem=problem, failed_command=command, failed_at=at)
        case Succeeded(probes=probes) if probes:
            return replace(entry, last_probes=probes, probed_at=at)
        case Succeeded(relocation=relocation) if relocation is not None:
            kept = None if relocation.undo else relocation
            return replace(_settled(entry), relocation=kept, inventory=without_kind(entry.inventory, relocation.kind))
        case Succeeded(cleaning=report) if report is not None:
            return _cleaned(entry, report)
        case Succeeded() if not is_beside(command):
            return _settled(entry)
        case _:
            return entry


def _settled(entry: ProjectState) -> ProjectState:
    return replace(entry, problem=None, failed_command=None, failed_at=None, behind=None)


def _behind(entry: ProjectState) -> Unsettled | None:
    """Return the problem that another one of a repair is about to hide: never that of a repair itself."""
    if entry.problem is None or is_beside(entry.failed_command):
        return entry.behind
    return Unsettled(
        problem=entry.problem,
        failed_command=entry.failed_command,
        failed_at=entry.failed_at,
        last_probes=entry.last_probes,
        probed_at=entry.probed_at,
    )


def _brought_back(entry: ProjectState) -> ProjectState:
    """Return the project after the failure of a repair is settled: what was behind it is there as before."""
    behind = entry.behind
    if behind is None:
        return _settled(entry)
    return replace(
        entry,
        problem=behind.problem,
        failed_command=behind.failed_command,
        failed_at=behind.failed_at,
        last_probes=behind.last_probes,
        probed_at=behind.probed_at,
        behind=None,
    )
