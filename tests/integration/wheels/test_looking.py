"""Looking into yards and at files: what lies there, who uses it, what fits here, and what does not answer."""

import asyncio
import os
import sys
import threading
import time
from pathlib import Path

import pytest

from core.model.commands import AnyCommand, InspectFiles, KeepYard, ScanYards
from core.model.events import FilesProgressed
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.wheels import WheelsReport, Yard, YardOrigin
from core.session import open_session
from core.store.projects import ProjectStore
from core.wheels.make_wheel import write_wheel
from tests.integration.wheels.wheel_bench import LINUX, WINDOWS, WheelBench, refusal


def report(bench: WheelBench, command: AnyCommand) -> WheelsReport:
    outcome = bench.do(command)
    assert isinstance(outcome, Succeeded), outcome
    assert outcome.wheels is not None
    return outcome.wheels


def yard_of(found: WheelsReport, folder: Path) -> Yard:
    return next(yard for yard in found.yards if yard.folder == folder)


def test_the_yards_of_a_project_and_what_fits(bench: WheelBench) -> None:
    wheel = bench.wheel("nx", "1.0")
    bench.added(wheel)
    (bench.root / "links").mkdir()
    write_wheel(bench.root / "links", "ny", "1.0", tags="cp27-cp27m-" + LINUX)
    bench.text(
        bench.file.read_text(encoding="utf-8").replace(
            "package = false", 'package = false\nfind-links = ["../../links"]'
        )
    )
    bench.do(KeepYard(folder=bench.inbox))
    ProjectStore(bench.home).add(bench.project)
    found = report(bench, ScanYards(project=bench.project))
    assert [(yard.folder, yard.origins) for yard in found.yards] == [
        (bench.yard, (YardOrigin.SOURCES,)),
        (bench.root / "links", (YardOrigin.FIND_LINKS,)),
        (bench.inbox, (YardOrigin.CHOSEN,)),
    ]
    assert found.home_yard == bench.yard
    (used,) = yard_of(found, bench.yard).files
    assert (used.file.name, used.file.version, used.fits, used.used_by) == ("nx", "1.0", True, (bench.project,))
    assert used.why
    (old,) = yard_of(found, bench.root / "links").files
    assert old.fits is False
    assert "Python 2" in old.why
    assert yard_of(found, bench.root / "links").projects == (bench.project,)
    (unused,) = yard_of(found, bench.inbox).files
    assert unused.used_by == ()
    (table,) = found.tables
    assert table.package == "nx"
    assert set(table.served) == set(found.targets)
    assert any(isinstance(event, FilesProgressed) for event in bench.events)


def test_the_second_look_reads_nothing(bench: WheelBench) -> None:
    wheel = bench.wheel("nx", "1.0")
    os.utime(wheel, (1_700_000_000, 1_700_000_000))
    first = yard_of(report(bench, ScanYards(folders=(bench.inbox,))), bench.inbox)
    second = yard_of(report(bench, ScanYards(folders=(bench.inbox,))), bench.inbox)
    assert (first.read, second.read) == (1, 0)
    assert first.files == second.files
    assert first.origins == (YardOrigin.NAMED,)


def test_without_a_project_fit_is_not_known(bench: WheelBench) -> None:
    bench.wheel("nx", "1.0")
    found = report(bench, ScanYards(folders=(bench.inbox,)))
    assert [entry.fits for entry in found.yards[0].files] == [None]
    assert (found.targets, found.tables) == ((), ())


def test_what_is_named_is_looked_at_from_a_folder_that_is_no_project(bench: WheelBench) -> None:
    wheel = bench.wheel("nx", "1.0")
    found = report(bench, ScanYards(project=bench.inbox, folders=(bench.inbox,)))
    assert [entry.fits for entry in found.yards[0].files] == [None]
    assert report(bench, InspectFiles(project=bench.inbox, files=(wheel,))).files[0].file.thorough
    outcome = bench.do(ScanYards(project=bench.inbox))
    assert isinstance(outcome, Failed)
    assert str(bench.inbox) in refusal(outcome.problem)


def test_a_project_that_allows_no_python_here_is_not_known(bench: WheelBench) -> None:
    bench.write(python=">=3.98")
    bench.wheel("nx", "1.0")
    found = report(bench, ScanYards(project=bench.project, folders=(bench.inbox,)))
    (entry,) = found.yards[0].files
    assert entry.fits is None
    assert entry.why


