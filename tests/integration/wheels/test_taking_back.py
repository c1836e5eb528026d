"""Whatever ends a change before uv has proved it, a cancel or a kill, every byte comes back."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from core.model.commands import ChangeWheels, Lock, RecoverRelocations
from core.model.events import InterruptionSettled
from core.model.outcome import Cancelled, Outcome, Succeeded
from core.model.wheel_commands import AddFiles
from core.session import open_session
from tests.integration.wheels.held_build import HeldBuild
from tests.integration.wheels.wheel_bench import WheelBench

_PROGRAM = """
import asyncio, sys
from pathlib import Path
from core.model.commands import ChangeWheels
from core.model.wheel_commands import AddFiles
from core.session import open_session
from core.store.home import Home

home, project, yard, *files = map(Path, sys.argv[1:])


async def main():
    import os
    session = open_session(Home(home), dict(os.environ))
    change = AddFiles(files=tuple(files), copy_to=yard)
    await session.wait(session.submit(ChangeWheels(project=project, change=change)))


asyncio.run(main())
"""


@pytest.fixture
def held(bench: WheelBench) -> HeldBuild:
    return HeldBuild(bench.inbox)


@pytest.fixture
def before(bench: WheelBench, held: HeldBuild) -> dict[str, bytes | None]:
    """Give the project a lock and a source, and return how everything is before the change."""
    bench.added(bench.wheel("ny", "1.0"))
    return bench.snapshot()


def without_signals(bench: WheelBench) -> dict[str, bytes | None]:
    return {name: data for name, data in bench.snapshot().items() if "build-" not in name}


def test_a_cancel_during_the_proof(bench: WheelBench, held: HeldBuild, before: dict[str, bytes | None]) -> None:
    async def cancelled() -> Outcome:
        session = open_session(bench.home, bench.environ, secrets=bench.secrets)
        change = AddFiles(files=(held.sdist,), copy_to=bench.yard)
        job = session.submit(ChangeWheels(project=bench.project, change=change))
        waiting = asyncio.ensure_future(session.wait(job))
        await asyncio.to_thread(held.wait_started, waiting.done)
        assert "held" in bench.file.read_text(encoding="utf-8")
        assert (bench.yard / held.sdist.name).exists()
        session.cancel(job)
        outcome = await waiting
        await session.close()
        return outcome

    assert asyncio.run(cancelled()) == Cancelled()
    assert without_signals(bench) == before
    assert not list(bench.home.wheel_changes.iterdir())


def test_a_kill_during_the_proof_is_taken_back_by_the_next_start(
    bench: WheelBench, held: HeldBuild, before: dict[str, bytes | None]
) -> None:
    killed(bench, held)
    assert without_signals(bench) != before
    assert isinstance(bench.do(RecoverRelocations()), Succeeded)
    (said,) = [event.sentence for event in bench.events if isinstance(event, InterruptionSettled)]
    assert "desk was interrupted before uv had proved it, and was taken back." in said
    assert without_signals(bench) == before


def test_a_kill_during_the_proof_is_taken_back_before_uv_runs_again(
    bench: WheelBench, held: HeldBuild, before: dict[str, bytes | None]
) -> None:
    killed(bench, held)
    assert isinstance(bench.do(Lock(project=bench.project)), Succeeded)
    assert without_signals(bench) == before


def killed(bench: WheelBench, held: HeldBuild) -> None:
    """Let a Wheelyard change the project, and kill it while uv locks."""
    words = (str(bench.home.root), str(bench.project), str(bench.yard), str(held.sdist))
    environ = {**bench.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    program = subprocess.Popen([sys.executable, "-c", _PROGRAM, *words], env=environ)
    try:
        held.wait_started(lambda: program.poll() is not None)
    finally:
        program.kill()
        program.wait()
        held.let_go()  # else the build would go on without its uv
