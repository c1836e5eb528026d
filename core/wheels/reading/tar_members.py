"""The members of a tar archive, read from a stream header by header; contents only when they are asked for."""

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from core.wheels.reading.gzip_stream import GzipStream, damaged

MOST_HEADER = 1024 * 1024
"""Bytes of an extended header, which hold a long name or link; a real one has some hundred."""

_BLOCK = 512
_NOTHING = bytes(_BLOCK)
_KINDS_IN_FRONT = b"xgLK"
_MOST_IN_FRONT = 16


class MemberKind(Enum):
    """What a member would become on disk."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    HARD_LINK = "hard link"
    OTHER = "other"


class TarMember(Struct, frozen=True):
    """A member by its header; ``size`` is what it claims, in bytes, and ``link`` where a link leads to."""

    name: str
    kind: MemberKind
    size: int
    link: str = ""


class TarStream:
    """Iterates over members; the content of the last one can be read until the next one is asked for.

    Follows the forms of pax and of GNU for long names. Raises BadArchiveError for anything that is neither, and what
    the stream raises. Source: "pax Interchange Format" of POSIX.1-2017; "Basic Tar Format" of the GNU tar manual.
    """

    def __init__(self, stream: GzipStream) -> None:
        self._stream = stream
        self._left = 0
        self._padding = 0

    def __iter__(self) -> Iterator[TarMember]:
        while (header := self._next_header()) is not None:
            member = self._member(header)
            self._expect(member.size)
            yield member

    def content(self, most: int) -> bytes:
        """Return the first ``most`` bytes of the member that was handed out last."""
        data = self._stream.read(min(most, self._left))
        self._left -= len(data)
        return data

    def _next_header(self) -> bytes | None:
        """Return the next header's block; None after the two empty ones that end an archive."""
        wanted = self._left + self._padding
        if self._stream.skip(wanted) < wanted:
            raise damaged("it breaks off in the middle of a file")
        self._left = self._padding = 0
        block = self._stream.read(_BLOCK)
        if block == _NOTHING:
            if self._stream.read(_BLOCK) == _NOTHING:
                return None
            raise damaged("it does not end as an archive does")
        if len(block) < _BLOCK:
            raise damaged("it does not end as an archive does")
        if not _has_right_sum(block):
            raise damaged("the header of one of its files is wrong")
        return block

    def _member(self, header: bytes) -> TarMember:
        """Return the member of a header, after the headers in front of it that tell its long name or its size."""
        told: dict[str, str] = {}
        for _ in range(_MOST_IN_FRONT):
            kind = header[156:157]
            if kind not in _KINDS_IN_FRONT:
                return _member_of(header, told)
            data = self._extended(header)
            if kind == b"L":
                told["path"] = _text(data)
            elif kind == b"K":
                told["linkpath"] = _text(data)
            elif kind == b"x":
                told.update(_pax_records(data))
            following = self._next_header()
            if following is None:
                raise damaged("a header in it belongs to no file")
            header = following
        raise damaged("one of its files has too many headers")

    def _extended(self, header: bytes) -> bytes:
        size = _number(header[124:136])
        if size > MOST_HEADER:
            raise damaged(f"a header in it claims to be {size:,} bytes long")
        self._expect(size)
        data = self.content(size)
        if len(data) < size:
            raise damaged("it breaks off in the middle of a header")
        return data

    def _expect(self, size: int) -> None:
        self._left = size
        self._padding = -size % _BLOCK


def _member_of(header: bytes, told: dict[str, str]) -> TarMember:
    name = _text(header[0:100])
    # GNU's own form has other things where POSIX has the first part of a long name.
    if header[257:263] == b"ustar\0" and (prefix := _text(header[345:500])):
        name = f"{prefix}/{name}"
    name = told.get("path", name)
    kind = _kind(header[156:157])
    # An old tar marks a folder only by the slash at its end.
    if kind is MemberKind.FILE and name.endswith("/"):
        kind = MemberKind.FOLDER
    size = _number(header[124:136])
    if "size" in told:
        if not told["size"].isdecimal() or len(told["size"]) > 20:
            raise damaged("the header of one of its files is wrong")
        size = int(told["size"])
    # A link has no content, whatever its size says; that of a hard link is only a copy of the file's.
    if kind in (MemberKind.LINK, MemberKind.HARD_LINK, MemberKind.FOLDER):
        size = 0
    return TarMember(name, kind, size, told.get("linkpath", _text(header[157:257])))


def _kind(flag: bytes) -> MemberKind:
    return {
        b"0": MemberKind.FILE,
        b"\0": MemberKind.FILE,
        b"7": MemberKind.FILE,
        b"1": MemberKind.HARD_LINK,
        b"2": MemberKind.LINK,
        b"5": MemberKind.FOLDER,
    }.get(flag, MemberKind.OTHER)


def _pax_records(data: bytes) -> dict[str, str]:
    """Return the records of an extended header: each is its own length, a blank, ``key=value`` and a line end."""
    records: dict[str, str] = {}
    at = 0
    while at < len(data):
        blank = data.find(b" ", at, at + 12)
        digits = data[at:blank]
        if blank < 0 or not digits.isdigit():
            raise damaged("an extended header in it is wrong")
        end = at + int(digits)
        key, equals, value = data[blank + 1 : end - 1].partition(b"=")
        if end > len(data) or end <= blank + 1 or not equals or data[end - 1 : end] != b"\n":
            raise damaged("an extended header in it is wrong")
        if key in (b"path", b"linkpath", b"size"):
            records[key.decode("ascii")] = value.decode("utf-8", "replace")
        at = end
    return records


def _number(field: bytes) -> int:
    """Return a number of a header: octal digits, or where the first bit is set, what follows as a binary number."""
    if field[0] & 0x80:
        value = int.from_bytes(field[1:], "big")
        if field[0] != 0x80:
            raise damaged("a file in it claims a size that cannot be")
        return value
    digits = field.strip(b" \0").split(b"\0", 1)[0]
    try:
        value = int(digits or b"0", 8)
    except ValueError:
        value = -1
    if value < 0:
        raise damaged("the header of one of its files is wrong")
    return value


def _text(field: bytes) -> str:
    return field.split(b"\0", 1)[0].decode("utf-8", "replace")


def _has_right_sum(block: bytes) -> bool:
    try:
        told = int(block[148:156].strip(b" \0").split(b"\0", 1)[0] or b"0", 8)
    except ValueError:
        return False
    return told == sum(block) - sum(block[148:156]) + 8 * ord(" ")
