"""What is known of the files of a yard on disk: right or not known, quick, bounded, and never in the way."""

import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
import xxhash
from msgspec.structs import replace

from core.model.wheels import FileKind, FileTrouble, WheelFile
from core.store import wheel_index
from core.store.home import Home
from core.store.wheel_index import MOST_BYTES_OF_A_FILE, MOST_FILES, MOST_YARDS, UNUSED_AFTER_S, WheelIndex

DAY = 24 * 3600.0


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def yard(tmp_path: Path) -> Path:
    return tmp_path / "a yard"


def wheel(folder: Path, name: str, *, size: int = 1000, modified_ns: int = 5_000, requires: int = 3) -> WheelFile:
    return WheelFile(
        path=folder / f"{name}-1.0-py3-none-any.whl",
        kind=FileKind.WHEEL,
        size=size,
        modified_ns=modified_ns,
        name=name,
        written_name=name.title(),
        version="1.0",
        tags=("py3-none-any",),
        requires=tuple(f"dependency-{number}>=1" for number in range(requires)),
        troubles=(FileTrouble(id="odd", sentence="Odd — as it is.", stops=False),),
    )


def found(home: Home, folder: Path, file: WheelFile) -> WheelFile | None:
    return WheelIndex(home).yard(folder).get(file.path, file.size, file.modified_ns)


def the_index(home: Home) -> Path:
    (file,) = home.yards.iterdir()
    return file


def test_what_is_kept_is_found_whole_by_another_wheelyard(home: Home, yard: Path) -> None:
    files = [wheel(yard, "one"), wheel(yard, "two")]
    assert found(home, yard, files[0]) is None
    WheelIndex(home).yard(yard).keep(files, whole=True)
    assert [found(home, yard, file) for file in files] == files


@pytest.mark.parametrize("change", [{"size": 1001}, {"modified_ns": 5_001}, {"size": 0}])
def test_a_file_of_another_size_or_time_is_not_known(home: Home, yard: Path, change: dict[str, int]) -> None:
    file = wheel(yard, "one")
    WheelIndex(home).yard(yard).keep([file], whole=True)
    assert found(home, yard, replace(file, **change)) is None
    assert found(home, yard, file) == file


def test_another_yard_knows_nothing_of_it(home: Home, yard: Path, tmp_path: Path) -> None:
    file = wheel(yard, "one")
    WheelIndex(home).yard(yard).keep([file], whole=True)
    assert found(home, tmp_path / "other", file) is None


def test_gone_files_are_forgotten_only_where_the_folder_was_seen_wholly(home: Home, yard: Path) -> None:
    one, two, three = (wheel(yard, name) for name in ("one", "two", "three"))
    WheelIndex(home).yard(yard).keep([one, two], whole=True)
    WheelIndex(home).yard(yard).keep([three], whole=False)
    assert [found(home, yard, file) for file in (one, two, three)] == [one, two, three]
    WheelIndex(home).yard(yard).keep([three], whole=True)
    assert [found(home, yard, file) for file in (one, two, three)] == [None, None, three]


