"""A folder of distributions: every one is shown, and what is known is not read again."""

import os
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.model.wheels import FileKind, WheelFile
from core.store.home import Home
from core.store.wheel_index import WheelIndex
from core.wheels.known_files import KnownFiles, NothingKnown
from core.wheels.make_wheel import write_sdist, write_wheel
from core.wheels.reading.any_file import read_file
from core.wheels.reading.stopping import Stopped
from core.wheels.yard_scan import FIRST_LOOK_FROM, SETTLED_AFTER_NS, ScannedFolder, scan_folder
from tests.links import LINKS_WORK
from tests.unit.core.wheels.yard_files import LONG_AGO, Counting, age, filled, names

GENEROUS_S = 60.0


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def yard(tmp_path: Path) -> Path:
    folder = tmp_path / "yard"
    folder.mkdir()
    return folder


def test_every_kind_of_distribution_is_read_and_nothing_else(yard: Path) -> None:
    write_wheel(yard, "Beta", "2.0")
    write_wheel(yard, "alpha", "1.0", tags="cp311-cp311-win_amd64")
    write_sdist(yard, "gamma", "3.0")
    (yard / "delta-1.0.zip").write_bytes(b"no zip")
    (yard / "epsilon-1.0.tgz").write_bytes(b"old")
    (yard / "zeta-1.0-py3-none-any.WHL").write_bytes(b"")
    for other in ("readme.txt", "pictures.zip", "some.tar", "eta-1.0.whl.part", "setup.exe", ".whl"):
        (yard / other).write_bytes(b"x")
    (yard / "nested").mkdir()
    write_wheel(yard / "nested", "deep", "1.0")
    (yard / "folder-1.0-py3-none-any.whl").mkdir()
    scanned = scan_folder(yard, NothingKnown())
    assert names(scanned) == [
        ".whl",
        "alpha-1.0-cp311-cp311-win_amd64.whl",
        "beta-2.0-py3-none-any.whl",
        "delta-1.0.zip",
        "epsilon-1.0.tgz",
        "gamma-3.0.tar.gz",
        "zeta-1.0-py3-none-any.WHL",
    ]
    assert (scanned.folder, scanned.read, scanned.trouble) == (yard, 7, None)
    usable = [file.name for file in scanned.files if file.is_usable]
    assert usable == ["alpha", "beta", "gamma"]
    assert "ending-in-capitals" in [trouble.id for trouble in scanned.files[-1].troubles]


def test_an_empty_folder_is_an_empty_yard(yard: Path) -> None:
    told: list[tuple[int, int]] = []
    scanned = scan_folder(yard, NothingKnown(), on_progress=lambda done, total: told.append((done, total)))
    assert (scanned.files, scanned.read, scanned.trouble) == ((), 0, None)
    assert told[-1] == (0, 0)


@pytest.mark.skipif(not LINKS_WORK, reason="this account may not make links")
def test_links_to_files_count_as_files(yard: Path, tmp_path: Path) -> None:
    real = write_wheel(tmp_path, "linked", "1.0")
    age(real)
    (yard / real.name).symlink_to(real)
    (yard / "nowhere-1.0-py3-none-any.whl").symlink_to(tmp_path / "missing")
    (yard / "folder-1.0-py3-none-any.whl").symlink_to(tmp_path)
    scanned = scan_folder(yard, NothingKnown())
    assert names(scanned) == [real.name, "nowhere-1.0-py3-none-any.whl"]
    assert scanned.files[0].is_usable
    assert [trouble.id for trouble in scanned.files[1].troubles] == ["unreadable"]


def test_the_second_look_reads_nothing(yard: Path, home: Home) -> None:
    filled(yard)
    first = scan_folder(yard, WheelIndex(home).yard(yard))
    counting = Counting()
    second = scan_folder(yard, WheelIndex(home).yard(yard), read=counting)
    assert (first.read, second.read, counting.paths) == (12, 0, [])
    assert second.files == first.files


def test_only_what_is_new_or_changed_is_read(yard: Path, home: Home) -> None:
    paths = filled(yard)
    scan_folder(yard, WheelIndex(home).yard(yard))
    age(paths[3], LONG_AGO + 10)
    paths[4].write_bytes(paths[4].read_bytes() + b"x")
    age(paths[4])
    paths[5].unlink()
    new = write_wheel(yard, "new", "1.0")
    age(new)
    counting = Counting()
    scanned = scan_folder(yard, WheelIndex(home).yard(yard), read=counting)
    assert set(counting.paths) == {paths[3], paths[4], new}
    assert scanned.read == 3
    assert paths[5] not in [file.path for file in scanned.files]
    assert [file.path for file in scanned.files if not file.is_usable] == [paths[4]]
    assert scan_folder(yard, WheelIndex(home).yard(yard)).read == 0


