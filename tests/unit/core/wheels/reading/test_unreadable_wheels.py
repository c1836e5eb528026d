"""A wheel that cannot be read, or not to its end: the trouble says why, and nothing is waited for."""

import os
import sys
import threading
from pathlib import Path

import pytest

from core.model.wheels import WheelFile
from core.wheels.reading.file_bytes import FileBytes
from core.wheels.reading.wheel_reader import read_wheel
from tests.unit.core.wheels.reading import zip_bytes as z
from tests.unit.core.wheels.reading.hostile_wheels import FILE, good


def written(folder: Path, data: bytes) -> Path:
    path = folder / FILE
    path.write_bytes(data)
    return path


def ids(wheel: WheelFile) -> list[str]:
    return [trouble.id for trouble in wheel.troubles]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    found = read_wheel(tmp_path / FILE)
    assert ids(found) == ["unreadable"]
    assert FILE in found.troubles[0].sentence
    assert (found.name, found.version, found.size) == ("nice", "1.0", 0)


def test_a_folder_with_the_name_of_a_wheel(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    found = read_wheel(tmp_path / FILE, thorough=True)
    assert ids(found) == ["unreadable"]
    assert "a folder" in found.troubles[0].sentence


def test_a_name_that_no_system_takes(tmp_path: Path) -> None:
    assert ids(read_wheel(tmp_path / "nice\0-1.0-py3-none-any.whl")) == ["file-name", "unreadable"]


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes and device files are Unix's")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(tmp_path / FILE)
    reading = threading.Thread(target=read_wheel, args=(tmp_path / FILE,), daemon=True)
    reading.start()
    reading.join(10)
    assert not reading.is_alive()
    assert "a device or a pipe" in read_wheel(tmp_path / FILE).troubles[0].sentence


@pytest.mark.skipif(sys.platform == "win32" or not Path("/dev/zero").exists(), reason="device files are Unix's")
def test_a_device_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / FILE).symlink_to("/dev/zero")
    assert ids(read_wheel(tmp_path / FILE, thorough=True)) == ["unreadable"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights by mode do not bind this account")
def test_a_file_without_rights(tmp_path: Path) -> None:
    path = written(tmp_path, good())
    path.chmod(0)
    assert ids(read_wheel(path)) == ["unreadable"]


@pytest.mark.parametrize("reads", range(4))
def test_a_share_that_vanishes_while_it_is_read(reads: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = FileBytes.read_at
    done = 0

    def failing(self: FileBytes, at: int, count: int) -> bytes:
        nonlocal done
        done += 1
        if done > reads:
            raise OSError(64, "The specified network name is no longer available")
        return real(self, at, count)

    monkeypatch.setattr(FileBytes, "read_at", failing)
    files = z.contents({b"nice/__init__.py": b"", b"nice/noise.bin": os.urandom(200_000)})
    found = read_wheel(written(tmp_path, z.archive(z.members(files))), thorough=True)
    assert "unreadable" in ids(found)
    assert "network name is no longer available" in found.troubles[0].sentence
    assert found.size > 200_000


def test_a_file_that_becomes_shorter_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, good())
    real = FileBytes.__init__

    def shortened(self: FileBytes, at: Path) -> None:
        real(self, at)
        os.truncate(at, 100)

    monkeypatch.setattr(FileBytes, "__init__", shortened)
    assert ids(read_wheel(path)) == ["unreadable"]


def test_reading_is_stopped(tmp_path: Path) -> None:
    path = written(tmp_path, good())
    asked = 0

    def after(count: int) -> bool:
        nonlocal asked
        asked += 1
        return asked > count

    asked_in_all = 0
    for count in range(100):
        asked = 0
        found = read_wheel(path, thorough=True, stopped=lambda count=count: after(count))  # type: ignore[misc]
        if not found.troubles:
            asked_in_all = count
            break
        assert ids(found) == ["stopped"]
        assert not found.thorough
    assert asked_in_all > 5


def test_a_stopped_look_at_many_entries_ends_at_once(tmp_path: Path) -> None:
    entries = [z.Member(name=b"nice/%d" % n, method=z.STORED, extra=b"\x77\x77\0\0") for n in range(50_000)]
    assert ids(read_wheel(written(tmp_path, z.archive(entries)), stopped=lambda: True)) == ["stopped"]
