"""Jobs: one at a time where they must not meet, each with an end that is said."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from core.jobs import Jobs, JobScope
from core.model.commands import Sync
from core.model.events import Event, Finished, Queued, Started
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.problem import Category
from core.model.project import InputError
from core.places.paths import real_path
from core.store.home import Home
from core.store.leases import LeaseFolder
from core.system.clock import SystemClock
from tests.links import needs_links


class Recorder:
    def __init__(self, home: Path) -> None:
        self.events: list[Event] = []
        self.jobs = Jobs(self.events.append, SystemClock(), LeaseFolder(Home(home)), real_path)
        self.inside: list[str] = []
        self.most = 0

    def start(self, project: Path | None, *folders: Path, pause: float = 0.02) -> str:
        async def work(scope: JobScope) -> Outcome:
            self.inside.append(scope.job)
            self.most = max(self.most, len(self.inside))
            try:
                await asyncio.sleep(pause)
            finally:
                self.inside.remove(scope.job)
            return Succeeded()

        async def to_lease(_scope: JobScope) -> tuple[Path, ...]:
            return folders

        return self.jobs.start(Sync(project=project), work, project=project, folders=to_lease)

    def of(self, kind: type) -> list[str]:
        return [event.job for event in self.events if isinstance(event, kind)]  # type: ignore[union-attr] # job events only


def run(tmp_path: Path, story: Callable[[Recorder], object]) -> Recorder:
    recorder = Recorder(tmp_path / "home")

    async def main() -> None:
        await story(recorder)  # type: ignore[misc] # every story is a coroutine function

    asyncio.run(main())
    return recorder


def test_jobs_of_one_project_run_one_after_the_other_in_their_order(tmp_path: Path) -> None:
    project = tmp_path / "a"

    async def story(recorder: Recorder) -> None:
        names = [recorder.start(project) for _ in range(4)]
        for name in names:
            assert await recorder.jobs.wait(name) == Succeeded()
        assert recorder.of(Started) == names

    recorder = run(tmp_path, story)
    assert recorder.most == 1


def test_jobs_of_different_projects_run_together(tmp_path: Path) -> None:
    async def story(recorder: Recorder) -> None:
        names = [recorder.start(tmp_path / name, pause=0.3) for name in "abc"]
        await asyncio.gather(*map(recorder.jobs.wait, names))

    assert run(tmp_path, story).most == 3


def test_a_cache_has_one_writer_even_from_two_projects(tmp_path: Path) -> None:
    async def story(recorder: Recorder) -> None:
        names = [recorder.start(tmp_path / name, tmp_path / "cache") for name in "abc"]
        await asyncio.gather(*map(recorder.jobs.wait, names))

    assert run(tmp_path, story).most == 1


def test_a_second_wheelyard_waits_and_says_for_what(tmp_path: Path) -> None:
    cache = tmp_path / "cache"

    async def story(recorder: Recorder) -> None:
        other = Jobs(lambda _: None, SystemClock(), LeaseFolder(Home(tmp_path / "home")), real_path)
        release = asyncio.Event()

        async def hold(scope: JobScope) -> Outcome:
            await release.wait()
            return Succeeded()

        async def to_lease(_scope: JobScope) -> tuple[Path, ...]:
            return (cache,)

        holder = other.start(Sync(), hold, folders=to_lease)
        await asyncio.sleep(0.1)
        name = recorder.start(tmp_path / "a", cache)
        for _ in range(100):
            await asyncio.sleep(0.05)
            if any(isinstance(event, Queued) and event.waits_for for event in recorder.events):
                break
        assert recorder.of(Started) == []
        release.set()
        assert await recorder.jobs.wait(name) == Succeeded()
        await other.wait(holder)

    recorder = run(tmp_path, story)
    said = [event.waits_for for event in recorder.events if isinstance(event, Queued) and event.waits_for]
    assert len(said) == 1
    assert str(cache) in str(said[0])


@pytest.mark.parametrize("at_once", [True, False])
def test_a_cancelled_job_says_so_and_lets_the_next_one_in(tmp_path: Path, at_once: bool) -> None:  # noqa: FBT001
    async def story(recorder: Recorder) -> None:
        first = recorder.start(tmp_path / "a", pause=60)
        second = recorder.start(tmp_path / "a")
        if not at_once:
            await asyncio.sleep(0.05)
        recorder.jobs.cancel(first)
        assert await recorder.jobs.wait(first) == Cancelled()
        assert await recorder.jobs.wait(second) == Succeeded()
        recorder.jobs.cancel(second)
        recorder.jobs.cancel("never was")

    recorder = run(tmp_path, story)
    assert len(recorder.of(Finished)) == 2


def test_close_ends_what_runs_and_what_waits(tmp_path: Path) -> None:
    async def story(recorder: Recorder) -> None:
        for _ in range(3):
            recorder.start(tmp_path / "a", pause=60)
        await asyncio.sleep(0.05)
        await recorder.jobs.close()

    recorder = run(tmp_path, story)
    assert [event.outcome for event in recorder.events if isinstance(event, Finished)] == [Cancelled()] * 3


def test_bad_input_and_defects_end_as_problems(tmp_path: Path) -> None:
    async def bad_input(scope: JobScope) -> Outcome:
        raise InputError("The folder X does not exist.", "Connect its drive.")

    async def defect(scope: JobScope) -> Outcome:
        raise ZeroDivisionError

    async def story(recorder: Recorder) -> None:
        outcome = await recorder.jobs.wait(recorder.jobs.start(Sync(), bad_input))
        assert isinstance(outcome, Failed)
        assert outcome.bad_input
        assert outcome.problem.title == "The folder X does not exist."
        outcome = await recorder.jobs.wait(recorder.jobs.start(Sync(), defect))
        assert isinstance(outcome, Failed)
        assert outcome.problem.category is Category.OTHER
        assert "ZeroDivisionError" in outcome.problem.raw

    run(tmp_path, story)


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")

    async def story(recorder: Recorder) -> None:
        outcome = await recorder.jobs.wait(recorder.start(tmp_path / "a"))
        assert isinstance(outcome, Failed)
        assert str(tmp_path / "home") in outcome.problem.title

    run(tmp_path, story)


@needs_links
def test_one_folder_has_one_writer_whatever_it_is_called(tmp_path: Path) -> None:
    cache, link = tmp_path / "cache", tmp_path / "link"
    cache.mkdir()
    link.symlink_to(cache)

    async def story(recorder: Recorder) -> None:
        names = [
            recorder.start(tmp_path / name, place) for name, place in (("a", cache), ("b", link), ("c", link / "."))
        ]
        await asyncio.gather(*map(recorder.jobs.wait, names))

    assert run(tmp_path, story).most == 1


@needs_links
def test_a_project_reached_by_a_link_waits_for_its_turn(tmp_path: Path) -> None:
    project, link = tmp_path / "project", tmp_path / "link"
    project.mkdir()
    link.symlink_to(project)

    async def story(recorder: Recorder) -> None:
        await asyncio.gather(*map(recorder.jobs.wait, [recorder.start(folder) for folder in (link, project, link)]))

    assert run(tmp_path, story).most == 1
