"""What an inventory takes beside `du -s` and `uv cache size` on one real cache, and its memory at 500,000 files.

Run as a program it measures and writes the figures into a page:
`uv run python -m tests.benchmarks.inventory --write docs/benchmarks.md`.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from uv import find_uv_bin

from core.model.commands import TakeInventory
from core.model.events import Event, InventoryCounted
from core.model.settings import PlaceKind
from core.places.inventory import look_at
from core.places.usage import count
from core.session import open_session
from core.store.home import Home
from tests.benchmarks.overhead import system_in_words, write_into
from tests.benchmarks.real_cache import real_cache

BEGIN = "<!-- inventory: begin -->"
END = "<!-- inventory: end -->"
WARM_ROUNDS = 15
COLD_ROUNDS = 3
MEMORY_FILES = 500_000
_DROP = Path("/proc/sys/vm/drop_caches")
_FILES_IN_A_FOLDER = 500
_PROJECT = '[project]\nname = "counted"\nversion = "1"\nrequires-python = ">=3.11"\n[tool.uv]\npackage = false\n'


class Pace(Struct, frozen=True, kw_only=True):
    """Medians in seconds of one state of the disk's cache, measured in turns; ``first`` until figures were heard."""

    state: str
    rounds: int
    du: float
    uv: float
    count: float
    contents: float
    first: float

    @property
    def ratio(self) -> float:
        """How many times as long as `du -s` the inventory with the contents takes."""
        return self.contents / self.du

    def row(self, system: str, files: int) -> str:
        """Return the figures as a row."""
        return (
            f"| {system} | {files:,} | {self.state}, {self.rounds} rounds | {self.du:.3f} s | {self.uv:.3f} s "
            f"| {self.count:.3f} s ({self.count / self.du:.2f}) | {self.contents:.3f} s ({self.ratio:.2f}) "
            f"| {self.first:.3f} s |"
        )


class Memory(Struct, frozen=True, kw_only=True):
    """The most memory in MiB that `wheelyard places` held while it counted so many files, and in how many seconds."""

    files: int
    mebibytes: float
    seconds: float


def measure_pace(cache: Path, folder: Path, *, cold: bool, rounds: int) -> Pace:
    """Let everybody count the cache in turns; ``cold`` empties the system's cache of the disk before each."""
    takers: dict[str, Callable[[], float]] = {
        "du": lambda: _seconds_of(["du", "-s", str(cache)]),
        "uv": lambda: _seconds_of(
            [find_uv_bin(), "cache", "size", "--no-config", "--preview-features", "cache-size"],
            {**os.environ, "UV_CACHE_DIR": str(cache)},
        ),
        "count": lambda: _timed(lambda: count(cache, threading.Event(), lambda _usage: None)),
        "contents": lambda: _timed(lambda: look_at(cache, threading.Event(), lambda _usage: None, may_be_cache=True)),
        "first": lambda: first_figures(cache, folder),
    }
    seconds: dict[str, list[float]] = {name: [] for name in takers}
    for number in range(rounds):
        # Who goes first changes from round to round, so that a change of the computer's pace hits all alike.
        for name in takers if number % 2 == 0 else reversed(takers):
            if cold:
                _forget_the_disk()
            seconds[name].append(takers[name]())
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    return Pace(state="cold" if cold else "warm", rounds=rounds, **medians)


def first_figures(cache: Path, folder: Path) -> float:
    """Return the seconds from the wish for an inventory until the first figures of the cache are heard."""
    project, temp = folder / "project", folder / "temp"
    for place in (project, temp):
        place.mkdir(exist_ok=True)
    (project / "pyproject.toml").write_text(_PROJECT, encoding="utf-8")
    environ = {"HOME": str(folder), "TMPDIR": str(temp), "UV_CACHE_DIR": str(cache), "PATH": os.environ["PATH"]}
    heard: list[float] = []

    async def main() -> float:
        session = open_session(Home(folder / "home"), environ)

        def listen(events: tuple[Event, ...], _state: object) -> None:
            for event in events:
                if isinstance(event, InventoryCounted) and event.place.kind is PlaceKind.CACHE:
                    heard.extend([time.perf_counter()] if event.place.held.files else [])

        session.subscribe(listen)
        begun = time.perf_counter()
        await session.wait(session.submit(TakeInventory(project=project)))
        await session.close()
        return heard[0] - begun

    return asyncio.run(main())


