"""Relocation of a place: journalled step by step, and taken back where it cannot be finished."""

import threading
from collections.abc import Callable
from contextlib import suppress

from msgspec.structs import replace

from core.model.measurements import RelocationHow, RelocationReport
from core.places.folders import holds, make, refused
from core.places.journal import Choice, Entry, Journal, Step
from core.places.moving import (
    OnTick,
    RelocationTick,
    arrival_of,
    copy_place,
    count_shortly,
    is_other_volume,
    remove_copy,
    rename_place,
)
from core.places.own_files import mark_file, remove_if_empty
from core.places.retiring import remove_left_parent, retire
from core.places.usage import Stopped, Usage

Apply = Callable[[Entry, Choice], None]
"""Writes a choice for the entry's place where its scope says: into the project's profile, or the person's uv.toml."""


def begin(entry: Entry, journal: Journal, apply: Apply, stop: threading.Event, on_tick: OnTick) -> Entry:
    """Move the place and switch the setting to it; return the entry as it then is.

    The old place stays whole until the new one is, and after a copy it stays until ``finish``. Raises InputError with
    the reason when it cannot be done, Stopped when ``stop`` is set; everything then is as it was before.
    """
    entry = journal.write(replace(entry, target_was_there=entry.target.is_dir()))
    switched = False
    try:
        entry = journal.step(entry, Step.MOVING)
        entry, moved = _move(entry, journal, stop, on_tick)
        entry = replace(
            entry,
            moved_files=moved.files if moved is not None else None,
            moved_bytes=moved.bytes if moved is not None else None,
        )
        entry = journal.step(entry, Step.MOVED)
        _go_on(stop)
        on_tick(RelocationTick("switching"))
        apply(entry, entry.after)
        switched = True
        entry = journal.step(entry, Step.SWITCHED)
        _go_on(stop)
    except BaseException:
        if switched:
            # Where even this fails, the journal still says that the place has moved, and the next start finishes it.
            apply(entry, entry.before)
        _take_back_move(entry, journal)
        raise
    return entry


def finish(entry: Entry, journal: Journal, on_tick: OnTick) -> Entry:
    """Put the old place aside and journal that all is done; the setting names the new place already."""
    if entry.gives_up_origin:
        on_tick(RelocationTick("retiring"))
        entry = retire(entry, journal)
    remove_left_parent(entry, entry.origin)
    # The sign of a copy's arrival is not asked for any more.
    with suppress(OSError):
        mark_file(entry.target, arrival_of(entry)).unlink()
    return journal.step(entry, Step.DONE)


def take_back(entry: Entry, journal: Journal, apply: Apply, on_tick: OnTick) -> None:
    """Bring back what ``begin`` did, when the new place did not prove itself or the person changed their mind.

    Raises InputError where a renamed place cannot be renamed back: it then is complete in the new folder, the setting
    names that, and the relocation counts as done, so that an undo can try again.
    """
    entry = journal.step(entry, Step.UNDOING)
    if entry.how is RelocationHow.RENAMED:
        try:
            rename_place(entry.target, entry.origin, threading.Event(), on_tick)
        except OSError as error:
            journal.step(entry, Step.DONE)
            raise refused("moved back", entry.target, error) from error
        except BaseException:
            journal.step(entry, Step.DONE)
            raise
    apply(entry, entry.before)
    _abandon(entry, journal)


def report_of(entry: Entry) -> RelocationReport:
    """Return what a relocation did."""
    return RelocationReport(
        kind=entry.kind,
        origin=entry.origin,
        target=entry.target,
        moved_files=entry.moved_files,
        moved_bytes=entry.moved_bytes,
        how=entry.how,
        old_place_goes=entry.retired is not None,
    )


def _go_on(stop: threading.Event) -> None:
    if stop.is_set():
        raise Stopped


def _move(entry: Entry, journal: Journal, stop: threading.Event, on_tick: OnTick) -> tuple[Entry, Usage | None]:
    """Bring the files to the target; return the entry, whose way may have changed, and what was moved if counted."""
    if entry.how is RelocationHow.RENAMED:
        try:
            rename_place(entry.origin, entry.target, stop, on_tick)
        except OSError as error:
            if not is_other_volume(error):
                raise refused("moved", entry.origin, error) from error
            entry = journal.write(replace(entry, how=RelocationHow.COPIED))
        else:
            return entry, count_shortly(entry.target)
    if entry.how is RelocationHow.COPIED:
        return entry, copy_place(entry, stop, on_tick)
    make(entry.target)
    return entry, Usage()


def take_back_unfinished(entry: Entry, journal: Journal) -> None:
    """Leave everything as it was before a relocation that did not come as far as the setting.

    What cannot be removed now is journalled and removed later. Raises OSError where a rename back is refused.
    """
    _take_back_move(entry, journal)


def _take_back_move(entry: Entry, journal: Journal) -> None:
    begun = entry.step is not Step.PLANNED
    if begun and entry.how is RelocationHow.RENAMED and holds(entry.target) and not holds(entry.origin):
        with suppress(OSError):
            entry.origin.rmdir()
        entry.target.rename(entry.origin)
    _abandon(entry, journal)


def _abandon(entry: Entry, journal: Journal) -> None:
    left = None
    if entry.step is not Step.PLANNED and entry.how is RelocationHow.COPIED:
        left = remove_copy(entry)
    if not entry.target_was_there:
        remove_if_empty(entry.target)
    journal.write(replace(entry, step=Step.ABANDONED, retired=left))
