"""The state that both faces show, and the pure function that moves it on: ``reduce``."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.commands import AnyCommand, FindCandidates, ProbePlaces
from core.model.events import (
    Event,
    Finished,
    JobEvent,
    LinesPrinted,
    PackagePhase,
    PackageProgressed,
    PackagesPrepared,
    PlanKnown,
    ProbeProgressed,
    ProgramStarted,
    ProjectAdded,
    ProjectDescribed,
    ProjectDetails,
    ProjectRemoved,
    Queued,
    RelocationProgressed,
    Stage,
    StageChanged,
    Started,
)
from core.model.measurements import ProbeReport, RelocationReport
from core.model.outcome import Cancelled, ChangeAction, Failed, Outcome, Succeeded
from core.model.problem import Problem
from core.model.project import Project

MOST_LOG_LINES = 100_000
"""Lines of one job that stay in the state; the whole transcript is on disk."""

_ENDED = frozenset({PackagePhase.INSTALLED, PackagePhase.REMOVED})
_PREPARED = frozenset({PackagePhase.PREPARED, PackagePhase.INSTALLED})
_MEASURING = (ProbePlaces, FindCandidates)


class PackageRow(Struct, frozen=True, kw_only=True):
    """One package of a job, as uv spoke of it last."""

    name: str
    version: str | None = None
    phase: PackagePhase = PackagePhase.WAITING
    done_bytes: int | None = None
    total_bytes: int | None = None
    planned: bool = False
    action: ChangeAction = ChangeAction.INSTALLED


class Totals(Struct, frozen=True):
    """Counts over the packages of a job: what was done, and of how much where that is known.

    ``packages`` are those of the plan, or of the changes once the job has succeeded; ``to_prepare`` is uv's own count,
    or the plan's. Both are None before: uv names packages one after the other, and those named so far are no total.
    ``total_bytes`` is the plan's sum.
    """

    packages: int | None
    to_prepare: int | None
    prepared: int
    ended: int
    done_bytes: int | None
    total_bytes: int | None


class Activity(Struct, frozen=True, kw_only=True):
    """One job as it stands: the current or the last one of a project."""

    job: str
    command: AnyCommand
    waits_for: str | None = None
    started_at: float | None = None
    stage: Stage | None = None
    stage_at: float = 0.0
    argv: tuple[str, ...] = ()
    planned: bool = False
    packages: tuple[PackageRow, ...] = ()
    prepared: int = 0
    prepare_total: int | None = None
    planned_bytes: int | None = None
    log: tuple[tuple[str, ...], ...] = ()
    log_lines: int = 0
    log_dropped: int = 0
    probes: tuple[ProbeProgressed, ...] = ()
    relocation: RelocationProgressed | None = None
    outcome: Outcome | None = None
    seconds: float | None = None

    @property
    def running(self) -> bool:
        """Whether the job has started and not ended."""
        return self.started_at is not None and self.outcome is None

    def totals(self) -> Totals:
        """Sum the rows."""
        comes = [row for row in self.packages if row.action is not ChangeAction.REMOVED]
        prepared = max(self.prepared, sum(row.phase in _PREPARED for row in comes))
        done = [row.done_bytes for row in self.packages if row.done_bytes is not None]
        arrived = sum(done) if done else None
        return Totals(
            packages=self._count(),
            to_prepare=self._count_to_prepare(len(comes), prepared),
            prepared=prepared,
            ended=sum(row.phase in _ENDED for row in self.packages),
            done_bytes=arrived,
            total_bytes=None if self.planned_bytes is None else max(self.planned_bytes, arrived or 0),
        )

    def _count(self) -> int | None:
        if self.planned:
            return len(self.packages)
        return len(self.outcome.changes) if isinstance(self.outcome, Succeeded) else None

    def _count_to_prepare(self, comes: int, prepared: int) -> int | None:
        if self.prepare_total is not None:
            return max(self.prepare_total, prepared)
        return comes if self.planned else None


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

    ``activity`` is the current or the last job; ``waiting`` are jobs queued behind it, first one first.
    ``relocation`` is what the last relocation did, until it is undone or another one ends.
    ``failed_command`` met the problem and ended at ``failed_at``. ``last_probes`` were measured after that, at
    ``probed_at``. Both are seconds since 1970.
    """

    project: Project
    details: ProjectDetails | None = None
    activity: Activity | None = None
    waiting: tuple[Activity, ...] = ()
    relocation: RelocationReport | None = None
    problem: Problem | None = None
    failed_command: AnyCommand | None = None
    failed_at: float | None = None
    last_probes: tuple[ProbeReport, ...] = ()
    probed_at: float | None = None

    @property
    def badge(self) -> Badge:
        """The state in one word: how the last job ended, where a measurement does not count against a problem."""
        activity = self.activity
        if activity is not None and activity.outcome is None:
            return Badge.RUNNING if activity.running else Badge.WAITING
        if self.details is not None and self.details.trouble is not None:
            return Badge.TROUBLE
        if activity is None:
            return Badge.UNKNOWN if self.details is None else Badge.READY
        stopped = isinstance(activity.outcome, Cancelled)
        if self.problem is not None and not (stopped and not isinstance(activity.command, _MEASURING)):
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
    entry = state.of(event.project)
    if entry is None:
        return state
    if isinstance(event, Queued):
        return _put(state, _queue(entry, event))
    if entry.activity is None or entry.activity.job != event.job:
        entry = _promote(entry, event)
    activity = entry.activity
    if activity is None or activity.job != event.job:
        return _put(state, entry)
    changed = replace(entry, activity=_advance(activity, event))
    return _put(state, _conclude(changed, event) if isinstance(event, Finished) else changed)


