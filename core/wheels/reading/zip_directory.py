"""Reading the directory of an archive, which says what is in it and where.

Source: the .ZIP File Format Specification (APPNOTE.TXT), sections 4.3.12 and 4.5.3.
"""

import struct
from itertools import pairwise

from core.wheels.reading.file_bytes import FileBytes
from core.wheels.reading.findings import BadArchiveError, shown
from core.wheels.reading.limits import ASK_EVERY, DEFLATE_RATIO
from core.wheels.reading.stopping import Stopped, go_on
from core.wheels.reading.zip_columns import read_columns
from core.wheels.reading.zip_end import ZipEnd
from core.wheels.reading.zip_entry import CENTRAL_MARK, DEFLATED, LOCAL_SIZE, ODD_FLAGS, STORED, Directory

_ENTRY = struct.Struct("<8xHH4xIIIHHH4xII")
_MARK_SIZE = len(CENTRAL_MARK)
_WIDE = 0xFFFF_FFFF
_WIDE_ID = 1
_LINK_BITS = 0xA


def read_directory(file: FileBytes, end: ZipEnd, stopped: Stopped) -> Directory:
    """Return the directory.

    Raises BadArchiveError where it is damaged, or where entries lie on each other or outside of the file; OSError;
    ReadingStoppedError.
    """
    data = _bytes(file, end)
    return read_columns(data, end.entries, end.directory_at) or read_entries(
        data, end.entries, end.directory_at, stopped
    )


def read_entries(data: bytes, entries: int, directory_at: int, stopped: Stopped) -> Directory:
    """Return the directory with these bytes, read entry by entry; raises like `read_directory`."""
    heads: list[bytes] = []
    names: list[bytes] = []
    odd: list[int] = []
    wide: dict[int, tuple[int, int, int]] = {}
    unpacked = at = last_end = 0
    first_at = directory_at
    ordered = True
    for number in range(entries):
        if not number % ASK_EVERY:
            go_on(stopped)
        if at + _ENTRY.size > len(data) or not data.startswith(CENTRAL_MARK, at):
            raise _damaged(number)
        flags, method, _, packed, size, name_size, extra_size, comment_size, attributes, local_at = _ENTRY.unpack_from(
            data, at
        )
        heads.append(data[at + _MARK_SIZE : at + _ENTRY.size])
        at += _ENTRY.size
        name = data[at : at + name_size]
        names.append(name)
        at += name_size + extra_size
        if extra_size:
            found = _wide_fields(data[at - extra_size : at], size, packed, local_at, number)
            if found is not None:
                wide[number] = size, packed, local_at = found
        at += comment_size
        ordered = ordered and local_at >= last_end
        last_end = local_at + LOCAL_SIZE + name_size + packed
        if last_end > directory_at:
            raise _out_of_bounds(name, last_end, directory_at)
        first_at = min(first_at, local_at)
        unpacked += size
        if _is_odd(flags, method, packed, size) or attributes >> 28 == _LINK_BITS:
            odd.append(number)
    if at != len(data):
        raise _damaged(entries)
    joined = b"".join([head + b"\0\0" for head in heads])
    made = Directory(joined, names, tuple(odd), wide, unpacked, first_at)
    if not ordered:
        _refuse_overlaps(made, stopped)
    return made


def _is_odd(flags: int, method: int, packed: int, size: int) -> bool:
    return bool(
        flags & ODD_FLAGS
        or method not in (DEFLATED, STORED)
        or size > packed * DEFLATE_RATIO + 64
        or (method == STORED and size != packed)
    )


def _bytes(file: FileBytes, end: ZipEnd) -> bytes:
    if end.directory_at >= end.tail_at:
        start = end.directory_at - end.tail_at
        return end.tail[start : start + end.directory_size]
    return file.read_at(end.directory_at, end.directory_size)


def _wide_fields(extra: bytes, size: int, packed: int, at: int, number: int) -> tuple[int, int, int] | None:
    """Return size, packed and place of an entry with a zip64 field; every field has to end where it says."""
    here = 0
    found = None
    while here < len(extra):
        if here + 4 > len(extra):
            raise _damaged(number)
        kind, length = struct.unpack_from("<HH", extra, here)
        here += 4
        if here + length > len(extra):
            raise _damaged(number)
        if kind == _WIDE_ID and found is None:
            wanted = [value for value in (size, packed, at) if value == _WIDE]
            if length < 8 * len(wanted):
                raise _damaged(number)
            values = iter(struct.unpack_from(f"<{len(wanted)}Q", extra, here))
            found = tuple(next(values) if value == _WIDE else value for value in (size, packed, at))
        here += length
    return (found[0], found[1], found[2]) if found is not None else None


def _refuse_overlaps(directory: Directory, stopped: Stopped) -> None:
    spans: list[tuple[int, int, int]] = []
    for number in range(len(directory.names)):
        entry = directory.entry(number)
        spans.append((entry.at, entry.at + LOCAL_SIZE + len(entry.name) + entry.packed, number))
        if not number % ASK_EVERY:
            go_on(stopped)
    spans.sort()
    for before, after in pairwise(spans):
        if after[0] < before[1]:
            raise BadArchiveError(
                "overlapping-entries",
                f"In the archive the files {_words(directory.names[before[2]])} and "
                f"{_words(directory.names[after[2]])} lie on the same bytes: that is how a small file is made to fill "
                "a disk. It must not be unpacked.",
            )


def _words(name: bytes) -> str:
    return shown(name.decode("utf-8", "backslashreplace"))


def _damaged(number: int) -> BadArchiveError:
    return BadArchiveError(
        "damaged-directory",
        f"The archive's directory is damaged at its entry {number + 1:,}; copy or download the file again.",
    )


def _out_of_bounds(name: bytes, end: int, directory_at: int) -> BadArchiveError:
    return BadArchiveError(
        "entry-out-of-bounds",
        f"{_words(name)} would reach to byte {end:,} of the archive, beyond its directory at {directory_at:,}: "
        "the file is damaged. Copy or download it again.",
    )
