"""Relocation of a place: planned, journalled, and taken back or finished when it was interrupted."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.measurements import RelocationHow, RelocationReport
from core.model.project import InputError
from core.model.settings import PlaceKind
from core.places.copying import CopyDiffersError, copy_tree
from core.places.journal import Choice, Entry, Journal, Step
from core.places.own_files import mark_file, mark_own, remove_if_empty, remove_own_tree
from core.places.paths import is_inside, same_folder
from core.places.usage import Usage, count
from core.system.file_lock import try_exclusive

MARK = "relocation"
_LOCK_NAME = ".lock"
_LOCK_SECONDS = 10.0
_RENAME_TRIES = 8
_ROOM_MARGIN = 256 * 1024 * 1024

Apply = Callable[[Entry, Choice], None]
"""Writes a choice for the entry's place into the project's profile."""


class RelocationTick(Struct, frozen=True):
    """How far a relocation came; totals are None until they were counted."""

    step: str
    done: Usage = Usage()
    total: Usage | None = None


OnTick = Callable[[RelocationTick], None]


def how_to_move(origin: Path, target: Path, *, shared: bool, same_volume: bool) -> RelocationHow:
    """Return how a place gets from ``origin`` to ``target``.

    Fresh where the old place serves others too, is not there or is empty; renamed on one volume; else copied.
    """
    if shared or not origin.is_dir() or not any(origin.iterdir()):
        return RelocationHow.FRESH
    return RelocationHow.RENAMED if same_volume and not target.exists() else _how_onto(target, same_volume=same_volume)


def _how_onto(target: Path, *, same_volume: bool) -> RelocationHow:
    empty = target.is_dir() and not any(target.iterdir())
    return RelocationHow.RENAMED if same_volume and empty else RelocationHow.COPIED


def check_target(origin: Path, target: Path, kind: PlaceKind) -> None:
    """Raise InputError where a place cannot go: onto itself, onto something else, a cache into or around itself."""
    if same_folder(origin, target):
        raise InputError(f"The place already is in {target}.", "Name another folder.")
    if kind is PlaceKind.CACHE and (is_inside(target, origin) or is_inside(origin, target)):
        raise InputError(
            f"{target} and the old place {origin} lie in each other.", "Name a folder that neither holds the other."
        )
    if target.exists() and not target.is_dir():
        raise InputError(f"{target} is a file.", "Name a folder.")
    if target.is_dir() and any(target.iterdir()) and not is_uv_cache(target):
        raise InputError(f"The folder {target} holds something else.", "Name an empty folder or a new one.")


def is_uv_cache(folder: Path) -> bool:
    """Return whether ``folder`` is a cache that uv has used: it has uv's tag and its pointers or archives."""
    return (folder / "CACHEDIR.TAG").is_file() and any(folder.glob("archive-v*"))


def relocate(entry: Entry, journal: Journal, apply: Apply, stop: threading.Event, on_tick: OnTick) -> RelocationReport:
    """Do the planned relocation of ``entry`` and return what was done.

    Each step is journalled before it is taken. The old place stays whole until the new one is, and after a copy it
    stays for good. Raises InputError with the reason when it cannot be done, Stopped when ``stop`` is set; the old
    place then serves as before.
    """
    entry = journal.write(entry)
    moved = Usage()
    try:
        match entry.how:
            case RelocationHow.FRESH:
                entry = journal.step(entry, Step.MOVING)
                _make(entry.target)
            case RelocationHow.RENAMED:
                moved = _rename(entry, journal, stop, on_tick)
            case RelocationHow.COPIED:
                moved = _copy(entry, journal, stop, on_tick)
        entry = replace(entry, moved_files=moved.files, moved_bytes=moved.bytes)
        entry = journal.step(entry, Step.MOVED)
        apply(entry, entry.after)
    except BaseException:
        _take_back(entry, journal)
        raise
    entry = journal.step(entry, Step.DONE)
    return report_of(entry)


def undo(entry: Entry, journal: Journal, apply: Apply, stop: threading.Event, on_tick: OnTick) -> RelocationReport:
    """Bring back the place that a finished relocation left, and return what was done.

    What was renamed is renamed back; after a copy or a fresh start the old folder is simply taken up again and the
    newer one left as it is. Raises InputError when the old folder is not free.
    """
    entry = journal.step(entry, Step.UNDOING)
    moved = Usage()
    if entry.how is RelocationHow.RENAMED:
        try:
            moved = _rename_back(entry, stop, on_tick)
        except BaseException:
            journal.step(entry, Step.DONE)
            raise
    apply(entry, entry.before)
    entry = journal.step(entry, Step.UNDONE)
    return RelocationReport(
        kind=entry.kind,
        origin=entry.target,
        target=entry.origin,
        moved_files=moved.files,
        moved_bytes=moved.bytes,
        how=entry.how,
        undo=True,
    )


def recover(entry: Entry, journal: Journal, apply: Apply) -> None:
    """Finish an interrupted relocation where the new place is whole, else take it back; nothing is lost either way."""
    if entry.step is Step.UNDOING:
        back = entry.how is not RelocationHow.RENAMED or (entry.origin.is_dir() and not _holds(entry.target))
        if back:
            apply(entry, entry.before)
        journal.step(entry, Step.UNDONE if back else Step.DONE)
        return
    arrived = entry.how is RelocationHow.RENAMED and _holds(entry.target) and not _holds(entry.origin)
    if entry.step is Step.MOVED or arrived:
        apply(entry, entry.after)
        journal.step(entry, Step.DONE)
        return
    _take_back(entry, journal)


