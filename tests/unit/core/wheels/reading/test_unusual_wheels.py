"""Wheels that are whole and only unusual, and the odd corners of names, fields and archives."""

import os
import struct
from pathlib import Path

import pytest

from core.model.wheels import WheelFile
from core.wheels.reading.wheel_reader import read_wheel
from tests.unit.core.wheels.reading import zip_bytes as z
from tests.unit.core.wheels.reading.hostile_wheels import FILE, good


def written(folder: Path, data: bytes, name: str = FILE) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def ids(wheel: WheelFile) -> list[str]:
    return [trouble.id for trouble in wheel.troubles]


@pytest.mark.parametrize("wide", [{"wide": True}, {"comment": b"made by hand"}, {"between": b"signed " * 9}])
def test_archives_that_are_only_unusual(wide: dict[str, object], tmp_path: Path) -> None:
    found = read_wheel(written(tmp_path, z.archive(z.members(z.contents()), **wide)), thorough=True)  # type: ignore[arg-type]
    assert found.troubles == ()


def test_a_wide_entry_an_extra_field_and_a_comment_of_an_entry(tmp_path: Path) -> None:
    field = struct.pack("<HHI", 0x7777, 4, 0)
    changes: list[dict[str, object]] = [{"wide": True}, {"extra": field}, {"comment": b"x"}, {"local_extra": field}]
    for number, change in enumerate(changes):
        data = z.archive(z.members(z.contents(), {b"nice/__init__.py": change}))
        assert read_wheel(written(tmp_path, data), thorough=True).troubles == (), number


def test_the_metadata_far_in_front_of_the_end(tmp_path: Path) -> None:
    files = z.contents({b"nice/__init__.py": b"", b"nice/noise.bin": os.urandom(300_000)})
    front = sorted(files, key=lambda name: not name.endswith(b"METADATA"))
    found = read_wheel(written(tmp_path, z.archive(z.members({name: files[name] for name in front}))), thorough=True)
    assert (found.written_name, found.troubles) == ("nice", ())


def test_a_directory_longer_than_the_first_read(tmp_path: Path) -> None:
    files = {b"nice/folder_%d/module_with_a_name_%d.py" % (n, n): b"" for n in range(5_000)}
    found = read_wheel(written(tmp_path, z.archive(z.members(z.contents(files)), comment=b"x" * 60_000)))
    assert (found.entries, found.troubles) == (5_003, ())


def test_zstandard_is_uvs_alone(tmp_path: Path) -> None:
    data = z.archive(z.members(z.contents(), {b"nice/data.txt": {"method": 93, "packed": b"(\xb5/\xfd"}}))
    found = read_wheel(written(tmp_path, data), thorough=True)
    assert ids(found) == ["compression-new"]
    assert found.is_usable


def test_fields_of_an_older_wheel(tmp_path: Path) -> None:
    lines = (
        b"Metadata-Version: 2.1\r\nName: nice\r\nVersion: 1.0\r\nSummary: UNKNOWN\r\n"
        b"Requires-Python: >=3.8,\r\n\t<5\r\nDescription: one\r\n        two\r\nRequires-Dist: a\r\n\r\nName: evil\r\n"
    )
    found = read_wheel(written(tmp_path, z.archive(z.members(z.contents(METADATA=lines)))))
    assert (found.requires_python, found.requires, found.summary, found.troubles) == (">=3.8, <5", ("a",), None, ())


def test_a_build_number(tmp_path: Path) -> None:
    found = read_wheel(written(tmp_path, good(), "nice-1.0-7b-py3-none-any.whl"))
    assert (found.build, found.tags, found.troubles) == ("7b", ("py3-none-any",), ())


@pytest.mark.parametrize(
    "name",
    ["nice-1.0-7b-8-py3-none-any.whl", "nice-1.0-x-py3-none-any.whl", f"nice-1.0-{'a.' * 60}b-c.d.e-g.h.whl", "x"],
)
def test_names_of_no_wheel(name: str, tmp_path: Path) -> None:
    found = read_wheel(written(tmp_path, good(), name))
    assert ids(found) == ["file-name"]
    assert (found.name, found.version, found.tags) == ("nice", "1.0", ("py3-none-any",))


def test_a_stored_wheel_is_compared_too(tmp_path: Path) -> None:
    files = z.contents({b"nice/__init__.py": os.urandom(700_000)})
    stored = {name: {"method": z.STORED} for name in files}
    found = read_wheel(written(tmp_path, z.archive(z.members(files, stored))), thorough=True)
    assert (found.troubles, found.thorough, found.unpacked) == ((), True, sum(map(len, files.values())))


def test_large_contents_are_compared_in_parts(tmp_path: Path) -> None:
    files = z.contents({b"nice/__init__.py": b"VALUE = 1\n" * 300_000 + os.urandom(300_000)})
    assert read_wheel(written(tmp_path, z.archive(z.members(files))), thorough=True).troubles == ()


@pytest.mark.parametrize("place", [0, 8, 20])
def test_a_damaged_zip64_end(place: int, tmp_path: Path) -> None:
    data = bytearray(z.archive(z.members(z.contents()), wide=True))
    at = data.rindex(z.LOCATOR_64 if place == 8 else z.END_64)
    data[at + place] ^= 0x55
    if place == 20:
        at = data.rindex(z.END_64)
        data[at + 32] ^= 0x01
    assert ids(read_wheel(written(tmp_path, bytes(data)))) == ["damaged-directory"]


def test_a_record_of_windows_with_backslashes_and_empty_lines(tmp_path: Path) -> None:
    files = z.contents()
    rows = files[b"nice-1.0.dist-info/RECORD"].replace(b"/", b"\\").replace(b"\n", b"\r\n\r\n")
    found = read_wheel(written(tmp_path, z.archive(z.members(z.contents(RECORD=rows)))), thorough=True)
    assert found.troubles == ()


def test_signatures_need_no_row(tmp_path: Path) -> None:
    files = z.contents() | {b"nice-1.0.dist-info/RECORD.jws": b"{}", b"nice-1.0.dist-info/RECORD.p7s": b"signed"}
    assert read_wheel(written(tmp_path, z.archive(z.members(files))), thorough=True).troubles == ()
