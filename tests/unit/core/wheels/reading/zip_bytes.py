"""Zip archives written byte by byte, so that each part of them can be wrong in its own way."""

import base64
import hashlib
import struct
import zlib
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

LOCAL = b"PK\x03\x04"
CENTRAL = b"PK\x01\x02"
END = b"PK\x05\x06"
END_64 = b"PK\x06\x06"
LOCATOR_64 = b"PK\x06\x07"
DEFLATED = 8
STORED = 0
UTF_8_NAME = 0x800
ENCRYPTED = 0x1
DATA_DESCRIPTOR = 0x8
REGULAR_FILE = 0o100644 << 16
SYMLINK = 0o120777 << 16
MANY = 0xFFFF_FFFF


class Member(Struct, frozen=True, kw_only=True):
    """One entry; what is None is written as it truly is."""

    name: bytes
    data: bytes = b""
    method: int = DEFLATED
    flags: int = UTF_8_NAME
    attributes: int = REGULAR_FILE
    made_by: int = 3 << 8 | 20
    crc: int | None = None
    packed: bytes | None = None
    packed_size: int | None = None
    size: int | None = None
    local_name: bytes | None = None
    local_extra: bytes = b""
    local_size: int | None = None
    extra: bytes = b""
    comment: bytes = b""
    at: int | None = None
    disk: int = 0
    wide: bool = False
    left_out: bool = False


def archive(
    members: Sequence[Member],
    *,
    before: bytes = b"",
    counts_before: bool = True,
    after: bytes = b"",
    comment: bytes = b"",
    count: int | None = None,
    directory_size: int | None = None,
    directory_at: int | None = None,
    wide: bool = False,
    disk: int = 0,
    between: bytes = b"",
) -> bytes:
    """Return the archive of ``members``; ``wide`` writes a zip64 end, ``before`` and ``after`` lie around it."""
    out = bytearray(before)
    base = 0 if counts_before else len(before)
    directory = bytearray()
    for member in members:
        directory += _put(out, member, base)
    out += between
    start = len(out) - base if directory_at is None else directory_at
    out += directory
    entries = len(members) if count is None else count
    length = len(directory) if directory_size is None else directory_size
    if wide:
        end_64 = len(out) - base
        out += END_64 + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, entries, entries, length, start)
        out += LOCATOR_64 + struct.pack("<IQI", 0, end_64, 1)
        out += END + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, MANY, MANY, len(comment)) + comment
    else:
        short = min(entries, 0xFFFF)
        out += END + struct.pack("<HHHHIIH", disk, disk, short, short, length & MANY, start & MANY, len(comment))
        out += comment
    return bytes(out) + after


def _put(out: bytearray, member: Member, base: int) -> bytes:
    packed = member.packed
    if packed is None:
        packed = _deflated(member.data) if member.method == DEFLATED else member.data
    crc = zlib.crc32(member.data) if member.crc is None else member.crc
    packed_size = len(packed) if member.packed_size is None else member.packed_size
    size = len(member.data) if member.size is None else member.size
    local_size = size if member.local_size is None else member.local_size
    name = member.name if member.local_name is None else member.local_name
    at = len(out) - base
    if not member.left_out:
        out += LOCAL + struct.pack(
            "<HHHHHIIIHH",
            20,
            member.flags,
            member.method,
            0,
            33,
            crc,
            min(packed_size, MANY),
            min(local_size, MANY),
            len(name),
            len(member.local_extra),
        )
        out += name + member.local_extra + packed
    where = at if member.at is None else member.at
    extra = member.extra
    if member.wide:
        extra = struct.pack("<HHQQQ", 1, 24, size, packed_size, where) + extra
        size = packed_size = where = MANY
    return (
        CENTRAL
        + struct.pack(
            "<HHHHHHIIIHHHHHII",
            member.made_by,
            20,
            member.flags,
            member.method,
            0,
            33,
            crc,
            packed_size & MANY,
            size & MANY,
            len(member.name),
            len(extra),
            len(member.comment),
            member.disk,
            0,
            member.attributes,
            where & MANY,
        )
        + member.name
        + extra
        + member.comment
    )


def _deflated(data: bytes) -> bytes:
    pack = zlib.compressobj(6, zlib.DEFLATED, -15)
    return pack.compress(data) + pack.flush()


def metadata(name: str = "nice", version: str = "1.0", more: str = "") -> bytes:
    """Return the METADATA of a small wheel; ``more`` are further lines."""
    return f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{more}\nIt is nice.\n".encode()


def wheel_file(*tags: str, version: str = "1.0") -> bytes:
    """Return the WHEEL file of a small wheel."""
    lines = "".join(f"Tag: {tag}\n" for tag in tags or ("py3-none-any",))
    return f"Wheel-Version: {version}\nGenerator: tests\nRoot-Is-Purelib: true\n{lines}".encode()


def record(contents: Mapping[bytes, bytes], itself: bytes) -> bytes:
    """Return the RECORD of ``contents``."""
    rows = []
    for path, data in contents.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=")
        rows.append(b"%s,sha256=%s,%d\n" % (path, digest, len(data)))
    return b"".join(rows) + itself + b",,\n"


def contents(
    files: Mapping[bytes, bytes] | None = None, *, stem: bytes = b"nice-1.0", **parts: bytes | None
) -> dict[bytes, bytes]:
    """Return what a small whole wheel holds; ``parts`` replaces METADATA, WHEEL or RECORD, None leaves it out."""
    info = stem + b".dist-info/"
    made = dict(files) if files is not None else {b"nice/__init__.py": b"VALUE = 1\n" * 40, b"nice/data.txt": b""}
    usual = {"METADATA": metadata(), "WHEEL": wheel_file(), **{key: parts[key] for key in parts if key != "RECORD"}}
    made |= {info + key.encode(): data for key, data in usual.items() if data is not None}
    rows = parts.get("RECORD", record(made, info + b"RECORD"))
    if rows is not None:
        made[info + b"RECORD"] = rows
    return made


def members(files: Mapping[bytes, bytes], changes: Mapping[bytes, Mapping[str, object]] | None = None) -> list[Member]:
    """Return a member for each file, with ``changes`` to some of them by name."""
    made = [Member(name=name, data=data) for name, data in files.items()]
    return [replace(member, **(changes or {}).get(member.name, {})) for member in made]