def report_of(entry: Entry) -> RelocationReport:
    """Return what a finished relocation did."""
    return RelocationReport(
        kind=entry.kind,
        origin=entry.origin,
        target=entry.target,
        moved_files=entry.moved_files,
        moved_bytes=entry.moved_bytes,
        how=entry.how,
    )


def partial_of(target: Path) -> Path:
    """Return where a copy grows before it becomes ``target``."""
    return target.with_name(f"{target.name}.partial")


def _rename(entry: Entry, journal: Journal, stop: threading.Event, on_tick: OnTick) -> Usage:
    on_tick(RelocationTick("counting"))
    usage = count(entry.origin, stop)
    journal.step(entry, Step.MOVING)
    _make(entry.target.parent)
    with suppress(OSError):
        entry.target.rmdir()  # only an empty folder goes; a rename onto a folder is refused on Windows
    on_tick(RelocationTick("renaming", Usage(), usage))
    _rename_unused(entry.origin, entry.target)
    on_tick(RelocationTick("renaming", usage, usage))
    return usage


def _rename_back(entry: Entry, stop: threading.Event, on_tick: OnTick) -> Usage:
    if _holds(entry.origin):
        raise InputError(
            f"The old folder {entry.origin} is in use by something else now.",
            "Move that away first; the cache stays where it is.",
        )
    if not entry.target.is_dir():
        return Usage()
    usage = count(entry.target, stop)
    on_tick(RelocationTick("renaming", Usage(), usage))
    _make(entry.origin.parent)
    with suppress(OSError):
        entry.origin.rmdir()
    _rename_unused(entry.target, entry.origin)
    return usage


def _rename_unused(source: Path, target: Path) -> None:
    """Rename a folder while no uv uses it; raises InputError when one does or the system refuses."""
    with _unused(source), suppress(PermissionError):
        source.rename(target)
        return
    # Windows refuses to rename a folder with an open file in it, and the lock is one; a scanner may hold one, too.
    pause = 0.02
    for attempt in range(_RENAME_TRIES):
        try:
            source.rename(target)
        except OSError as error:
            if attempt == _RENAME_TRIES - 1:
                raise _refused("moved", source, error) from error
            time.sleep(pause)
            pause *= 2
        else:
            return


def _copy(entry: Entry, journal: Journal, stop: threading.Event, on_tick: OnTick) -> Usage:
    on_tick(RelocationTick("counting"))
    total = count(entry.origin, stop, lambda usage: on_tick(RelocationTick("counting", usage)))
    _make(entry.target.parent)
    _check_room(entry.target.parent, total)
    partial = partial_of(entry.target)
    if partial.exists() and not remove_own_tree(partial, MARK):
        raise InputError(f"The folder {partial} is in the way and not Wheelyard's.", "Move it away or name another.")
    journal.step(entry, Step.MOVING)
    try:
        with _unused(entry.origin):
            partial.mkdir()
            mark_own(partial, MARK)
            copied = copy_tree(
                entry.origin,
                partial,
                stop,
                lambda done: on_tick(RelocationTick("copying", done, total)),
                becomes=entry.target,
                without=frozenset({_LOCK_NAME}),
            )
            on_tick(RelocationTick("replacing", copied, total))
            with suppress(OSError):
                entry.target.rmdir()
            mark_file(partial, MARK).unlink()
            _rename_unused(partial, entry.target)
    except CopyDiffersError as error:
        raise InputError(
            f"The copy {error.file} differs from its original.",
            "That volume or its connection is not reliable; the old place is untouched. Choose another one.",
        ) from error
    except OSError as error:
        raise _refused("copied", entry.origin, error) from error
    return copied


def _take_back(entry: Entry, journal: Journal) -> None:
    """Leave everything as it was before the relocation began; what cannot be removed now is left and harmless.

    The profile is written last of all, so up to here it still says what it said before.
    """
    if entry.how is RelocationHow.RENAMED and _holds(entry.target) and not _holds(entry.origin):
        with suppress(OSError):
            entry.origin.rmdir()
        entry.target.rename(entry.origin)
    remove_own_tree(partial_of(entry.target), MARK)
    remove_if_empty(entry.target)
    journal.step(entry, Step.ABANDONED)


@contextmanager
def _unused(cache: Path) -> Iterator[None]:
    """Hold uv's own lock of a cache; raises InputError when a uv keeps it for more than ten seconds."""
    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        with try_exclusive(cache / _LOCK_NAME) as held:
            if held:
                yield
                return
        if time.monotonic() > deadline:
            raise InputError(
                f"Another uv is using the cache {cache}.", "Wait until it has finished, or end it, and try again."
            )
        time.sleep(0.1)


def _holds(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused("made", folder, error) from error


def _check_room(folder: Path, needed: Usage) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed.bytes + _ROOM_MARGIN:
        raise InputError(
            f"The volume of {folder} has {free // 2**20} MiB free, and the place needs {needed.bytes // 2**20} MiB.",
            "Make room there or choose another volume; the old place is untouched.",
        )


def _refused(what: str, folder: Path, error: OSError) -> InputError:
    number = getattr(error, "winerror", None) or error.errno
    named = error.filename or folder
    return InputError(
        f"{folder} cannot be {what}: {error.strerror} at {named} (os error {number}).",
        "The old place is untouched and serves as before.",
    )
