"""The rename probe: what it measures, what it says, and that it leaves no trace."""

import asyncio
import errno
import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.model.measurements import ProbeReport, Verdict
from core.model.project import InputError
from core.places.payload import portable_executable
from core.places.probe import ProbeTick, probe_places
from core.places.probe_rename import Rename, rename_folder


def probe(
    *folders: Path,
    rename: Rename = rename_folder,
    rounds: int | None = None,
    wheel: Path | None = None,
    seconds: float = 10.0,
    records: Path | None = None,
    on_progress: Callable[[ProbeTick], None] = lambda tick: None,  # noqa: ARG005 - a listener that does not listen
) -> tuple[ProbeReport, ...]:
    work = probe_places(
        folders,
        rounds=rounds,
        wheel=wheel,
        seconds=seconds,
        rename=rename,
        records=records,
        on_progress=on_progress,
    )
    return asyncio.run(work)


class Scanner:
    """A rename that is refused until a folder is old enough, as under a scanner."""

    def __init__(self, hold: float, number: int = errno.EACCES, *, also_files: bool = False) -> None:
        self._hold = hold
        self._number = number
        self._also_files = also_files
        self._seen: dict[Path, float] = {}
        self._lock = threading.Lock()

    def __call__(self, source: Path, target: Path) -> None:
        with self._lock:
            seen = self._seen.setdefault(source, time.monotonic())
        looked_at = source.name.startswith(".tmp") or self._also_files
        if looked_at and time.monotonic() - seen < self._hold:
            raise OSError(self._number, os.strerror(self._number), str(source))
        source.rename(target)


def test_a_clear_place_is_measured_fast_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    ticks: list[ProbeTick] = []
    (report,) = probe(tmp_path, on_progress=ticks.append)
    assert (report.verdict, report.rounds, report.refused_first, report.never_passed) == (Verdict.CLEAR, 8, 0, 0)
    assert report.why == "All 8 renames passed at the first try."
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert ticks[-1] == ProbeTick(tmp_path, 8, 8, 0)


def test_a_scanner_that_needs_time_is_slow_and_timed(tmp_path: Path) -> None:
    (report,) = probe(tmp_path, rename=Scanner(0.1))
    assert report.verdict is Verdict.SLOW
    assert (report.rounds, report.refused_first, report.never_passed) == (8, 8, 0)
    assert report.os_errors == {"13": 8}
    assert 90 <= report.wait_ms.median <= report.wait_ms.p95 <= report.wait_ms.max
    assert "os error 13" in report.why
    assert list(tmp_path.iterdir()) == []


def test_a_scanner_that_never_lets_go_is_refused_within_the_bound(tmp_path: Path) -> None:
    started = time.monotonic()
    (report,) = probe(tmp_path, rename=Scanner(3600, errno.EPERM), seconds=4.0)
    assert time.monotonic() - started < 20
    assert report.verdict is Verdict.REFUSED
    assert report.never_passed == report.refused_first > 0
    assert report.os_errors == {"1": report.refused_first}
    assert "an older folder could be renamed there: a scanner" in report.why
    assert list(tmp_path.iterdir()) == []


def test_missing_rights_are_told_from_a_scanner(tmp_path: Path) -> None:
    (report,) = probe(tmp_path, rename=Scanner(3600, also_files=True), seconds=0.5)
    assert report.verdict is Verdict.REFUSED
    assert "rights" in report.why


def test_an_error_that_is_no_refusal_makes_the_place_unusable(tmp_path: Path) -> None:
    (report,) = probe(tmp_path, rename=Scanner(3600, errno.ENOSPC))
    assert report.verdict is Verdict.UNUSABLE
    assert "os error 28" in report.why
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_not_there_is_made_and_removed_again(tmp_path: Path) -> None:
    (report,) = probe(tmp_path / "größe & %PATH%!" / "日本" / "cache")
    assert report.verdict is Verdict.CLEAR
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_is_unusable_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (report,) = probe(tmp_path / "file" / "cache")
    assert (report.verdict, report.rounds) == (Verdict.UNUSABLE, 0)
    assert ("os error 183" if sys.platform == "win32" else "os error 20") in report.why


def test_several_places_keep_their_order(tmp_path: Path) -> None:
    reports = probe(*(tmp_path / name for name in "cab"), rounds=2)
    assert [report.place.name for report in reports] == ["c", "a", "b"]


