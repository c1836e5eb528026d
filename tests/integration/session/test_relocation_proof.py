"""A relocation is done when a real uv has worked from the new place; until then everything can come back."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from uv import find_uv_bin

from core.model.commands import RelocatePlace, Sync, UndoRelocation
from core.model.events import InterruptionSettled, RelocationProgressed, Stage, StageChanged
from core.model.measurements import RelocationHow
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.settings import LinkMode, PlaceKind, Scope
from core.places.journal import Journal, Step
from core.procedures import project_work
from core.session import Session
from core.store.profiles import ProfileStore
from tests.integration.session.computer import PROJECT, Bench
from tests.integration.uv.local_index import make_wheel

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the program in uv's place is a shell script")


@pytest.fixture
def own_cache(bench: Bench) -> Path:
    """A cache of the project's own that a real sync has filled with one package."""
    wheels = bench.root / "wheels"
    make_wheel(wheels, "numbers", "1.0")
    text = PROJECT.replace("requires", 'dependencies = ["numbers"]\nrequires')
    text += f'no-index = true\nfind-links = ["{wheels.as_posix()}"]\n'
    (bench.project / "pyproject.toml").write_text(text, encoding="utf-8")
    assert isinstance(bench.do(RelocatePlace(project=bench.project, to=bench.root / "one")), Succeeded)
    assert isinstance(bench.do(Sync(project=bench.project)), Succeeded)
    return bench.root / "one"


def uv_that(bench: Bench, does: str, where: Path) -> None:
    """Put a program in uv's place that is the real uv, and does something else where its cache is ``where``."""
    program = bench.root / "uv-that"
    program.write_text(f'#!/bin/sh\n[ "$UV_CACHE_DIR" = "{where}" ] && {does}\nexec "{find_uv_bin()}" "$@"\n')
    program.chmod(0o755)
    bench.environ["WHEELYARD_UV"] = str(program)


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


@pytest.mark.parametrize("kind", ["renamed", "copied"])
def test_a_place_in_which_uv_fails_is_given_up_and_everything_is_as_before(
    bench: Bench, own_cache: Path, kind: str, other_volume: Path
) -> None:
    target = bench.root / "two" if kind == "renamed" else other_volume / "two"
    before = files_in(own_cache)
    uv_that(bench, "{ echo 'error: no such luck' >&2; exit 2; }", target)
    outcome = bench.do(RelocatePlace(project=bench.project, to=target))
    assert isinstance(outcome, Failed)
    assert str(target) in outcome.problem.title
    assert "uv installed numbers from it, offline" in outcome.problem.explanation
    assert "no such luck" in outcome.problem.raw
    assert not target.exists()
    assert bench.profile.cache == own_cache
    assert files_in(own_cache) >= before
    assert isinstance(bench.do(Sync(project=bench.project, uv_args=("--reinstall", "--offline"))), Succeeded)


def test_cancelled_while_uv_proves_the_new_place_the_old_one_serves(bench: Bench, own_cache: Path) -> None:
    target = bench.root / "two"
    before = files_in(own_cache)
    uv_that(bench, "sleep 600", target)

    async def story(session: Session) -> None:
        job = session.submit(RelocatePlace(project=bench.project, to=target))
        while not any(isinstance(e, StageChanged) and e.stage is Stage.VERIFYING for e in bench.events):  # noqa: ASYNC110 - events come through a list here
            await asyncio.sleep(0.02)
        assert target.is_dir()
        session.cancel(job)
        assert isinstance(await session.wait(job), Cancelled)

    bench.events.clear()
    bench.play(story)
    assert not target.exists()
    assert bench.profile.cache == own_cache
    assert files_in(own_cache) >= before


def test_cancelled_when_all_is_done_it_says_what_was_done(
    bench: Bench, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = bench.root / "two"
    described = asyncio.Event()

    async def slowly(*_: object) -> None:
        described.set()
        await asyncio.sleep(600)

    monkeypatch.setattr(project_work, "describe_or_trouble", slowly)

    async def story(session: Session) -> None:
        job = session.submit(RelocatePlace(project=bench.project, to=target))
        await described.wait()
        session.cancel(job)
        outcome = await session.wait(job)
        assert isinstance(outcome, Succeeded)
        assert outcome.relocation is not None
        assert outcome.relocation.target == target

    bench.play(story)
    assert bench.profile.cache == target
    assert not own_cache.exists()


def test_the_steps_are_said_in_their_order_and_the_proof_is_named(bench: Bench, own_cache: Path) -> None:
    bench.events.clear()
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "two"))
    assert isinstance(outcome, Succeeded)
    assert outcome.relocation is not None
    assert outcome.relocation.checked_by == "uv installed numbers from it, offline"
    assert not outcome.relocation.old_place_goes
    stages = [event.stage for event in bench.events if isinstance(event, StageChanged)]
    assert stages == [Stage.PROBING, Stage.MOVING, Stage.VERIFYING]
    steps = [event.step for event in bench.events if isinstance(event, RelocationProgressed)]
    assert list(dict.fromkeys(steps)) == ["renaming", "switching"]
    assert not own_cache.exists()


