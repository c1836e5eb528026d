"""Relocation of a place: planned, journalled, and taken back or finished when it was interrupted."""

import errno
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.measurements import RelocationHow, RelocationReport
from core.model.project import InputError
from core.places.copying import CopyDiffersError, copy_tree
from core.places.folders import check_room, holds, make, refused
from core.places.journal import Choice, Entry, Journal, Step
from core.places.layout import ALL_PROJECTS, project_key
from core.places.own_files import is_own, mark_file, mark_own, remove_if_empty, remove_own_tree
from core.places.usage import Usage, count
from core.system.file_lock import try_exclusive

MARK = "relocation"
_LOCK_NAME = ".lock"
_LOCK_SECONDS = 10.0
_RENAME_TRIES = 8

Apply = Callable[[Entry, Choice], None]
"""Writes a choice for the entry's place into the project's profile."""


class RelocationTick(Struct, frozen=True):
    """How far a relocation came; totals are None until they were counted."""

    step: str
    done: Usage = Usage()
    total: Usage | None = None


OnTick = Callable[[RelocationTick], None]


def relocate(entry: Entry, journal: Journal, apply: Apply, stop: threading.Event, on_tick: OnTick) -> RelocationReport:
    """Do the planned relocation of ``entry`` and return what was done.

    Each step is journalled before it is taken. The old place stays whole until the new one is, and after a copy it
    stays for good. Raises InputError with the reason when it cannot be done, Stopped when ``stop`` is set; the old
    place then serves as before.
    """
    entry = journal.write(entry)
    moved = Usage()
    try:
        entry = journal.step(entry, Step.MOVING)
        if entry.how is RelocationHow.RENAMED:
            renamed = _rename(entry, stop, on_tick)
            if renamed is None:
                entry = journal.write(replace(entry, how=RelocationHow.COPIED))
            else:
                moved = renamed
        if entry.how is RelocationHow.COPIED:
            moved = _copy(entry, stop, on_tick)
        if entry.how is RelocationHow.FRESH:
            make(entry.target)
        entry = replace(entry, moved_files=moved.files, moved_bytes=moved.bytes)
        entry = journal.step(entry, Step.MOVED)
        apply(entry, entry.after)
    except BaseException:
        _take_back(entry, journal)
        raise
    return report_of(_end(entry, journal))


def undo(entry: Entry, journal: Journal, apply: Apply, stop: threading.Event, on_tick: OnTick) -> RelocationReport:
    """Bring back the place that a finished relocation left, and return what was done.

    What was renamed is renamed back; after a copy or a fresh start the old folder is simply taken up again and the
    newer one left as it is. Raises InputError when the old folder is not free, or gone after a copy; the new place
    then serves on, as it does when the profile cannot be written or ``stop`` is set.
    """
    if entry.how is RelocationHow.COPIED and not holds(entry.origin):
        raise InputError(f"The old folder {entry.origin} is gone or empty.", f"The place stays in {entry.target}.")
    if entry.how is RelocationHow.RENAMED and not holds(entry.target):
        raise InputError(
            f"The folder {entry.target} is gone or empty, so there is nothing to bring back.",
            f"Relocate the {entry.kind.value} to {entry.origin} to start there afresh.",
        )
    entry = journal.step(entry, Step.UNDOING)
    moved = Usage()
    came_back = False
    try:
        if entry.how is RelocationHow.RENAMED:
            moved = _rename_back(entry, stop, on_tick)
            came_back = holds(entry.origin)
        apply(entry, entry.before)
    except BaseException:
        if came_back:
            _rename_unused(entry.origin, entry.target)
        journal.step(entry, Step.DONE)
        raise
    entry = journal.step(entry, Step.UNDONE)
    _remove_left_empty(entry)
    return RelocationReport(
        kind=entry.kind,
        origin=entry.target,
        target=entry.origin,
        moved_files=moved.files,
        moved_bytes=moved.bytes,
        how=entry.how,
        undo=True,
    )


def _remove_left_empty(entry: Entry) -> None:
    """Remove the folders that the relocation had made where nothing ever came into them."""
    remove_if_empty(entry.target)
    if entry.target.parent.name in {project_key(entry.project), ALL_PROJECTS}:
        remove_if_empty(entry.target.parent)


def recover(entry: Entry, journal: Journal, apply: Apply) -> None:
    """Finish an interrupted relocation where the new place is whole, else take it back; nothing is lost either way."""
    if entry.step is Step.UNDOING:
        back = entry.how is not RelocationHow.RENAMED or (entry.origin.is_dir() and not holds(entry.target))
        if back:
            apply(entry, entry.before)
        journal.step(entry, Step.UNDONE if back else Step.DONE)
        return
    if _has_arrived(entry):
        apply(entry, entry.after)
        _end(entry, journal)
    else:
        _take_back(entry, journal)


def _has_arrived(entry: Entry) -> bool:
    """Return whether the new place is whole and only the rest of the steps is missing; asks the disk, too."""
    match entry.how:
        case RelocationHow.FRESH:
            return entry.step is Step.MOVED
        case RelocationHow.RENAMED:
            moved = entry.step is Step.MOVED or (entry.step is Step.MOVING and not holds(entry.origin))
            return moved and holds(entry.target)
        case RelocationHow.COPIED:
            return is_own(entry.target, _arrival_of(entry)) or (entry.step is Step.MOVED and holds(entry.target))


