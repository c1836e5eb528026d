"""Hostile and broken archives of source distributions: a sentence, little memory, little time."""

import gzip
import os
import stat
import struct
import sys
import tarfile
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.model.wheels import WheelFile
from core.wheels.reading.sdist_reader import read_sdist
from core.wheels.reading.sdist_tar import QUICK_BYTES
from tests.unit.core.wheels.reading.sdist_bytes import PLAIN, file, plain_members, put, tar, tar_gz, zipped

MEBIBYTE = 1024 * 1024
GENEROUS_S = 60.0


def stopping(found: WheelFile) -> list[str]:
    return [trouble.id for trouble in found.troubles if trouble.stops]


def read_both(path: Path) -> WheelFile:
    """Read a file both ways within bounds, and return what a thorough look says."""
    tracemalloc.start()
    begun = time.monotonic()
    try:
        quick = read_sdist(path)
        found = read_sdist(path, thorough=True)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.monotonic() - begun < GENEROUS_S
    assert peak < 200 * MEBIBYTE
    assert set(stopping(quick)) <= set(stopping(found))
    return found


LINKED = [
    (file("thing-1.0/ln", type=tarfile.SYMTYPE, linkname="PKG-INFO"), []),
    (file("thing-1.0/a/ln", type=tarfile.SYMTYPE, linkname="../PKG-INFO"), []),
    (file("thing-1.0/ln", type=tarfile.SYMTYPE, linkname="/etc/passwd"), ["link-outside"]),
    (file("thing-1.0/ln", type=tarfile.SYMTYPE, linkname="../../x"), ["link-outside"]),
    (file("thing-1.0/ln", type=tarfile.SYMTYPE, linkname="C:\\Windows"), ["link-outside"]),
    (file("thing-1.0/ln", type=tarfile.SYMTYPE, linkname="\\\\server\\share"), ["link-outside"]),
    (file("thing-1.0/ln", type=tarfile.LNKTYPE, linkname="thing-1.0/PKG-INFO"), []),
    (file("thing-1.0/ln", type=tarfile.LNKTYPE, linkname="../PKG-INFO"), ["link-outside"]),
    (file("thing-1.0/dev", type=tarfile.CHRTYPE), ["special-file"]),
    (file("thing-1.0/pipe", type=tarfile.FIFOTYPE), ["special-file"]),
    (file("thing-1.0/sparse", type=tarfile.GNUTYPE_SPARSE), ["special-file"]),
    (file("thing-1.0/folder/", type=tarfile.DIRTYPE), []),
    (file("/tmp/x", b"x"), ["absolute-name"]),  # noqa: S108 - nothing is written there
    (file("thing-1.0/../../x", b"x"), ["upward-name"]),
    (file("other/x", b"x"), ["several-top-folders"]),
    (file("beside.txt", b"x"), ["several-top-folders"]),
    (file("thing-1.0/aux.txt", b"x"), ["windows-device"]),
    (file("thing-1.0/PKG-INFO", PLAIN["thing-1.0/PKG-INFO"]), []),
    (file("./thing-1.0/dotted", b"x"), []),
]
"""Members that are added to an ordinary archive, and what stops it then."""


@pytest.mark.parametrize(("member", "expected"), LINKED, ids=lambda value: getattr(value, "name", None))
def test_members_that_must_not_be_unpacked(
    tmp_path: Path, member: tuple[tarfile.TarInfo, bytes], expected: list[str]
) -> None:
    found = read_both(put(tmp_path, tar_gz(PLAIN, member)))
    assert stopping(found) == expected
    assert (found.name, found.version, found.requires) == ("thing", "1.0", ("numpy>=1.20",))


