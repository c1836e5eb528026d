"""Environments whose files are links into a cache (uv's link mode ``symlink``): they break when the cache moves."""

from itertools import islice
from pathlib import Path

from core.places.paths import is_inside

_MOST_LOOKED_AT = 5000
"""Entries of an environment's packages: uv links all files of a package alike, so a part tells for the whole."""


def links_into(environment: Path, cache: Path) -> bool:
    """Return whether packages in ``environment`` are links into ``cache``; False for what cannot be looked at."""
    packages = (*environment.glob("lib/python*/site-packages"), environment / "Lib" / "site-packages")
    for folder in packages:
        for level in ("*", "*/*"):
            for entry in islice(folder.glob(level), _MOST_LOOKED_AT):
                if entry.is_symlink() and is_inside(entry, cache):
                    return True
    return False
