"""One job as both faces show it: its stage, its packages, its log; and the pure function that moves it on."""

from msgspec import Struct
from msgspec.structs import replace

from core.model.commands import AnyCommand
from core.model.events import (
    FilesProgressed,
    Finished,
    InventoryCounted,
    JobEvent,
    LinesPrinted,
    PackagePhase,
    PackageProgressed,
    PackagesPrepared,
    PatienceProgressed,
    PlanKnown,
    PreflightFound,
    ProbeProgressed,
    ProgramStarted,
    QuestionAsked,
    QuestionSettled,
    RelocationProgressed,
    Stage,
    StageChanged,
    Started,
)
from core.model.measurements import PlaceInventory
from core.model.outcome import ChangeAction, Outcome, Succeeded
from core.model.questions import PreflightFinding

MOST_LOG_LINES = 100_000
"""Lines of one job that stay in the state; the whole transcript is on disk."""

_ENDED = frozenset({PackagePhase.INSTALLED, PackagePhase.REMOVED})
_PREPARED = frozenset({PackagePhase.PREPARED, PackagePhase.INSTALLED})


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
    """One job as it stands: the current or the last one of a project.

    ``counted`` are the places of a job that counts, with their figures so far. ``question`` waits for an answer.
    ``found`` is what the look before the run found and what has not passed since.
    """

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
    patience: PatienceProgressed | None = None
    files: FilesProgressed | None = None
    counted: tuple[PlaceInventory, ...] = ()
    found: tuple[PreflightFinding, ...] = ()
    question: QuestionAsked | None = None
    outcome: Outcome | None = None
    seconds: float | None = None

    @property
    def running(self) -> bool:
        """Whether the job has started and not ended."""
        return self.started_at is not None and self.outcome is None

    @property
    def held_up(self) -> tuple[PreflightFinding, ...]:
        """What the job waits for before uv changes anything; empty while it waits for an answer, and once uv does."""
        # A look after the plan comes in the stage of planning, which may have run a lock before.
        begun = bool(self.argv) if self.stage is None else self.stage is not Stage.PLANNING
        return self.found if self.running and self.question is None and not begun else ()

    @property
    def lands_patiently(self) -> bool:
        """Whether a patient run still brings packages into the cache, one after another."""
        patience = self.patience
        return patience is not None and self.stage is not Stage.INSTALLING and patience.landed < patience.packages

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


def advance(activity: Activity, event: JobEvent) -> Activity:  # noqa: C901, PLR0911, PLR0912 - one line an event
    """Return a job after one of its events; the same object where nothing changes."""
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
        case PatienceProgressed():
            return replace(activity, patience=event)
        case FilesProgressed():
            return replace(activity, files=event)
        case InventoryCounted():
            counted = tuple(place for place in activity.counted if place.kind != event.place.kind)
            return replace(activity, counted=(*counted, event.place))
        case PreflightFound():
            return replace(activity, found=event.findings)
        case QuestionAsked():
            return replace(activity, question=event)
        case QuestionSettled():
            asked = activity.question
            return replace(activity, question=None) if asked is not None and asked.number == event.number else activity
        case Finished():
            return replace(activity, outcome=event.outcome, seconds=event.seconds, question=None)
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
