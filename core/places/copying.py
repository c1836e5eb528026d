"""A copy of a place onto another volume: links, times and modes kept, every file read back and compared."""

import errno
import hashlib
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

from core.places.usage import Stopped, Usage, leads_elsewhere, walk

_BLOCK = 1 << 20


class CopyDiffersError(Exception):
    """A file that was copied reads back differently; ``file`` is the copy."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


def copy_tree(
    origin: Path,
    target: Path,
    stop: threading.Event,
    on_progress: Callable[[Usage], None],
    *,
    becomes: Path,
    without: frozenset[str],
) -> Usage:
    """Copy what is in ``origin`` into the existing folder ``target`` and return how much that was.

    ``target`` is going to be renamed to ``becomes``: links that lead into ``origin`` by an absolute path lead there
    in the copy. Files that are hard links of each other stay so. ``without`` are names directly in ``origin`` that are
    left out. Raises OSError, also for what is no file, folder or link, CopyDiffersError, or Stopped when ``stop`` is
    set.
    """
    copied = Usage()
    linked: dict[tuple[int, int], Path] = {}
    real = origin.resolve()
    folders: list[tuple[Path, Path]] = [(origin, target)]
    for entry in walk(origin, stop):
        source = Path(entry.path)
        relative = source.relative_to(origin)
        if relative.parts[0] in without:
            continue
        place = target / relative
        _check_kind(entry)
        if entry.is_dir(follow_symlinks=False):
            place.mkdir()
            folders.append((source, place))
            continue
        if entry.is_symlink():
            _copy_link(source, place, (origin, real), becomes)
            copied = Usage(copied.files + 1, copied.bytes)
        else:
            copied = Usage(copied.files + 1, copied.bytes + _copy_file(entry, place, linked, stop))
        on_progress(copied)
    for source, place in reversed(folders):
        shutil.copystat(source, place)
    return copied


def _check_kind(entry: os.DirEntry[str]) -> None:
    """Raise OSError for what cannot be copied: a pipe would be waited for without end, a junction come out empty."""
    copied = entry.is_symlink() or entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)
    if not copied or (not entry.is_symlink() and leads_elsewhere(entry.stat(follow_symlinks=False))):
        raise OSError(errno.EINVAL, "It is no ordinary file, folder or link", entry.path)


def _copy_link(source: Path, place: Path, origins: tuple[Path, ...], becomes: Path) -> None:
    leads = Path(os.readlink(source))  # noqa: PTH115 - the text as it is, not made absolute
    for origin in origins:
        if leads.is_absolute() and leads.is_relative_to(origin):
            leads = becomes / leads.relative_to(origin)
            break
    place.symlink_to(leads, target_is_directory=source.is_dir())


def _copy_file(entry: os.DirEntry[str], place: Path, linked: dict[tuple[int, int], Path], stop: threading.Event) -> int:
    status = entry.stat(follow_symlinks=False)
    key = (status.st_dev, status.st_ino)
    if status.st_nlink > 1 and key in linked:
        try:
            place.hardlink_to(linked[key])
        except OSError:
            pass  # a volume without hard links gets a second copy
        else:
            return 0
    written = _copy_bytes(entry.path, place, stop)
    if _digest(place, stop) != written:
        raise CopyDiffersError(place)
    shutil.copystat(entry.path, place)
    if status.st_nlink > 1:
        linked[key] = place
    return status.st_size


def _copy_bytes(source: str, place: Path, stop: threading.Event) -> bytes:
    digest = hashlib.blake2b()
    with Path(source).open("rb") as reading, place.open("xb") as writing:
        while block := reading.read(_BLOCK):
            if stop.is_set():
                raise Stopped
            digest.update(block)
            writing.write(block)
        writing.flush()
        # On disk before the old place loses its role; it also makes reading back worth something.
        os.fsync(writing.fileno())
    return digest.digest()


def _digest(file: Path, stop: threading.Event) -> bytes:
    digest = hashlib.blake2b()
    with file.open("rb") as reading:
        while block := reading.read(_BLOCK):
            if stop.is_set():
                raise Stopped
            digest.update(block)
    return digest.digest()
