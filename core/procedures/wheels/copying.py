"""Copying distributions into a yard: whole or not at all, never over another file, taken back where it was in vain."""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from core.model.project import InputError
from core.model.wheels import WheelFile
from core.places.usage import Stopped
from core.wheels.reading.stopping import never

_CHUNK = 1 << 20
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
_TRIES = 9
_FIRST_PAUSE = 0.02

OnBytes = Callable[[Path, int], None]
"""Is told which file is copied and by how many bytes it went on."""


class Copy(Struct, frozen=True, kw_only=True):
    """A file to be copied, called ``partial`` until it is whole; ``size`` is in bytes, ``sha256`` in hex."""

    source: Path
    target: Path
    partial: Path
    size: int
    sha256: str


def plan_copies(files: Sequence[WheelFile], folder: Path, stopped: Callable[[], bool] = never) -> tuple[Copy, ...]:
    """Return the copies that bring files into ``folder``; one that is there already, or holds the same, needs none.

    ``files`` were read wholly. Raises InputError where another file has the name, or two of them have it, and Stopped
    when it was asked to end.
    """
    copies: dict[str, Copy] = {}
    for file in files:
        target = folder / file.path.name
        if _is_same(file.path, target):
            continue
        digest = file.sha256 or _digest(file.path, stopped)
        twin = copies.get(os.path.normcase(target.name))
        if twin is not None and twin.sha256 == digest:
            continue
        if twin is not None:
            raise InputError(
                f"{twin.source} and {file.path} have one name and different contents.",
                "Nothing was changed; name the one that is meant.",
                subject=str(file.path),
            )
        if target.exists() and _holds(target, file.size, digest, stopped):
            continue
        if target.exists():
            raise InputError(
                f"{target} is there already, and holds something else than {file.path}.",
                "Nothing was changed, since a file of that name may serve others; rename or remove it if it is no "
                "longer wanted, name another yard, or let the project use the file where it lies.",
                subject=str(target),
            )
        copies[os.path.normcase(target.name)] = Copy(
            source=file.path,
            target=target,
            partial=target.with_name(f".{target.name}.{secrets.token_hex(8)}.new"),
            size=file.size,
            sha256=digest,
        )
    return tuple(copies.values())


def missing_folders(copies: Sequence[Copy]) -> tuple[Path, ...]:
    """Return the folders that copying will make, outermost first."""
    missing: dict[Path, None] = {}
    for copy in copies:
        above = [folder for folder in (copy.target.parent, *copy.target.parent.parents) if not folder.exists()]
        missing.update(dict.fromkeys(reversed(above)))
    return tuple(missing)


def make_copies(copies: Sequence[Copy], on_bytes: OnBytes, stopped: Callable[[], bool]) -> None:
    """Make the copies in their order; raises InputError naming the file, and Stopped when it was asked to end.

    What was copied before stays: who asked takes it back.
    """
    for copy in copies:
        try:
            copy.target.parent.mkdir(parents=True, exist_ok=True)
            _make(copy, on_bytes, stopped)
        except FileExistsError as error:
            raise InputError(
                f"{copy.target} was made by another program just now.",
                "Nothing was changed; look at what it is, and try again.",
                subject=str(copy.target),
            ) from error
        except OSError as error:
            raise InputError(
                f"{copy.source} cannot be copied to {copy.target.parent}: {error.strerror or error}.",
                "Nothing was changed; make room or get write access there, or let the project use the file where it "
                "lies.",
                subject=str(copy.target),
            ) from error


def take_back_copies(copies: Sequence[Copy], folders: Sequence[Path]) -> tuple[Path, ...]:
    """Remove copies that were made, and folders that were made for them and are empty; return what could not be.

    A file with other contents is somebody else's and stays.
    """
    left = []
    for copy in copies:
        try:
            copy.partial.unlink(missing_ok=True)
            if copy.target.exists() and _holds(copy.target, copy.size, copy.sha256):
                copy.target.unlink()
        except OSError:
            left.append(copy.target)
    for folder in reversed(folders):
        with suppress(OSError):  # others have put something there, or it was never made
            folder.rmdir()
    return tuple(left)


def _make(copy: Copy, on_bytes: OnBytes, stopped: Callable[[], bool]) -> None:
    digest = hashlib.sha256()
    try:
        with copy.source.open("rb") as source, os.fdopen(os.open(copy.partial, _NEW_FILE, 0o666), "wb") as target:
            while data := source.read(_CHUNK):
                if stopped():
                    raise Stopped
                digest.update(data)
                target.write(data)
                on_bytes(copy.source, len(data))
            _flush(target)
        if digest.hexdigest() != copy.sha256:
            raise InputError(
                f"{copy.source} changed while it was copied.", "Nothing was changed; try again when it is whole."
            )
        _put(copy.partial, copy.target)
    finally:
        with suppress(OSError):
            copy.partial.unlink(missing_ok=True)


def _put(partial: Path, target: Path) -> None:
    """Give a whole copy its name; raises FileExistsError where there is a file of that name, and leaves it alone."""
    pause = _FIRST_PAUSE
    for attempt in range(_TRIES):
        try:
            _name_new(partial, target)
        except FileExistsError:
            raise
        except PermissionError:  # a scanner holds it
            if attempt == _TRIES - 1:
                raise
            time.sleep(pause)
            pause *= 2
        else:
            return


def _name_new(partial: Path, target: Path) -> None:
    try:
        target.hardlink_to(partial)  # unlike a rename it never takes the place of another file, on any system
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a file system without links
        if target.exists():
            raise FileExistsError(target) from None
        partial.rename(target)


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _holds(file: Path, size: int, sha256: str, stopped: Callable[[], bool] = never) -> bool:
    try:
        return file.is_file() and file.stat().st_size == size and _digest(file, stopped) == sha256
    except OSError:
        return False


def _digest(file: Path, stopped: Callable[[], bool]) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while data := opened.read(_CHUNK):
            if stopped():
                raise Stopped
            digest.update(data)
    return digest.hexdigest()
