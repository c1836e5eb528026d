"""The end of a zip archive, which says where its directory lies; zip64 too.

Source: the .ZIP File Format Specification (APPNOTE.TXT), sections 4.3.14 to 4.3.16. What it forbids and some readers
forgive is told apart the way uv does, since a file that two readers see differently is no file to trust.
"""

import struct

from msgspec import Struct

from core.wheels.reading.file_bytes import FileBytes
from core.wheels.reading.findings import BadArchiveError
from core.wheels.reading.limits import DIRECTORY, END_SEARCH, ENTRIES, TAIL

_END = struct.Struct("<4x4xHHIIH")
_END_MARK = b"PK\x05\x06"
_LOCATOR = struct.Struct("<4s4xQ4x")
_LOCATOR_MARK = b"PK\x06\x07"
_END_64 = struct.Struct("<4sQ12xQQQQ")
_END_64_MARK = b"PK\x06\x06"
_LOCAL_MARK = b"PK\x03\x04"
_SHORTEST_ENTRY = 46
_WIDE_ENTRIES = 0xFFFF
_WIDE = 0xFFFF_FFFF


class ZipEnd(Struct, frozen=True):
    """Where the directory lies and how many ``entries`` it has; ``tail`` are the last bytes, from ``tail_at`` on."""

    entries: int
    directory_at: int
    directory_size: int
    tail: bytes
    tail_at: int


def find_end(file: FileBytes) -> ZipEnd:
    """Return the end of the archive. Raises BadArchiveError where there is none or it cannot be true, and OSError."""
    if not file.size:
        raise BadArchiveError("empty", "The file has no bytes; copy or download it again.")
    tail_at = max(0, file.size - TAIL)
    tail = file.read_at(tail_at, file.size - tail_at)
    at = tail.rfind(_END_MARK)
    if at < 0 and tail_at:
        tail_at = max(0, file.size - END_SEARCH)
        tail = file.read_at(tail_at, file.size - tail_at)
        at = tail.rfind(_END_MARK)
    if at < 0 or at + _END.size > len(tail):
        raise _no_end(file)
    here, entries, size, directory_at, comment = _END.unpack_from(tail, at)
    after = len(tail) - at - _END.size - comment
    if after < 0:
        raise BadArchiveError("truncated", _TRUNCATED)
    if after > 0:
        raise BadArchiveError(
            "data-after",
            f"After the end of the zip archive lie {after:,} more bytes, for which uv refuses it; "
            "copy or download the file again.",
        )
    end_at = tail_at + at
    if _WIDE_ENTRIES in (here, entries) or _WIDE in (size, directory_at):
        wide = _wide_end(file, end_at)
        if wide is not None:
            end_at, entries, size, directory_at = wide
    if entries * _SHORTEST_ENTRY > size or directory_at + size != end_at:
        raise BadArchiveError("damaged-directory", _not_bound(entries, directory_at, size, end_at))
    if entries > ENTRIES or size > DIRECTORY:
        raise BadArchiveError(
            "too-many-entries",
            f"The archive has {entries:,} files in a directory of {size:,} bytes. More than {ENTRIES:,} are not read: "
            "no real wheel has as many.",
        )
    return ZipEnd(entries, directory_at, size, tail, tail_at)


def _wide_end(file: FileBytes, end_at: int) -> tuple[int, int, int, int] | None:
    """Return where the zip64 end lies, entries, size and place of the directory; None where there is no such end."""
    locator_at = end_at - _LOCATOR.size
    if locator_at < 0:
        return None
    mark, wide_at = _LOCATOR.unpack(file.read_at(locator_at, _LOCATOR.size))
    if mark != _LOCATOR_MARK:
        return None
    if wide_at + _END_64.size > locator_at:
        raise BadArchiveError("damaged-directory", _not_bound(0, wide_at, 0, end_at))
    mark, length, _here, entries, size, directory_at = _END_64.unpack(file.read_at(wide_at, _END_64.size))
    if mark != _END_64_MARK or wide_at + 12 + length != locator_at:
        raise BadArchiveError("damaged-directory", _not_bound(0, wide_at, length, end_at))
    return wide_at, entries, size, directory_at


def _no_end(file: FileBytes) -> BadArchiveError:
    head = file.read_at(0, min(file.size, 4))
    if head == _LOCAL_MARK or head == _LOCAL_MARK[: len(head)]:
        return BadArchiveError("truncated", _TRUNCATED)
    if not any(head):
        return BadArchiveError(
            "not-a-zip", "The file begins with zero bytes and is no zip archive; its copy or download was not finished."
        )
    return BadArchiveError(
        "not-a-zip",
        "The file is no zip archive, as a wheel has to be: something else was renamed, or a web page was saved "
        "in its place.",
    )


def _not_bound(entries: int, directory_at: int, size: int, end_at: int) -> str:
    return (
        f"The end of the archive says that its directory of {entries:,} files lies at byte {directory_at:,} and has "
        f"{size:,} bytes, which cannot be with an end at {end_at:,}: the file is damaged, or something was put into or "
        "before it. Copy or download it again."
    )


_TRUNCATED = "The end of the archive is missing: the copy or download of the file was cut off. Fetch it again."
