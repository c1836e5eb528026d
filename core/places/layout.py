"""Names of a project's own folders: short, readable, and different for different projects."""

import hashlib
from pathlib import Path

from core.model.settings import PlaceKind, Scope
from core.places.paths import plain

_MOST_READABLE = 20
ALL_PROJECTS = "all-projects"


def project_key(project: Path) -> str:
    """Return a folder name of at most 27 ASCII characters: the project's name and six hex digits of its path."""
    readable = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in project.name)
    digest = hashlib.sha256(plain(project).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{readable.strip('-')[:_MOST_READABLE] or 'project'}-{digest[:6]}"


def place_below(root: Path, project: Path, kind: PlaceKind, scope: Scope = Scope.PROJECT) -> Path:
    """Return the folder of one kind below ``root``: the project's own, or the one of all the person's projects."""
    return root / (project_key(project) if scope is Scope.PROJECT else ALL_PROJECTS) / kind.value
