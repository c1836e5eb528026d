"""What a cache has gained: the names of its entries, without the bulk that they refer to."""

import os
from collections.abc import Iterator
from pathlib import Path

_BUCKETS = ("wheels-v*", "sdists-v*", "simple-v*")
"""Pointers to unpacked wheels, built source distributions, index pages: what uv puts down when a part is done."""

_DEEPEST = 6
_SOURCES = "src"


def entries_in(cache: Path) -> frozenset[str]:
    """Return the entries of a cache by their paths in it; what cannot be read counts as not there.

    Unpacked archives and sources are not looked into, so it takes time by the packages and not by their files. Files
    that are only locks do not count: they are made before there is anything to lock.
    """
    found: set[str] = set()
    for pattern in _BUCKETS:
        try:
            buckets = list(cache.glob(pattern))
        except OSError:
            continue
        for bucket in buckets:
            found.update(os.path.relpath(path, cache) for path in _entries(str(bucket), _DEEPEST))
    return frozenset(found)


def _entries(folder: str, depth: int) -> Iterator[str]:
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError:
        return
    for entry in entries:
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
        except OSError:
            continue
        if is_folder and entry.name != _SOURCES and depth > 1:
            yield from _entries(entry.path, depth - 1)
        elif not is_folder and not entry.name.endswith(".lock"):
            yield entry.path
