"""The state that both faces show, and the pure function that moves it on: ``reduce``."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.commands import AnyCommand
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
    """Counts over all packages of a job; bytes are None until uv or the lock named any."""

    packages: int
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
        done = [row.done_bytes for row in self.packages if row.done_bytes is not None]
        total = [row.total_bytes for row in self.packages if row.total_bytes is not None]
        known = sum(total) if total else None
        if self.planned_bytes is not None:
            known = max(known or 0, self.planned_bytes)
        return Totals(
            packages=len(self.packages),
            prepared=max(self.prepared, sum(r.phase in _ENDED | {PackagePhase.PREPARED} for r in self.packages)),
            ended=sum(row.phase in _ENDED for row in self.packages),
            done_bytes=sum(done) if done else None,
            total_bytes=known,
        )


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
    """

    project: Project
    details: ProjectDetails | None = None
    activity: Activity | None = None
    waiting: tuple[Activity, ...] = ()
    relocation: RelocationReport | None = None
    problem: Problem | None = None
    failed_command: AnyCommand | None = None
    last_probes: tuple[ProbeReport, ...] = ()

    @property
    def badge(self) -> Badge:
        """The state in one word."""
        activity = self.activity
        if activity is not None and activity.outcome is None:
            return Badge.RUNNING if activity.running else Badge.WAITING
        if self.details is not None and self.details.trouble is not None:
            return Badge.TROUBLE
        if self.problem is not None:
            return Badge.FAILED
        if activity is not None:
            return Badge.CANCELLED if isinstance(activity.outcome, Cancelled) else Badge.SUCCEEDED
        return Badge.UNKNOWN if self.details is None else Badge.READY


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
    command = entry.activity.command if entry.activity is not None else None
    match event.outcome:
        case Failed(problem=problem):
            return replace(entry, problem=problem, failed_command=command)
        case Succeeded(probes=probes, candidates=candidates) if probes or candidates:
            return replace(entry, last_probes=probes or entry.last_probes)
        case Succeeded(relocation=relocation) if relocation is not None:
            kept = None if relocation.undo else relocation
            return replace(entry, relocation=kept, problem=None, failed_command=None)
        case Succeeded():
            return replace(entry, problem=None, failed_command=None)
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
