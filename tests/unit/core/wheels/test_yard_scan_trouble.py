"""A folder of distributions that vanishes, changes or does not answer: a sentence, and what was read until then."""

import os
import shutil
import sys
import threading
import time
from pathlib import Path

import pytest

from core.model.wheels import FileKind, FileTrouble, WheelFile
from core.store.home import Home
from core.store.wheel_index import WheelIndex
from core.wheels.known_files import NothingKnown
from core.wheels.make_wheel import write_wheel
from core.wheels.reading.any_file import read_file
from core.wheels.reading.stopping import Stopped
from core.wheels.yard_scan import ScannedFolder, scan_folder
from tests.unit.core.wheels.yard_files import LONG_AGO, Counting, age, filled

GENEROUS_S = 60.0


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def yard(tmp_path: Path) -> Path:
    folder = tmp_path / "yard"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("kind", ["missing", "file", "below a file"])
def test_a_folder_that_cannot_be_listed(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("x")
    folder = {"missing": tmp_path / "gone", "file": tmp_path / "file", "below a file": tmp_path / "file" / "x"}[kind]
    scanned = scan_folder(folder, NothingKnown())
    assert scanned.files == ()
    assert scanned.trouble is not None
    assert str(folder) in scanned.trouble


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this account may read everything")
def test_a_folder_without_rights(yard: Path) -> None:
    filled(yard, 2)
    yard.chmod(0)
    try:
        scanned = scan_folder(yard, NothingKnown())
    finally:
        yard.chmod(0o700)
    assert scanned.trouble is not None
    assert scanned.trouble.startswith("This account may not look into")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder with an open file in it cannot be renamed there")
def test_a_folder_that_vanishes_in_the_middle_leaves_what_was_read(yard: Path, home: Home) -> None:
    paths = filled(yard, 400)
    before = scan_folder(yard, WheelIndex(home).yard(yard))
    for path in paths:
        age(path, LONG_AGO + 10)
    taken = threading.Event()

    def read(path: Path, stopped: Stopped) -> WheelFile:
        # The share goes away while one file is read, as when a cable is pulled.
        if path == paths[200]:
            yard.rename(yard.with_name("elsewhere"))
            taken.set()
        return read_file(path, stopped=stopped)

    scanned = scan_folder(yard, WheelIndex(home).yard(yard), read=read)
    assert taken.is_set()
    assert scanned.trouble is not None
    assert "cannot be reached any more" in scanned.trouble
    assert f"{scanned.read} of 400" in scanned.trouble
    assert 0 < scanned.read < 400
    assert all(file.is_usable for file in scanned.files)
    # What was known of the others is kept: the share may come back as it was.
    yard.with_name("elsewhere").rename(yard)
    for path in paths:
        age(path)
    again = scan_folder(yard, WheelIndex(home).yard(yard))
    assert again.read == scanned.read
    assert again.files == before.files


def test_files_that_vanish_before_they_are_read_are_left_out(yard: Path) -> None:
    paths = filled(yard, 60)

    def remove_the_last(_done: int, _total: int) -> None:
        for path in paths[50:]:
            path.unlink(missing_ok=True)

    scanned = scan_folder(yard, NothingKnown(), on_progress=remove_the_last)
    assert scanned.trouble is None
    assert [file.path for file in scanned.files] == paths[:50]


def test_the_whole_folder_may_go_before_the_first_file_is_read(yard: Path) -> None:
    filled(yard, 30)
    scanned = scan_folder(
        yard, NothingKnown(), on_progress=lambda _done, _total: shutil.rmtree(yard, ignore_errors=True)
    )
    assert scanned.files == ()
    assert scanned.trouble is not None
    assert "0 of 30" in scanned.trouble


def test_a_file_that_is_written_while_it_is_read_is_read_once_more(yard: Path, home: Home) -> None:
    path = write_wheel(yard, "thing", "1.0")
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    age(path)
    looks = 0

    def read(path: Path, stopped: Stopped) -> WheelFile:
        nonlocal looks
        looks += 1
        found = read_file(path, stopped=stopped)
        if looks == 1:
            path.write_bytes(whole)
        return found

    scanned = scan_folder(yard, WheelIndex(home).yard(yard), read=read)
    assert looks == 2
    assert scanned.files[0].is_usable


def test_a_file_that_does_not_come_to_rest_is_said_and_not_remembered(yard: Path, home: Home) -> None:
    path = write_wheel(yard, "thing", "1.0")
    path.write_bytes(path.read_bytes()[:100])
    age(path)

    def read(path: Path, stopped: Stopped) -> WheelFile:
        found = read_file(path, stopped=stopped)
        with path.open("ab") as file:
            file.write(b"more")
        return found

    def scan() -> ScannedFolder:
        return scan_folder(yard, WheelIndex(home).yard(yard), read=read, now_ns=lambda: time.time_ns() + 10**12)

    for _ in range(2):
        scanned = scan()
        assert scanned.read == 1
        assert "changing" in [trouble.id for trouble in scanned.files[0].troubles]


def test_what_could_not_be_read_for_the_moment_is_tried_again(yard: Path, home: Home) -> None:
    filled(yard, 1)

    def refused(path: Path, _stopped: Stopped) -> WheelFile:
        status = path.stat()
        trouble = FileTrouble(id="unreadable", sentence="It is held by another program.")
        return WheelFile(
            path=path,
            kind=FileKind.WHEEL,
            size=status.st_size,
            modified_ns=status.st_mtime_ns,
            troubles=(trouble,),
        )

    assert not scan_folder(yard, WheelIndex(home).yard(yard), read=refused).files[0].is_usable
    assert scan_folder(yard, WheelIndex(home).yard(yard)).files[0].is_usable


def test_a_stopped_look_keeps_what_it_has_and_says_so(yard: Path, home: Home) -> None:
    filled(yard, 200)
    stop = threading.Event()
    counting = Counting()

    def read(path: Path, stopped: Stopped) -> WheelFile:
        time.sleep(0.005)
        if len(counting.paths) > 40:
            stop.set()
        return counting(path, stopped)

    scanned = scan_folder(yard, WheelIndex(home).yard(yard), read=read, stopped=stop.is_set)
    assert scanned.trouble is not None
    assert "was stopped" in scanned.trouble
    assert len(counting.paths) < 100
    assert all(file.is_usable for file in scanned.files)
    rest = scan_folder(yard, WheelIndex(home).yard(yard))
    assert rest.read == 200 - scanned.read
    assert rest.trouble is None


def test_a_share_that_does_not_answer_is_not_waited_for(yard: Path) -> None:
    filled(yard, 30)
    hung = threading.Event()

    def read(path: Path, stopped: Stopped) -> WheelFile:
        if path.name >= "thing010":
            hung.wait(GENEROUS_S)
        return read_file(path, stopped=stopped)

    begun = time.monotonic()
    scanned = scan_folder(yard, NothingKnown(), read=read, patience=0.5)
    assert time.monotonic() - begun < GENEROUS_S / 2
    hung.set()
    assert scanned.trouble is not None
    assert "did not answer any more" in scanned.trouble


def test_a_defect_in_reading_is_heard(yard: Path) -> None:
    filled(yard, 3)

    def broken(_path: Path, _stopped: Stopped) -> WheelFile:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        scan_folder(yard, NothingKnown(), read=broken)
