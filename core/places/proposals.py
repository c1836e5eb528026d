"""Roots below which a project's places could lie, in the order in which they are measured."""

import itertools
import os
import stat
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from core.model.places_root import Decider
from core.places.paths import nearest_existing, same_folder
from core.places.search import Search
from core.places.usage import leads_elsewhere
from core.system.facts import SystemFacts, Volume, VolumeKind

_FOLDER = "wheelyard"
_MOST_LISTED = 200
_MOST_OF_A_VOLUME = 4


class Why(StrEnum):
    """How a proposal came about, as far as it matters for choosing."""

    NAMED = "named"
    ROOT = "root"
    OWN = "own"
    SHARED = "shared"


class Proposal(Struct, frozen=True):
    """One root, the sentence that says why it is proposed, and how it came about."""

    root: Path
    reason: str
    why: Why = Why.OWN


def proposals(search: Search, facts: SystemFacts) -> Iterator[Proposal]:
    """Yield roots: the person's own, the chosen one, Dev Drives, near the project, local data, other volumes.

    Folders that are at the top of a volume already come last: others of the computer may use them, too.
    """
    for folder in search.consider:
        yield Proposal(folder, "You named this folder.", Why.NAMED)
    root = search.root
    if root.folder is not None:
        by = "Policy names it" if root.decided_by is Decider.POLICY else "You chose it"
        yield Proposal(root.folder, f"{by} as the root of places.", Why.ROOT)
    yield from _own(search, facts)
    if not facts.may_write_anywhere():
        # Who may would put things into folders of others only because nothing keeps them from it.
        yield from _shared(facts)


def _own(search: Search, facts: SystemFacts) -> Iterator[Proposal]:
    """Yield folders that would be Wheelyard's own: at the top of volumes, beside the project, in local data."""
    own = facts.volume_of(search.project)
    tops = {each.root: top for each in _fixed(facts) if (top := _top_folder(each, facts)) is not None}
    for volume in _fixed(facts):
        if volume.dev_drive and volume.root in tops:
            yield Proposal(tops[volume.root], f"It is at the top of the Dev Drive {volume.root}.")
    if own is not None and own.root in tops:
        yield Proposal(tops[own.root], "It is at the top of the project's own volume.")
    yield Proposal(search.project.parent / f".{_FOLDER}", "It is beside the project, on its own volume.")
    yield Proposal(facts.local_data_folder() / _FOLDER / "places", "It is in your folder for local data.")
    for root, top in tops.items():
        if own is None or root != own.root:
            yield Proposal(top, f"It is on another volume of this computer, {root}.")


def _shared(facts: SystemFacts) -> Iterator[Proposal]:
    """Yield folders below those that are at the top of a volume already, a few of each volume."""
    for volume in _fixed(facts):
        for folder in _folders_at_top(volume, facts):
            reason = f"It is in {folder}, a folder at the top of {volume.root} that others here may use, too."
            yield Proposal(folder / _FOLDER, reason, Why.SHARED)


def _fixed(facts: SystemFacts) -> list[Volume]:
    return [each for each in facts.volumes() if each.kind is VolumeKind.FIXED and not each.read_only]


def _top_folder(volume: Volume, facts: SystemFacts) -> Path | None:
    """Return a folder at the volume's top where the person may make or use one; not in what the system keeps."""
    if facts.belongs_to_system(volume.root):
        return None
    folder = volume.root / _FOLDER
    return folder if os.access(nearest_existing(folder), os.W_OK) else None


def _folders_at_top(volume: Volume, facts: SystemFacts) -> list[Path]:
    """Return a few folders at the volume's top that the person may write to and that are nobody's in particular.

    Hidden ones, links and those of the system are not; of a volume that is mounted inside the system's own folders,
    none is. What Windows says of rights is not the whole truth; the probe finds that out.
    """
    if facts.belongs_to_system(volume.root) and volume.root != Path(volume.root.anchor):
        return []
    try:
        with os.scandir(volume.root) as entries:
            found = [Path(each.path) for each in itertools.islice(entries, _MOST_LISTED) if _is_ordinary(each)]
    except OSError:
        return []
    usable = (
        folder
        for folder in sorted(found)
        if folder.name.lower() != _FOLDER and not facts.belongs_to_system(folder) and os.access(folder, os.W_OK)
    )
    # A folder where another volume is mounted is that volume's top, not this one's.
    mine = (folder for folder in usable if _is_on(folder, volume, facts))
    return list(itertools.islice(mine, _MOST_OF_A_VOLUME))


def _is_on(folder: Path, volume: Volume, facts: SystemFacts) -> bool:
    there = facts.volume_of(folder)
    return there is not None and same_folder(there.root, volume.root)


def _is_ordinary(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder that is shown to people, and no link to another."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    hidden = getattr(status, "st_file_attributes", 0) & (stat.FILE_ATTRIBUTE_HIDDEN | stat.FILE_ATTRIBUTE_SYSTEM)
    return stat.S_ISDIR(status.st_mode) and not leads_elsewhere(status) and not hidden and entry.name[0] not in ".$"
