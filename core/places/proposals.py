"""Roots below which a project's places could lie, in the order in which they come to mind."""

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from core.places.paths import nearest_existing
from core.system.facts import SystemFacts, Volume, VolumeKind

_FOLDER = "wheelyard"


class Proposal(Struct, frozen=True):
    """One root, why it is proposed, and whether the person named it."""

    root: Path
    reason: str
    named: bool = False


def proposals(project: Path, consider: tuple[Path, ...], facts: SystemFacts) -> Iterator[Proposal]:
    """Yield roots: the person's own, the project's volume, the other fixed volumes, the local data folder."""
    for folder in consider:
        yield Proposal(folder, "You named this folder.", named=True)
    own = facts.volume_of(project)
    at_top = _top_folder(own) if own is not None else None
    if at_top is not None:
        yield Proposal(at_top, "It is at the top of the project's own volume.")
    yield Proposal(project.parent / f".{_FOLDER}", "It is beside the project, on its own volume.")
    for volume in facts.volumes():
        if volume.kind is VolumeKind.FIXED and (own is None or volume.root != own.root):
            top = _top_folder(volume)
            if top is not None:
                yield Proposal(top, f"It is on another volume of this computer, {volume.root}.")
    yield Proposal(facts.local_data_folder() / _FOLDER / "places", "It is in your folder for local data.")


def _top_folder(volume: Volume) -> Path | None:
    """Return a folder at the volume's top where the person may make or use one; not in the root of a POSIX system."""
    if str(volume.root) == "/":
        return None
    folder = volume.root / _FOLDER
    return folder if not volume.read_only and os.access(nearest_existing(folder), os.W_OK) else None
