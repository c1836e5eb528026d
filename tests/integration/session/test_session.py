"""The Session over real files and the real uv: commands in, events and state out."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.model.commands import (
    AddProject,
    AnyCommand,
    DescribeProject,
    FindCandidates,
    Lock,
    ProbePlaces,
    RelocatePlace,
    RemoveProject,
    Sync,
    UndoRelocation,
)
from core.model.events import Event, Finished, PackageProgressed, PlanKnown, Queued, StageChanged, Started
from core.model.measurements import RelocationHow, Verdict
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.settings import PlaceKind, Profile, Scope
from core.model.state import Badge, ProjectState, State
from core.places.journal import Choice, Entry, Journal, Step
from core.session import Session, open_session
from core.store.home import Home
from core.store.leases import LeaseFolder
from core.store.profiles import ProfileStore
from core.store.projects import ProjectStore
from tests.integration.uv.local_index import make_wheel, slow_index

PROJECT = '[project]\nname = "tiny"\nversion = "1"\nrequires-python = ">=3.11"\n[tool.uv]\npackage = false\n'


class Bench:
    """One person's computer with one tiny project that needs no network."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.project = root / "größe & 100 %" / "tiny"
        self.project.mkdir(parents=True)
        (self.project / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
        self.home = Home(root / "home")
        self.environ = {
            "HOME": str(root),
            "PATH": os.environ["PATH"],
            "UV_OFFLINE": "1",
            "UV_CACHE_DIR": str(root / "shared cache"),
            "XDG_DATA_HOME": str(root / "data"),
        }
        self.events: list[Event] = []

    def play(self, story: Callable[[Session], Awaitable[None]]) -> State:
        async def main() -> State:
            session = open_session(self.home, self.environ)
            session.load_projects()
            session.subscribe(lambda events, _state: self.events.extend(events))
            try:
                await story(session)
                return session.state
            finally:
                await session.close()

        return asyncio.run(main())

    def do(self, command: AnyCommand) -> Outcome:
        outcomes: list[Outcome] = []

        async def story(session: Session) -> None:
            outcomes.append(await session.wait(session.submit(command)))

        self.play(story)
        return outcomes[0]

    @property
    def profile(self) -> Profile:
        return ProfileStore(self.home).load(self.project)


def entry_of(session: Session, project: Path) -> ProjectState:
    """Return the project's state as it is now."""
    entry = session.state.of(project)
    assert entry is not None
    return entry


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_project_is_added_described_synced_and_remembered(bench: Bench) -> None:
    async def story(session: Session) -> None:
        await session.wait(session.submit(AddProject(project=bench.project)))
        assert entry_of(session, bench.project).details is None
        await session.wait(session.submit(DescribeProject(project=bench.project)))
        entry = entry_of(session, bench.project)
        assert entry.badge is Badge.READY
        assert entry.project.name == "tiny"
        assert entry.details is not None
        assert entry.details.uv_version
        assert entry.details.python_version
        assert entry.details.places is not None
        assert entry.details.places.cache.origin.path == "UV_CACHE_DIR"
        assert all(entry.details.free_bytes[kind] > 0 for kind in PlaceKind)
        assert await session.wait(session.submit(Sync(project=bench.project))) == Succeeded()

    state = bench.play(story)
    assert state.projects[0].badge is Badge.SUCCEEDED
    assert (bench.project / ".venv").is_dir()
    assert (bench.project / "uv.lock").is_file()

    async def later(session: Session) -> None:
        assert [entry.project.folder for entry in session.state.projects] == [bench.project]
        await session.wait(session.submit(RemoveProject(project=bench.project)))

    assert bench.play(later).projects == ()
    assert (bench.project / "pyproject.toml").is_file()


def test_projects_that_are_added_at_once_come_in_their_order_and_stay(bench: Bench) -> None:
    folders = [bench.root / f"project {number}" for number in range(12)]
    for folder in folders:
        folder.mkdir()
        (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")

    async def story(session: Session) -> None:
        jobs = [session.submit(AddProject(project=folder)) for folder in folders]
        assert [await session.wait(job) for job in jobs] == [Succeeded()] * len(jobs)
        looked = [session.submit(DescribeProject(project=folder)) for folder in folders]
        assert [await session.wait(job) for job in looked] == [Succeeded()] * len(looked)

    state = bench.play(story)
    assert [entry.project.folder for entry in state.projects] == folders
    assert ProjectStore(bench.home).folders() == tuple(folders)
    # What one of them is told of Python and uv must not be mixed up by the others.
    assert {entry.details and (entry.details.trouble, entry.details.python_version) for entry in state.projects} == {
        (None, state.projects[0].details and state.projects[0].details.python_version)
    }


def test_a_sync_without_a_lock_passes_its_arguments_to_uv(bench: Bench) -> None:
    wheels = bench.root / "wheels"
    make_wheel(wheels, "numbers", "1.0")
    text = PROJECT.replace("requires", 'dependencies = ["numbers"]\nrequires')
    (bench.project / "pyproject.toml").write_text(text, encoding="utf-8")
    outcome = bench.do(Sync(project=bench.project, uv_args=("--no-index", "--find-links", str(wheels))))
    assert isinstance(outcome, Succeeded), outcome
    assert [change.name for change in outcome.changes] == ["numbers"]
    assert (bench.project / "uv.lock").is_file()


def test_a_damaged_journal_of_another_project_stops_nothing(bench: Bench) -> None:
    bench.home.journal.mkdir(parents=True)
    (bench.home.journal / "000000000000001.json").write_text("{")
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert (bench.home.journal / "000000000000001.json").read_text() == "{"


def test_an_undo_of_one_kind_leaves_the_others(bench: Bench) -> None:
    bench.do(RelocatePlace(project=bench.project, to=bench.root / "new cache"))
    outcome = bench.do(UndoRelocation(project=bench.project, kind=PlaceKind.TEMP))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert bench.profile.cache == bench.root / "new cache"
    bench.do(RelocatePlace(project=bench.project, kind=PlaceKind.TEMP, to=bench.root / "new temp"))
    assert isinstance(bench.do(UndoRelocation(project=bench.project, kind=PlaceKind.CACHE)), Succeeded)
    assert bench.profile.cache is None
    assert bench.profile.temp == bench.root / "new temp"


def test_a_cache_does_not_go_where_uv_would_empty_it(bench: Bench) -> None:
    bench.do(Sync(project=bench.project))
    for target in (bench.project / ".venv" / "cache", bench.project):
        outcome = bench.do(RelocatePlace(project=bench.project, to=target))
        assert isinstance(outcome, Failed)
        assert outcome.bad_input
    assert bench.profile.cache is None


def test_the_move_of_the_shared_cache_is_ended_by_whichever_project_comes_next(bench: Bench) -> None:
    del bench.environ["UV_CACHE_DIR"]
    other = bench.root / "other"
    other.mkdir()
    (other / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    bench.do(Sync(project=bench.project))
    old, target = bench.root / ".cache" / "uv", bench.root / "elsewhere"
    journal = Journal(bench.home.journal)
    entry = Entry(
        name=journal.next_name(1.0),
        project=bench.project,
        kind=PlaceKind.CACHE,
        origin=old,
        target=target,
        how=RelocationHow.RENAMED,
        scope=Scope.USER,
        before=Choice(),
        after=Choice(folder=target),
        step=Step.MOVING,
    )
    journal.write(entry)
    old.rename(target)  # and here the program was killed
    lease = LeaseFolder(bench.home).try_acquire((bench.project,))
    assert isinstance(lease, ExitStack)
    with lease:
        bench.do(Lock(project=other))
        assert journal.entries()[0].step is Step.MOVING  # it lives, as far as anybody can see
    shutil.rmtree(old)
    assert bench.do(Sync(project=other)) == Succeeded()
    assert journal.entries()[0].step is Step.DONE
    assert f"{target}" in (bench.root / ".config" / "uv" / "uv.toml").read_text()
    assert not old.exists()


def test_events_of_a_sync_come_in_their_order(bench: Bench) -> None:
    bench.do(Lock(project=bench.project))
    bench.events.clear()
    bench.do(Sync(project=bench.project))
    kinds = [type(event) for event in bench.events]
    assert kinds[0] is Queued
    assert kinds[1] is Started
    assert kinds[-1] is Finished
    assert kinds.index(StageChanged) > kinds.index(Started)


def test_what_was_vanished_is_trouble_and_not_an_error(bench: Bench) -> None:
    async def story(session: Session) -> None:
        await session.wait(session.submit(AddProject(project=bench.project)))
        bench.project.rename(bench.root / "moved away")
        assert isinstance(await session.wait(session.submit(DescribeProject(project=bench.project))), Succeeded)
        entry = entry_of(session, bench.project)
        assert entry.badge is Badge.TROUBLE
        assert entry.details is not None
        assert str(bench.project) in str(entry.details.trouble)
        outcome = await session.wait(session.submit(Sync(project=bench.project)))
        assert isinstance(outcome, Failed)
        assert outcome.bad_input
        assert str(bench.project) in outcome.problem.title

    bench.play(story)
    assert not bench.project.exists()


def test_relocation_runs_the_failed_command_again_and_can_be_undone(bench: Bench) -> None:
    target = bench.root / "elsewhere" / "cache"

    async def story(session: Session) -> None:
        await session.wait(session.submit(AddProject(project=bench.project)))
        command = RelocatePlace(project=bench.project, to=target, then=Sync(project=bench.project))
        outcome = await session.wait(session.submit(command))
        assert isinstance(outcome, Succeeded)
        assert outcome.relocation is not None
        assert outcome.relocation.how is RelocationHow.FRESH
        assert outcome.relocation.probe is not None
        assert outcome.relocation.probe.verdict is Verdict.CLEAR
        entry = entry_of(session, bench.project)
        for _ in range(600):
            entry = entry_of(session, bench.project)
            if entry.activity is not None and isinstance(entry.activity.command, Sync) and entry.activity.outcome:
                break
            await asyncio.sleep(0.05)
        assert entry.badge is Badge.SUCCEEDED
        assert entry.relocation == outcome.relocation
        assert entry.details is not None
        assert entry.details.can_undo_relocation

    bench.play(story)
    assert bench.profile.cache == target
    assert (target / "CACHEDIR.TAG").is_file()
    outcome = bench.do(UndoRelocation(project=bench.project))
    assert isinstance(outcome, Succeeded)
    assert bench.profile.cache is None
    assert isinstance(bench.do(UndoRelocation(project=bench.project)), Failed)


def test_the_cache_of_its_own_moves_with_all_that_is_in_it(bench: Bench) -> None:
    one, two = bench.root / "one", bench.root / "two"
    bench.do(RelocatePlace(project=bench.project, to=one))
    bench.do(Sync(project=bench.project))
    (one / "archive-v0" / "Abc").mkdir(parents=True)
    (one / "archive-v0" / "Abc" / "module.py").write_text("x")
    outcome = bench.do(RelocatePlace(project=bench.project, to=two))
    assert isinstance(outcome, Succeeded)
    assert outcome.relocation is not None
    assert outcome.relocation.how is RelocationHow.RENAMED
    assert (two / "archive-v0" / "Abc" / "module.py").read_text() == "x"
    assert not one.exists()


def test_a_cache_that_another_profile_uses_is_not_taken_away(bench: Bench) -> None:
    one = bench.root / "one"
    bench.do(RelocatePlace(project=bench.project, to=one))
    bench.do(Sync(project=bench.project))
    ProfileStore(bench.home).save(Profile(project=bench.root / "another", cache=one))
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "two"))
    assert isinstance(outcome, Succeeded)
    assert outcome.relocation is not None
    assert outcome.relocation.how is RelocationHow.FRESH
    assert (one / "CACHEDIR.TAG").is_file()


@pytest.mark.parametrize("kind", [PlaceKind.TEMP, PlaceKind.ENVIRONMENT])
def test_temp_and_environment_start_afresh(bench: Bench, kind: PlaceKind) -> None:
    target = bench.root / f"new {kind}"
    outcome = bench.do(RelocatePlace(project=bench.project, kind=kind, to=target))
    assert isinstance(outcome, Succeeded)
    assert outcome.relocation is not None
    assert outcome.relocation.how is RelocationHow.FRESH
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert target.is_dir()
    assert (target / "pyvenv.cfg").is_file() == (kind is PlaceKind.ENVIRONMENT)
    bench.do(UndoRelocation(project=bench.project))
    assert bench.profile == Profile(project=bench.project)


def test_an_interrupted_relocation_is_finished_before_anything_else_runs(bench: Bench) -> None:
    old, new = bench.root / "old", bench.root / "new"
    (new / "archive-v0").mkdir(parents=True)
    ProfileStore(bench.home).save(Profile(project=bench.project, cache=old))
    entry = Entry(
        name="1",
        project=bench.project,
        kind=PlaceKind.CACHE,
        origin=old,
        target=new,
        how=RelocationHow.RENAMED,
        before=Choice(folder=old),
        after=Choice(folder=new),
        step=Step.MOVING,
    )
    Journal(bench.home.journal).write(entry)
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert bench.profile.cache == new
    assert (new / "CACHEDIR.TAG").is_file()
    assert not old.exists()


def test_a_place_that_is_no_better_is_not_moved_to(bench: Bench) -> None:
    (bench.root / "file").write_text("in the way")
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "file" / "below"))
    assert isinstance(outcome, Failed)
    assert "no better place" in outcome.problem.title
    assert bench.profile == Profile(project=bench.project)


