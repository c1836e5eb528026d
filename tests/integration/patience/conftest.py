"""A computer whose scanner works off one unpacked folder after the other, and a project of made-up wheels."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.demo.scanned import ScannerStandIn
from core.model.commands import AnyUvCommand
from core.model.events import PatienceProgressed, ProgramStarted
from core.model.outcome import Outcome
from tests.integration.session.computer import Bench
from tests.scanner.build import standin_with_queue
from tests.scanner.wheel_project import lock_elsewhere, make_wheel_project

RETRIES = 6
"""As uv on Windows waits, but for 0.63 s instead of ten."""


class ScannedBench(Bench):
    """One person's computer under the stand-in.

    Only uv is under it, not the Session that runs in the test itself: so these tests also show a scanner that leaves
    Wheelyard's own renames alone, where nothing but pauses tells when it is done.
    """

    def __init__(self, root: Path, scanner: ScannerStandIn) -> None:
        super().__init__(root)
        self.scanner = scanner
        self.cache = root / "shared cache"
        self.environ["PATH"] = f"{Path(sys.base_prefix) / 'bin'}:{self.environ['PATH']}"
        self.environ["UV_PYTHON_DOWNLOADS"] = "never"

    def make(self, kilobytes: Sequence[int], *, locked: bool = True) -> None:
        """Make the wheels, and the lock where somebody made it before."""
        make_wheel_project(self.project, kilobytes)
        if locked:
            lock_elsewhere(self.project, self.root / "elsewhere")

    def scan(self, *, speed: int, cost_ms: int = 0, error: int = 13, retries: int = RETRIES) -> None:
        """Put everything that runs from now on under the scanner; ``speed`` in kilobytes a second."""
        self.environ |= self.scanner.environment(
            scanned=[self.cache], speed=speed * 1000, cost_ms=cost_ms, error=error, retries=retries
        )

    def run(self, command: AnyUvCommand) -> Outcome:
        """Do a command in the project, with the events of this command alone."""
        self.events.clear()
        return self.do(replace(command, project=self.project))

    @property
    def tried(self) -> list[str]:
        """The packages that were tried alone, in order."""
        return [
            event.package
            for event in self.events
            if isinstance(event, PatienceProgressed) and event.package is not None
        ]

    @property
    def programs(self) -> list[tuple[str, ...]]:
        """The command lines of uv without the program."""
        return [event.argv[1:] for event in self.events if isinstance(event, ProgramStarted)]

    @property
    def environment(self) -> Path:
        """The project's environment."""
        return self.project / ".venv"

    def installed(self) -> set[str]:
        """The packages in the project's environment."""
        return {path.name.partition("-")[0] for path in self.environment.rglob("*.dist-info")}

    def left_in_cache(self) -> list[str]:
        """What of the steps is still in the cache."""
        return [path.name for path in self.cache.glob(".step-*")] + [
            path.name for path in self.cache.glob("archive-probe")
        ]


@pytest.fixture
def computer(tmp_path: Path) -> ScannedBench:
    """The computer, with a queue of its own; skipped where the stand-in cannot be built."""
    return ScannedBench(tmp_path, standin_with_queue(tmp_path))
