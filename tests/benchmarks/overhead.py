"""What `wheelyard sync` costs on top of bare `uv sync`, on the warm reference project.

Run as a program it measures and writes the figures into a page:
`uv run python -m tests.benchmarks.overhead --rounds 21 --write docs/benchmarks.md`.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from uv import find_uv_bin

from core.demo.reference_project import make_reference_project
from tests.e2e.wheelyard import START, Wheelyard

BEGIN = "<!-- overhead: begin -->"
END = "<!-- overhead: end -->"


class Overhead(Struct, frozen=True, kw_only=True):
    """Medians in seconds of runs that took turns, and how many of each there were."""

    bare: float
    wheelyard: float
    rounds: int
    packages: int

    @property
    def difference(self) -> float:
        """Seconds on top."""
        return self.wheelyard - self.bare

    @property
    def ratio(self) -> float:
        """How many times as long."""
        return self.wheelyard / self.bare

    def table(self, system: str) -> str:
        """Return the figures as a table."""
        head = "| system | packages | rounds | bare `uv sync` | `wheelyard sync` | on top | ratio |"
        rule = "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
        row = (
            f"| {system} | {self.packages} | {self.rounds} | {self.bare:.3f} s | {self.wheelyard:.3f} s "
            f"| {self.difference:.3f} s | {self.ratio:.1f} |"
        )
        return f"{head}\n{rule}\n{row}"


def measure(folder: Path, rounds: int) -> Overhead:
    """Make the reference project in ``folder``, warm it up, and let both sync it in turns."""
    folder.mkdir(exist_ok=True)
    demo = make_reference_project(folder / "project", python=sys.version_info[:2])
    environment = Wheelyard(root=folder).environment()
    bare_command = [find_uv_bin(), "sync"]
    own_command = [*_program(), "sync", "--quiet"]
    for command in (bare_command, own_command, bare_command, own_command):
        _timed(command, demo.folder, environment)
    bare: list[float] = []
    own: list[float] = []
    for number in range(rounds):
        # Who goes first changes from round to round, so that a change of the computer's pace hits both alike.
        order = ((bare_command, bare), (own_command, own))
        for command, seconds in order if number % 2 == 0 else reversed(order):
            seconds.append(_timed(command, demo.folder, environment))
    installed = sum(1 for path in (demo.folder / ".venv").rglob("*.dist-info"))
    return Overhead(bare=statistics.median(bare), wheelyard=statistics.median(own), rounds=rounds, packages=installed)


def _program() -> Sequence[str]:
    # The script that people start, where the environment has it; the same entry by its name where not.
    script = Path(sys.executable).with_name("wheelyard.exe" if os.name == "nt" else "wheelyard")
    return (str(script),) if script.is_file() else START


def _timed(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    before = time.perf_counter()
    done = subprocess.run(
        list(command),
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    seconds = time.perf_counter() - before
    if done.returncode != 0:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return seconds


def system_in_words() -> str:
    """Return the computer in general words: system, cores, Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{platform.system()}, {cores} cores, Python {platform.python_version()}"


def write_into(page: Path, table: str, begin: str = BEGIN, end: str = END) -> None:
    """Put the table between two marks of the page; raises ValueError where it has none."""
    text = page.read_text(encoding="utf-8")
    before, begun, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not begun or not ended:
        raise ValueError(f"{page} has no place for the figures")
    page.write_text(f"{before}{begin}\n{table}\n{end}{after}", encoding="utf-8")


def main() -> int:
    """Measure and show the figures, or write them into a page."""
    parser = argparse.ArgumentParser(description="Measures what `wheelyard sync` costs on top of `uv sync`.")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wheelyard-overhead-") as folder:
        overhead = measure(Path(folder), arguments.rounds)
    table = overhead.table(system_in_words())
    sys.stdout.write(table + "\n")
    if arguments.write is not None:
        write_into(arguments.write, table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
