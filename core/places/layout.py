"""Names of a project's own folders: short, readable, and different for different projects."""

import base64
import hashlib
import unicodedata
from pathlib import Path

from core.model.settings import PlaceKind, Scope
from core.places.paths import plain

_MOST_READABLE = 20
_DIGEST = 6
ALL_PROJECTS = "all-projects"
PROJECT = "{project}"
"""Stands in a root of places for the name that a project's folder has there."""


def project_key(project: Path) -> str:
    """Return a folder name of at most 27 ASCII characters: the project's name and six that tell it from its namesakes.

    The six are letters and digits of one case, 30 bits of a digest of the path, so names differ on every file system.
    With them no name is one that Windows reserves (CON, NUL, COM1, ...), and none ends in a dot or a blank.
    """
    digest = hashlib.sha256(plain(project).encode("utf-8", "surrogatepass")).digest()
    return f"{_readable(project.name) or 'project'}-{base64.b32encode(digest)[:_DIGEST].decode().lower()}"


def place_below(root: Path, project: Path, kind: PlaceKind, scope: Scope = Scope.PROJECT) -> Path:
    """Return the folder of one kind below ``root``: the project's own, or the one of all the person's projects.

    The project's name is put in where ``root`` has a place for it, and is the last folder of it otherwise.
    """
    return root_for(root, project, scope, own=True) / kind.value


def root_for(root: Path, project: Path, scope: Scope = Scope.PROJECT, *, own: bool = False) -> Path:
    """Return ``root`` for a project, or for all the person's projects: the name put in where it has a place for it.

    ``own`` says that it must be a folder of the project's own: without such a place the name is its last folder.
    """
    name = project_key(project) if scope is Scope.PROJECT else ALL_PROJECTS
    if PROJECT in str(root):
        return Path(str(root).replace(PROJECT, name))
    return root / name if own else root


def _readable(name: str) -> str:
    """Return the letters and digits of ``name`` without their accents, whatever else there is as single dashes."""
    letters = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = "".join(c if c.isascii() and (c.isalnum() or c == "_") else " " for c in letters).split()
    return "-".join(words)[:_MOST_READABLE].rstrip("-")