def test_a_file_that_was_just_written_is_read_again(yard: Path, home: Home) -> None:
    path = write_wheel(yard, "thing", "1.0", files={"thing.py": b"x = 1\n"})
    age(path, LONG_AGO)
    written_ns = path.stat().st_mtime_ns

    def scan(after_ns: int) -> ScannedFolder:
        return scan_folder(yard, WheelIndex(home).yard(yard), now_ns=lambda: written_ns + after_ns)

    assert scan(0).read == 1
    # Written again with the same size, within the two seconds for which some drives keep the same time.
    path.write_bytes(b"\0" * path.stat().st_size)
    age(path, LONG_AGO)
    found = scan(SETTLED_AFTER_NS - 1)
    assert found.read == 1
    assert not found.files[0].is_usable
    assert scan(SETTLED_AFTER_NS + 1).read == 1
    assert scan(SETTLED_AFTER_NS + 1).read == 0


def test_a_time_in_the_future_is_never_trusted(yard: Path, home: Home) -> None:
    age(write_wheel(yard, "thing", "1.0"), int(time.time()) + 3600)
    assert [scan_folder(yard, WheelIndex(home).yard(yard)).read for _ in range(2)] == [1, 1]


def test_progress_is_told_in_the_calling_thread_up_to_all(yard: Path) -> None:
    filled(yard, 40)
    told: list[tuple[int, int, int]] = []
    scan_folder(yard, NothingKnown(), on_progress=lambda done, total: told.append((done, total, threading.get_ident())))
    assert told[0][:2] == (0, 40)
    assert told[-1][:2] == (40, 40)
    assert {thread for _, _, thread in told} == {threading.get_ident()}
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_known_files_count_as_done_from_the_start(yard: Path, home: Home) -> None:
    filled(yard, 10)
    scan_folder(yard, WheelIndex(home).yard(yard))
    age(write_wheel(yard, "new", "1.0"))
    told: list[tuple[int, int]] = []
    scan_folder(yard, WheelIndex(home).yard(yard), on_progress=lambda *figures: told.append(figures))
    assert (told[0], told[-1]) == ((10, 11), (11, 11))


def test_files_are_read_at_once_not_one_after_the_other(yard: Path) -> None:
    filled(yard, 8)
    together = threading.Barrier(4)

    def read(path: Path, stopped: Stopped) -> WheelFile:
        together.wait(GENEROUS_S)  # passes only if four files are under way at once
        return read_file(path, stopped=stopped)

    assert scan_folder(yard, NothingKnown(), read=read).read == 8


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders there")
def test_a_pipe_is_no_file(yard: Path) -> None:
    os.mkfifo(yard / "pipe-1.0-py3-none-any.whl")
    assert scan_folder(yard, NothingKnown()).files == ()


def test_what_is_known_may_come_from_anywhere(yard: Path) -> None:
    (path,) = filled(yard, 1)

    class Remembered:
        kept: Sequence[WheelFile] = ()

        def get(self, path: Path, size: int, modified_ns: int) -> WheelFile | None:
            return WheelFile(path=path, kind=FileKind.WHEEL, size=size, modified_ns=modified_ns, name="remembered")

        def keep(self, files: Sequence[WheelFile], *, whole: bool) -> None:
            assert whole
            self.kept = files

    known = Remembered()
    handed_in: KnownFiles = known
    scanned = scan_folder(yard, handed_in)
    assert [file.name for file in scanned.files] == ["remembered"]
    assert list(known.kept) == [replace(scanned.files[0], path=path)]


def test_what_many_new_files_are_is_said_before_they_are_checked(tmp_path: Path) -> None:
    filled(tmp_path, FIRST_LOOK_FROM)
    (tmp_path / "broken-1.0-py3-none-any.whl").write_bytes(b"no wheel")
    write_sdist(tmp_path, "built", "1.0")
    counting = Counting()
    seen: list[tuple[int, dict[str, WheelFile]]] = []

    def first(files: tuple[WheelFile, ...]) -> None:
        seen.append((len(counting.paths), {file.path.name: file for file in files}))

    scanned = scan_folder(tmp_path, NothingKnown(), on_first=first, read=counting)
    ((read_before, files),) = seen
    assert read_before == 0
    assert list(files) == names(scanned)
    assert not any(file.checked for file in files.values())
    assert files["thing007-1.0-py3-none-any.whl"].name == "thing007"
    assert all(file.checked for file in scanned.files)
    assert next(file for file in scanned.files if file.path.name.startswith("broken")).troubles


def test_a_few_new_files_are_checked_at_once(tmp_path: Path) -> None:
    filled(tmp_path, 3)
    scan_folder(tmp_path, NothingKnown(), on_first=lambda _files: pytest.fail("three files need no first look"))