def test_leftovers_of_a_killed_probe_are_removed_and_nothing_else(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for name, process in ((".tmpAAAAAA", gone.pid), (".tmpBBBBBB", os.getppid())):
        (tmp_path / name).mkdir()
        (tmp_path / name / ".wheelyard-probe").write_text(str(process))
    (tmp_path / ".tmpCCCCCC").mkdir()
    (tmp_path / ".tmpCCCCCC" / "of uv").write_text("x")
    probe(tmp_path, rounds=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".tmpBBBBBB", ".tmpCCCCCC"]


def test_a_mark_of_a_process_whose_number_is_used_again_is_a_leftover(tmp_path: Path) -> None:
    (tmp_path / ".tmpAAAAAA").mkdir()
    (tmp_path / ".tmpAAAAAA" / ".wheelyard-probe").write_text(f"{os.getppid()} 1000000000")
    probe(tmp_path, rounds=1)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_others_with_the_name_of_the_archive_stays(tmp_path: Path) -> None:
    thesis = tmp_path / "archive-probe" / "thesis"
    thesis.mkdir(parents=True)
    (thesis / "years.txt").write_text("of work")
    (report,) = probe(tmp_path)
    assert report.verdict is Verdict.CLEAR
    assert sorted(tmp_path.rglob("*")) == [thesis.parent, thesis, thesis / "years.txt"]


def test_two_probes_of_one_place_do_not_meet(tmp_path: Path) -> None:
    async def story() -> tuple[ProbeReport, ...]:
        work = [
            probe_places((tmp_path,), rename=Scanner(hold), on_progress=lambda tick: None)  # noqa: ARG005
            for hold in (0.0, 0.1)
        ]
        return tuple(report for (report,) in await asyncio.gather(*work))

    first, second = asyncio.run(story())
    assert (first.verdict, second.verdict) == (Verdict.CLEAR, Verdict.SLOW)
    assert list(tmp_path.iterdir()) == []


def test_many_probes_of_one_place_come_and_go(tmp_path: Path) -> None:
    async def story() -> set[str]:
        said: set[str] = set()
        for _ in range(8):
            work = [
                probe_places((tmp_path / "place",), rounds=1 + number % 3, on_progress=lambda tick: None)  # noqa: ARG005
                for number in range(4)
            ]
            said |= {report.verdict for (report,) in await asyncio.gather(*work)}
        return said

    assert asyncio.run(story()) == {Verdict.CLEAR}
    # None of them can tell who of them made the place, so it may stay, empty.
    assert set(tmp_path.rglob("*")) <= {tmp_path / "place"}


@pytest.mark.parametrize(("age", "left"), [(0, [".tmpAAAAAA"]), (3600, [])])
def test_a_mark_that_tells_nothing_counts_when_it_is_old(tmp_path: Path, age: int, left: list[str]) -> None:
    (tmp_path / ".tmpAAAAAA").mkdir()
    mark = tmp_path / ".tmpAAAAAA" / ".wheelyard-probe"
    mark.touch()
    os.utime(mark, (time.time() - age, time.time() - age))
    probe(tmp_path, rounds=1)
    assert [path.name for path in tmp_path.iterdir()] == left


def test_where_some_pass_and_some_do_not_no_cause_is_claimed_that_was_not_seen(tmp_path: Path) -> None:
    held: list[Path] = []

    def rename(source: Path, target: Path) -> None:
        if not held:
            held.append(source)
        if source in held:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        source.rename(target)

    (report,) = probe(tmp_path, rename=rename, rounds=4, seconds=4.0)
    assert (report.verdict, report.refused_first, report.never_passed) == (Verdict.SLOW, 1, 1)
    assert "3 passed at once; 1 was cut off after" in report.why
    assert "a scanner or a policy" not in report.why


def test_cancelling_stops_soon_and_cleans_up(tmp_path: Path) -> None:
    async def story() -> float:
        task = asyncio.ensure_future(
            probe_places((tmp_path,), rename=Scanner(3600), on_progress=lambda tick: None)  # noqa: ARG005
        )
        await asyncio.sleep(0.3)
        begun = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return time.monotonic() - begun

    assert asyncio.run(story()) < 5
    assert list(tmp_path.iterdir()) == []


def test_the_very_wheel_is_unpacked_and_stays_inside(tmp_path: Path) -> None:
    wheel = tmp_path / "a-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("a/__init__.py", "x = 1\n" * 1000)
        archive.writestr("../escaped.py", "x")
    seen: list[set[str]] = []

    def look(source: Path, target: Path) -> None:
        seen.append({path.relative_to(source).as_posix() for path in source.rglob("*")})
        source.rename(target)

    place = tmp_path / "place"
    (report,) = probe(place, rename=look, wheel=wheel, rounds=2)
    assert report.verdict is Verdict.CLEAR
    assert "a/__init__.py" in seen[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == [wheel.name]


def test_a_wheel_that_is_damaged_inside_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    wheel = tmp_path / "a.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data", os.urandom(5000))
    data = bytearray(wheel.read_bytes())
    data[1000:1100] = bytes(100)
    wheel.write_bytes(data)
    with pytest.raises(InputError, match=r"a\.whl cannot be read"):
        probe(tmp_path / "place", wheel=wheel)
    assert list(tmp_path.iterdir()) == [wheel]


def test_a_name_that_is_file_and_folder_is_the_wheels_fault(tmp_path: Path) -> None:
    wheel = tmp_path / "a.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("a", "x")
        archive.writestr("a/b", "x")
    with pytest.raises(InputError, match="file and a folder"):
        probe(tmp_path / "place", wheel=wheel)


def test_of_a_huge_wheel_only_the_beginning_is_unpacked(tmp_path: Path) -> None:
    wheel = tmp_path / "a.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"zeros/{number}", bytes(20 * 2**20))
    sizes: list[int] = []

    def look(source: Path, target: Path) -> None:
        sizes.append(sum(path.stat().st_size for path in source.rglob("zeros/*")))
        source.rename(target)

    probe(tmp_path / "place", wheel=wheel, rounds=1, rename=look)
    assert sizes == [64 * 2**20]


@pytest.mark.parametrize("content", [None, b"", b"no zip"])
def test_a_wheel_that_is_none_is_named(tmp_path: Path, content: bytes | None) -> None:
    wheel = tmp_path / "a.whl"
    if content is not None:
        wheel.write_bytes(content)
    with pytest.raises(InputError, match=r"a\.whl"):
        probe(tmp_path, wheel=wheel)


def test_the_programs_in_the_payload_are_valid(tmp_path: Path) -> None:
    for library in (True, False):
        data = portable_executable(library=library, code_bytes=4096, seed=7)
        assert data[:2] == b"MZ"
        header = int.from_bytes(data[60:64], "little")
        assert data[header : header + 4] == b"PE\0\0"
        machine, sections = (int.from_bytes(data[at : at + 2], "little") for at in (header + 4, header + 6))
        assert (machine, sections) == (0x8664, 1)
        size, where = (int.from_bytes(data[at : at + 4], "little") for at in (header + 280, header + 284))
        assert where + size == len(data)
