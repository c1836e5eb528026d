"""What Setup has the installed Python do: PATH loses nothing, shortcuts get their name."""

import struct
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer.wheelyard_setup.path_variable import add_folder, remove_folder
from installer.wheelyard_setup.registry_path import change_path
from installer.wheelyard_setup.shortcut import app_id_of, with_app_id

BIN = "C:\\Program Files\\Wheelyard\\bin"
ENTRIES = st.lists(
    st.text('abcäÖ %;"\\:.', max_size=12).filter(lambda text: "wheelyard" not in text.lower()), max_size=30
)


@given(ENTRIES)
def test_adding_and_removing_brings_the_very_same_path_back(entries: list[str]) -> None:
    path = ";".join(entries)
    added = add_folder(path, BIN)
    assert added.startswith(path)
    assert added.split(";")[-1] == BIN
    assert remove_folder(added, BIN) == path.removesuffix(";")  # one ";" at the very end divides nothing


def test_a_path_longer_than_any_buffer_stays_whole() -> None:
    path = ";".join(f"C:\\tools\\number {number}" for number in range(2000))
    assert remove_folder(add_folder(path, BIN), BIN) == path


@pytest.mark.parametrize("written", [BIN, BIN.upper(), f"{BIN}\\", f'"{BIN}"', f" {BIN} "])
def test_it_is_added_once_and_removed_however_it_is_written(written: str) -> None:
    path = f"C:\\Windows;{written};C:\\other"
    assert add_folder(path, BIN) == path
    assert remove_folder(path, BIN) == "C:\\Windows;C:\\other"


def test_folders_that_only_begin_alike_stay() -> None:
    path = f"{BIN}2;{BIN}\\inner;%PATH%"
    assert remove_folder(path, BIN) == path


@pytest.mark.skipif(sys.platform == "win32", reason="there it can")
def test_elsewhere_it_says_that_it_cannot() -> None:
    with pytest.raises(OSError, match="Windows alone"):
        change_path(str, everyone=False)


def link(flags: int, body: bytes, blocks: bytes = b"") -> bytes:
    """Return a shortcut with these parts; [MS-SHLLINK] 2.1."""
    return struct.pack("<I16sI52x", 0x4C, b"", flags) + body + blocks + b"\0\0\0\0"


ID_LIST = struct.pack("<H", 6) + b"\x04\x00ab\x00\x00"
TEXTS = struct.pack("<H", 3) + "wör".encode("utf-16-le") + struct.pack("<H", 1) + "a".encode("utf-16-le")


@pytest.mark.parametrize(
    ("flags", "body"),
    [(0x80, b""), (0x81, ID_LIST), (0x81 | 0x04 | 0x20, ID_LIST + TEXTS)],
    ids=["bare", "ids", "texts"],
)
def test_a_shortcut_gets_a_name_and_another_one(flags: int, body: bytes) -> None:
    plain = link(flags, body, struct.pack("<II4s", 12, 0xA0000003, b"kept"))
    assert app_id_of(plain) is None
    named = with_app_id(plain, "Wheelyard.Wheelyard")
    assert app_id_of(named) == "Wheelyard.Wheelyard"
    assert named.startswith(plain[:-4])
    renamed = with_app_id(named, "Größe.Zwei")
    assert app_id_of(renamed) == "Größe.Zwei"
    assert renamed.count(b"1SPS"[::-1]) + renamed.count(b"1SPS") == 1


@pytest.mark.parametrize("data", [b"", b"MZ", b"\x4c\0\0\0", link(0x81, ID_LIST)[:80]])
def test_what_is_no_shortcut_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(ValueError, match="shortcut"):
        with_app_id(data, "x")