def test_probes_and_candidates_leave_no_trace(bench: Bench) -> None:
    before = sorted(bench.root.rglob("*"))
    probed = bench.do(ProbePlaces(folders=(bench.root / "a", bench.root / "b"), rounds=2))
    assert isinstance(probed, Succeeded)
    assert [report.verdict for report in probed.probes] == [Verdict.CLEAR] * 2
    found = bench.do(FindCandidates(project=bench.project, consider=(bench.root / "c",)))
    assert isinstance(found, Succeeded)
    assert found.candidates[0].suitable
    after = [path for path in sorted(bench.root.rglob("*")) if not path.is_relative_to(bench.home.root)]
    assert after == before


def test_closing_cancels_what_runs_and_takes_nothing_more(bench: Bench) -> None:
    async def story(session: Session) -> None:
        session.submit(Sync(project=bench.project))
        session.submit(Sync(project=bench.project))
        await session.close()
        with pytest.raises(RuntimeError, match="closed"):
            session.submit(Sync(project=bench.project))

    bench.play(story)
    ends = [event.outcome for event in bench.events if isinstance(event, Finished)]
    assert ends == [Cancelled(), Cancelled()]


def test_a_failed_dry_run_costs_the_plan_and_not_the_sync(bench: Bench) -> None:
    bench.do(Lock(project=bench.project))
    outcome = bench.do(Sync(project=bench.project, uv_args=("--no-such-option",)))
    assert isinstance(outcome, Failed)
    assert "--no-such-option" in outcome.problem.raw


