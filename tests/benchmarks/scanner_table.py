"""What gets through a virus scanner: plain uv, plain uv again and again, patient sync, and relocation.

Run as a program it measures and writes the figures into a page:
`uv run python -m tests.benchmarks.scanner_table --write docs/benchmarks.md`.
"""

import argparse
import asyncio
import itertools
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from errno import EACCES, EAGAIN
from pathlib import Path

from msgspec import Struct

from core.demo.scanned import UV_RETRIES_ON_WINDOWS, ScannerStandIn, build_standin
from tests.benchmarks.overhead import system_in_words, write_into
from tests.e2e.wheelyard import Wheelyard
from tests.scanner.build import CompilerRunner, library_folder
from tests.scanner.real_uv import run_uv
from tests.scanner.wheel_project import lock_elsewhere, make_wheel_project

BEGIN = "<!-- scanner table: begin -->"
END = "<!-- scanner table: end -->"
MEGABYTES = (1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 16, 40)
SPEEDS = (5, 10, 20, 40)
COSTS = (50, 200, 500)
TOO_SLOW = (EACCES, 3, 200)
"""One scanner more, which needs longer for the largest wheel than uv waits."""

TRIES = 6
_MIB = 2**20
_LIMIT = 900.0


class Got(Struct, frozen=True):
    """What one way got: packages in the cache, whether the whole sync passed, seconds until it ended."""

    landed: int
    passed: bool
    seconds: float
    left: str = ""

    def cell(self, packages: int) -> str:
        """Return it as the text of a cell."""
        how = "passed" if self.passed else "refused"
        return f"{self.landed} of {packages}, {how}, {self.seconds:.0f} s"


class Row(Struct, frozen=True, kw_only=True):
    """One scanner and what each way got under it; ``plain`` and ``again`` are the first and the last of the tries."""

    error: int
    speed: int
    cost_ms: int
    plain: Got
    again: Got
    patient: Got
    relocation: Got

    def line(self, packages: int) -> str:
        """Return the row of the table."""
        cells = [each.cell(packages) for each in (self.plain, self.again, self.patient, self.relocation)]
        longest = MEGABYTES[-1] * 1e6 / (self.speed * _MIB) + self.cost_ms / 1000
        left = self.patient.left or "none"
        scanner = (str(self.error), f"{self.speed} MiB/s", f"{self.cost_ms} ms", f"{longest:.1f} s")
        return f"| {' | '.join((*scanner, *cells, left))} |"


class Lab:
    """A locked project of made-up wheels, and a computer for each try of it."""

    def __init__(self, root: Path, standin: ScannerStandIn) -> None:
        self._root = root
        self._standin = standin
        self._project = make_wheel_project(root / "origin", [size * 1000 for size in MEGABYTES])
        lock_elsewhere(self._project, root / "elsewhere")
        shutil.rmtree(root / "elsewhere")
        self._number = 0

    def row(self, error: int, speed: int, cost_ms: int) -> Row:
        """Measure all four ways under one scanner, each on a computer of its own with an idle scanner."""

        def computer() -> tuple[Wheelyard, Path]:
            self._number += 1
            root = self._root / f"computer-{self._number}"
            project = root / "project"
            shutil.copytree(self._project, project)
            (root / "clear").mkdir()
            standin = ScannerStandIn(self._standin.library, root / "queue")
            variables = standin.environment(
                unscanned=[root / "clear"],
                speed=speed * _MIB,
                cost_ms=cost_ms,
                error=error,
                retries=UV_RETRIES_ON_WINDOWS,
            )
            return Wheelyard(root=root, variables=variables), project

        plain, again = _plain(*computer())
        patient = _patient(*computer())
        relocation = _relocated(*computer())
        for number in range(self._number - 2, self._number + 1):
            shutil.rmtree(self._root / f"computer-{number}")
        return Row(
            error=error,
            speed=speed,
            cost_ms=cost_ms,
            plain=plain,
            again=again,
            patient=patient,
            relocation=relocation,
        )