def measure_memory(folder: Path, files: int = MEMORY_FILES) -> Memory:
    """Make a cache of so many files, half of them second names of the others, and take its inventory in a process."""
    cache, project = folder / "cache", folder / "project"
    make_files(cache, files)
    project.mkdir()
    (project / "pyproject.toml").write_text(_PROJECT, encoding="utf-8")
    (folder / "temp").mkdir()
    environ = {
        "HOME": str(folder),
        "TMPDIR": str(folder / "temp"),
        "UV_CACHE_DIR": str(cache),
        "WHEELYARD_HOME": str(folder / "home"),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "core.cli", "places", "--json"], cwd=project, env=environ, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    with process.stdout as output:
        said = output.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 or f'"files":{files // 2 + 1},'.encode() not in said:
        raise RuntimeError(f"the inventory ended with {process.returncode}: {said[:2000]!r}")
    return Memory(files=files, mebibytes=used.ru_maxrss / 1024, seconds=time.perf_counter() - begun)


def make_files(cache: Path, files: int) -> None:
    """Make a folder that looks like a cache; the second names lie far from the first ones, where they cost most."""
    cache.mkdir(parents=True)
    (cache / "CACHEDIR.TAG").touch()
    for number in range(files // 2):
        folder, name = divmod(number, _FILES_IN_A_FOLDER)
        first = cache / "archive-v0" / "first" / str(folder)
        second = cache / "archive-v0" / "second" / str(folder)
        if name == 0:
            first.mkdir(parents=True)
            second.mkdir(parents=True)
        (first / str(name)).touch()
        os.link(first / str(name), second / str(name))


def table(paces: list[Pace], memory: Memory, files: int, system: str) -> str:
    """Return all figures as two tables."""
    head = (
        "| system | files | disk cache | `du -s` | `uv cache size` | count (of `du`) | with contents (of `du`) "
        "| first figures |"
    )
    rule = "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |"
    rows = "\n".join(pace.row(system, files) for pace in paces)
    most = (
        "| names of files, half of them hard links | most memory of `wheelyard places` | seconds |\n"
        "| ---: | ---: | ---: |\n"
        f"| {memory.files:,} | {memory.mebibytes:.0f} MiB | {memory.seconds:.1f} s |"
    )
    return f"{head}\n{rule}\n{rows}\n\n{most}"


def can_be_cold() -> bool:
    """Return whether the system's cache of the disk can be emptied here."""
    return os.access(_DROP, os.W_OK)


def memory_folder() -> Path:
    """Return a folder for half a million files: in memory where there is one."""
    return Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())  # noqa: S108


def _forget_the_disk() -> None:
    os.sync()
    _DROP.write_text("3")


def _seconds_of(command: list[str], environ: Mapping[str, str] | None = None) -> float:
    begun = time.perf_counter()
    subprocess.run(command, env=environ, check=True, capture_output=True)
    return time.perf_counter() - begun


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> int:
    """Measure and show the figures, or write them into a page."""
    parser = argparse.ArgumentParser(description="Measures an inventory beside `du -s` and `uv cache size`.")
    parser.add_argument("--rounds", type=int, default=WARM_ROUNDS)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    arguments = parser.parse_args()
    cache = real_cache()
    with tempfile.TemporaryDirectory(prefix="wheelyard-inventory-") as name:
        paces = [measure_pace(cache, Path(name), cold=False, rounds=arguments.rounds)]
        if can_be_cold():
            paces.append(measure_pace(cache, Path(name), cold=True, rounds=COLD_ROUNDS))
    many = Path(tempfile.mkdtemp(prefix="wheelyard-many-", dir=memory_folder()))
    try:
        memory = measure_memory(many)
    finally:
        with suppress(OSError):
            shutil.rmtree(many)
    figures = table(paces, memory, count(cache, threading.Event()).files, system_in_words())
    sys.stdout.write(figures + "\n")
    if arguments.write is not None:
        write_into(arguments.write, figures, BEGIN, END)
    return 0


if __name__ == "__main__":
    sys.exit(main())
