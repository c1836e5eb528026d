"""reduce: from events to what both faces show."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from core.model import activity as module
from core.model.commands import (
    AnyCommand,
    ChooseSetting,
    CleanCache,
    EndProgram,
    ForgetCredential,
    InstallPython,
    OpenSetting,
    PrepareRequest,
    ProbePlaces,
    PruneCache,
    ReadHistory,
    RecreateEnvironment,
    RelocatePlace,
    StoreCredential,
    Sync,
    TakeInventory,
)
from core.model.events import (
    Event,
    Finished,
    InventoryCounted,
    LinesPrinted,
    PackagePhase,
    PackageProgressed,
    PackagesPrepared,
    PatienceProgressed,
    PlanKnown,
    PlannedPackage,
    PreflightFound,
    ProgramStarted,
    ProjectAdded,
    ProjectDescribed,
    ProjectDetails,
    ProjectRemoved,
    QuestionAsked,
    QuestionSettled,
    Queued,
    Stage,
    StageChanged,
    Started,
)
from core.model.measurements import (
    CacheContents,
    CleaningReport,
    Held,
    PlaceInventory,
    ProbeReport,
    RelocationHow,
    RelocationReport,
    Verdict,
    WaitTimes,
)
from core.model.outcome import Cancelled, Change, ChangeAction, Failed, Outcome, Succeeded
from core.model.problem import Category, Problem
from core.model.programs import RunningProgram
from core.model.project import Project
from core.model.questions import EndQuestion, PreflightFinding, PreflightId
from core.model.setting_keys import SettingKey
from core.model.settings import Origin, OriginKind, PlaceKind
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


CACHE = Path("/cache")
COUNT = Queued(job="c", project=FOLDER, command=TakeInventory(project=FOLDER))


def held(files: int, *, kind: PlaceKind = PlaceKind.CACHE, counting: bool = False) -> PlaceInventory:
    return PlaceInventory(
        kind=kind,
        path=CACHE if kind is PlaceKind.CACHE else Path("/temp"),
        origin=Origin(OriginKind.DEFAULT),
        exists=True,
        held=Held(files, files * 10),
        counting=counting,
        contents=None if counting else CacheContents(buckets={}),
    )


def counted(place: PlaceInventory, job: str = "c") -> InventoryCounted:
    return InventoryCounted(job=job, project=FOLDER, place=place)


def test_a_count_runs_beside_the_last_job_and_takes_no_place_of_it() -> None:
    done = (queued(), started(), finished(Succeeded()))
    entry = after(*done, COUNT, started("c"), counted(held(5, counting=True)))
    assert entry.activity is not None
    assert entry.activity.job == "1"
    assert entry.counting is not None
    assert entry.counting.counted == (held(5, counting=True),)
    assert entry.inventory == (held(5, counting=True),)
    assert entry.badge is Badge.SUCCEEDED


def test_a_count_that_ended_leaves_its_figures_and_when_it_began() -> None:
    both = (held(9), held(2, kind=PlaceKind.TEMP))
    entry = after(COUNT, started("c"), counted(held(5, counting=True)), finished(Succeeded(inventory=both), "c"))
    assert entry.inventory == both
    assert entry.counted_at == 1.0
    assert (entry.counting, entry.looking, entry.activity) == (None, (), None)


def test_half_a_count_is_no_figure_of_the_whole() -> None:
    whole = counted(held(2, kind=PlaceKind.TEMP))
    for outcome in (Cancelled(), Failed(problem=PROBLEM)):
        entry = after(COUNT, started("c"), whole, counted(held(5, counting=True)), finished(outcome, "c"))
        assert entry.inventory == (whole.place,)
        assert (entry.problem, entry.counted_at) == (None, None)


def test_a_count_in_no_queue_belongs_to_the_project_it_is_about() -> None:
    events = (
        Queued(job="c", command=TakeInventory(project=FOLDER)),
        Started(job="c", at=1.0),
        InventoryCounted(job="c", place=held(5, counting=True)),
    )
    assert after(*events).inventory == (held(5, counting=True),)
    entry = after(*events, Finished(job="c", outcome=Succeeded(inventory=(held(9),)), seconds=1.0))
    assert entry.inventory == (held(9),)
    assert entry.counting is None


def test_a_sync_waits_behind_a_count_and_is_the_job_that_is_shown() -> None:
    entry = after(COUNT, started("c"), queued("2", "the work before it"))
    assert entry.activity is not None
    assert (entry.activity.job, entry.badge) == ("2", Badge.WAITING)


def test_a_preview_is_no_job_to_show() -> None:
    for command in (CleanCache(project=FOLDER, preview=True), PruneCache(project=FOLDER, preview=True)):
        report = CleaningReport(cache=CACHE, before=Held(9, 90), after=Held(), preview=True)
        asked = Queued(job="p", project=FOLDER, command=command)
        entry = after(counted(held(9)), asked, started("p"), finished(Succeeded(cleaning=report), "p"))
        assert (entry.activity, entry.looking) == (None, ())
        assert entry.inventory == (held(9),)


def test_after_cleaning_the_cache_holds_what_is_left_and_a_problem_stays() -> None:
    report = CleaningReport(cache=CACHE, before=Held(9, 90), after=Held(4, 40))
    clean = Queued(job="2", project=FOLDER, command=CleanCache(project=FOLDER))
    failed = (queued(), started(), finished(Failed(problem=PROBLEM)))
    entry = after(*failed, counted(held(9), "0"), clean, started("2"), finished(Succeeded(cleaning=report), "2"))
    assert [(place.held, place.contents) for place in entry.inventory] == [(Held(4, 40), None)]
    assert entry.problem == PROBLEM
    again = Queued(job="3", project=FOLDER, command=CleanCache(project=FOLDER))
    broken = (clean, started("2"), finished(Failed(problem=PROBLEM), "2"))
    entry = after(*broken, again, started("3"), finished(Succeeded(cleaning=report), "3"))
    assert entry.problem is None


def test_a_relocated_place_has_to_be_counted_anew() -> None:
    report = RelocationReport(
        kind=PlaceKind.CACHE, origin=CACHE, target=Path("/new"), moved_files=0, moved_bytes=0, how=RelocationHow.FRESH
    )
    move = Queued(job="1", project=FOLDER, command=RelocatePlace(project=FOLDER))
    temp = held(2, kind=PlaceKind.TEMP)
    entry = after(counted(held(9)), counted(temp), move, started("1"), finished(Succeeded(relocation=report), "1"))
    assert entry.inventory == (temp,)


def test_patience_is_kept_as_it_was_said_last() -> None:
    said = [PatienceProgressed(job="1", project=FOLDER, landed=n, packages=12, turn=1) for n in (2, 3)]
    entry = after(queued(), started(), *said)
    assert entry.activity is not None
    assert entry.activity.patience == said[-1]


def test_what_was_found_out_of_a_folder_stays_until_it_is_said_anew() -> None:
    measured = replace(held(9), verdict=Verdict.SLOW, file_system="ext4", free_bytes=7)
    entry = after(counted(measured), COUNT, started("c"), finished(Succeeded(inventory=(held(4),)), "c"))
    (place,) = entry.inventory
    assert (place.held.files, place.verdict, place.file_system, place.free_bytes) == (4, Verdict.SLOW, "ext4", 7)
    elsewhere = replace(held(4), path=Path("/elsewhere"))
    entry = after(counted(measured), COUNT, started("c"), finished(Succeeded(inventory=(elsewhere,)), "c"))
    assert entry.inventory == (elsewhere,)


def test_half_figures_of_a_cleaning_leave_those_of_the_count() -> None:
    clean = Queued(job="2", project=FOLDER, command=CleanCache(project=FOLDER, preview=True))
    events = (counted(held(9)), clean, started("2"), counted(held(3, counting=True), "2"))
    assert after(*events).inventory == (held(9),)
    assert after(*events, counted(held(8), "2")).inventory == (held(8),)


PROGRAM = RunningProgram(name="ruff.exe", process=7)
REPAIRS: tuple[AnyCommand, ...] = (
    ChooseSetting(project=FOLDER, key=SettingKey.SYSTEM_CERTS, value="true"),
    StoreCredential(project=FOLDER, index="nexus"),
    EndProgram(project=FOLDER, program=PROGRAM),
    RecreateEnvironment(project=FOLDER),
    InstallPython(project=FOLDER),
    ForgetCredential(project=FOLDER, index="nexus"),
)
FAILED = (queued(), started(), finished(Failed(problem=PROBLEM)))


def run(command: AnyCommand, outcome: Outcome, job: str = "r") -> tuple[Event, ...]:
    return (Queued(job=job, project=FOLDER, command=command), started(job), finished(outcome, job))


@pytest.mark.parametrize("command", REPAIRS, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("outcome", [Succeeded(repaired="It is done."), Cancelled()], ids=["succeeded", "cancelled"])
def test_a_repair_leaves_the_problem_to_the_sync_that_proves_it(command: AnyCommand, outcome: Outcome) -> None:
    repaired = after(*FAILED, *run(command, outcome))
    assert repaired.problem == PROBLEM
    assert repaired.failed_command == SYNC
    assert repaired.badge is Badge.FAILED
    assert repaired.activity is not None
    assert repaired.activity.command == command
    synced = after(*FAILED, *run(command, outcome), *run(SYNC, Succeeded(), job="3"))
    assert synced.problem is None
    assert synced.badge is Badge.SUCCEEDED


@pytest.mark.parametrize("command", REPAIRS, ids=lambda command: type(command).__name__)
def test_a_repair_that_failed_is_settled_by_the_one_that_succeeds(command: AnyCommand) -> None:
    own = replace(PROBLEM, title="It could not be repaired")
    failed = (*FAILED, *run(command, Failed(problem=own)))
    assert after(*failed).problem == own
    assert after(*failed).failed_command == command
    alone = after(*run(command, Failed(problem=own)), *run(command, Succeeded(), job="3"))
    assert alone.problem is None
    assert alone.badge is Badge.SUCCEEDED


PROBE = ProbePlaces(project=FOLDER, folders=(FOLDER,))
REPORT = ProbeReport(
    place=FOLDER,
    rounds=1,
    refused_first=0,
    never_passed=0,
    wait_ms=WaitTimes(1.0, 1.0, 1.0),
    os_errors={},
    verdict=Verdict.CLEAR,
    why="w",
)
BESIDE: tuple[AnyCommand, ...] = (*REPAIRS, CleanCache(project=FOLDER), PROBE)


@pytest.mark.parametrize("command", BESIDE, ids=lambda command: type(command).__name__)
def test_the_problem_of_a_run_is_back_once_that_of_a_repair_is_settled(command: AnyCommand) -> None:
    """What no run has shown to be gone stays, however often something failed and succeeded beside it."""
    own, probed = replace(PROBLEM, title="It could not be repaired"), run(PROBE, Succeeded(probes=(REPORT,)), job="p")
    before = after(*FAILED, *probed)
    again = (*run(command, Failed(problem=own)), *run(command, Failed(problem=own), job="4"))
    hidden = after(*FAILED, *probed, *again)
    assert (hidden.problem, hidden.last_probes) == (own, ())
    settled = after(*FAILED, *probed, *again, *run(command, Succeeded(repaired="It is done."), job="3"))
    assert (settled.problem, settled.failed_command, settled.failed_at) == (PROBLEM, SYNC, before.failed_at)
    assert (settled.last_probes, settled.probed_at) == (before.last_probes, before.probed_at)
    assert settled.badge is Badge.FAILED
    synced = after(*FAILED, *probed, *again, *run(SYNC, Succeeded(), job="3"))
    assert (synced.problem, synced.behind, synced.badge) == (None, None, Badge.SUCCEEDED)
    later = replace(PROBLEM, title="Another run failed, too")
    failed_anew = after(*FAILED, *probed, *again, *run(SYNC, Failed(problem=later), job="3"))
    assert (failed_anew.problem, failed_anew.behind) == (later, None)


def test_another_repair_settles_nothing_that_one_failed_at() -> None:
    own = replace(PROBLEM, title="It could not be ended")
    ended, stored = REPAIRS[2], REPAIRS[1]
    assert after(*run(ended, Failed(problem=own)), *run(stored, Succeeded(), job="3")).problem == own


def test_a_repair_without_a_problem_has_succeeded() -> None:
    assert after(*run(REPAIRS[0], Succeeded(repaired="It is done."))).badge is Badge.SUCCEEDED


@pytest.mark.parametrize(
    "command",
    [
        OpenSetting(project=FOLDER, file=FOLDER / "pyproject.toml", line=3),
        PrepareRequest(project=FOLDER),
        ReadHistory(project=FOLDER),
    ],
    ids=lambda command: type(command).__name__,
)
@pytest.mark.parametrize("outcome", [Succeeded(), Failed(problem=replace(PROBLEM, title="other")), Cancelled()])
def test_what_only_shows_something_is_no_job_of_the_project(command: AnyCommand, outcome: Outcome) -> None:
    before = after(*FAILED)
    under_way = after(*FAILED, *run(command, outcome)[:2])
    assert [job.command for job in under_way.looking] == [command]
    assert replace(under_way, looking=()) == before
    assert after(*FAILED, *run(command, outcome)) == before


def test_what_was_repaired_is_said_with_the_job_after_it_and_no_longer() -> None:
    repaired = run(REPAIRS[0], Succeeded(repaired="It is done."))
    assert after(*repaired).repaired is None
    next_one = after(*repaired, queued("3"), started("3"))
    assert next_one.repaired == "It is done."
    ended = after(*repaired, queued("3"), started("3"), finished(Failed(problem=PROBLEM), "3"))
    assert ended.repaired == "It is done."
    assert after(*repaired, *run(SYNC, Succeeded(), job="3"), queued("4")).repaired is None


def test_what_was_repaired_is_said_with_a_job_that_waited_for_it() -> None:
    repair = Queued(job="r", project=FOLDER, command=REPAIRS[0])
    done = finished(Succeeded(repaired="It is done."), "r")
    assert after(repair, started("r"), queued("3"), done, started("3")).repaired == "It is done."


def test_a_question_is_there_until_it_is_settled_or_the_job_ends() -> None:
    asked = QuestionAsked(job="1", project=FOLDER, number=4, question=EndQuestion(program=PROGRAM))
    open_ = after(queued(), started(), asked)
    assert open_.activity is not None
    assert open_.activity.question == asked
    for end in (QuestionSettled(job="1", project=FOLDER, number=4), finished(Cancelled())):
        settled = after(queued(), started(), asked, end)
        assert settled.activity is not None
        assert settled.activity.question is None
    other = after(queued(), started(), asked, QuestionSettled(job="1", project=FOLDER, number=3))
    assert other.activity is not None
    assert other.activity.question == asked


def test_a_job_is_held_up_between_the_answer_and_uv() -> None:
    finding = PreflightFinding(id=PreflightId.LITTLE_ROOM, sentence="There is little room.")
    found = PreflightFound(job="1", project=FOLDER, findings=(finding,))
    asked = QuestionAsked(job="1", project=FOLDER, number=1, question=EndQuestion(program=PROGRAM))
    settled = QuestionSettled(job="1", project=FOLDER, number=1)

    def held_up(*events: Event) -> tuple[PreflightFinding, ...]:
        activity = after(queued(), started(), found, *events).activity
        assert activity is not None
        return activity.held_up

    assert held_up() == (finding,)
    assert held_up(asked) == ()
    assert held_up(asked, settled) == (finding,)
    assert held_up(replace(found, findings=())) == ()
    assert held_up(StageChanged(job="1", project=FOLDER, stage=Stage.PLANNING)) == (finding,)
    assert held_up(StageChanged(job="1", project=FOLDER, stage=Stage.PREPARING)) == ()
    assert held_up(ProgramStarted(job="1", project=FOLDER, argv=("uv",))) == ()
    assert held_up(finished(Cancelled())) == ()
