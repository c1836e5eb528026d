"""What a killed probe left is found by its record and removed, and nothing else is."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.places.probe_record import ProbeRecord, ProbeRecords, settle_killed_probes
from core.store.documents import read_document, write_document
from core.system.this_process import ProcessIdentity, may_run, this_process
from tests.unit.core.places.test_probe import Scanner, probe

PROBE = """
import asyncio, errno, sys
from pathlib import Path
from core.places.probe import probe_places

def rename(source, target):
    raise PermissionError(errno.EACCES, "held", str(source))

place, records = (Path(text) for text in sys.argv[1:])
print("ready", flush=True)
asyncio.run(probe_places((place,), rename=rename, records=records, seconds=60, on_progress=lambda tick: None))
"""


def gone_process() -> ProcessIdentity:
    """Return the identity of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return ProcessIdentity(process.pid, None, this_process().host)


@pytest.mark.parametrize("milliseconds", [0, 1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 300, 450, 700])
def test_killed_at_any_moment_a_probe_leaves_nothing_after_the_next_start(tmp_path: Path, milliseconds: int) -> None:
    place, records = tmp_path / "not there" / "place", tmp_path / "records"
    (tmp_path / ".tmpTHESIS").mkdir()
    running = subprocess.Popen([sys.executable, "-c", PROBE, str(place), str(records)], stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()
    time.sleep(milliseconds / 1000)
    running.kill()
    running.wait()
    running.stdout.close()
    settle_killed_probes(records)
    assert [path for path in tmp_path.rglob("*") if not path.is_relative_to(records)] == [tmp_path / ".tmpTHESIS"]
    assert list(records.glob("*.json")) == []


def test_the_probe_of_a_running_process_is_left_alone(tmp_path: Path) -> None:
    place, records = tmp_path / "place", tmp_path / "records"
    seen: list[tuple[Path, ...]] = []

    def rename(source: Path, target: Path) -> None:
        seen.append(settle_killed_probes(records))
        source.rename(target)

    (report,) = probe(place, rename=rename, records=records)
    assert report.verdict == "clear"
    assert set(seen) == {()}
    assert list(records.iterdir()) == []


def test_what_was_held_at_the_end_is_removed_later_by_the_same_process(tmp_path: Path) -> None:
    record = ProbeRecord(
        name="one", place=tmp_path, process=this_process(), made=(tmp_path / ".tmpABCDEF", tmp_path / "archive-probe")
    )
    records = ProbeRecords(tmp_path / "records")
    records.begin(record)
    (tmp_path / ".tmpABCDEF").mkdir()
    assert records.settle() == ()
    file = tmp_path / "records" / "one.json"
    write_document(file, replace(record, over=True))
    assert records.settle() == (tmp_path,)
    assert not (tmp_path / ".tmpABCDEF").exists()
    assert not file.exists()


def test_folders_that_do_not_carry_the_mark_stay_when_they_hold_something(tmp_path: Path) -> None:
    theirs = tmp_path / ".tmpABCDEF"
    theirs.mkdir()
    (theirs / "years.txt").write_text("of work")
    records = ProbeRecords(tmp_path / "records")
    records.begin(ProbeRecord(name="one", place=tmp_path, process=gone_process(), made=(theirs,)))
    records.settle()
    assert (theirs / "years.txt").read_text() == "of work"


def test_records_of_other_computers_and_damaged_ones_are_left(tmp_path: Path) -> None:
    records = ProbeRecords(tmp_path / "records")
    elsewhere = replace(gone_process(), host="another computer")
    records.begin(ProbeRecord(name="one", place=tmp_path, process=elsewhere, made=(tmp_path / ".tmpABCDEF",)))
    (tmp_path / "records" / "damaged.json").write_text("{")
    (tmp_path / ".tmpABCDEF").mkdir()
    assert records.settle() == ()
    assert (tmp_path / ".tmpABCDEF").is_dir()


def test_a_place_whose_drive_is_gone_is_remembered_for_a_while(tmp_path: Path) -> None:
    records = ProbeRecords(tmp_path / "records")
    records.begin(ProbeRecord(name="one", place=tmp_path / "drive", process=gone_process()))
    file = tmp_path / "records" / "one.json"
    assert records.settle() == ()
    assert read_document(file, ProbeRecord, None) is not None
    long_ago = time.time() - 40 * 24 * 3600
    os.utime(file, (long_ago, long_ago))
    records.settle()
    assert not file.exists()


def test_where_nothing_was_probed_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert settle_killed_probes(tmp_path / "not there") == ()
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_cannot_be_written_does_not_keep_from_measuring(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (report,) = probe(tmp_path / "place", records=tmp_path / "file" / "records", rename=Scanner(0.0))
    assert report.verdict == "clear"
    assert not (tmp_path / "place").exists()


def test_a_process_is_told_from_a_later_one_with_its_number() -> None:
    here = this_process()
    assert may_run(here)
    assert here.started is not None
    assert not may_run(replace(here, started=here.started - 10_000))
    assert may_run(replace(here, started=0.0, host="another computer"))
    assert not may_run(gone_process())
