"""How a place gets to its new folder: by one rename, or by a copy that arrives whole."""

import errno
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from core.model.project import InputError
from core.places.cache_lock import LOCK_NAME, hold
from core.places.copying import CopyDiffersError, copy_tree
from core.places.folders import check_room, holds, make, refused
from core.places.journal import Entry
from core.places.own_files import is_own, mark_file, mark_own, remove_if_empty, remove_own_tree
from core.places.usage import Stopped, Usage, count
from core.system.file_lock import FOLDER_OF_OPEN_FILE_MOVES

MARK = "relocation"
_RENAME_TRIES = 8
_COUNT_SECONDS = 0.25


class RelocationTick(Struct, frozen=True):
    """How far a relocation came; totals are None until they were counted, ``waits_for`` names whom it waits for."""

    step: str
    done: Usage = Usage()
    total: Usage | None = None
    waits_for: str | None = None


OnTick = Callable[[RelocationTick], None]


def rename_place(source: Path, target: Path, stop: threading.Event, on_tick: OnTick) -> None:
    """Rename a place while no uv uses it; an empty folder in the way is taken away.

    Takes the same time for every size. Raises InputError where ``target`` holds something or a uv uses the place,
    OSError when the system refuses, Stopped.
    """
    make(target.parent)
    with suppress(OSError):
        target.rmdir()  # only an empty folder goes; a rename onto a folder is refused on Windows
    if holds(target):
        raise in_the_way(target)
    on_tick(RelocationTick("renaming"))
    pause = 0.02
    for attempt in range(_RENAME_TRIES):
        try:
            _rename_once(source, target, stop, on_tick)
        except PermissionError:  # a scanner may hold a file in it for a while
            if attempt == _RENAME_TRIES - 1:
                raise
        else:
            return
        if stop.wait(pause):
            raise Stopped
        pause *= 2


def _rename_once(source: Path, target: Path, stop: threading.Event, on_tick: OnTick) -> None:
    with hold(source, stop, lambda who: on_tick(RelocationTick("renaming", waits_for=who))):
        if FOLDER_OF_OPEN_FILE_MOVES:
            source.rename(target)
            return
    # The lock is an open file itself. Where that keeps the folder in its place, the lock of a uv that begins just now
    # does so, too: the rename is then refused, and nobody loses anything.
    source.rename(target)


def copy_place(entry: Entry, stop: threading.Event, on_tick: OnTick) -> Usage:
    """Copy the old place beside its target, have every file compared, and give the copy the target's name.

    Raises InputError with the reason when it cannot be done, Stopped; what was copied then still has its partial name,
    or carries the sign that it arrived.
    """
    on_tick(RelocationTick("counting"))
    partial = partial_of(entry.target)
    try:
        total = count(entry.origin, stop, lambda usage: on_tick(RelocationTick("counting", usage)))
        make(entry.target.parent)
        check_room(entry.target.parent, total)
        remove_if_empty(partial)
        if partial.exists() and not remove_own_tree(partial, MARK):
            raise in_the_way(partial)
        if holds(entry.target):
            raise in_the_way(entry.target)
        with hold(entry.origin, stop, lambda who: on_tick(RelocationTick("copying", waits_for=who))):
            partial.mkdir(mode=0o700)  # the copy gets its original's mode when it is whole
            mark_own(partial, MARK)
            copied = copy_tree(
                entry.origin,
                partial,
                stop,
                lambda done: on_tick(RelocationTick("copying", done, total)),
                becomes=entry.target,
                without=frozenset({LOCK_NAME}),
            )
            on_tick(RelocationTick("replacing", copied, total))
            with suppress(OSError):
                entry.target.rmdir()
            mark_own(partial, arrival_of(entry))
            mark_file(partial, MARK).unlink()
            _replace(partial, entry.target, stop)
    except CopyDiffersError as error:
        raise InputError(
            f"The copy {error.file} differs from its original.",
            "That volume or its connection is not reliable; the old place is untouched. Choose another one.",
        ) from error
    except OSError as error:
        raise refused("copied", entry.origin, error) from error
    return copied


def _replace(partial: Path, target: Path, stop: threading.Event) -> None:
    """Give the copy its name; nobody else knows it, so a refusal is a scanner that still looks at it."""
    deadline = time.monotonic() + 10.0
    pause = 0.02
    while True:
        try:
            partial.rename(target)
        except PermissionError:
            if time.monotonic() + pause > deadline:
                raise
        else:
            return
        if stop.wait(pause):
            raise Stopped
        pause *= 2


def remove_copy(entry: Entry) -> Path | None:
    """Remove what this relocation copied and return what of it could not be removed now, None when all is gone.

    A copy that had arrived gets its partial name first, so an interrupted removal never leaves half a place under the
    name of a whole one.
    """
    partial, arrival = partial_of(entry.target), arrival_of(entry)
    if is_own(entry.target, arrival):
        with suppress(OSError):
            entry.target.rename(partial)
    for mark in (MARK, arrival):
        remove_own_tree(partial, mark)
    remove_if_empty(partial)  # one that was made and not marked yet
    left = any(is_own(partial, mark) for mark in (MARK, arrival))
    return partial if left else None


def count_shortly(folder: Path) -> Usage | None:
    """Return what ``folder`` holds where that is counted within a quarter of a second, None for more than that."""
    enough = threading.Event()
    timer = threading.Timer(_COUNT_SECONDS, enough.set)
    timer.start()
    try:
        return count(folder, enough)
    except (Stopped, OSError):
        return None
    finally:
        timer.cancel()
        timer.join()


def partial_of(target: Path) -> Path:
    """Return where a copy grows before it becomes ``target``."""
    return target.with_name(f"{target.name}.partial")


def arrival_of(entry: Entry) -> str:
    """Return the mark of a copy that this very relocation verified: from then on the folder is a whole place."""
    return f"arrived-{entry.name}"


def in_the_way(folder: Path) -> InputError:
    """Return the sentence for a folder that is not Wheelyard's and stands where something is to be put."""
    return InputError(f"The folder {folder} is in the way and not Wheelyard's.", "Move it away or name another.")


def is_other_volume(error: OSError) -> bool:
    """Return whether a rename was refused since the two are not on one volume after all.

    A bind mount or an overlay has one device number with its neighbour, and still no rename leads across.
    """
    return error.errno == errno.EXDEV
