"""The Session over real files and the real uv: commands in, events and state out."""

import os

import pytest

from core.model.commands import (
    AddProject,
    DescribeProject,
    FindCandidates,
    Lock,
    ProbePlaces,
    RemoveProject,
    Sync,
)
from core.model.events import Event, Finished, PackageProgressed, PlanKnown, Queued, StageChanged, Started
from core.model.measurements import Verdict
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.settings import PlaceKind
from core.model.state import Badge, State
from core.session import Session
from core.store.projects import ProjectStore
from tests.integration.session.computer import PROJECT, Bench, entry_of
from tests.integration.uv.local_index import make_wheel, slow_index


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
