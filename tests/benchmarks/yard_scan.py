"""What a look at a yard of 5,000 wheels takes, beside other readers of the same files, and what the second look takes.

Run as a program it measures and writes the figures into a page:
`uv run python -m tests.benchmarks.yard_scan --write docs/benchmarks.md`.
"""

import argparse
import email.parser
import importlib.metadata
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pkginfo
from msgspec import Struct

from core.store.home import Home
from core.store.wheel_index import WheelIndex
from core.wheels.known_files import NothingKnown
from core.wheels.yard_scan import scan_folder
from tests.benchmarks.made_yard import make_yard
from tests.benchmarks.overhead import system_in_words, write_into

BEGIN = "<!-- yard scan: begin -->"
END = "<!-- yard scan: end -->"
WHEELS = 5_000
ROUNDS = 5
FIRST = "Wheelyard, nothing known: the table is there"
COLD = "Wheelyard, nothing known: every file is checked, too"
AGAIN = "Wheelyard, second opening"
PKGINFO = "`pkginfo`, file by file"
NAIVE = "`zipfile` and `email`, file by file"
STANDARD = "`importlib.metadata` on `zipfile.Path`, file by file"


class YardPace(Struct, frozen=True, kw_only=True):
    """Medians in seconds by what was measured, in turns, on one yard."""

    wheels: int
    entries: int
    rounds: int
    seconds: Mapping[str, float]

    def times(self, other: str) -> float:
        """Return how many times as long another reader takes as Wheelyard takes to show the table."""
        return self.seconds[other] / self.seconds[FIRST]

    def table(self, system: str) -> str:
        """Return the figures as a table."""
        rows = "\n".join(
            f"| {name} | {seconds:.3f} s | {self.times(name):.2f} |" for name, seconds in self.seconds.items()
        )
        return (
            f"| reader | {self.wheels:,} wheels | of the first row |\n| --- | ---: | ---: |\n{rows}\n\n"
            f"{system}; {self.entries:,} files in the wheels; medians of {self.rounds} rounds."
        )


def measure(folder: Path, wheels: int = WHEELS, rounds: int = ROUNDS) -> YardPace:
    """Make a yard in ``folder`` and let every reader read it in turns."""
    yard = folder / "yard"
    entries = make_yard(yard, wheels)
    index = WheelIndex(Home(folder / "home"))
    scan_folder(yard, index.yard(yard))
    readers: dict[str, Callable[[], object]] = {
        FIRST: lambda: _seen(yard, wheels),
        COLD: lambda: _looked(scan_folder(yard, NothingKnown()).read, wheels),
        AGAIN: lambda: _looked(wheels - scan_folder(yard, index.yard(yard)).read, wheels),
        PKGINFO: lambda: [pkginfo.Wheel(str(path)).requires_dist for path in sorted(yard.iterdir())],
        NAIVE: lambda: [naively(path) for path in sorted(yard.iterdir())],
        STANDARD: lambda: [by_the_standard_library(path) for path in sorted(yard.iterdir())],
    }
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for number in range(rounds):
        # Who goes first changes from round to round, so that a change of the computer's pace hits all alike.
        for name in readers if number % 2 == 0 else reversed(readers):
            begun = time.perf_counter()
            readers[name]()
            seconds[name].append(time.perf_counter() - begun)
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    return YardPace(wheels=wheels, entries=entries, rounds=rounds, seconds=medians)


def naively(path: Path) -> tuple[str | None, list[str]]:
    """Read a wheel the way one would in ten lines: name and requirements."""
    with zipfile.ZipFile(path) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        message = email.parser.Parser().parsestr(archive.read(metadata).decode())
    return message["Name"], message.get_all("Requires-Dist", [])


def by_the_standard_library(path: Path) -> tuple[str, list[str]]:
    """Read a wheel through what reads installed packages: name and requirements."""
    with zipfile.ZipFile(path) as archive:
        info = "-".join(path.name.split("-")[:2])
        # The class has no public constructor for a folder in an archive, and takes one all the same.
        found = importlib.metadata.PathDistribution(zipfile.Path(archive, f"{info}.dist-info/"))
        return found.metadata["Name"], found.requires or []


def _seen(yard: Path, wheels: int) -> None:
    """Look at a yard until it is known what every file is, and no further."""
    seen: list[int] = []
    scan_folder(yard, NothingKnown(), on_first=lambda files: seen.append(len(files)), stopped=lambda: bool(seen))
    _looked(sum(seen), wheels)


def _looked(read: int, expected: int) -> None:
    if read != expected:
        raise RuntimeError(f"{read} files instead of {expected} were read or known")


def main() -> int:
    """Measure and show the figures, or write them into a page."""
    parser = argparse.ArgumentParser(description="Measures a look at a yard beside other readers of wheels.")
    parser.add_argument("--wheels", type=int, default=WHEELS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wheelyard-yard-") as name:
        pace = measure(Path(name), arguments.wheels, arguments.rounds)
    figures = pace.table(system_in_words())
    sys.stdout.write(figures + "\n")
    if arguments.write is not None:
        write_into(arguments.write, figures, BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main())
