"""The old place after a relocation: put aside, brought back by an undo, removed when the new one has proved itself."""

import threading
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from core.model.measurements import RelocationHow
from core.model.project import InputError
from core.model.settings import PlaceKind, Scope
from core.places.cache_lock import hold, is_used
from core.places.folders import holds, is_link
from core.places.journal import Entry, Journal, Step
from core.places.layout import ALL_PROJECTS, project_key
from core.places.moving import MARK, arrival_of
from core.places.own_files import is_own, mark_file, mark_own, remove_if_empty, remove_own_tree
from core.places.paths import same_folder
from core.places.target import is_uv_environment

_PATIENCE_SECONDS = 2.0


def retire(entry: Entry, journal: Journal) -> Entry:
    """Put the old place aside under a name that nothing uses, and return the entry that says where it is.

    A copied cache is renamed beside itself; where that is refused, and where an environment starts afresh, the old
    place stays under its name. Either way it is removed by ``remove_leftover`` and not before.
    """
    if entry.how is not RelocationHow.COPIED:
        return journal.write(replace(entry, retired=entry.origin)) if entry.origin.is_dir() else entry
    aside = aside_of(entry)
    if not entry.origin.exists():  # an interrupted retirement came this far
        return journal.write(replace(entry, retired=aside)) if aside.is_dir() else entry
    entry = journal.write(replace(entry, retired=aside))
    try:
        mark_own(entry.origin, _mark_of(entry))
        with hold(entry.origin, threading.Event(), lambda _who: None, _PATIENCE_SECONDS):
            pass
        entry.origin.rename(aside)
    except (OSError, InputError):
        return journal.write(replace(entry, retired=entry.origin))
    return entry


def bring_back(entry: Entry) -> None:
    """Give a retired place its old name again; raises InputError where that is taken by now, OSError.

    Nothing happens where it never lost its name.
    """
    aside = aside_of(entry)
    if aside.is_dir():
        if holds(entry.origin):
            raise InputError(
                f"The old folder {entry.origin} is in use by something else now.",
                f"Move that away first; the {entry.kind.words} stays where it is.",
            )
        with suppress(OSError):
            entry.origin.rmdir()
        aside.rename(entry.origin)
    with suppress(OSError):
        mark_file(entry.origin, _mark_of(entry)).unlink()


def put_aside_again(entry: Entry) -> None:
    """Undo ``bring_back``, as well as it goes."""
    with suppress(OSError):
        mark_own(entry.origin, _mark_of(entry))
        if entry.retired == aside_of(entry):
            entry.origin.rename(aside_of(entry))


def give_up_target(entry: Entry) -> Entry:
    """Return the entry of an undone copy with the copy as what is to be removed; its old place serves again."""
    try:
        mark_own(entry.target, _mark_of(entry))
    except OSError:
        return replace(entry, retired=None)
    return replace(entry, retired=entry.target)


def remove_leftover(entry: Entry, journal: Journal, stop: threading.Event) -> bool:
    """Remove the folder that a relocation left, and return whether it is gone.

    From the first file on there is no way back to it, and the journal says so before. A cache that a uv uses is left
    for another time, and so is what cannot be removed now. An old environment goes only where uv says that it made it.
    """
    folder = entry.retired
    if folder is None or stop.is_set() or not folder.parent.exists():
        return False  # without the folder around it, its drive is not connected as a rule: another time
    if is_link(folder):  # somebody has put it there since, and it leads to what is theirs
        journal.write(replace(entry, retired=None))
        return False
    if entry.kind is PlaceKind.CACHE and _is_used(folder):
        return False
    if entry.how is RelocationHow.FRESH and not is_own(folder, _mark_of(entry)):
        if not _is_disposable(entry, folder):
            journal.write(replace(entry, retired=None))
            return False
        with suppress(OSError):
            mark_own(folder, _mark_of(entry))
    if entry.step is Step.DONE:
        entry = journal.step(entry, Step.SETTLED)
    for mark in (_mark_of(entry), MARK, arrival_of(entry)):
        remove_own_tree(folder, mark)
    gone = not folder.exists()
    if gone or not any(is_own(folder, mark) for mark in (_mark_of(entry), MARK, arrival_of(entry))):
        journal.write(replace(entry, retired=None))
    remove_left_parent(entry, folder)
    return gone


def remove_left_parent(entry: Entry, place: Path) -> None:
    """Remove the folder above a place that has gone from it, where Wheelyard made it for this project's places only."""
    if place.parent.name in {project_key(entry.project), ALL_PROJECTS}:
        remove_if_empty(place.parent)


def forget_leftovers(folder: Path, journal: Journal) -> None:
    """Keep a folder that is taken up again: no relocation may remove it any more as what it once left."""
    for entry in journal.with_leftovers():
        if entry.retired is not None and same_folder(entry.retired, folder):
            for mark in (_mark_of(entry), MARK, arrival_of(entry)):
                with suppress(OSError):
                    mark_file(folder, mark).unlink()
            journal.write(replace(entry, retired=None))


def is_proved_in(folder: Path, entry: Entry, journal: Journal) -> bool:
    """Return whether a sync that succeeded with the place in ``folder`` shows that what ``entry`` left may go.

    It does in the folder that ``entry`` gave the place, or gave back to it, and in each one that other relocations of
    the place and their undoings lead on to from there. A folder that somebody else chose proves nothing.
    """
    ways = [
        (each.target, each.origin) if each.step is Step.UNDONE else (each.origin, each.target)
        for each in journal.readable()
        if (each.in_force or each.step is Step.UNDONE) and _is_of_same_place(each, entry)
    ]
    reached = [entry.origin if entry.step is Step.UNDONE else entry.target]
    for place in reached:  # grows as it goes
        if same_folder(place, folder):
            return True
        reached += [to for start, to in ways if to not in reached and same_folder(start, place)]
    return False


def aside_of(entry: Entry) -> Path:
    """Return where the old place of a copy is put until it is removed."""
    return entry.origin.with_name(f"{entry.origin.name}.retired-{entry.name}")


def _is_disposable(entry: Entry, folder: Path) -> bool:
    """Return whether an old place that was not copied may go: uv's environment, or a temp folder made by us.

    An environment that never came to be is an empty folder, and goes as well.
    """
    if entry.kind is PlaceKind.TEMP:
        return True
    return entry.kind is PlaceKind.ENVIRONMENT and (is_uv_environment(folder) or _is_empty(folder))


def _is_empty(folder: Path) -> bool:
    try:
        return folder.is_dir() and not holds(folder)
    except OSError:
        return False


def _is_of_same_place(one: Entry, other: Entry) -> bool:
    """Return whether two relocations are about one and the same setting."""
    if (one.kind, one.scope) != (other.kind, other.scope):
        return False
    return one.scope is Scope.USER or same_folder(one.project, other.project)


def _is_used(cache: Path) -> bool:
    try:
        return is_used(cache)
    except OSError:
        return True


def _mark_of(entry: Entry) -> str:
    return f"retired-{entry.name}"