def test_yards_that_are_not_there_have_trouble(bench: WheelBench) -> None:
    bench.wheel("nx", "1.0")
    gone = bench.root / "gone"
    found = report(bench, ScanYards(folders=(gone, bench.inbox)))
    assert str(gone) in str(yard_of(found, gone).trouble)
    assert len(yard_of(found, bench.inbox).files) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe that nobody writes to hangs only on POSIX")
def test_a_project_that_does_not_answer_holds_up_nothing(bench: WheelBench) -> None:
    bench.wheel("nx", "1.0")
    hung = bench.root / "hung"
    hung.mkdir()
    os.mkfifo(hung / "pyproject.toml")
    ProjectStore(bench.home).add(hung)
    started = time.monotonic()
    try:
        found = report(bench, ScanYards(project=bench.project, folders=(bench.inbox,)))
    finally:
        release = threading.Thread(target=lambda: (hung / "pyproject.toml").open("wb").close(), daemon=True)
        release.start()
        release.join(10)
    assert len(found.yards[0].files) == 1
    assert time.monotonic() - started < 30


def test_a_look_is_cancelled_soon(bench: WheelBench) -> None:
    many = bench.root / "many"
    many.mkdir()
    first = write_wheel(many, "nx", "1.0")
    for number in range(3000):
        (many / f"nx-1.0.{number}-py3-none-any.whl").write_bytes(first.read_bytes())

    async def cancelled() -> tuple[Outcome, float]:
        session = open_session(bench.home, bench.environ, secrets=bench.secrets)
        heard = asyncio.Event()
        session.subscribe(
            lambda events, _state: heard.set() if any(isinstance(each, FilesProgressed) for each in events) else None
        )
        job = session.submit(ScanYards(folders=(many,)))
        await heard.wait()
        started = time.monotonic()
        session.cancel(job)
        outcome = await session.wait(job)
        took = time.monotonic() - started
        await session.close()
        return outcome, took

    outcome, took = asyncio.run(cancelled())
    assert outcome == Cancelled()
    assert took < 3


def test_a_file_is_read_wholly(bench: WheelBench) -> None:
    bench.write(python=">=3.10,<3.12")
    wheel = bench.wheel("nx", "1.0", f"cp310-cp310-{WINDOWS}")
    damaged = bench.inbox / "ny-1.0-py3-none-any.whl"
    damaged.write_bytes(bench.wheel("nz", "1.0").read_bytes()[:-40])
    found = report(bench, InspectFiles(project=bench.project, files=(wheel, damaged)))
    good, bad = found.files
    assert good.file.thorough
    assert good.file.sha256
    assert good.fits is (sys.platform == "win32" and sys.version_info[:2] == (3, 10))
    assert not bad.file.is_usable
    table = next(each for each in found.tables if each.package == "nx")
    assert {target.python for target in table.served} == {"3.10"}
    assert {target.platform.sys_platform for target in table.served} == {"win32"}


def test_yards_are_kept_and_dropped(bench: WheelBench) -> None:
    bench.wheel("nx", "1.0")
    assert isinstance(bench.do(KeepYard(folder=bench.inbox)), Succeeded)
    again = bench.do(KeepYard(folder=bench.inbox / "."))
    assert isinstance(again, Succeeded)
    assert "already" in str(again.repaired)
    assert [yard.folder for yard in report(bench, ScanYards()).yards] == [bench.inbox]
    assert isinstance(bench.do(KeepYard(folder=bench.inbox, keep=False)), Succeeded)
    assert report(bench, ScanYards()).yards == ()
    outcome = bench.do(KeepYard(folder=bench.inbox, keep=False))
    assert isinstance(outcome, Failed)
    assert str(bench.inbox) in refusal(outcome.problem)
    outcome = bench.do(KeepYard(folder=bench.root / "gone"))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input


def test_yards_that_are_kept_at_once_are_all_kept(bench: WheelBench) -> None:
    folders = [bench.root / f"yard {number}" for number in range(8)]
    for folder in folders:
        folder.mkdir()

    async def keep() -> None:
        session = open_session(bench.home, bench.environ, secrets=bench.secrets)
        jobs = [session.submit(KeepYard(folder=folder)) for folder in folders]
        for job in jobs:
            assert isinstance(await session.wait(job), Succeeded)
        await session.close()

    asyncio.run(keep())
    assert [yard.folder for yard in report(bench, ScanYards()).yards] == folders
