"""What a search for candidates looks for."""

from pathlib import Path

from msgspec import Struct

from core.model.settings import PlaceKind, Scope


class Search(Struct, frozen=True, kw_only=True):
    """A new folder for one place of a project; ``needed_bytes`` is what would move there."""

    kind: PlaceKind
    scope: Scope = Scope.PROJECT
    project: Path
    current: Path
    environment: Path
    consider: tuple[Path, ...] = ()
    needed_bytes: int = 0
