"""reduce: from events to what both faces show."""

from pathlib import Path

import pytest

from core.model import activity as module
from core.model.commands import ProbePlaces, RelocatePlace, Sync
from core.model.events import (
    Event,
    Finished,
    LinesPrinted,
    PackagePhase,
    PackageProgressed,
    PackagesPrepared,
    PlanKnown,
    PlannedPackage,
    ProjectAdded,
    ProjectDescribed,
    ProjectDetails,
    ProjectRemoved,
    Queued,
    Started,
)
from core.model.measurements import ProbeReport, RelocationHow, RelocationReport, Verdict, WaitTimes
from core.model.outcome import Cancelled, Change, ChangeAction, Failed, Outcome, Succeeded
from core.model.problem import Category, Problem
from core.model.project import Project
from core.model.settings import PlaceKind
from core.model.state import Badge, ProjectState, State, reduce

FOLDER = Path("/works/a")
SYNC = Sync(project=FOLDER)
PROBLEM = Problem(category=Category.CACHE_RENAME_DENIED, title="t", explanation="e")


def after(*events: Event, start: State | None = None) -> ProjectState:
    state = start or State()
    for event in (ProjectAdded(project=Project(folder=FOLDER, name="a")), *events):
        state = reduce(state, event)
    found = state.of(FOLDER)
    assert found is not None
    return found


def queued(job: str = "1", waits_for: str | None = None) -> Queued:
    return Queued(job=job, project=FOLDER, command=SYNC, waits_for=waits_for)


def started(job: str = "1") -> Started:
    return Started(job=job, project=FOLDER, at=1.0)


def finished(outcome: Outcome, job: str = "1") -> Finished:
    return Finished(job=job, project=FOLDER, outcome=outcome, seconds=2.0)


@pytest.mark.parametrize(
    ("events", "badge"),
    [
        ((), Badge.UNKNOWN),
        ((queued(),), Badge.WAITING),
        ((queued(), started()), Badge.RUNNING),
        ((queued(), started(), finished(Succeeded())), Badge.SUCCEEDED),
        ((queued(), started(), finished(Failed(problem=PROBLEM))), Badge.FAILED),
        ((queued(), started(), finished(Cancelled())), Badge.CANCELLED),
    ],
)
def test_the_badge_says_how_it_stands(events: tuple[Event, ...], badge: Badge) -> None:
    assert after(*events).badge is badge


def test_trouble_shows_until_something_runs() -> None:
    project = Project(folder=FOLDER, name="a")
    described = ProjectDescribed(project=project, details=ProjectDetails(trouble="gone"))
    assert after(described).badge is Badge.TROUBLE
    assert after(described, queued(), started()).badge is Badge.RUNNING


def test_a_second_job_waits_behind_the_first_and_then_takes_its_place() -> None:
    entry = after(queued("1"), started("1"), queued("2", "the work before it"))
    assert entry.activity is not None
    assert entry.activity.job == "1"
    assert [waiting.job for waiting in entry.waiting] == ["2"]
    entry = after(queued("1"), started("1"), queued("2"), finished(Succeeded(), "1"), started("2"))
    assert entry.activity is not None
    assert entry.activity.job == "2"
    assert entry.activity.running
    assert entry.waiting == ()


def test_a_job_cancelled_while_it_waited_leaves_the_running_one_alone() -> None:
    entry = after(queued("1"), started("1"), queued("2"), finished(Cancelled(), "2"))
    assert entry.activity is not None
    assert entry.activity.job == "1"
    assert entry.activity.running
    assert entry.waiting == ()


def test_the_problem_stays_through_a_probe_and_goes_with_success() -> None:
    failed = (queued(), started(), finished(Failed(problem=PROBLEM)))
    report = ProbeReport(
        place=FOLDER,
        rounds=1,
        refused_first=0,
        never_passed=0,
        wait_ms=WaitTimes(0, 0, 0),
        os_errors={},
        verdict=Verdict.CLEAR,
        why="",
    )
    probe = Queued(job="2", project=FOLDER, command=ProbePlaces(folders=(FOLDER,)))
    entry = after(*failed, probe, started("2"), finished(Succeeded(probes=(report,)), "2"))
    assert entry.problem == PROBLEM
    assert entry.failed_command == SYNC
    assert entry.last_probes == (report,)
    entry = after(*failed, queued("2"), started("2"), finished(Succeeded(), "2"))
    assert entry.problem is None


def test_a_cancelled_job_is_cancelled_and_leaves_the_problem_to_read() -> None:
    entry = after(
        queued(),
        started(),
        finished(Failed(problem=PROBLEM)),
        queued("2"),
        started("2"),
        finished(Cancelled(), "2"),
    )
    assert entry.badge is Badge.CANCELLED
    assert entry.problem == PROBLEM
    assert (entry.failed_command, entry.failed_at) == (SYNC, 3.0)


def test_a_cancelled_measurement_leaves_the_badge_with_the_problem() -> None:
    probe = Queued(job="2", project=FOLDER, command=ProbePlaces(folders=(FOLDER,)))
    entry = after(
        queued(), started(), finished(Failed(problem=PROBLEM)), probe, started("2"), finished(Cancelled(), "2")
    )
    assert entry.badge is Badge.FAILED


