"""One look at a folder of wheels and source distributions: what is known is taken as known, the rest is read."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from core.model.wheels import FileKind, WheelFile
from core.wheels.known_files import KnownFiles
from core.wheels.reading.any_file import belongs_in_a_yard, read_file
from core.wheels.reading.first_look import first_look
from core.wheels.reading.stopping import Stopped, never
from core.wheels.reading_pool import PATIENCE_S, ReadingPool

SETTLED_AFTER_NS = 3_000_000_000
"""A file that was written less long ago is read again next time: some drives keep times of two seconds, so that a
second writing within them leaves it the same time."""

PASSING_TROUBLES = frozenset({"unreadable", "stopped", "changing"})
"""Troubles of the moment, not of the file: what has one is read again next time."""

FIRST_LOOK_FROM = 100
"""From so many new files on they are looked at twice: what they are is shown before they are checked."""

_TOLD_EVERY_S = 0.05

Reader = Callable[[Path, Stopped], WheelFile]
"""Reads one file and never raises."""


class ScannedFolder(Struct, frozen=True, kw_only=True):
    """The distributions right in a folder, by name; ``read`` of them had to be read, and ``seconds`` it all took.

    ``trouble`` is a sentence where the folder could not be looked into, or not wholly.
    """

    folder: Path
    files: tuple[WheelFile, ...] = ()
    read: int = 0
    seconds: float = 0.0
    trouble: str | None = None


class _Seen(Struct, frozen=True):
    """A file as the listing had it; a link that leads nowhere has no size and time."""

    path: Path
    size: int
    modified_ns: int


def _quick_look(path: Path, stopped: Stopped) -> WheelFile:
    return read_file(path, stopped=stopped)


def _glance(path: Path, stopped: Stopped) -> WheelFile:
    del stopped  # it is done before anybody could ask
    found = first_look(path)
    kind = FileKind.WHEEL if path.name.lower().endswith(".whl") else FileKind.SDIST
    return found or WheelFile(path=path, kind=kind, size=0, modified_ns=0, checked=False)


def scan_folder(
    folder: Path,
    known: KnownFiles,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    on_first: Callable[[tuple[WheelFile, ...]], None] | None = None,
    stopped: Stopped = never,
    read: Reader = _quick_look,
    now_ns: Callable[[], int] = time.time_ns,
    patience: float = PATIENCE_S,
) -> ScannedFolder:
    """Look at the wheels and source distributions right in ``folder``; like uv, not at those in folders below it.

    A file that ``known`` has with the same size and time is not opened. The others are read by several threads, since
    on a share each of them waits. ``on_progress`` is told in the calling thread how many of how many files are done.
    ``on_first`` is told, where many files are new, what all of them are, as soon as that is known and before any new
    one is checked.
    Never raises: what cannot be listed, vanishes or does not answer for ``patience`` seconds ends up in ``trouble``
    beside what was read until then. A file that is gone before it is read is left out.
    """
    begun = time.perf_counter()
    began_ns = now_ns()
    try:
        listed = _listed(folder)
    except (OSError, ValueError) as error:
        return ScannedFolder(folder=folder, seconds=time.perf_counter() - begun, trouble=_cannot_list(folder, error))
    done: list[WheelFile] = []
    unknown: list[_Seen] = []
    for seen in listed:
        file = known.get(seen.path, seen.size, seen.modified_ns)
        if file is None:
            unknown.append(seen)
        else:
            done.append(file)
    if on_first is not None and len(unknown) >= FIRST_LOOK_FROM:
        glances = ReadingPool(folder, [seen.path for seen in unknown], _glance, stopped, patience).results()
        on_first(_by_name([*done, *(file for file in glances if file is not None)]))
    taken = len(done)
    tell = _Teller(on_progress, taken, len(listed))
    pool = ReadingPool(folder, [seen.path for seen in unknown], read, stopped, patience)
    read_now: list[WheelFile] = []
    for file in pool.results():
        tell.one_more()
        if file is not None:
            read_now.append(file)
    tell.end()
    settled_before = began_ns - SETTLED_AFTER_NS
    lasting = [file for file in read_now if _may_be_kept(file, settled_before)]
    known.keep([*done, *lasting], whole=pool.trouble is None)
    return ScannedFolder(
        folder=folder,
        files=_by_name([*done, *read_now]),
        read=len(read_now),
        seconds=time.perf_counter() - begun,
        trouble=pool.trouble,
    )


def _by_name(files: list[WheelFile]) -> tuple[WheelFile, ...]:
    return tuple(sorted(files, key=lambda file: (file.path.name.lower(), file.path.name)))


def _listed(folder: Path) -> list[_Seen]:
    """Return the distributions of a folder with size and time, which the listing itself tells on Windows."""
    found: list[_Seen] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if not belongs_in_a_yard(entry.name):
                continue
            try:
                if entry.is_file():
                    status = entry.stat()
                    found.append(_Seen(folder / entry.name, status.st_size, status.st_mtime_ns))
                elif entry.is_symlink() and not entry.is_dir():
                    found.append(_Seen(folder / entry.name, -1, 0))
            except OSError:  # it cannot be asked for: reading it will tell why, or that it is gone
                found.append(_Seen(folder / entry.name, -1, 0))
    return found


def _may_be_kept(file: WheelFile, settled_before_ns: int) -> bool:
    return file.modified_ns < settled_before_ns and not any(trouble.id in PASSING_TROUBLES for trouble in file.troubles)


def _cannot_list(folder: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"The folder {folder} is not there; connect its drive or share, or take it off the list."
    if isinstance(error, NotADirectoryError):
        return f"{folder} is a file, not a folder of files."
    if isinstance(error, PermissionError):
        return f"This account may not look into {folder}; ask whoever owns it for the right to read it."
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"The folder {folder} cannot be looked into: {reason}."


class _Teller:
    """Tells how far a scan is, not more often than anybody can see."""

    def __init__(self, on_progress: Callable[[int, int], None] | None, done: int, total: int) -> None:
        self._on_progress = on_progress
        self._done = done
        self._total = total
        self._next_at = 0.0
        self.end()

    def one_more(self) -> None:
        self._done += 1
        if time.monotonic() >= self._next_at:
            self.end()

    def end(self) -> None:
        self._next_at = time.monotonic() + _TOLD_EVERY_S
        if self._on_progress is not None:
            self._on_progress(self._done, self._total)
