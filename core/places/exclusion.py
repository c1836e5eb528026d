"""What rules a folder out before it is measured."""

import os
from collections.abc import Callable
from pathlib import Path

from core.model.settings import PlaceKind
from core.places.paths import is_inside, nearest_existing, same_folder
from core.places.search import Search
from core.system.facts import SystemFacts, VolumeKind

ROOM_MARGIN = 512 * 2**20
"""Bytes that must stay free beside what moves there; a cache that starts afresh needs them, too."""

RefusedBefore = Callable[[Path], str | None]
"""Returns the sentence about a recent rename probe that was refused in a folder, or None."""

_KINDS = {
    VolumeKind.NETWORK: "It is on a network drive, where uv's locks and renames are slow or not supported.",
    VolumeKind.REMOVABLE: "It is on a removable drive, which may be gone when uv needs it.",
    VolumeKind.RAM: "It is in memory and would be empty after a restart.",
}


def reason_against(place: Path, search: Search, facts: SystemFacts, *, named: bool) -> str | None:
    """Return the sentence that rules ``place`` out, or None; one that the person named is ruled out less easily."""
    return (
        _forbidden(place, search)
        or _where_it_is(place, search, named=named)
        or length_against(place, facts)
        or _room(place, search, facts)
        or (None if named else reservation_about(place, facts))
    )


def _forbidden(place: Path, search: Search) -> str | None:
    for folder in search.forbidden:
        if same_folder(place, folder) or is_inside(place, folder):
            return f"Policy forbids places in {folder}."
    return None


def _where_it_is(place: Path, search: Search, *, named: bool) -> str | None:
    if same_folder(place, search.current):
        return "The place is there already."
    nested = is_inside(place, search.current) or is_inside(search.current, place)
    if nested and search.kind is PlaceKind.CACHE:
        return "It and the current place lie in each other."
    if same_folder(place, search.environment) or is_inside(place, search.environment):
        return "It lies in the project's environment, which uv may remove."
    if not named and is_inside(place, search.project):
        return "It lies among the project's own files."
    return None


def length_against(place: Path, facts: SystemFacts) -> str | None:
    """Return the sentence against a path that is too long for what would lie below it, or None."""
    longest = facts.longest_good_path()
    if longest is not None and len(str(place)) > longest:
        return f"Its path has {len(str(place))} characters; above {longest}, files in it become too long for Windows."
    return None


def _room(place: Path, search: Search, facts: SystemFacts) -> str | None:
    volume = facts.volume_of(place)
    if volume is None:
        return None
    if volume.read_only:
        return f"The volume {volume.root} is read-only."
    if not os.access(nearest_existing(place), os.W_OK):
        return f"You may not write to {nearest_existing(place)}."
    carried = 0 if facts.same_volume(place, search.current) else search.needed_bytes
    if volume.free_bytes < carried + ROOM_MARGIN:
        return (
            f"{volume.root} has {volume.free_bytes / 2**30:.1f} GiB free, "
            f"and {(carried + ROOM_MARGIN) / 2**30:.1f} GiB are needed."
        )
    return None


def reservation_about(place: Path, facts: SystemFacts) -> str | None:
    """Return the sentence against the kind of place that this is, or None; it does not rule out a named folder."""
    if any(is_inside(place, folder) for folder in facts.cloud_folders()):
        return "It is synchronised with a cloud, which holds and moves files."
    if any(is_inside(place, folder) for folder in facts.temp_folders()):
        return "It is in a temp folder, which is emptied now and then."
    volume = facts.volume_of(place)
    return _KINDS.get(volume.kind) if volume is not None else None