def test_a_listener_that_fails_ends_nothing(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    async def story(session: Session) -> None:
        def fail(events: tuple[Event, ...], state: State) -> None:
            raise LookupError(str(len(events)) + str(state))

        session.subscribe(fail)
        assert await session.wait(session.submit(Lock(project=bench.project))) == Succeeded()

    bench.play(story)
    assert "a listener failed" in caplog.text


def test_bytes_of_a_download_arrive_while_it_runs(bench: Bench) -> None:
    wheels = bench.root / "wheels"
    wheels.mkdir()
    make_wheel(wheels, "numbers", "1.0", os.urandom(2_000_000))
    with slow_index(wheels, 1_000_000) as url:
        index = '[project]\nname = "tiny"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["numbers"]\n'
        index += f'[tool.uv]\npackage = false\n[[tool.uv.index]]\nurl = "{url}"\ndefault = true\n'
        (bench.project / "pyproject.toml").write_text(index)
        del bench.environ["UV_OFFLINE"]
        outcome = bench.do(Sync(project=bench.project))
    assert isinstance(outcome, Succeeded)
    assert [(change.name, change.version) for change in outcome.changes] == [("numbers", "1.0")]
    said = [event for event in bench.events if isinstance(event, PackageProgressed) and event.done_bytes]
    part = [event.done_bytes for event in said if event.done_bytes and event.done_bytes < (event.total_bytes or 0)]
    assert len(set(part)) > 3
    assert part == sorted(part)
    (plan,) = (event for event in bench.events if isinstance(event, PlanKnown))
    assert [package.name for package in plan.packages] == ["numbers"]


def test_the_cache_of_all_projects_moves_with_a_line_in_their_uv_toml(bench: Bench, uv_program: Path) -> None:
    del bench.environ["UV_CACHE_DIR"]
    config = bench.root / ".config" / "uv" / "uv.toml"
    config.parent.mkdir(parents=True)
    config.write_text("# mine\nlink-mode = 'copy'  # because\n")
    bench.do(Sync(project=bench.project))
    old, target = bench.root / ".cache" / "uv", bench.root / "elsewhere"
    assert (old / "CACHEDIR.TAG").is_file()
    outcome = bench.do(RelocatePlace(project=bench.project, to=target, scope=Scope.USER))
    assert isinstance(outcome, Succeeded)
    assert outcome.relocation is not None
    assert outcome.relocation.how is RelocationHow.RENAMED
    assert not old.exists()
    assert bench.profile == Profile(project=bench.project)
    said = subprocess.run(
        [uv_program, "cache", "dir"], cwd=bench.root, env=bench.environ, check=True, capture_output=True, text=True
    )
    assert Path(said.stdout.strip()) == target
    assert config.read_text().startswith("# mine\nlink-mode = 'copy'  # because\n")
    bench.do(UndoRelocation(project=bench.project))
    assert config.read_text() == "# mine\nlink-mode = 'copy'  # because\n"
    assert (old / "CACHEDIR.TAG").is_file()


def test_a_variable_that_would_go_on_deciding_is_named(bench: Bench) -> None:
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "elsewhere", scope=Scope.USER))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert "UV_CACHE_DIR" in outcome.problem.title
    assert not (bench.root / ".config").exists()


def test_a_broken_uv_toml_is_named_and_left(bench: Bench) -> None:
    del bench.environ["UV_CACHE_DIR"]
    config = bench.root / ".config" / "uv" / "uv.toml"
    config.parent.mkdir(parents=True)
    config.write_text("link-mode = \n")
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "elsewhere", scope=Scope.USER))
    assert isinstance(outcome, Failed)
    assert str(config) in outcome.problem.title
    assert config.read_text() == "link-mode = \n"
    assert not (bench.root / "elsewhere").exists()


def test_a_place_that_was_left_by_undo_can_be_taken_again(bench: Bench) -> None:
    target = bench.root / "elsewhere"
    for _ in range(2):
        outcome = bench.do(RelocatePlace(project=bench.project, to=target))
        assert isinstance(outcome, Succeeded), outcome
        assert bench.profile.cache == target
        assert bench.do(Sync(project=bench.project)) == Succeeded()
        assert isinstance(bench.do(UndoRelocation(project=bench.project)), Succeeded)
    assert (target / "CACHEDIR.TAG").is_file()