def test_nothing_is_written_where_nothing_changed(home: Home, yard: Path) -> None:
    files = [wheel(yard, "one"), wheel(yard, "two")]
    WheelIndex(home).yard(yard).keep(files, whole=True)
    before = the_index(home).stat()
    again = WheelIndex(home).yard(yard)
    again.keep([file for each in files if (file := again.get(each.path, each.size, each.modified_ns))], whole=True)
    assert (the_index(home).stat().st_ino, the_index(home).stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_any_damage_to_the_index_is_seen(home: Home, yard: Path) -> None:
    file = wheel(yard, "one")
    WheelIndex(home).yard(yard).keep([file], whole=True)
    whole = the_index(home).read_bytes()
    for at in range(len(whole)):
        the_index(home).write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        assert found(home, yard, file) is None, at
        the_index(home).write_bytes(whole[:at])
        assert found(home, yard, file) is None, at
    WheelIndex(home).yard(yard).keep([file], whole=True)
    assert found(home, yard, file) == file


@pytest.mark.parametrize("form", [wheel_index.FORM - 1, wheel_index.FORM + 1])
def test_an_index_of_another_form_is_made_anew(
    home: Home, yard: Path, form: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = wheel(yard, "one")
    with monkeypatch.context() as patched:
        patched.setattr(wheel_index, "FORM", form)
        WheelIndex(home).yard(yard).keep([file], whole=True)
        assert found(home, yard, file) == file
    assert found(home, yard, file) is None
    WheelIndex(home).yard(yard).keep([file], whole=True)
    assert found(home, yard, file) == file


def test_an_index_of_other_fields_is_made_anew(home: Home, yard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = wheel(yard, "one")
    with monkeypatch.context() as patched:
        patched.setattr(wheel_index, "_shape", lambda: ("path", "kind", "something else"))
        WheelIndex(home).yard(yard).keep([file], whole=True)
    assert found(home, yard, file) is None


def test_a_right_sum_over_wrong_content_is_no_error(home: Home, yard: Path) -> None:
    file = wheel(yard, "one")
    WheelIndex(home).yard(yard).keep([file], whole=True)
    for content in (b"", b"\xc1", b"\x91" * 5000, msgspec.msgpack.encode([1, [], str(yard), [{"path": 3}]])):
        digest = xxhash.xxh3_64_digest(content)
        the_index(home).write_bytes(wheel_index._MAGIC + digest + content)
        assert found(home, yard, file) is None


def test_a_file_with_too_much_to_remember_is_read_each_time(home: Home, yard: Path) -> None:
    usual, huge = wheel(yard, "usual"), wheel(yard, "huge", requires=MOST_BYTES_OF_A_FILE // 10)
    WheelIndex(home).yard(yard).keep([huge, usual], whole=True)
    assert found(home, yard, huge) is None
    assert found(home, yard, usual) == usual
    assert the_index(home).stat().st_size < MOST_BYTES_OF_A_FILE


def test_only_so_many_files_are_remembered(home: Home, yard: Path) -> None:
    files = [wheel(yard, f"n{number}", requires=0) for number in range(MOST_FILES + 10)]
    WheelIndex(home).yard(yard).keep(files, whole=True)
    again = WheelIndex(home).yard(yard)
    known = [file for file in files if again.get(file.path, file.size, file.modified_ns) is not None]
    assert known == files[:MOST_FILES]


@pytest.mark.skipif(sys.platform == "win32", reason="names there are always text")
def test_a_name_that_is_no_text_is_read_each_time(home: Home, yard: Path) -> None:
    odd = wheel(yard, os.fsdecode(b"od\xff"))
    usual = wheel(yard, "usual")
    WheelIndex(home).yard(yard).keep([odd, usual], whole=True)
    assert found(home, yard, odd) is None
    assert found(home, yard, usual) == usual
    WheelIndex(home).yard(yard / os.fsdecode(b"\xff")).keep([usual], whole=True)


def test_a_home_that_cannot_be_written_stops_nothing(tmp_path: Path, yard: Path) -> None:
    (tmp_path / "file").write_text("x")
    home = Home(tmp_path / "file")
    index = WheelIndex(home).yard(yard)
    index.keep([wheel(yard, "one")], whole=True)
    assert index.get(yard / "one-1.0-py3-none-any.whl", 1000, 5_000) is not None  # at least as long as it lives
    assert found(home, yard, wheel(yard, "one")) is None


def test_yards_that_nobody_opens_are_forgotten(home: Home, yard: Path, tmp_path: Path) -> None:
    file = wheel(yard, "one")
    WheelIndex(home).yard(yard).keep([file], whole=True)
    old = the_index(home)
    now = time.time()

    def keep_another(name: str, at: float) -> None:
        WheelIndex(home, lambda: at).yard(tmp_path / name).keep([wheel(tmp_path / name, "x")], whole=True)

    keep_another("second", now + UNUSED_AFTER_S - DAY)
    assert old.exists()
    assert WheelIndex(home, lambda: now + 2 * DAY).yard(yard).get(file.path, file.size, file.modified_ns) == file
    keep_another("third", now + UNUSED_AFTER_S + DAY)
    assert old.exists()  # it was used two days later
    keep_another("fourth", now + UNUSED_AFTER_S + 3 * DAY)
    assert not old.exists()


def test_only_so_many_yards_are_remembered_the_last_used_of_them(home: Home, tmp_path: Path) -> None:
    for number in range(MOST_YARDS + 5):
        folder = tmp_path / f"yard {number}"
        WheelIndex(home).yard(folder).keep([wheel(folder, "one")], whole=True)
        last = max(home.yards.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        os.utime(last, (time.time() - 1000 + number, time.time() - 1000 + number))
    assert MOST_YARDS <= len(list(home.yards.iterdir())) <= MOST_YARDS + 1
    assert found(home, tmp_path / "yard 0", wheel(tmp_path / "yard 0", "one")) is None
    newest = tmp_path / f"yard {MOST_YARDS + 4}"
    assert found(home, newest, wheel(newest, "one")) is not None


def test_several_that_write_and_read_at_once_see_whole_indexes(home: Home, yard: Path) -> None:
    both: Sequence[list[WheelFile]] = (
        [wheel(yard, f"n{number}", size=1) for number in range(200)],
        [wheel(yard, f"n{number}", size=2) for number in range(200)],
    )
    WheelIndex(home).yard(yard).keep(both[0], whole=True)

    def work(number: int) -> int:
        index = WheelIndex(home).yard(yard)
        known = [sum(index.get(file.path, file.size, file.modified_ns) == file for file in each) for each in both]
        WheelIndex(home).yard(yard).keep(both[number % 2], whole=True)
        return max(known)

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(work, range(40))) == {200}
    assert len(list(home.yards.iterdir())) == 1
