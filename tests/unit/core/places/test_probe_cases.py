"""What a rename probe says of places that fail in their own way: late, half-way, by policy, without rights or room."""

import asyncio
import errno
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from core.model.measurements import ProbeReport, Verdict
from core.places.payload import Payload, stock_payload
from core.places.probe import probe_places
from core.places.probe_rename import Rename, rename_folder
from core.places.probe_report import report_of
from core.places.probe_rounds import PlaceProbe
from tests.unit.core.places.test_probe import Scanner, probe


def refuse(source: Path) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(source))


def is_fresh(folder: Path) -> bool:
    return folder.name.startswith(".tmp")


def probe_with(
    place: Path, payload: Payload, *, seconds: float, rename: Rename = rename_folder, rounds: int = 8
) -> ProbeReport:
    """Probe one place with a payload of the test's own."""
    work = PlaceProbe(
        place,
        payload,
        rename,
        rounds=rounds,
        seconds=seconds,
        stop=threading.Event(),
        said=lambda _round: None,
    )
    return report_of(place, work.run())


class OneScanner:
    """A scanner that works off one folder after the other, each for so many seconds, in the order they came."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._done_at: dict[Path, float] = {}
        self._free_at = 0.0
        self._lock = threading.Lock()

    def __call__(self, source: Path, target: Path) -> None:
        with self._lock:
            if is_fresh(source) and source not in self._done_at:
                self._free_at = max(self._free_at, time.monotonic()) + self._seconds
                self._done_at[source] = self._free_at
        if time.monotonic() < self._done_at.get(source, 0.0):
            refuse(source)
        source.rename(target)


def test_a_first_rename_that_needs_more_than_half_of_the_time_still_passes(tmp_path: Path) -> None:
    (report,) = probe(tmp_path, rename=OneScanner(4.6), seconds=8.0)
    assert report.verdict is Verdict.SLOW
    passed = report.rounds - report.never_passed
    assert passed == 1, report.why
    assert report.never_passed >= 2
    assert re.search(rf"1 passed after [4-7](\.\d)? s; {report.never_passed} were cut off", report.why)
    assert "when the probe's 8 s were over" in report.why
    assert list(tmp_path.iterdir()) == []


def test_a_scanner_that_gets_through_some_of_them_is_slow_and_not_refused(tmp_path: Path) -> None:
    (report,) = probe(tmp_path, rename=OneScanner(0.7), seconds=3.0)
    assert report.verdict is Verdict.SLOW
    assert 0 < report.never_passed < report.rounds
    assert "fresh folders for a while" in report.why


def test_a_policy_about_programs_is_told_by_a_folder_of_texts(tmp_path: Path) -> None:
    def rename(source: Path, target: Path) -> None:
        if is_fresh(source) and any(source.rglob("*.exe")):
            refuse(source)
        source.rename(target)

    (report,) = probe(tmp_path, rename=rename, seconds=4.0)
    assert report.verdict is Verdict.REFUSED
    assert report.never_passed == report.rounds
    assert "a policy or a scanner holds folders with programs" in report.why
    assert list(tmp_path.iterdir()) == []


def test_of_a_wheel_without_programs_nothing_is_said_about_programs(tmp_path: Path) -> None:
    def payload(number: int) -> Iterator[tuple[PurePosixPath, bytes]]:
        yield PurePosixPath("pure.py"), b"x = 1\n" * number

    def rename(source: Path, target: Path) -> None:
        if (source / "pure.py").exists():
            refuse(source)
        source.rename(target)

    report = probe_with(tmp_path, payload, seconds=4.0, rename=rename)
    assert report.verdict is Verdict.REFUSED
    assert "programs" not in report.why


def test_renames_that_nobody_may_do_any_more_are_rights_withdrawn(tmp_path: Path) -> None:
    passed: list[Path] = []

    def rename(source: Path, target: Path) -> None:
        if len(passed) == 3:
            refuse(source)
        source.rename(target)
        passed.append(target)

    (report,) = probe(tmp_path, rename=rename, seconds=2.0)
    assert report.verdict is Verdict.REFUSED
    assert report.why.startswith("3 renames passed at once; then")
    assert "withdrawn" in report.why


def test_where_unpacking_takes_the_time_no_verdict_is_made_up(tmp_path: Path) -> None:
    def slow_start(number: int) -> Iterable[tuple[PurePosixPath, bytes]]:
        time.sleep(1.2)
        return stock_payload(number)

    report = probe_with(tmp_path, slow_start, seconds=2.0, rename=Scanner(3600))
    assert report.verdict is Verdict.SLOW
    assert "Unpacking took most of the probe's 2 s" in report.why


def test_a_place_too_slow_to_unpack_one_folder_ends_in_time(tmp_path: Path) -> None:
    def drop_by_drop(number: int) -> Iterator[tuple[PurePosixPath, bytes]]:
        for part in range(10_000):
            time.sleep(0.02)
            yield PurePosixPath(f"part-{number}-{part}"), b"x"

    begun = time.monotonic()
    report = probe_with(tmp_path, drop_by_drop, seconds=1.0)
    assert time.monotonic() - begun < 15  # 200 s without the bound; the machine may be busy
    assert (report.verdict, report.rounds) == (Verdict.SLOW, 0)
    assert "no rename was tried" in report.why
    assert list(tmp_path.iterdir()) == []


def test_more_rounds_than_there_is_time_for_are_not_counted_as_refused(tmp_path: Path) -> None:
    def slow(source: Path, target: Path) -> None:
        time.sleep(0.05)
        source.rename(target)

    (report,) = probe(tmp_path, rename=slow, rounds=1000, seconds=1.0)
    assert (report.verdict, report.never_passed) == (Verdict.CLEAR, 0)
    assert 0 < report.rounds < 1000
    assert f"before {1000 - report.rounds} more were tried" in report.why


def test_a_folder_that_vanishes_is_said_to_have_vanished(tmp_path: Path) -> None:
    place = tmp_path / "place"
    passed: list[Path] = []

    def rename(source: Path, target: Path) -> None:
        source.rename(target)
        passed.append(target)
        if len(passed) == 2:
            shutil.rmtree(place)

    (report,) = probe(place, rename=rename)
    assert report.verdict is Verdict.UNUSABLE
    assert "vanished while it was measured, after 2 renames that passed" in report.why
    assert ("os error 3" if sys.platform == "win32" else "os error 2") in report.why
    assert not place.exists()


@pytest.mark.parametrize("below", ["", "cache/uv"])
def test_a_file_in_the_way_is_said_to_be_one(tmp_path: Path, below: str) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    (report,) = probe(file / below)
    assert report.verdict is Verdict.UNUSABLE
    assert "A file stands where" in report.why
    assert file.read_text() == "mine"


def test_a_volume_that_fills_up_half_way_is_full_and_left_empty(small_volume: Path) -> None:
    (report,) = probe(small_volume / "cache")
    assert report.verdict is Verdict.UNUSABLE
    assert report.why.startswith("The volume has no room for what the probe unpacks, after ")
    assert "after 0 renames" not in report.why
    assert "os error 28" in report.why
    assert list(small_volume.iterdir()) == []


def test_a_read_only_volume_is_said_to_be_one(small_volume: Path) -> None:
    (small_volume / "cache").mkdir()
    subprocess.run(["mount", "-o", "remount,ro", str(small_volume)], check=True)
    for place in (small_volume / "cache", small_volume / "new"):
        (report,) = probe(place)
        assert report.verdict is Verdict.UNUSABLE
        assert report.why.startswith("The volume is read-only: ")
        assert "os error 30" in report.why


def test_the_time_of_a_place_holds_for_a_scanner_that_never_lets_go(tmp_path: Path) -> None:
    """All of it: unpacking, waiting and removing."""
    begun = time.monotonic()
    work = probe_places((tmp_path,), seconds=3.0, rename=Scanner(3600), on_progress=lambda _tick: None)
    (report,) = asyncio.run(work)
    assert report.wait_ms.max <= 3000
    assert report.wait_ms.max >= 1500  # what was left for the first rename
    assert time.monotonic() - begun < 20
