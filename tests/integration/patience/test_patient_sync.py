"""Patient sync with the real uv under the stand-in scanner."""

import asyncio
from pathlib import Path

import pytest

from core.model.commands import AddPackages, Lock, RemovePackages, Sync, UpgradePackages
from core.model.events import LinesPrinted, PackagePhase, PackageProgressed, PatienceProgressed
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Category
from core.session import Session
from tests.integration.patience.conftest import ScannedBench
from tests.scanner.wheel_project import lock_elsewhere

EACH_FITS = (400, 410, 420, 500, 430, 440, 450, 460, 470, 480)
"""Kilobytes: at 1 MB/s each is checked within 0.63 s, and all in a row are far from it."""

SPEED = 1000


def names_of(outcome: Succeeded) -> list[str]:
    return sorted(change.name for change in outcome.changes)


def all_names(count: int) -> list[str]:
    return [f"part-{number}" for number in range(count)]


@pytest.mark.timeout(600)
def test_what_fits_alone_gets_in_where_the_whole_is_refused(computer: ScannedBench) -> None:
    computer.make(EACH_FITS)
    computer.scan(speed=SPEED)
    plain = computer.run(Sync())
    assert isinstance(plain, Failed)
    assert plain.problem.category is Category.CACHE_RENAME_DENIED
    (remedy,) = (each for each in plain.problem.remedies if each.id == "sync-patiently")
    assert remedy.command == ("wheelyard", "sync", "--patient", "--project", str(computer.project))
    assert remedy.action == Sync(project=computer.project, patient=True, refused_before=True)
    patient = computer.run(remedy.action)
    assert isinstance(patient, Succeeded), patient
    assert names_of(patient) == all_names(10)
    assert computer.tried
    sizes = [EACH_FITS[int(name.removeprefix("part-"))] for name in dict.fromkeys(computer.tried)]
    assert sizes == sorted(sizes)
    assert computer.programs[0][0] == "lock"  # not the whole again, which was refused just now
    assert computer.programs[-1] == ("sync",)
    assert computer.installed() == {f"part_{number}" for number in range(10)}
    assert computer.left_in_cache() == []
    said = [event for event in computer.events if isinstance(event, PatienceProgressed)]
    assert [event.landed for event in said] == sorted(event.landed for event in said)
    assert any(event.pause > 0 for event in said)
    prepared = {
        e.name for e in computer.events if isinstance(e, PackageProgressed) and e.phase is PackagePhase.PREPARED
    }
    assert set(computer.tried) <= prepared


@pytest.mark.timeout(600)
def test_the_whole_comes_first_and_is_all_where_nothing_is_refused(computer: ScannedBench) -> None:
    computer.make((20, 30))
    computer.scan(speed=0)
    plain = computer.run(Sync(uv_args=("--dry-run",)))
    assert isinstance(plain, Succeeded)
    outcome = computer.run(Sync(patient=True))
    assert isinstance(outcome, Succeeded)
    assert names_of(outcome) == all_names(2)
    assert computer.programs == [("sync",)]
    assert computer.tried == []


@pytest.mark.timeout(600)
def test_what_does_not_fit_is_named_and_the_environment_stays_as_it_was(computer: ScannedBench) -> None:
    computer.make((50, 60))
    first = computer.run(Sync())
    assert isinstance(first, Succeeded)
    computer.make((50, 60, 210, 220, 2500, 230))
    computer.scan(speed=SPEED)
    outcome = computer.run(Sync(patient=True))
    assert isinstance(outcome, Failed)
    problem = outcome.problem
    assert problem.category is Category.CACHE_RENAME_DENIED
    assert problem.title == "part-4 1.0 does not get into uv's cache, even alone"
    assert "2.5 MB" in problem.explanation
    assert problem.package == "part-4"
    assert "os error 13" in problem.raw
    assert problem.path_from is not None
    assert Path(problem.path_from).is_relative_to(computer.cache)
    (patience,) = (each for each in problem.evidence if each.id == "patience")
    assert patience.measured["landed"] == patience.measured["packages"] - 1  # type: ignore[operator] # both are numbers
    assert patience.measured["idle_before"] is True
    assert [each.id for each in problem.evidence][:2] == ["patience", "rename-probe"]
    assert {"run-again", "sync-patiently"}.isdisjoint(remedy.id for remedy in problem.remedies)
    assert any(remedy.id == "relocate-cache" for remedy in problem.remedies)
    assert computer.installed() == {"part_0", "part_1"}
    assert computer.left_in_cache() == []
    # What landed stays: the next run begins with what is left.
    computer.run(Sync(patient=True, refused_before=True))
    assert set(computer.tried) == {"part-4"}


@pytest.mark.timeout(600)
def test_where_uv_does_not_wait_all_that_is_left_is_named(computer: ScannedBench) -> None:
    computer.make((20, 30, 40))
    computer.scan(speed=0, cost_ms=150, error=11)
    outcome = computer.run(Sync(patient=True))
    assert isinstance(outcome, Failed)
    assert outcome.problem.title == "3 packages do not get into uv's cache, even one at a time"
    assert computer.tried[:3] == ["part-0", "part-1", "part-2"]
    for name in computer.tried:
        assert f"{name} 1.0" in outcome.problem.explanation


@pytest.mark.timeout(600)
def test_without_a_lock_the_wheel_files_of_every_platform_come_in_first(computer: ScannedBench) -> None:
    computer.make(EACH_FITS, locked=False)
    computer.scan(speed=SPEED)
    outcome = computer.run(Sync(patient=True))
    assert isinstance(outcome, Succeeded), outcome
    assert names_of(outcome) == all_names(10)
    assert any(program[:2] == ("pip", "compile") for program in computer.programs)
    (computer.project / "uv.lock").unlink()
    locked = computer.run(Lock(patient=True))
    assert isinstance(locked, Succeeded)
    assert computer.programs == [("lock",)]