def _plain(here: Wheelyard, project: Path) -> tuple[Got, Got]:
    begun = time.monotonic()
    tries: list[Got] = []
    while len(tries) < 1 + TRIES and not (tries and tries[-1].passed):
        done = run_uv(["sync"], project, here.environment())
        tries.append(Got(_landed(here.default_cache), done.returncode == 0, time.monotonic() - begun))
    return tries[0], tries[-1]


def _patient(here: Wheelyard, project: Path) -> Got:
    begun = time.monotonic()
    ended = here.run("sync", "--patient", "--json", "--project", project, limit=_LIMIT)
    problem = ended.finished["problem"] or {"evidence": []}
    left = [each["measured"] for each in problem["evidence"] if each["id"] == "patience"]
    names = sorted(name.removeprefix("seconds_") for name in (left[0] if left else {}) if name.startswith("seconds_"))
    named = ", ".join(names) if len(names) <= 3 else f"{len(names)} named"
    return Got(_landed(here.default_cache), ended.status == 0, time.monotonic() - begun, named)


def _relocated(here: Wheelyard, project: Path) -> Got:
    begun = time.monotonic()
    target = here.root / "clear" / "cache"
    moved = here.run("relocate", "cache", "--to", target, "--json", "--project", project, limit=_LIMIT)
    if moved.status != 0:
        return Got(0, passed=False, seconds=time.monotonic() - begun)
    ended = here.run("sync", "--json", "--project", project, limit=_LIMIT)
    return Got(_landed(Path(moved.finished["to"])), ended.status == 0, time.monotonic() - begun)


def _landed(cache: Path) -> int:
    return sum(1 for _ in cache.glob("wheels-v*/*/*/part-*/1.0-*-any"))


def table(rows: Sequence[Row], system: str) -> str:
    """Return the figures as a table, with the computer they are of."""
    packages = len(MEGABYTES)
    names = ("errno", "scanner", "per folder", "largest alone", "plain uv", "plain uv, 6 times again", "patient")
    head = f"| {' | '.join((*names, 'relocated', 'left by patience'))} |"
    rule = "| ---: | ---: | ---: | ---: | --- | --- | --- | --- | --- |"
    lines = "\n".join(row.line(packages) for row in rows)
    ways = {
        "plain uv": [row.plain for row in rows],
        "six times again": [row.again for row in rows],
        "patient": [row.patient for row in rows],
        "relocated": [row.relocation for row in rows],
    }
    passed = ", ".join(f"{name} {sum(each.passed for each in got)}" for name, got in ways.items())
    megabytes = ", ".join(map(str, MEGABYTES))
    return (
        f"{system}; {packages} wheels of {megabytes} MB. Whole syncs passed, of {len(rows)}: {passed}.\n\n"
        f"{head}\n{rule}\n{lines}"
    )


def measure(folder: Path, scanners: Sequence[tuple[int, int, int]]) -> list[Row]:
    """Measure under each scanner: an errno, MiB a second, ms a folder. Minutes each where packages are refused."""
    standin = asyncio.run(build_standin(CompilerRunner(), library_folder()))
    lab = Lab(folder, standin)
    rows = []
    for scanner in scanners:
        rows.append(lab.row(*scanner))
        sys.stdout.write(rows[-1].line(len(MEGABYTES)) + "\n")
        sys.stdout.flush()
    return rows


def main() -> int:
    """Measure and show the figures, or write them into a page."""
    parser = argparse.ArgumentParser(description="Measures what gets through a scanner, and how.")
    parser.add_argument("--errors", type=int, nargs="+", default=(EACCES, EAGAIN))
    parser.add_argument("--speeds", type=int, nargs="+", default=SPEEDS, help="MiB a second")
    parser.add_argument("--costs", type=int, nargs="+", default=COSTS, help="milliseconds a folder")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    arguments = parser.parse_args()
    scanners = [*itertools.product(arguments.errors, arguments.speeds, arguments.costs), TOO_SLOW]
    with tempfile.TemporaryDirectory(prefix="wheelyard-scanner-", dir=Path.home()) as folder:
        rows = measure(Path(folder), scanners)
    text = table(rows, system_in_words())
    sys.stdout.write(text + "\n")
    if arguments.write is not None:
        write_into(arguments.write, text, BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main())