RAW = tar(plain_members())
PACKED = gzip.compress(RAW, mtime=0)
LONG = "thing-1.0/" + "long/" * 30 + "x.py"


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", "empty"),
        (b"\0" * 5000, "damaged"),
        (b"\x1f\x8b", "damaged"),
        (RAW, "damaged"),
        (zipped(), "damaged"),
        (PACKED[:-40], "damaged"),
        (PACKED[: len(PACKED) // 2], "damaged"),
        (gzip.compress(RAW[:1024], mtime=0), "damaged"),
        (gzip.compress(RAW[:700], mtime=0), "damaged"),
        (gzip.compress(b"", mtime=0), "damaged"),
        (gzip.compress(bytes(1024), mtime=0), "damaged"),
        (gzip.compress(b"\x01" * 2048, mtime=0), "damaged"),
        (PACKED[:-8] + struct.pack("<II", zlib.crc32(b"other"), len(RAW)), "damaged"),
    ],
)
def test_broken_archives(tmp_path: Path, data: bytes, trouble: str) -> None:
    found = read_both(put(tmp_path, data))
    assert trouble in stopping(found)
    assert (found.name, found.version, found.sha256, found.entries) == ("thing", "1.0", None, None)


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_every_form_of_long_names_is_read(tmp_path: Path, form: int) -> None:
    names = (LONG, LONG.replace("long", "läng"))
    members = [*plain_members(), *(file(name, b"x") for name in names)]
    found = read_both(put(tmp_path, gzip.compress(tar(members, form))))
    assert (found.entries, found.longest) == (5, len(LONG))
    assert stopping(found) == []


def test_a_long_name_is_judged_like_a_short_one(tmp_path: Path) -> None:
    long = "thing-1.0/" + "a/" * 80 + "../" * 90 + "x"
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        packed = gzip.compress(tar([*plain_members(), file(long, b"x")], form))
        assert stopping(read_both(put(tmp_path, packed))) == ["upward-name"]


def header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    info, _ = file(name, b"", type=kind)
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize("size", [4 * 1024**3, 2**62])
def test_a_claim_of_gigabytes_in_a_small_file_is_not_followed(tmp_path: Path, size: int) -> None:
    data = RAW[:-10240].rstrip(b"\0")
    data += bytes(-len(data) % 512) + header("thing-1.0/huge", size) + bytes(2048)
    begun = time.monotonic()
    assert stopping(read_both(put(tmp_path, gzip.compress(data)))) == ["bomb"]
    assert time.monotonic() - begun < 5


def test_an_extended_header_of_huge_size_is_not_read(tmp_path: Path) -> None:
    for kind in (b"x", b"g", b"L", b"K"):
        data = header("thing-1.0/huge", 2**33, kind) + bytes(8 * MEBIBYTE)
        found = read_both(put(tmp_path, gzip.compress(data, 1)))
        assert stopping(found) == ["damaged"]
        assert "claims to be 8,589,934,592 bytes long" in found.troubles[0].sentence


def test_headers_in_front_of_headers_end(tmp_path: Path) -> None:
    link = header("thing-1.0/x", 1, b"L") + b"x" + bytes(511)
    assert stopping(read_both(put(tmp_path, gzip.compress(link * 100)))) == ["damaged"]


@pytest.mark.parametrize(
    "records",
    [
        b"9 path=\n",
        b"99 path=x\n",
        b"path=x\n",
        b"0 path=x\n",
        b"-5 path=x\n",
        b"9" * 40 + b" a=b\n",
        b"12 size=-1  \n",
    ],
)
def test_wrong_records_of_an_extended_header(tmp_path: Path, records: bytes) -> None:
    data = header("x", len(records), b"x") + records + bytes(-len(records) % 512) + header("thing-1.0/x", 0)
    assert "damaged" in stopping(read_both(put(tmp_path, gzip.compress(data + bytes(1024)))))


def zeros(mebibytes: int) -> Iterator[bytes]:
    yield from (bytes(MEBIBYTE) for _ in range(mebibytes))


def test_a_bomb_of_zeros_is_left_before_it_goes_off(tmp_path: Path) -> None:
    # The bomb comes before PKG-INFO, so that also a quick look meets it.
    path = tmp_path / "thing-1.0.tar.gz"
    with gzip.open(path, "wb", compresslevel=9) as packed:
        packed.write(header("thing-1.0/zeros", 2**31))
        for piece in zeros(600):
            packed.write(piece)
    found = read_both(path)
    assert stopping(found) == ["bomb"]
    assert "It would unpack to more than 256 MiB" in found.troubles[0].sentence
    assert (found.unpacked, found.entries) == (None, None)


def test_ten_thousand_members_with_one_name(tmp_path: Path) -> None:
    members = [*plain_members(), *[file("thing-1.0/same.py", b"x")] * 10_000]
    found = read_both(put(tmp_path, gzip.compress(tar(members, tarfile.USTAR_FORMAT), 1)))
    assert found.entries == 10_003
    assert [trouble.id for trouble in found.troubles if "10,000 times" in trouble.sentence] == ["duplicate-name"]


