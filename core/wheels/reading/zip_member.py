"""The content of one entry of an archive: its beginning, or all of it in chunks that are thrown away."""

import struct
import zlib
from collections.abc import Iterator

from core.wheels.reading.file_bytes import FileBytes
from core.wheels.reading.limits import CHUNK, SMALL_CHUNK
from core.wheels.reading.zip_end import ZipEnd
from core.wheels.reading.zip_entry import DEFLATED, DESCRIPTOR, STORED, Entry

_LOCAL = struct.Struct("<4s2xHH4xIIIHH")
_MARK = b"PK\x03\x04"
_WIDE = 0xFFFF_FFFF


class BadMemberError(Exception):
    """The content of an entry cannot be read or is another than the directory says; the words say how."""


class Members:
    """Reads contents of entries of one archive; bounded by what is asked for, whatever an entry claims."""

    def __init__(self, file: FileBytes, end: ZipEnd) -> None:
        self._file = file
        self._tail = end.tail
        self._tail_at = end.tail_at
        self._directory_at = end.directory_at

    def head(self, entry: Entry, most: int, until: tuple[bytes, ...] = ()) -> bytes:
        """Return the first ``most`` bytes of a content, or what lies before the first of ``until``.

        Raises BadMemberError where it cannot be unpacked, and OSError.
        """
        found = bytearray()
        looked = 0
        for chunk in self._chunks(entry, most, small=bool(until)):
            found += chunk
            ends = [at for mark in until if (at := found.find(mark, max(0, looked - len(mark)))) >= 0]
            if ends:
                return bytes(found[: min(ends)])
            looked = len(found)
        return bytes(found[:most])

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Yield a content, and at most one chunk more than its size.

        Raises BadMemberError where it cannot be unpacked, has another size or another check sum, and OSError.
        """
        crc = size = 0
        for chunk in self._chunks(entry, entry.size + 1):
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
            if size > entry.size:
                raise BadMemberError(f"holds more than the {entry.size:,} bytes that the directory says")
            yield chunk
        if size != entry.size:
            raise BadMemberError(f"holds {size:,} bytes, and the directory says {entry.size:,}")
        if crc != entry.crc:
            raise BadMemberError("does not have the check sum that the directory says")

    def local_difference(self, entry: Entry) -> str | None:
        """Return in words how the header before the content differs from the directory; None where it does not."""
        mark, flags, method, crc, packed, size, name_size, _ = _LOCAL.unpack(self._read(entry.at, _LOCAL.size))
        if mark != _MARK:
            return "is missing"
        if name_size != len(entry.name) or self._read(entry.at + _LOCAL.size, name_size) != entry.name:
            return "has another name"
        if method != entry.method:
            return "has another method of compression"
        if not flags & DESCRIPTOR:
            if crc != entry.crc:
                return "has another check sum"
            if (packed not in (entry.packed, _WIDE)) or (size not in (entry.size, _WIDE)):
                return "has another size"
        return None

    def _chunks(self, entry: Entry, most: int, *, small: bool = False) -> Iterator[bytes]:
        """Yield at most ``most`` bytes of a content; ``small`` begins with small steps, for who needs only a little."""
        at = self._content_at(entry)
        left = entry.packed
        if at + left > self._directory_at:
            raise BadMemberError("reaches into the archive's directory")
        step = SMALL_CHUNK if small else CHUNK
        if entry.method == STORED:
            while left and most > 0:
                chunk = self._read(at, min(left, step, most))
                at, left, most = at + len(chunk), left - len(chunk), most - len(chunk)
                yield chunk
                step = CHUNK
        elif entry.method == DEFLATED:
            unpack = zlib.decompressobj(-zlib.MAX_WBITS)
            waiting = b""
            try:
                while most > 0 and not unpack.eof:
                    if not waiting:
                        waiting = self._read(at, min(left, step))
                        at, left = at + len(waiting), left - len(waiting)
                    chunk = unpack.decompress(waiting, min(most, step))
                    if not (waiting or chunk):
                        raise BadMemberError("ends before its compressed data does")
                    waiting = unpack.unconsumed_tail
                    most -= len(chunk)
                    if chunk:
                        yield chunk
                    step = CHUNK
            except zlib.error:
                raise BadMemberError("has compressed data that cannot be unpacked") from None
        else:
            raise BadMemberError("is compressed in a way that cannot be read here")

    def _content_at(self, entry: Entry) -> int:
        header = self._read(entry.at, _LOCAL.size)
        if header[:4] != _MARK:
            raise BadMemberError("does not begin where the directory says")
        name_size, extra_size = struct.unpack_from("<HH", header, 26)
        return entry.at + _LOCAL.size + int(name_size) + int(extra_size)

    def _read(self, at: int, count: int) -> bytes:
        if at >= self._tail_at and at + count <= self._tail_at + len(self._tail):
            return self._tail[at - self._tail_at : at - self._tail_at + count]
        return self._file.read_at(at, count)
