"""The first look at a wheel: what it is and what it requires, before anything is checked.

A yard that nobody knows yet is shown after it. It takes the usual case alone: where anything is out of the ordinary it
says nothing, and the whole reading tells what is wrong.
"""

import re
import zlib
from pathlib import Path

from core.model.wheels import FileKind, WheelFile
from core.wheels.reading.file_bytes import FileBytes
from core.wheels.reading.findings import BadArchiveError
from core.wheels.reading.limits import FIELDS, REQUIREMENTS
from core.wheels.reading.metadata_fields import one, parse_fields
from core.wheels.reading.wheel_names import canonical, parse_wheel_name, parsed_version
from core.wheels.reading.zip_end import ZipEnd, find_end
from core.wheels.reading.zip_entry import CENTRAL_MARK, DEFLATED, HEAD, LOCAL_SIZE, ODD_FLAGS, STORED

_METADATA = b".dist-info/METADATA"
_MARK = len(CENTRAL_MARK)
_ENTRY = HEAD.size - 2 + _MARK
"""An entry of the directory has 46 bytes before its name."""

_FEW = 4096
_FIELD_LINES = re.compile(
    rb"^(?:Name|Version|Summary|Requires-Python|Requires-Dist):.*(?:\r?\n[ \t].*)*", re.MULTILINE | re.IGNORECASE
)


def first_look(path: Path) -> WheelFile | None:
    """Return what a wheel says of itself, not ``checked``; None where it takes more than a glance. Never raises."""
    wheel = parse_wheel_name(path.name)
    if wheel is None:
        return None
    try:
        with FileBytes(path) as file:
            metadata = _metadata(file, find_end(file))
            size, modified_ns = file.size, file.modified_ns
    except (OSError, ValueError, BadArchiveError, zlib.error):
        return None
    if metadata is None:
        return None
    fields = parse_fields(b"\n".join(_FIELD_LINES.findall(metadata)))
    name, version = one(fields, "name"), one(fields, "version")
    if name is None or version is None or canonical(name) != wheel.name:
        return None
    if version != str(wheel.version) and parsed_version(version) != wheel.version:
        return None
    return WheelFile(
        path=path,
        kind=FileKind.WHEEL,
        size=size,
        modified_ns=modified_ns,
        name=wheel.name,
        written_name=name,
        version=str(wheel.version),
        build=wheel.build,
        tags=wheel.tags,
        requires_python=one(fields, "requires-python"),
        requires=tuple([" ".join(each.split()) for each in fields.get("requires-dist", ())[:REQUIREMENTS]]),
        summary=one(fields, "summary"),
        checked=False,
    )


def _metadata(file: FileBytes, end: ZipEnd) -> bytes | None:
    """Return the header of METADATA, None where it is not where one expects it."""
    data = _between(file, end, end.directory_at, end.directory_size)
    name_at = data.rfind(_METADATA)
    at = data.rfind(CENTRAL_MARK, 0, max(name_at, 0))
    if name_at < 0 or at < 0 or at + _ENTRY + 2 > len(data):
        return None
    flags, method, _, packed, size, name_size, _, _, _, place = HEAD.unpack_from(data, at + _MARK)
    if at + _ENTRY + name_size != name_at + len(_METADATA) or flags & ODD_FLAGS or size > FIELDS:
        return None
    whole = min(LOCAL_SIZE + packed + _FEW, end.directory_at - place)
    if packed > FIELDS or whole < LOCAL_SIZE + packed:
        return None
    header = _between(file, end, place, whole)
    begin = LOCAL_SIZE + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    content = header[begin : begin + packed]
    if method == STORED:
        return _head(content) or content
    return _unpacked(content) if method == DEFLATED else None


def _unpacked(content: bytes) -> bytes:
    """Return the header; the description behind it, most of METADATA, is not unpacked."""
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    found = unpack.decompress(content, _FEW)
    while unpack.unconsumed_tail and len(found) < FIELDS and _head(found) is None:
        found += unpack.decompress(unpack.unconsumed_tail, len(found))
    return _head(found) or found


def _head(metadata: bytes) -> bytes | None:
    ends = [at for mark in (b"\n\n", b"\n\r\n") if (at := metadata.find(mark)) >= 0]
    return metadata[: min(ends)] if ends else None


def _between(file: FileBytes, end: ZipEnd, at: int, count: int) -> bytes:
    if at >= end.tail_at:
        return end.tail[at - end.tail_at : at - end.tail_at + count]
    return file.read_at(at, count)
