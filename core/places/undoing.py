"""The way back from a relocation that was done."""

import threading
from contextlib import suppress

from msgspec.structs import replace

from core.model.measurements import RelocationHow, RelocationReport
from core.model.project import InputError
from core.places.folders import holds, refused
from core.places.journal import Entry, Journal, Step
from core.places.moving import OnTick, RelocationTick, count_shortly, rename_place
from core.places.own_files import remove_if_empty
from core.places.relocation import Apply
from core.places.retiring import aside_of, bring_back, give_up_target, put_aside_again, remove_left_parent
from core.places.usage import Usage


def undo(entry: Entry, journal: Journal, apply: Apply, stop: threading.Event, on_tick: OnTick) -> RelocationReport:
    """Bring back the place that a finished relocation left, and return what was done.

    What was renamed is renamed back; after a copy the old place serves again and the copy goes after the next
    successful sync; after a fresh start the old folder is taken up again and the newer one left as it is. Raises
    InputError when the old folder is not free or gone; the new place then serves on, as it does when the setting
    cannot be written or ``stop`` is set.
    """
    check_undo(entry)
    entry = journal.step(entry, Step.UNDOING)
    moved: Usage | None = Usage()
    came_back = False
    try:
        moved = _bring_back(entry, stop, on_tick)
        came_back = True
        on_tick(RelocationTick("switching"))
        apply(entry, entry.before)
    except BaseException:
        if came_back:
            _send_forth(entry, on_tick)
        journal.step(entry, Step.DONE)
        raise
    left = give_up_target(entry) if entry.how is RelocationHow.COPIED else replace(entry, retired=None)
    entry = journal.step(left, Step.UNDONE)
    _remove_left_empty(entry)
    return RelocationReport(
        kind=entry.kind,
        origin=entry.target,
        target=entry.origin,
        moved_files=moved.files if moved is not None else None,
        moved_bytes=moved.bytes if moved is not None else None,
        how=entry.how,
        undo=True,
        old_place_goes=entry.retired is not None,
    )


def check_undo(entry: Entry) -> None:
    """Raise InputError where the old place is not there any more, or the new one is not."""
    if entry.how is RelocationHow.COPIED:
        if entry.step is Step.SETTLED:
            raise InputError(
                f"The old folder {entry.origin} was removed after a successful sync from the new one.",
                f"To have the {entry.kind.words} there again, relocate it: it is copied back.",
            )
        if not holds(entry.origin) and not holds(aside_of(entry)):
            raise InputError(
                f"The old folder {entry.origin} is gone or empty.",
                f"The {entry.kind.words} stays in {entry.target}; relocate it to have it elsewhere.",
            )
    if entry.how is RelocationHow.RENAMED and not holds(entry.target):
        raise InputError(
            f"The folder {entry.target} is gone or empty, so there is nothing to bring back.",
            f"Relocate the {entry.kind.words} to {entry.origin} to start there afresh.",
        )


def _bring_back(entry: Entry, stop: threading.Event, on_tick: OnTick) -> Usage | None:
    try:
        match entry.how:
            case RelocationHow.RENAMED:
                if holds(entry.origin):
                    raise InputError(
                        f"The old folder {entry.origin} is in use by something else now.",
                        f"Move that away first; the {entry.kind.words} stays where it is.",
                    )
                rename_place(entry.target, entry.origin, stop, on_tick)
                return count_shortly(entry.origin)
            case RelocationHow.COPIED:
                bring_back(entry)
            case RelocationHow.FRESH:
                pass
    except OSError as error:
        raise refused("moved back", entry.target, error) from error
    return Usage()


def _send_forth(entry: Entry, on_tick: OnTick) -> None:
    """Put what came back where it was before the undo, since the setting goes on naming that."""
    if entry.how is RelocationHow.RENAMED:
        rename_place(entry.origin, entry.target, threading.Event(), on_tick)
    elif entry.how is RelocationHow.COPIED:
        put_aside_again(entry)


def _remove_left_empty(entry: Entry) -> None:
    """Remove the folders that the relocation had made where nothing ever came into them."""
    with suppress(OSError):
        if entry.target_was_there and entry.target.is_dir():
            return
    remove_if_empty(entry.target)
    remove_left_parent(entry, entry.target)
