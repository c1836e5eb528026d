"""How long a relocation on one volume takes for caches of different sizes: one rename, and a count that is cut short.

Run as a program it measures and writes the figures into a page:
`uv run python -m tests.benchmarks.renaming --write docs/benchmarks.md`.
"""

import argparse
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from msgspec import Struct

from core.model.measurements import RelocationHow
from core.model.settings import PlaceKind
from core.places.journal import Choice, Entry, Journal
from core.places.relocation import begin, finish
from tests.benchmarks.overhead import system_in_words, write_into

BEGIN = "<!-- renaming: begin -->"
END = "<!-- renaming: end -->"
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 7
_FILES_IN_A_FOLDER = 100


class Renaming(Struct, frozen=True, kw_only=True):
    """Seconds of a whole relocation by one rename, by the number of files; medians of ``rounds``."""

    seconds: dict[int, float]
    rounds: int

    @property
    def spread(self) -> float:
        """Seconds between the smallest and the largest cache."""
        return self.seconds[max(self.seconds)] - self.seconds[min(self.seconds)]

    def table(self, system: str) -> str:
        """Return the figures as a table."""
        head = "| system | rounds | " + " | ".join(f"{size:,} files" for size in self.seconds) + " |"
        rule = "| --- | ---: |" + " ---: |" * len(self.seconds)
        row = f"| {system} | {self.rounds} | " + " | ".join(f"{s:.3f} s" for s in self.seconds.values()) + " |"
        return f"{head}\n{rule}\n{row}"


def measure(folder: Path, sizes: tuple[int, ...] = SIZES, rounds: int = ROUNDS) -> Renaming:
    """Make a cache of each size in ``folder`` and move it to and fro, taking turns."""
    places = {size: _cache(folder / str(size), size) for size in sizes}
    taken: dict[int, list[float]] = {size: [] for size in sizes}
    journal = Journal(folder / "journal")
    for number in range(rounds):
        for size in sizes if number % 2 == 0 else reversed(sizes):
            target = places[size].with_name(f"cache {number}")
            begun = time.perf_counter()
            _relocate(places[size], target, journal)
            taken[size].append(time.perf_counter() - begun)
            places[size] = target
    return Renaming(seconds={size: statistics.median(each) for size, each in taken.items()}, rounds=rounds)


def _relocate(origin: Path, target: Path, journal: Journal) -> None:
    entry = Entry(
        name=journal.next_name(time.time()),
        project=Path("/works/a"),
        kind=PlaceKind.CACHE,
        origin=origin,
        target=target,
        how=RelocationHow.RENAMED,
        before=Choice(),
        after=Choice(folder=target),
    )
    begun = begin(entry, journal, lambda _entry, _choice: None, threading.Event(), lambda _tick: None)
    finish(begun, journal, lambda _tick: None)


def _cache(folder: Path, files: int) -> Path:
    cache = folder / "cache"
    for number in range(files // _FILES_IN_A_FOLDER):
        archive = cache / "archive-v0" / str(number)
        archive.mkdir(parents=True)
        for name in range(_FILES_IN_A_FOLDER):
            (archive / f"module{name}.py").write_bytes(b"x")
    return cache


def main() -> None:
    """Measure, print the table, and write it where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    page = parser.parse_args().write
    with tempfile.TemporaryDirectory() as folder:
        table = measure(Path(folder)).table(system_in_words())
    sys.stdout.write(table + "\n")
    if page is not None:
        write_into(page, table, BEGIN, END)


if __name__ == "__main__":
    main()
