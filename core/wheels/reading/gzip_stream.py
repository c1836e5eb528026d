"""A gzip file unpacked as a stream: a little memory, never more bytes than were allowed, and stopped when asked to."""

import zlib
from collections.abc import Callable

from core.wheels.reading.file_bytes import FileBytes
from core.wheels.reading.findings import BadArchiveError
from core.wheels.reading.stopping import Stopped, go_on

_PACKED = 64 * 1024
_PIECE = 256 * 1024
_GZIP_HEADER = 16 + zlib.MAX_WBITS


class GzipStream:
    """The unpacked bytes of the first gzip member of ``file``, which is all that uv reads.

    ``allowed`` is the most bytes to unpack, ``take`` sees every packed byte that is read (to hash them), and
    ``stopped`` is asked once a piece. ``unpacked`` is how many bytes came out so far.
    """

    def __init__(
        self, file: FileBytes, *, allowed: int, stopped: Stopped, take: Callable[[bytes], object] | None = None
    ) -> None:
        self._file = file
        self._file_at = 0
        self._allowed = allowed
        self._stopped = stopped
        self._take = take
        self._inflate = zlib.decompressobj(_GZIP_HEADER)
        self._packed = b""
        self._ready = b""
        self._at = 0
        self.unpacked = 0

    def read(self, size: int) -> bytes:
        """Return exactly ``size`` bytes, fewer only where the archive ends.

        Raises BadArchiveError where it breaks off, is wrong or is more than allowed, ReadingStoppedError and OSError.
        """
        parts: list[bytes] = []
        while size > 0 and (part := self._next(size)):
            parts.append(part)
            size -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def skip(self, size: int) -> int:
        """Pass over ``size`` bytes and return how many there were; raises as ``read`` does."""
        left = size
        while left > 0 and (part := self._next(left)):
            left -= len(part)
        return size - left

    def read_to_end(self) -> None:
        """Unpack what is left, which also checks gzip's own checksum, and read the file to its end."""
        while self._next(_PIECE):
            pass
        while self._read_packed():
            pass

    def too_much(self) -> BadArchiveError:
        """Return the error that says that the archive holds, or claims to hold, more than was allowed."""
        return BadArchiveError(
            "bomb",
            f"It would unpack to more than {self._allowed // (1024 * 1024):,} MiB from a file of {self._file.size:,} "
            "bytes; it was not read any further.",
        )

    def _next(self, most: int) -> bytes:
        if self._at == len(self._ready):
            self._ready, self._at = self._unpack(), 0
        part = self._ready if self._at == 0 and len(self._ready) <= most else self._ready[self._at : self._at + most]
        self._at += len(part)
        return part

    def _unpack(self) -> bytes:
        while not self._inflate.eof:
            go_on(self._stopped)
            packed = self._packed or self._read_packed()
            if not packed:
                raise damaged("it breaks off in the middle")
            try:
                piece = self._inflate.decompress(packed, _PIECE)
            except zlib.error as error:
                began = "" if self.unpacked else ", or it is no gzip file at all"
                raise damaged(f"its compressed data is wrong{began}") from error
            self._packed = self._inflate.unconsumed_tail
            self.unpacked += len(piece)
            if self.unpacked > self._allowed:
                raise self.too_much()
            if piece:
                return piece
        return b""

    def _read_packed(self) -> bytes:
        go_on(self._stopped)
        data = self._file.read_at(self._file_at, min(_PACKED, self._file.size - self._file_at))
        self._file_at += len(data)
        if data and self._take is not None:
            self._take(data)
        return data


def damaged(how: str) -> BadArchiveError:
    """Return the error that says that an archive breaks its format; ``how`` goes on after a colon."""
    return BadArchiveError("damaged", f"The archive is damaged: {how}. Copy or download it again.")
