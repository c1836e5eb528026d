"""Environments whose files are links into a cache (uv's link mode ``symlink``): they break when the cache moves."""

from contextlib import suppress
from itertools import islice
from pathlib import Path

from core.places.paths import is_inside

_MOST_LOOKED_AT = 5000
"""Entries of an environment's packages: uv links all files of a package alike, so a part tells for the whole."""


def links_into(environment: Path, cache: Path) -> bool:
    """Return whether packages in ``environment`` are links into ``cache``; False for what cannot be looked at.

    What a uv that is at work there takes away in the meantime is passed over.
    """
    packages = (*_listed(environment / "lib", "python*/site-packages"), environment / "Lib" / "site-packages")
    for folder in packages:
        entries = _listed(folder, "*")
        below = (inner for entry in entries if not entry.is_symlink() for inner in _listed(entry, "*"))
        for level in (entries, below):
            for entry in islice(level, _MOST_LOOKED_AT):
                if entry.is_symlink() and is_inside(entry, cache):
                    return True
    return False


def _listed(folder: Path, pattern: str) -> list[Path]:
    found: list[Path] = []
    with suppress(OSError):
        found.extend(islice(folder.glob(pattern), _MOST_LOOKED_AT))
    return found
