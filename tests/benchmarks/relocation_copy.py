"""The copy of a relocation across volumes against `cp -a` and `rsync -a`, on a real cache, in turns in one run.

Run as a program it measures and writes the figures into a page:
`uv run python -m tests.benchmarks.relocation_copy --rounds 5 --write docs/benchmarks.md`.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from core.places.copying import copy_tree
from core.places.usage import Usage, count
from core.system.flushing import flush_volume
from tests.benchmarks.overhead import system_in_words, write_into
from tests.benchmarks.real_cache import real_cache

BEGIN = "<!-- relocation copy: begin -->"
END = "<!-- relocation copy: end -->"
CP, FLUSHED, RSYNC = "`cp -a`", "`cp -a`, flushed", "`rsync -a`"
ALONE, VERIFIED = "copy alone", "copy, verified"
MEMORY = Path("/dev/shm")  # noqa: S108 - the volume in memory is the subject
_DROP = Path("/proc/sys/vm/drop_caches")

Copy = Callable[[Path, Path], None]


class Way(Struct, frozen=True, kw_only=True):
    """Seconds of each way to copy in one direction, round by round."""

    name: str
    seconds: dict[str, list[float]]

    def median(self, way: str) -> float:
        """Return the median in seconds."""
        return statistics.median(self.seconds[way])

    def ratio(self, way: str) -> float:
        """Return how many times as long as `cp -a`, of medians."""
        return self.median(way) / self.median(CP)


class CopyFigures(Struct, frozen=True, kw_only=True):
    """What was measured on a cache of ``size``; ``cold`` when the system's memory of files was dropped before each."""

    ways: tuple[Way, ...]
    size: Usage
    rounds: int
    cold: bool

    def table(self, system: str) -> str:
        """Return the figures as a table, with the computer in the line below it."""
        tools = [way for way in (CP, FLUSHED, RSYNC, ALONE, VERIFIED) if way in self.ways[0].seconds]
        head = "| direction | " + " | ".join(tools) + " | copy alone / `cp -a` | verified / `cp -a` |"
        rows = [head, "| --- |" + " ---: |" * (len(tools) + 2)]
        for way in self.ways:
            cells = [f"{way.median(tool):.1f} s" for tool in tools]
            cells += [f"{way.ratio(ALONE):.2f}", f"{way.ratio(VERIFIED):.2f}"]
            rows.append(f"| {way.name} | " + " | ".join(cells) + " |")
        caches = "nothing of it in memory before each copy" if self.cold else "as much of it in memory as fits"
        rows.append("")
        size = f"{self.size.files:,} files, {self.size.bytes / 1e9:.2f} GB"
        rows.append(f"{system}; {size}; medians of {self.rounds} rounds; {caches}.")
        return "\n".join(rows)


def can_measure() -> str | None:
    """Return why it cannot be measured here, or None."""
    if shutil.which("cp") is None or not MEMORY.is_dir():
        return "needs cp and a volume in memory"
    if MEMORY.stat().st_dev == Path(tempfile.gettempdir()).stat().st_dev:
        return "the temp folder is in memory, too"
    return None


def measure(cache: Path, rounds: int, *, cold: bool) -> CopyFigures:
    """Copy ``cache`` to memory and back in every way, in turns; ``cold`` needs the right to drop caches."""
    stop = threading.Event()
    size = count(cache, stop)
    ways: dict[str, Copy] = {
        CP: _by_program("cp", "-a"),
        FLUSHED: _flushed,
        ALONE: _own(verified=False, flush=lambda _folder: True),
        VERIFIED: _own(verified=True, flush=flush_volume),
    }
    if shutil.which("rsync") is not None:
        ways[RSYNC] = _by_program("rsync", "-a")
    there: dict[str, list[float]] = defaultdict(list)
    back: dict[str, list[float]] = defaultdict(list)
    with _folder(cache.parent) as disk, _folder(MEMORY) as memory:
        original = memory / "original"
        original.mkdir()
        _by_program("cp", "-a")(cache, original)
        for number in range(rounds):
            names = sorted(ways)
            # Who goes first changes from round to round: the pace of a computer shared with others changes, too.
            for name in names[number % len(names) :] + names[: number % len(names)]:
                there[name].append(_timed(ways[name], cache, memory / "copy", size, cold=cold))
                shutil.rmtree(memory / "copy")
                # Copies stay on the disk until the end: file systems avoid, with effort, the places of files that
                # were removed a minute ago, which would measure the order of the turns.
                place = disk / f"copy {len(there[name])} {sorted(ways).index(name)}"
                back[name].append(_timed(ways[name], original, place, size, cold=cold))
    directions = (Way(name="disk to memory", seconds=there), Way(name="memory to disk", seconds=back))
    return CopyFigures(ways=directions, size=size, rounds=rounds, cold=cold)


def may_drop_caches() -> bool:
    """Return whether this account may make the system forget what it has in memory of files."""
    return os.access(_DROP, os.W_OK)


@contextmanager
def _folder(parent: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="wheelyard-copy-", dir=parent) as folder:
        yield Path(folder)


def _timed(copy: Copy, origin: Path, target: Path, size: Usage, *, cold: bool) -> float:
    target.mkdir()
    os.sync()
    if cold:
        _DROP.write_text("3")
    before = time.perf_counter()
    copy(origin, target)
    seconds = time.perf_counter() - before
    copied = count(target, threading.Event())
    if copied.bytes != size.bytes or copied.files not in {size.files, size.files - 1}:  # the lock file may stay behind
        raise RuntimeError(f"{copied} was copied of {size}")
    return seconds


def _by_program(program: str, option: str) -> Copy:
    def copy(origin: Path, target: Path) -> None:
        subprocess.run([program, option, f"{origin}/.", f"{target}/"], check=True)

    return copy


def _flushed(origin: Path, target: Path) -> None:
    _by_program("cp", "-a")(origin, target)
    flush_volume(target)


def _own(*, verified: bool, flush: Callable[[Path], bool]) -> Copy:
    def copy(origin: Path, target: Path) -> None:
        without = frozenset({".lock"})
        stop = threading.Event()
        copy_tree(origin, target, stop, lambda _: None, becomes=target, without=without, verified=verified, flush=flush)

    return copy


def main() -> int:
    """Measure and show the figures, or write them into a page."""
    parser = argparse.ArgumentParser(description="Measures a relocation's copy against `cp -a` and `rsync -a`.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--warm", action="store_true", help="do not drop the system's memory of files")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    arguments = parser.parse_args()
    why = can_measure()
    if why is not None:
        parser.error(f"it cannot be measured here: {why}")
    figures = measure(real_cache(), arguments.rounds, cold=may_drop_caches() and not arguments.warm)
    table = figures.table(system_in_words())
    sys.stdout.write(table + "\n")
    if arguments.write is not None:
        write_into(arguments.write, table, BEGIN, END)
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