@pytest.mark.timeout(600)
def test_a_wheel_that_does_not_fit_the_lock_is_named(computer: ScannedBench) -> None:
    computer.make((210, 220, 2500, 230), locked=False)
    computer.scan(speed=SPEED)
    outcome = computer.run(Lock(patient=True))
    assert isinstance(outcome, Failed)
    assert outcome.problem.title == "part-2 1.0 does not get into uv's cache, even alone"
    assert not (computer.project / "uv.lock").exists()


@pytest.mark.timeout(600)
def test_another_failure_ends_at_once(computer: ScannedBench) -> None:
    computer.make((20, 30))
    (computer.project / "wheels" / "part_1-1.0-py3-none-any.whl").unlink()
    outcome = computer.run(Sync(patient=True))
    assert isinstance(outcome, Failed)
    assert outcome.problem.category is not Category.CACHE_RENAME_DENIED
    assert computer.tried == []


@pytest.mark.timeout(600)
def test_adding_removing_and_upgrading_are_patient_too(computer: ScannedBench) -> None:
    computer.make(EACH_FITS)
    pyproject = computer.project / "pyproject.toml"
    whole = pyproject.read_text(encoding="utf-8")
    without = whole.replace(", ".join(f'"{name}"' for name in all_names(10)), "")
    assert without != whole
    pyproject.write_text(without, encoding="utf-8")
    computer.scan(speed=SPEED)
    added = computer.run(AddPackages(packages=tuple(all_names(10)), patient=True))
    assert isinstance(added, Succeeded), added
    assert names_of(added) == all_names(10)
    text = pyproject.read_text(encoding="utf-8")
    assert all(f'"{name}' in text for name in all_names(10))
    removed = computer.run(RemovePackages(packages=("part-5",), patient=True))
    assert isinstance(removed, Succeeded)
    assert names_of(removed) == ["part-5"]
    again = computer.run(RemovePackages(packages=("part-4",), patient=True, refused_before=True))
    assert isinstance(again, Succeeded), again
    assert names_of(again) == ["part-4"]
    assert '"part-4' not in pyproject.read_text(encoding="utf-8")
    upgraded = computer.run(UpgradePackages(patient=True, refused_before=True))
    assert isinstance(upgraded, Succeeded), upgraded
    assert computer.programs[0] == ("lock", "--upgrade")
    assert computer.programs[-1] == ("sync",)


@pytest.mark.timeout(600)
def test_an_addition_that_cannot_be_locked_leaves_the_project_as_it_was(computer: ScannedBench) -> None:
    computer.make((50, 2500))
    pyproject = computer.project / "pyproject.toml"
    pyproject.write_text(pyproject.read_text(encoding="utf-8").replace(', "part-1"', ""), encoding="utf-8")
    lock_elsewhere(computer.project, computer.root / "elsewhere")
    before = pyproject.read_text(encoding="utf-8")
    computer.scan(speed=SPEED, retries=4)
    outcome = computer.run(AddPackages(packages=("./wheels/part_1-1.0-py3-none-any.whl",), patient=True))
    assert isinstance(outcome, Failed)
    assert "part-1" in outcome.problem.title
    assert pyproject.read_text(encoding="utf-8") == before
    removed = computer.run(RemovePackages(packages=("part-0",), patient=True, refused_before=True))
    assert isinstance(removed, Succeeded), removed
    assert '"part-0' not in pyproject.read_text(encoding="utf-8")


@pytest.mark.timeout(600)
def test_a_cancelled_run_leaves_no_trace_and_the_next_goes_on_from_there(computer: ScannedBench) -> None:
    computer.make(EACH_FITS)
    computer.scan(speed=SPEED)

    async def story(session: Session) -> None:
        job = session.submit(Sync(project=computer.project, patient=True, refused_before=True))
        second = asyncio.Event()

        def listen(events: tuple[object, ...], _state: object) -> None:
            if any(isinstance(event, PatienceProgressed) and event.landed == 2 for event in events):
                second.set()

        session.subscribe(listen)
        await asyncio.wait_for(second.wait(), 300)
        session.cancel(job)
        assert isinstance(await session.wait(job), Cancelled)

    computer.play(story)
    assert computer.left_in_cache() == []
    assert not computer.environment.exists()
    before = set(computer.tried)
    outcome = computer.run(Sync(patient=True, refused_before=True))
    assert isinstance(outcome, Succeeded)
    assert names_of(outcome) == all_names(10)
    assert len(computer.tried) < 10
    assert before


@pytest.mark.timeout(600)
def test_what_a_killed_run_left_is_removed_by_the_next(computer: ScannedBench) -> None:
    computer.make((20, 30))
    left = computer.cache / ".step-123abc"
    (left / "environment").mkdir(parents=True)
    (left / ".wheelyard-step").touch()
    other = computer.cache / ".step-notours"
    other.mkdir()
    outcome = computer.run(Sync(patient=True, refused_before=True))
    assert isinstance(outcome, Succeeded)
    assert not left.exists()
    assert other.exists()


def test_arguments_that_leave_patience_nothing_to_do_are_refused(computer: ScannedBench) -> None:
    computer.make((20,))
    for word in ("--no-cache", "-n", "--dry-run", "--check", "--script=a.py"):
        outcome = computer.run(Sync(patient=True, uv_args=(word,)))
        assert isinstance(outcome, Failed)
        assert outcome.bad_input
        assert "--patient" in outcome.problem.explanation
        assert computer.programs == []
    assert not any(isinstance(event, LinesPrinted) for event in computer.events)