def _queue(entry: ProjectState, event: Queued) -> ProjectState:
    activity = Activity(job=event.job, command=event.command, waits_for=event.waits_for)
    current = entry.activity
    if current is None or current.outcome is not None or current.job == event.job:
        return replace(entry, activity=activity)
    others = tuple(waiting for waiting in entry.waiting if waiting.job != event.job)
    return replace(entry, waiting=(*others, activity))


def _promote(entry: ProjectState, event: JobEvent) -> ProjectState:
    """Make a waiting job the activity when it starts; forget one that ended while it waited."""
    found = next((waiting for waiting in entry.waiting if waiting.job == event.job), None)
    if found is None:
        return entry
    others = tuple(waiting for waiting in entry.waiting if waiting is not found)
    if isinstance(event, Finished):
        return replace(entry, waiting=others)
    return replace(entry, waiting=others, activity=found)


def _conclude(entry: ProjectState, event: Finished) -> ProjectState:
    activity = entry.activity
    command = activity.command if activity is not None else None
    started = activity.started_at if activity is not None else None
    at = None if started is None else started + event.seconds
    match event.outcome:
        case Failed(problem=problem):
            # What was measured before belongs to another problem.
            return replace(entry, problem=problem, failed_command=command, failed_at=at, last_probes=(), probed_at=None)
        case Succeeded(probes=probes) if probes:
            return replace(entry, last_probes=probes, probed_at=at)
        case Succeeded(candidates=candidates) if candidates:
            return entry
        case Succeeded(relocation=relocation) if relocation is not None:
            kept = None if relocation.undo else relocation
            return replace(entry, relocation=kept, problem=None, failed_command=None, failed_at=None)
        case Succeeded():
            return replace(entry, problem=None, failed_command=None, failed_at=None)
        case Cancelled():
            return entry


def _advance(activity: Activity, event: JobEvent) -> Activity:  # noqa: C901, PLR0911 - one line an event
    match event:
        case Started():
            return replace(activity, started_at=event.at, waits_for=None)
        case ProgramStarted():
            return replace(activity, argv=event.argv)
        case StageChanged():
            return replace(activity, stage=event.stage, stage_at=event.at)
        case PlanKnown():
            return _with_plan(activity, event)
        case PackageProgressed():
            return _with_package(activity, event)
        case PackagesPrepared():
            return replace(activity, prepared=event.done, prepare_total=event.total or activity.prepare_total)
        case LinesPrinted():
            return _with_lines(activity, event.lines)
        case ProbeProgressed():
            others = tuple(probe for probe in activity.probes if probe.place != event.place)
            return replace(activity, probes=(*others, event))
        case RelocationProgressed():
            return replace(activity, relocation=event)
        case Finished():
            return replace(activity, outcome=event.outcome, seconds=event.seconds)
        case _:
            return activity


def _with_plan(activity: Activity, event: PlanKnown) -> Activity:
    rows = tuple(
        PackageRow(
            name=package.name,
            version=package.version,
            total_bytes=package.size,
            planned=True,
            action=package.action,
        )
        for package in event.packages
    )
    return replace(activity, planned=True, packages=rows, planned_bytes=event.download_bytes)


def _with_package(activity: Activity, event: PackageProgressed) -> Activity:
    for index, row in enumerate(activity.packages):
        if row.name == event.name:
            changed = replace(
                row,
                phase=event.phase,
                version=event.version or row.version,
                done_bytes=row.done_bytes if event.done_bytes is None else event.done_bytes,
                total_bytes=row.total_bytes if event.total_bytes is None else event.total_bytes,
            )
            rows = (*activity.packages[:index], changed, *activity.packages[index + 1 :])
            return replace(activity, packages=rows)
    row = PackageRow(
        name=event.name,
        version=event.version,
        phase=event.phase,
        done_bytes=event.done_bytes,
        total_bytes=event.total_bytes,
    )
    return replace(activity, packages=(*activity.packages, row))


def _with_lines(activity: Activity, lines: tuple[str, ...]) -> Activity:
    chunks = (*activity.log, lines)
    count = activity.log_lines + len(lines)
    dropped = activity.log_dropped
    first = 0
    while count > MOST_LOG_LINES and first < len(chunks) - 1:
        count -= len(chunks[first])
        dropped += len(chunks[first])
        first += 1
    return replace(activity, log=chunks[first:], log_lines=count, log_dropped=dropped)
