"""Environments with packages and with programs that run out of them."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.model.commands import Sync
from core.model.events import PreflightFound
from core.model.measurements import ProbeReport, Verdict, WaitTimes
from core.model.outcome import Succeeded
from core.model.questions import PreflightId
from core.places.last_verdicts import remember
from tests.integration.repairs.workbench import Workbench
from tests.integration.uv.local_index import make_wheel


def wheels(workbench: Workbench, *names: str, version: str = "1.0") -> str:
    """Make wheels, and return the settings by which uv finds no others."""
    (workbench.root / "wheels").mkdir(exist_ok=True)
    for name in names:
        make_wheel(workbench.root / "wheels", name, version)
    return f'find-links = ["{(workbench.root / "wheels").as_posix()}"]\nno-index = true\n'


@contextmanager
def running(environment: Path, name: str = "python") -> Iterator[subprocess.Popen[bytes]]:
    """Run the environment's own Python, by one of its names, until the block ends."""
    python = environment / (f"Scripts/{name}.exe" if os.name == "nt" else f"bin/{name}")
    with subprocess.Popen(
        [python, "-c", "import time; print(1, flush=True); time.sleep(600)"], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        try:
            yield process
        finally:
            process.kill()


def synced_then_shrunk(workbench: Workbench) -> None:
    """Leave an environment with two packages whose next sync removes one."""
    workbench.write(("one", "two"), wheels(workbench, "one", "two"))
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    workbench.write(("one",), wheels(workbench))


def found(workbench: Workbench) -> list[PreflightId]:
    """Return everything that was said before uv has started."""
    events = [event for event in workbench.events if isinstance(event, PreflightFound)]
    return [finding.id for event in events for finding in event.findings]


def remember_refusal(workbench: Workbench) -> None:
    """Keep a probe that says that no rename in the cache has passed."""
    refused = ProbeReport(
        place=workbench.root / "cache",
        rounds=8,
        refused_first=8,
        never_passed=8,
        wait_ms=WaitTimes(1.0, 1.0, 1.0),
        os_errors={"13": 8},
        verdict=Verdict.REFUSED,
        why="All 8 renames were refused.",
    )
    remember(workbench.home, (refused,), time.time())
