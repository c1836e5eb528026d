"""An inventory takes little more than `du -s`, speaks at once, and holds no list of files."""

import shutil
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from core.places.usage import Usage, count
from tests.benchmarks.inventory import (
    COLD_ROUNDS,
    Memory,
    Pace,
    can_be_cold,
    make_files,
    measure_memory,
    measure_pace,
    memory_folder,
    table,
)
from tests.benchmarks.real_cache import real_cache

MOST_OF_DU = 1.5
MOST_SECONDS_TO_FIRST = 0.2
MOST_MEBIBYTES = 120

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no du")


@pytest.mark.benchmark
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("cold", [False, True], ids=["warm", "cold"])
def test_an_inventory_takes_little_more_than_du(tmp_path: Path, *, cold: bool) -> None:
    if cold and not can_be_cold():
        pytest.skip("the system's cache of the disk cannot be emptied by this user")
    cache = real_cache()
    assert count(cache, threading.Event()).files > 40_000
    # Other work on the computer only ever adds: one undisturbed measurement out of three is the true one.
    measured = []
    for _ in range(3):
        pace = measure_pace(cache, tmp_path, cold=cold, rounds=COLD_ROUNDS if cold else 7)
        measured.append(pace.row("here", 0))
        if pace.ratio <= MOST_OF_DU and pace.first <= MOST_SECONDS_TO_FIRST:
            return
    pytest.fail("\n".join(measured))


@pytest.mark.benchmark
@pytest.mark.timeout(1800)
def test_half_a_million_files_fit_into_little_memory() -> None:
    folder = Path(tempfile.mkdtemp(prefix="wheelyard-many-", dir=memory_folder()))
    try:
        memory = measure_memory(folder)
    finally:
        shutil.rmtree(folder)
    assert memory.mebibytes < MOST_MEBIBYTES, memory


def test_half_of_the_made_files_are_second_names(tmp_path: Path) -> None:
    make_files(tmp_path / "cache", 2_000)
    assert sum(1 for path in (tmp_path / "cache").rglob("*") if path.is_file()) == 2_001
    assert count(tmp_path / "cache", threading.Event()) == Usage(1_001, 0)


def test_the_figures_come_as_tables() -> None:
    pace = Pace(state="warm", rounds=3, du=0.5, uv=0.4, count=0.6, contents=0.7, first=0.12)
    text = table([pace], Memory(files=500_000, mebibytes=80.4, seconds=3.21), 41_000, "Linux, 2 cores")
    assert (
        "| Linux, 2 cores | 41,000 | warm, 3 rounds | 0.500 s | 0.400 s | 0.600 s (1.20) | 0.700 s (1.40) | 0.120 s |"
        in text
    )
    assert text.endswith("| 500,000 | 80 MiB | 3.2 s |")