def test_what_was_measured_before_a_problem_does_not_belong_to_it() -> None:
    report = ProbeReport(
        place=FOLDER,
        rounds=1,
        refused_first=0,
        never_passed=0,
        wait_ms=WaitTimes(0, 0, 0),
        os_errors={},
        verdict=Verdict.CLEAR,
        why="",
    )
    probe = Queued(job="1", project=FOLDER, command=ProbePlaces(folders=(FOLDER,)))
    measured = (probe, started(), finished(Succeeded(probes=(report,))))
    assert after(*measured).probed_at == 3.0
    entry = after(*measured, queued("2"), started("2"), finished(Failed(problem=PROBLEM), "2"))
    assert (entry.last_probes, entry.probed_at) == ((), None)


def test_a_relocation_stays_in_sight_while_the_sync_after_it_runs() -> None:
    report = RelocationReport(
        kind=PlaceKind.CACHE,
        origin=Path("/old"),
        target=Path("/new"),
        moved_files=0,
        moved_bytes=0,
        how=RelocationHow.FRESH,
    )
    move = Queued(job="1", project=FOLDER, command=RelocatePlace(project=FOLDER, then=SYNC))
    entry = after(move, started(), finished(Succeeded(relocation=report)), queued("2"), started("2"))
    assert entry.relocation == report
    assert entry.badge is Badge.RUNNING


def test_rows_follow_the_plan_and_uv() -> None:
    plan = PlanKnown(
        job="1",
        project=FOLDER,
        packages=(
            PlannedPackage(name="a", version="1", action=ChangeAction.INSTALLED, size=100),
            PlannedPackage(name="b", version="2", action=ChangeAction.INSTALLED, size=50),
        ),
        download_bytes=150,
    )

    def said(name: str, phase: PackagePhase, done: int | None = None, total: int | None = None) -> PackageProgressed:
        return PackageProgressed(job="1", project=FOLDER, name=name, phase=phase, done_bytes=done, total_bytes=total)

    entry = after(
        queued(),
        started(),
        plan,
        said("a", PackagePhase.DOWNLOADING, 10, 100),
        said("a", PackagePhase.PREPARED),
        said("c", PackagePhase.DOWNLOADING, 0, 7),
        said("b", PackagePhase.INSTALLED),
    )
    assert entry.activity is not None
    rows = {row.name: (row.phase, row.done_bytes, row.total_bytes) for row in entry.activity.packages}
    assert rows == {
        "a": (PackagePhase.PREPARED, 10, 100),
        "b": (PackagePhase.INSTALLED, None, 50),
        "c": (PackagePhase.DOWNLOADING, 0, 7),
    }
    totals = entry.activity.totals()
    assert (totals.packages, totals.prepared, totals.ended) == (3, 2, 1)
    assert (totals.done_bytes, totals.total_bytes) == (10, 150)


def test_packages_named_so_far_are_no_total() -> None:
    building = PackageProgressed(job="1", project=FOLDER, name="a", phase=PackagePhase.BUILDING, total_bytes=7)
    entry = after(queued(), started(), building)
    assert entry.activity is not None
    totals = entry.activity.totals()
    assert (totals.packages, totals.to_prepare, totals.total_bytes) == (None, None, None)
    entry = after(queued(), started(), building, PackagesPrepared(job="1", project=FOLDER, done=2, total=77))
    assert entry.activity is not None
    totals = entry.activity.totals()
    assert (totals.packages, totals.prepared, totals.to_prepare) == (None, 2, 77)
    change = Change("a", "1", ChangeAction.INSTALLED)
    entry = after(queued(), started(), building, finished(Succeeded(changes=(change,))))
    assert entry.activity is not None
    assert entry.activity.totals().packages == 1


def test_what_is_only_removed_needs_no_preparing() -> None:
    plan = PlanKnown(
        job="1",
        project=FOLDER,
        packages=(
            PlannedPackage(name="a", version="1", action=ChangeAction.INSTALLED),
            PlannedPackage(name="b", version="2", action=ChangeAction.REMOVED),
        ),
    )
    entry = after(queued(), started(), plan)
    assert entry.activity is not None
    totals = entry.activity.totals()
    assert (totals.packages, totals.to_prepare) == (2, 1)


def test_the_log_is_bounded_and_says_what_it_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LOG_LINES", 10)
    lines = [LinesPrinted(job="1", project=FOLDER, lines=(f"{n}", "x")) for n in range(20)]
    entry = after(queued(), started(), *lines)
    assert entry.activity is not None
    assert entry.activity.log_lines == 10
    assert entry.activity.log_dropped == 30
    assert entry.activity.log[-1] == ("19", "x")


def test_events_of_unknown_projects_and_old_jobs_change_nothing() -> None:
    state = State()
    assert reduce(state, queued()) is state
    entry = after(queued("1"), started("1"))
    assert after(queued("1"), started("1"), LinesPrinted(job="0", project=FOLDER, lines=("x",))) == entry


def test_a_removed_project_is_gone() -> None:
    state = reduce(State(), ProjectAdded(project=Project(folder=FOLDER, name="a")))
    assert reduce(state, ProjectRemoved(folder=FOLDER)) == State()
    assert reduce(state, ProjectRemoved(folder=Path("/other"))) is state
