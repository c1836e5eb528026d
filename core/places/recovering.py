"""What an interrupted relocation left: finished where the new place is whole, else taken back."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from core.model.measurements import RelocationHow
from core.model.project import InputError
from core.places.folders import holds
from core.places.journal import Entry, Journal, Step
from core.places.moving import arrival_of
from core.places.own_files import is_own
from core.places.relocation import Apply, finish, take_back_unfinished
from core.places.retiring import aside_of, bring_back, give_up_target

Chosen = Callable[[Entry], Path | None]
"""Tells which folder the setting names for an entry's place now."""


def recover(entry: Entry, journal: Journal, apply: Apply, chosen: Chosen) -> str:
    """Finish an interrupted relocation or take it back, and return the sentence that says which.

    Nothing is lost either way, and a folder that somebody chose since is not overwritten. Raises OSError or InputError
    where the disk refuses; the entry then stays interrupted, and the next start tries again.
    """
    _check_reachable(entry)
    of_what = f"The move of the {entry.kind.words} of {entry.project.name} to {entry.target}, which was interrupted,"
    if entry.step is Step.UNDOING:
        return _recover_undo(entry, journal, apply, chosen)
    if not _has_arrived(entry):
        before_switch = entry.step is not Step.SWITCHED
        if not before_switch and _still(entry, chosen):
            apply(entry, entry.before)
        take_back_unfinished(entry, journal)
        return f"{of_what} was taken back: it is in {entry.origin} as before."
    if _still(entry, chosen):
        apply(entry, entry.after)
    finish(entry, journal, lambda _tick: None)
    return f"{of_what} was finished."


def _check_reachable(entry: Entry) -> None:
    """Raise InputError where nothing is left of a place that was renamed, nor of the folders around it.

    Then a drive is not connected as a rule, and which of the two names the place has there cannot be known.
    """
    if entry.how is not RelocationHow.RENAMED or entry.step is Step.PLANNED:
        return
    if not any(folder.exists() for folder in (entry.origin.parent, entry.target.parent)):
        raise InputError(
            f"Neither {entry.origin} nor {entry.target} is there. Connect the drive that they are on; if they are gone "
            f"for good, make the folder {entry.origin}.",
            "The relocation is finished or taken back when one of them is there.",
        )


def _recover_undo(entry: Entry, journal: Journal, apply: Apply, chosen: Chosen) -> str:
    of_what = f"The way back of the {entry.kind.words} of {entry.project.name} to {entry.origin}"
    if not _is_back(entry):
        journal.step(entry, Step.DONE)
        return f"{of_what}, which was interrupted, was not taken: it is in {entry.target}."
    if _still(entry, chosen):
        apply(entry, entry.before)
    journal.step(give_up_target(entry) if entry.how is RelocationHow.COPIED else entry, Step.UNDONE)
    return f"{of_what}, which was interrupted, was finished."


def _is_back(entry: Entry) -> bool:
    match entry.how:
        case RelocationHow.FRESH:
            return True
        case RelocationHow.RENAMED:
            return entry.origin.is_dir() and not holds(entry.target)
        case RelocationHow.COPIED:
            if holds(aside_of(entry)):
                with suppress(OSError, InputError):
                    bring_back(entry)
            return holds(entry.origin)


def _has_arrived(entry: Entry) -> bool:
    """Return whether the new place is whole and only the rest of the steps is missing; asks the disk, too."""
    far = entry.step in {Step.MOVED, Step.SWITCHED}
    match entry.how:
        case RelocationHow.FRESH:
            return far
        case RelocationHow.RENAMED:
            moved = far or (entry.step is Step.MOVING and not holds(entry.origin))
            return moved and holds(entry.target)
        case RelocationHow.COPIED:
            return is_own(entry.target, arrival_of(entry)) or (far and holds(entry.target))


def _still(entry: Entry, chosen: Chosen) -> bool:
    """Return whether the setting is what this relocation knows of; else somebody has chosen otherwise since."""
    return chosen(entry) in {entry.before.folder, entry.after.folder}
