"""A look at a yard is quicker than reading its wheels one by one, though it checks them, and the second is at once."""

import zipfile
from pathlib import Path

import pkginfo
import pytest

from core.wheels.known_files import NothingKnown
from core.wheels.reading.wheel_reader import read_wheel
from core.wheels.yard_scan import scan_folder
from tests.benchmarks.made_yard import make_yard
from tests.benchmarks.yard_scan import (
    AGAIN,
    COLD,
    FIRST,
    NAIVE,
    PKGINFO,
    STANDARD,
    YardPace,
    by_the_standard_library,
    measure,
    naively,
)

LEAST_TIMES_OF_PKGINFO = 5.0
"""The target: what pkginfo reads is in the table in a fifth of its time."""

MOST_SECONDS_AGAIN = 0.3


@pytest.mark.benchmark
@pytest.mark.timeout(1800)
def test_a_look_is_quick_and_the_second_at_once(tmp_path: Path) -> None:
    # Other work on the computer only ever adds: one undisturbed measurement out of three is the true one.
    measured = []
    for number in range(3):
        pace = measure(tmp_path / str(number), rounds=3)
        measured.append(pace.table("here"))
        if pace.times(PKGINFO) >= LEAST_TIMES_OF_PKGINFO and pace.seconds[AGAIN] <= MOST_SECONDS_AGAIN:
            return
    pytest.fail("\n".join(measured))


def test_the_made_wheels_are_valid_and_every_reader_sees_the_same(tmp_path: Path) -> None:
    entries = make_yard(tmp_path, 30)
    seen = 0
    for file in scan_folder(tmp_path, NothingKnown()).files:
        thorough = read_wheel(file.path, thorough=True)
        assert thorough.troubles == ()
        assert thorough.thorough
        with zipfile.ZipFile(file.path) as archive:
            assert archive.testzip() is None
            seen += len(archive.namelist())
        wheel = pkginfo.Wheel(str(file.path))
        readings = {(wheel.name, tuple(wheel.requires_dist)), (file.written_name, file.requires)}
        readings |= {
            (name, tuple(requires)) for name, requires in (naively(file.path), by_the_standard_library(file.path))
        }
        assert len(readings) == 1
    assert seen == entries


def test_the_figures_come_as_a_table() -> None:
    seconds = {FIRST: 0.5, COLD: 1.2, AGAIN: 0.05, PKGINFO: 3.0, NAIVE: 2.0, STANDARD: 4.0}
    text = YardPace(wheels=5_000, entries=650_000, rounds=3, seconds=seconds).table("Linux, 2 cores")
    assert "| `pkginfo`, file by file | 3.000 s | 6.00 |" in text
    assert text.endswith("Linux, 2 cores; 650,000 files in the wheels; medians of 3 rounds.")