def test_an_environment_starts_afresh_and_the_old_one_goes_with_the_next_sync(bench: Bench, own_cache: Path) -> None:
    old, new = bench.project / ".venv", bench.root / "environment"
    assert own_cache.is_dir()
    assert old.is_dir()
    outcome = bench.do(RelocatePlace(project=bench.project, kind=PlaceKind.ENVIRONMENT, to=new))
    assert isinstance(outcome, Succeeded)
    assert outcome.relocation is not None
    assert outcome.relocation.how is RelocationHow.FRESH
    assert outcome.relocation.checked_by == "uv made an environment with it, offline"
    assert outcome.relocation.old_place_goes
    assert old.is_dir()
    # The way back is open until then.
    assert isinstance(bench.do(UndoRelocation(project=bench.project)), Succeeded)
    assert isinstance(bench.do(Sync(project=bench.project)), Succeeded)
    assert old.is_dir()
    assert isinstance(bench.do(RelocatePlace(project=bench.project, kind=PlaceKind.ENVIRONMENT, to=new)), Succeeded)
    assert isinstance(bench.do(Sync(project=bench.project)), Succeeded)
    assert (new / "pyvenv.cfg").is_file()
    assert not old.exists()
    assert Journal(bench.home.journal).entries()[-1].step is Step.SETTLED


def test_a_failed_sync_keeps_the_way_back(bench: Bench, own_cache: Path) -> None:
    old, new = bench.project / ".venv", bench.root / "environment"
    assert own_cache.is_dir()
    bench.do(RelocatePlace(project=bench.project, kind=PlaceKind.ENVIRONMENT, to=new))
    assert isinstance(bench.do(Sync(project=bench.project, uv_args=("--extra", "no-such-extra"))), Failed)
    assert old.is_dir()


def test_the_next_start_says_what_became_of_an_interruption(bench: Bench, own_cache: Path) -> None:
    bench.do(RelocatePlace(project=bench.project, to=bench.root / "two"))
    journal = Journal(bench.home.journal)
    journal.step(journal.entries()[-1], Step.SWITCHED)  # as if it had been killed while uv proved the new place
    bench.events.clear()
    bench.do(Sync(project=bench.project))
    (said,) = [event.sentence for event in bench.events if isinstance(event, InterruptionSettled)]
    assert str(bench.root / "two") in said
    assert said.endswith("was finished.")
    assert not own_cache.exists()


def test_where_uv_can_prove_nothing_the_relocation_says_so(bench: Bench) -> None:
    # A project for which there is no Python on this computer: uv can do nothing offline, before or after.
    text = PROJECT.replace(">=3.11", ">=3.99")
    (bench.project / "pyproject.toml").write_text(text, encoding="utf-8")
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "two"))
    assert isinstance(outcome, Succeeded)
    assert outcome.relocation is not None
    assert outcome.relocation.checked_by is None


def test_the_next_job_removes_what_a_killed_probe_left(bench: Bench) -> None:
    place = bench.root / "probed"
    place.mkdir()
    program = (
        "import asyncio, os, signal, sys\n"
        "from pathlib import Path\n"
        "from core.places.probe import probe_places\n"
        "def die(source, target):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "place, records = map(Path, sys.argv[1:])\n"
        "asyncio.run(probe_places((place,), rename=die, records=records, on_progress=lambda tick: None))\n"
    )
    command = [sys.executable, "-c", program, str(place), str(bench.home.probes)]
    died = subprocess.run(command, cwd=Path(__file__).parents[3], check=False, capture_output=True, text=True)
    assert died.returncode == -9, died.stderr
    assert list(place.iterdir()) != []
    bench.do(Sync(project=bench.project))
    (said,) = [event.sentence for event in bench.events if isinstance(event, InterruptionSettled)]
    assert str(place) in said
    assert list(place.iterdir()) == []


def test_the_link_mode_that_a_move_across_volumes_brought_goes_with_the_way_home(
    bench: Bench, own_cache: Path, other_volume: Path
) -> None:
    assert own_cache.is_dir()
    bench.do(RelocatePlace(project=bench.project, to=other_volume / "linked"))
    assert bench.profile.link_mode is LinkMode.COPY
    bench.do(RelocatePlace(project=bench.project, to=bench.root / "home again"))
    assert bench.profile.link_mode is None
    # What the person chose stays.
    ProfileStore(bench.home).save(replace(bench.profile, link_mode=LinkMode.HARDLINK))
    bench.do(RelocatePlace(project=bench.project, to=bench.root / "further"))
    assert bench.profile.link_mode is LinkMode.HARDLINK


def test_the_cache_of_all_projects_on_another_volume_brings_this_project_its_link_mode(
    bench: Bench, other_volume: Path
) -> None:
    del bench.environ["UV_CACHE_DIR"]
    outcome = bench.do(RelocatePlace(project=bench.project, to=other_volume / "all", scope=Scope.USER))
    assert isinstance(outcome, Succeeded), outcome
    assert (bench.profile.cache, bench.profile.link_mode) == (None, LinkMode.COPY)
    # The person's own file speaks for projects on every volume: a link mode in it would make all of them copy.
    assert "link-mode" not in (bench.root / ".config" / "uv" / "uv.toml").read_text()
    assert isinstance(bench.do(UndoRelocation(project=bench.project)), Succeeded)
    assert bench.profile.link_mode is None


def test_a_project_with_a_cache_of_its_own_keeps_its_link_mode_when_that_of_all_moves(
    bench: Bench, own_cache: Path, other_volume: Path
) -> None:
    bench.environ.pop("UV_CACHE_DIR", None)
    outcome = bench.do(RelocatePlace(project=bench.project, to=other_volume / "all", scope=Scope.USER))
    assert isinstance(outcome, Succeeded), outcome
    assert (bench.profile.cache, bench.profile.link_mode) == (own_cache, None)
