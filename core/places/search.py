"""What a search for candidates looks for."""

from pathlib import Path

from msgspec import Struct

from core.model.places_root import PlacesRoot
from core.model.settings import PlaceKind, Scope


class Search(Struct, frozen=True, kw_only=True):
    """A new folder for one place of a project.

    ``needed_bytes`` is what the move would carry to another volume; on the same one a rename needs no room.
    ``forbidden`` are the folders in which policy wants no places.
    ``root`` says below which folder places are made: where somebody chose one, only it and what the person named count.
    """

    kind: PlaceKind
    scope: Scope = Scope.PROJECT
    project: Path
    current: Path
    environment: Path
    consider: tuple[Path, ...] = ()
    needed_bytes: int = 0
    root: PlacesRoot = PlacesRoot()
    forbidden: tuple[Path, ...] = ()