def _end(entry: Entry, journal: Journal) -> Entry:
    """Journal that all is done and take away the sign of a copy's arrival, which nothing asks for any more."""
    ended = journal.step(entry, Step.DONE)
    with suppress(OSError):
        mark_file(entry.target, _arrival_of(entry)).unlink()
    return ended


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


def _arrival_of(entry: Entry) -> str:
    """Return the mark of a copy that this very relocation verified: from then on the folder is a whole place."""
    return f"arrived-{entry.name}"


def _rename(entry: Entry, stop: threading.Event, on_tick: OnTick) -> Usage | None:
    """Rename the old place; None where the system says that the two are not on one volume after all.

    A bind mount or an overlay has one device number with its neighbour, and still no rename leads across.
    """
    on_tick(RelocationTick("counting"))
    try:
        usage = count(entry.origin, stop)
        make(entry.target.parent)
        with suppress(OSError):
            entry.target.rmdir()  # only an empty folder goes; a rename onto a folder is refused on Windows
        if holds(entry.target):
            raise _in_the_way(entry.target)
        on_tick(RelocationTick("renaming", Usage(), usage))
        _rename_unused(entry.origin, entry.target)
    except OSError as error:
        if error.errno == errno.EXDEV:
            return None
        raise refused("moved", entry.origin, error) from error
    on_tick(RelocationTick("renaming", usage, usage))
    return usage


def _rename_back(entry: Entry, stop: threading.Event, on_tick: OnTick) -> Usage:
    if holds(entry.origin):
        raise InputError(
            f"The old folder {entry.origin} is in use by something else now.",
            "Move that away first; the cache stays where it is.",
        )
    try:
        usage = count(entry.target, stop)
        on_tick(RelocationTick("renaming", Usage(), usage))
        make(entry.origin.parent)
        with suppress(OSError):
            entry.origin.rmdir()
        _rename_unused(entry.target, entry.origin)
    except OSError as error:
        raise refused("moved back", entry.target, error) from error
    return usage


def _rename_unused(source: Path, target: Path) -> None:
    """Rename a folder while no uv uses it; raises InputError when one does, OSError when the system refuses."""
    with _unused(source), suppress(PermissionError):
        source.rename(target)
        return
    # Windows refuses to rename a folder with an open file in it, and the lock is one; a scanner may hold one, too.
    pause = 0.02
    for attempt in range(_RENAME_TRIES):
        try:
            source.rename(target)
        except OSError:
            if attempt == _RENAME_TRIES - 1:
                raise
            time.sleep(pause)
            pause *= 2
        else:
            return


def _copy(entry: Entry, stop: threading.Event, on_tick: OnTick) -> Usage:
    on_tick(RelocationTick("counting"))
    partial = partial_of(entry.target)
    try:
        total = count(entry.origin, stop, lambda usage: on_tick(RelocationTick("counting", usage)))
        make(entry.target.parent)
        check_room(entry.target.parent, total)
        remove_if_empty(partial)
        if partial.exists() and not remove_own_tree(partial, MARK):
            raise _in_the_way(partial)
        if holds(entry.target):
            raise _in_the_way(entry.target)
        with _unused(entry.origin):
            partial.mkdir(mode=0o700)  # the copy gets its original's mode when it is whole
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
            mark_own(partial, _arrival_of(entry))
            mark_file(partial, MARK).unlink()
            _rename_unused(partial, entry.target)
    except CopyDiffersError as error:
        raise InputError(
            f"The copy {error.file} differs from its original.",
            "That volume or its connection is not reliable; the old place is untouched. Choose another one.",
        ) from error
    except OSError as error:
        raise refused("copied", entry.origin, error) from error
    return copied


def _take_back(entry: Entry, journal: Journal) -> None:
    """Leave everything as it was before the relocation began; what cannot be removed now is left and harmless.

    The profile is written last of all, so up to here it still says what it said before.
    """
    begun = entry.step is not Step.PLANNED
    if begun and entry.how is RelocationHow.RENAMED and holds(entry.target) and not holds(entry.origin):
        with suppress(OSError):
            entry.origin.rmdir()
        entry.target.rename(entry.origin)
    if begun and entry.how is RelocationHow.COPIED:
        _remove_copy(entry)
    remove_if_empty(entry.target)
    journal.step(entry, Step.ABANDONED)


def _remove_copy(entry: Entry) -> None:
    """Remove what this relocation copied; a copy that had arrived gets its partial name first.

    So an interrupted removal never leaves half a place under the name of a whole one.
    """
    partial, arrival = partial_of(entry.target), _arrival_of(entry)
    if is_own(entry.target, arrival):
        with suppress(OSError):
            entry.target.rename(partial)
    for mark in (MARK, arrival):
        remove_own_tree(partial, mark)
    remove_if_empty(partial)  # one that was made and not marked yet


def _in_the_way(folder: Path) -> InputError:
    return InputError(f"The folder {folder} is in the way and not Wheelyard's.", "Move it away or name another.")


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
