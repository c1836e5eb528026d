"""What was found in the files of each yard, kept in Wheelyard's home so that a yard opens at once the second time."""

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import xxhash
from msgspec import Struct

from core.model.wheels import WheelFile
from core.store.atomic import write_atomically
from core.store.home import Home

FORM = 1
"""Rises whenever reading finds something else in the same file; files of any other form are made anew."""

MOST_FILES = 20_000
"""Files of one yard that are remembered; any more are read each time."""

MOST_BYTES_OF_A_FILE = 64 * 1024
"""What may be remembered of one file: a hostile one could have a megabyte of requirements."""

MOST_BYTES = 128 * 1024 * 1024
"""The largest index that is read or written."""

MOST_YARDS = 200
UNUSED_AFTER_S = 90 * 24 * 3600.0
_USE_IS_NOTED_AFTER_S = 24 * 3600.0
_SUFFIX = ".index"
_MAGIC = b"wheelyard-index\n"
_DIGEST = 8
_Key = tuple[int, int]


class _Index(Struct, frozen=True, array_like=True):
    """The payload of an index; ``files`` have their bare names for paths."""

    form: int
    shape: tuple[str, ...]
    folder: str
    files: tuple[WheelFile, ...]


class _IndexToWrite(Struct, frozen=True, array_like=True):
    """The same, with files that are encoded already."""

    form: int
    shape: tuple[str, ...]
    folder: str
    files: tuple[msgspec.Raw, ...]


class WheelIndex:
    """The indexes of all yards. They only save time: what cannot be read is not known, and is never an error."""

    def __init__(self, home: Home, now: Callable[[], float] = time.time) -> None:
        self._folder = home.yards
        self._now = now

    def yard(self, folder: Path) -> "YardIndex":
        """Return what is known of the files right in ``folder``; the index is read when it is first asked."""
        key = os.path.normcase(str(folder)).encode("utf-8", "surrogatepass")
        return YardIndex(self, folder, self._folder / f"{hashlib.sha256(key).hexdigest()[:24]}{_SUFFIX}")

    def note_use(self, file: Path) -> None:
        """Give an index that is read the time of now, once a day: those unused for long are forgotten."""
        with suppress(OSError):
            if self._now() - file.stat().st_mtime > _USE_IS_NOTED_AFTER_S:
                os.utime(file, (self._now(), self._now()))

    def forget_unused(self) -> None:
        """Remove the indexes of yards that nobody opened for 90 days, and the oldest beyond 200."""
        aged: list[tuple[float, str]] = []
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                # Also what a killed writer left beside an index goes when it is old enough.
                if entry.name.endswith((_SUFFIX, ".new")):
                    with suppress(OSError):
                        aged.append((entry.stat().st_mtime, entry.path))
        aged.sort(reverse=True)
        for number, (used_at, path) in enumerate(aged):
            if number >= MOST_YARDS or self._now() - used_at > UNUSED_AFTER_S:
                with suppress(OSError):
                    Path(path).unlink()


class YardIndex:
    """What is known of the files of one folder; the ``KnownFiles`` of a scan. One thread at a time may use it."""

    def __init__(self, indexes: WheelIndex, folder: Path, file: Path) -> None:
        self._indexes = indexes
        self._folder = folder
        self._file = file
        self._read: dict[str, WheelFile] | None = None

    def get(self, path: Path, size: int, modified_ns: int) -> WheelFile | None:
        """Return what was found in the file at ``path``, None unless it had this very size and time then."""
        found = self._known().get(path.name)
        if found is None or found.size != size or found.modified_ns != modified_ns:
            return None
        return found

    def keep(self, files: Sequence[WheelFile], *, whole: bool) -> None:
        """Remember ``files``, and write the index where that changes it; with ``whole``, forget all others."""
        before = self._known()
        after = {} if whole else dict(before)
        after.update((file.path.name, file) for file in files)
        if after == before:
            return
        self._read = after
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._indexes.forget_unused()
            data = _to_bytes(self._folder, after.values())
            if data is None:
                self._file.unlink(missing_ok=True)
            else:
                write_atomically(self._file, data)

    def _known(self) -> dict[str, WheelFile]:
        if self._read is None:
            self._read = {file.path.name: file for file in _from_file(self._file, self._folder)}
            if self._read:
                self._indexes.note_use(self._file)
        return self._read


def _to_bytes(folder: Path, files: Any) -> bytes | None:
    """Return the index as bytes; None where it would become too large or the folder's name has no UTF-8."""
    encode = msgspec.msgpack.Encoder(enc_hook=_bare_name).encode
    kept: list[msgspec.Raw] = []
    room = MOST_BYTES
    for file in files:
        try:
            data = encode(file)
        except UnicodeEncodeError:  # a name that is no text, as Linux allows: read each time
            continue
        room -= len(data)
        if len(data) <= MOST_BYTES_OF_A_FILE:
            kept.append(msgspec.Raw(data))
        if len(kept) == MOST_FILES or room < 0:
            break
    try:
        payload = encode(_IndexToWrite(FORM, _shape(), str(folder), tuple(kept)))
    except UnicodeEncodeError:
        return None
    return _MAGIC + xxhash.xxh3_64_digest(payload) + payload


def _from_file(file: Path, folder: Path) -> tuple[WheelFile, ...]:
    try:
        if file.stat().st_size > MOST_BYTES + len(_MAGIC) + _DIGEST:
            return ()
        data = file.read_bytes()
    except OSError:
        return ()
    begin = len(_MAGIC) + _DIGEST
    payload = memoryview(data)[begin:]
    if not data.startswith(_MAGIC) or data[len(_MAGIC) : begin] != xxhash.xxh3_64_digest(payload):
        return ()
    try:
        index = msgspec.msgpack.decode(payload, type=_Index, dec_hook=lambda _kind, name: folder / name)
    except (msgspec.DecodeError, TypeError, ValueError, RecursionError):
        return ()
    # A form may have the same fields and yet mean something else, and two folders may share a short key.
    if index.form != FORM or index.shape != _shape() or index.folder != str(folder):
        return ()
    return index.files


def _bare_name(value: object) -> object:
    if isinstance(value, Path):
        return value.name
    raise NotImplementedError(f"no form for {type(value).__name__}")


def _shape() -> tuple[str, ...]:
    return WheelFile.__struct_fields__
