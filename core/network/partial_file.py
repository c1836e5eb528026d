"""A file while it is fetched: ``NAME.part`` until it is whole and its hash is right."""

import gzip
import hashlib
import os
import stat
import zlib
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from core.store.replacing import replace_patiently

ENDING = ".part"
KINDS = ("sha256", "sha384", "sha512", "blake2b", "md5")
"""The kinds of hashes that a lock may have."""
_CHUNK = 1 << 20
_FLAGS = os.O_RDWR | os.O_CREAT
_FLAGS |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0) | getattr(os, "O_NOFOLLOW", 0)


class PartialFile:
    """What has come of a file; a context, at whose end what was not finished is kept for the next time.

    Without a hash nothing that came before can be trusted, so such a file begins anew. Methods raise OSError where the
    disk refuses.
    """

    def __init__(self, target: Path, wanted: str | None) -> None:
        """``wanted`` is a hash as ``sha256:...``, of one of KINDS."""
        self.target = target
        self.path = target.with_name(target.name + ENDING)
        kind, _, self._digest = (wanted or "").partition(":")
        self._kind = kind or None
        self._hash = hashlib.new(kind, usedforsecurity=False) if kind else None
        self.length = 0
        self.came_before = 0

    def __enter__(self) -> Self:
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(self.path.lstat().st_mode):
                self.path.unlink()  # a link would have the bytes written elsewhere
        self._file = os.fdopen(os.open(self.path, _FLAGS, 0o666), "r+b")
        if self._hash is None:
            self._file.truncate(0)
            return self
        while data := self._file.read(_CHUNK):
            self._hash.update(data)
            self.length += len(data)
        self.came_before = self.length
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if self.length == 0:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def write(self, data: bytes) -> None:
        """Put more bytes behind those that have come."""
        self._file.write(data)
        self.length += len(data)
        if self._hash is not None:
            self._hash.update(data)

    def begin_anew(self) -> None:
        """Forget every byte that has come."""
        self._file.seek(0)
        self._file.truncate(0)
        self.length = self.came_before = 0
        if self._kind is not None:
            self._hash = hashlib.new(self._kind, usedforsecurity=False)

    def is_right(self) -> bool:
        """Return whether the hash of what has come is the wanted one; True where none is known."""
        return self._hash is None or self._hash.hexdigest() == self._digest.lower()

    def unpack(self, most: int) -> bool:
        """Take off the gzip that a server put around the file on its way; False where that makes no right file.

        No more than ``most`` bytes are made of it. Afterwards what has come is what was in it, or nothing.
        """
        unpacked = self.path.with_name(self.path.name + ".unpacked")
        made = hashlib.new(self._kind, usedforsecurity=False) if self._kind is not None else None
        try:
            length = self._unpack_to(unpacked, made, most)
            if length > most or (made is not None and made.hexdigest() != self._digest.lower()):
                self.begin_anew()
                return False
            self._file.close()
            replace_patiently(unpacked, self.path)
            self._file = os.fdopen(os.open(self.path, _FLAGS, 0o666), "r+b")
            self._file.seek(0, os.SEEK_END)
            self.length, self._hash = length, made
        except (gzip.BadGzipFile, EOFError, zlib.error):
            self.begin_anew()
            return False
        finally:
            with suppress(OSError):
                unpacked.unlink(missing_ok=True)
        return True

    def finish(self) -> None:
        """Give the file its name; whatever had that name is replaced."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        replace_patiently(self.path, self.target)

    def _unpack_to(self, unpacked: Path, made: "hashlib._Hash | None", most: int) -> int:
        with suppress(FileNotFoundError):
            unpacked.unlink()
        length = 0
        self._file.seek(0)
        with gzip.GzipFile(fileobj=self._file, mode="rb") as inner, unpacked.open("xb") as out:
            while length <= most and (data := inner.read(_CHUNK)):
                out.write(data)
                length += len(data)
                if made is not None:
                    made.update(data)
        return length