def test_more_members_than_anybody_packs(tmp_path: Path) -> None:
    path = tmp_path / "thing-1.0.tar.gz"
    with gzip.open(path, "wb", compresslevel=1) as packed:
        one = header("thing-1.0/x", 0)
        for _ in range(205):
            packed.write(one * 1000)
    begun = time.monotonic()
    found = read_sdist(path)
    assert time.monotonic() - begun < GENEROUS_S
    assert "too-many-entries" in stopping(found)
    assert found.entries is None


@pytest.mark.parametrize("last", [False, True])
def test_a_quick_look_at_a_large_archive_ends_after_its_metadata(tmp_path: Path, *, last: bool) -> None:
    noise = os.urandom(QUICK_BYTES + MEBIBYTE)
    files = {f"thing-1.0/data/{number}.bin": noise[number:] for number in range(3)}
    path = put(tmp_path, tar_gz({**files, **PLAIN} if last else {**PLAIN, **files}))
    quick, found = read_sdist(path), read_sdist(path, thorough=True)
    assert (quick.name, quick.requires_python, quick.requires) == ("thing", ">=3.10", ("numpy>=1.20",))
    assert (found.requires, found.entries, found.needs_compiler) == (quick.requires, 6, False)
    assert (quick.entries, quick.unpacked, quick.longest, quick.needs_compiler) == (None, None, None, None)
    assert quick.is_usable


def test_reading_is_stopped_in_the_middle(tmp_path: Path) -> None:
    noise = os.urandom(8 * MEBIBYTE)
    path = put(tmp_path, tar_gz({"thing-1.0/noise": noise, **PLAIN}))
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 10

    for kind in (path, put(tmp_path, zipped({"thing-1.0/noise": noise, **PLAIN}), "thing-1.0.zip")):
        asked = 0
        found = read_sdist(kind, thorough=True, stopped=stopped)
        assert "stopped" in [trouble.id for trouble in found.troubles]
        assert (found.sha256, found.thorough) == (None, False)
        assert asked == 11


def test_what_is_no_file_is_said_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "folder-1.0.tar.gz").mkdir()
    paths = [tmp_path / "folder-1.0.tar.gz", tmp_path / "missing-1.0.tar.gz", tmp_path / "x-1.0.tar.gz" / "y-1.0.zip"]
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe-1.0.tar.gz")
        paths.append(tmp_path / "pipe-1.0.tar.gz")
    for path in paths:
        found = read_sdist(path)
        assert stopping(found) == ["unreadable"]
        assert path.name in found.troubles[0].sentence
        assert found.version == "1.0"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this account may read everything")
def test_a_file_without_rights_is_said(tmp_path: Path) -> None:
    path = put(tmp_path, tar_gz())
    path.chmod(0)
    try:
        assert stopping(read_sdist(path)) == ["unreadable"]
    finally:
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_a_zip_with_a_claim_of_gigabytes(tmp_path: Path) -> None:
    data = zipped()
    at = data.index(b"PK\x01\x02")
    lying = data[: at + 24] + struct.pack("<I", 0xFFFF_FFF0) + data[at + 28 :]
    assert stopping(read_both(put(tmp_path, lying, "thing-1.0.zip"))) == ["bomb"]


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_zips_that_break_off_or_are_damaged(tmp_path: Path, at: float) -> None:
    data = zipped({**PLAIN, "thing-1.0/noise": os.urandom(5000)})
    assert stopping(read_both(put(tmp_path, data[: int(len(data) * at)], "thing-1.0.zip")))
    damaged = bytearray(data)
    damaged[data.index(b"thing-1.0/noise") + 500] ^= 0xFF
    assert stopping(read_both(put(tmp_path, bytes(damaged), "thing-1.0.zip"))) == ["damaged"]


def test_zips_with_bad_names_and_links(tmp_path: Path) -> None:
    assert stopping(read_both(put(tmp_path, zipped({**PLAIN, "../x": b""}), "thing-1.0.zip")))[:1] == [
        "several-top-folders"
    ]
    assert "upward-name" in stopping(
        read_both(put(tmp_path, zipped({**PLAIN, "thing-1.0/../x": b""}), "thing-1.0.zip"))
    )


def test_two_threads_read_one_file(tmp_path: Path) -> None:
    path = put(tmp_path, tar_gz())
    found: list[WheelFile] = []
    threads = [threading.Thread(target=lambda: found.append(read_sdist(path, thorough=True))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({each.sha256 for each in found}) == 1
