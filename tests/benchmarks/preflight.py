"""How long the look before a run takes: in a quiet project, and in one whose environment runs programs.

Run as a program it measures and writes the figures into a page:
`uv run python -m tests.benchmarks.preflight --write docs/benchmarks.md`.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
from msgspec import Struct

from core.jobs import JobScope
from core.model.commands import UpgradePackages
from core.model.events import Event
from core.procedures.preflight import Preflight
from core.procedures.preparation import Prepared, prepare
from core.procedures.services import Services, make_services
from core.store.home import Home
from tests.benchmarks.overhead import system_in_words, write_into

BEGIN = "<!-- preflight: begin -->"
END = "<!-- preflight: end -->"
ROUNDS = 21
PROGRAMS = 8


class Preflights(Struct, frozen=True, kw_only=True):
    """Seconds of the whole look, by what it meets: medians and the longest of ``rounds``."""

    seconds: dict[str, tuple[float, float]]
    rounds: int
    processes: int

    @property
    def longest_median(self) -> float:
        """The median of the slowest case."""
        return max(median for median, _ in self.seconds.values())

    def table(self, system: str) -> str:
        """Return the figures as a table."""
        rows = [
            f"| {system} | {name} | {self.processes} | {median * 1000:.0f} ms | {most * 1000:.0f} ms |"
            for name, (median, most) in self.seconds.items()
        ]
        return "\n".join(
            ("| system | environment | processes | median | longest |", "| --- | --- | ---: | ---: | ---: |", *rows)
        )


def measure(folder: Path, rounds: int = ROUNDS) -> Preflights:
    """Measure in a project in ``folder``; both cases take turns."""
    return asyncio.run(_measure(folder, rounds))


async def _measure(folder: Path, rounds: int) -> Preflights:
    services, prepared = await _project(folder)
    environment = prepared.effective.places.environment.path
    await asyncio.to_thread(lambda: subprocess.run([prepared.uv.path, "venv", "--quiet", environment], check=True))
    taken: dict[str, list[float]] = {"quiet": [], f"runs {PROGRAMS} programs": []}
    processes = 0
    for number in range(rounds):
        for name in taken if number % 2 == 0 else reversed(taken):
            with ExitStack() as stack:
                if name != "quiet":
                    stack.enter_context(_running(environment))
                processes = len(psutil.pids())
                begun = time.perf_counter()
                await _look(services, prepared)
                taken[name].append(time.perf_counter() - begun)
    return Preflights(
        seconds={name: (statistics.median(each), max(each)) for name, each in taken.items()},
        rounds=rounds,
        processes=processes,
    )


async def _look(services: Services, prepared: Prepared) -> None:
    """Look at everything: places, lock, and the programs of the environment, as before an upgrade."""
    events: list[Event] = []
    scope = JobScope("1-1", prepared.project.folder, events.append, services.clock)
    command = UpgradePackages(project=prepared.project.folder)
    assert await Preflight(command, scope, services).passes(prepared)


async def _project(folder: Path) -> tuple[Services, Prepared]:
    project = folder / "project"
    project.mkdir(parents=True)
    (project / "pyproject.toml").write_text('[project]\nname = "a"\nversion = "1"\n', encoding="utf-8")
    environ = {"HOME": str(folder), "PATH": os.environ["PATH"]}
    services = make_services(Home(folder / "home"), environ)
    return services, await prepare(project, services)


@contextmanager
def _running(environment: Path) -> Iterator[None]:
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    waiting = "import sys; print(1, flush=True); sys.stdin.read()"
    with ExitStack() as stack:
        for _ in range(PROGRAMS):
            process = stack.enter_context(
                subprocess.Popen([python, "-c", waiting], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            )
            stack.callback(process.kill)
            assert process.stdout is not None
            process.stdout.read(1)
        yield


def main(arguments: list[str]) -> int:
    """Measure, print the table, and write it into a page where one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        table = measure(Path(folder), options.rounds).table(system_in_words())
    sys.stdout.write(f"{table}\n")
    if options.write is not None:
        write_into(options.write, table, BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
