"""Which packages a cache has wheels of, by the names of the folders that hold the pointers to them."""

import os
from collections.abc import Iterator
from pathlib import Path

from packaging.utils import canonicalize_name

_PATTERNS = ("wheels-v*/pypi/*", "wheels-v*/index/*/*", "wheels-v*/url/*/*", "wheels-v*/path/*/*")
"""As uv 0.13.9 lays them out: the kind of source, for all but the default index its digest, the package's name."""


def cached_names(cache: Path) -> frozenset[str]:
    """Return the normalised names of the packages of which ``cache`` holds at least one unpacked wheel.

    What cannot be read counts as not there.
    """
    return frozenset(canonicalize_name(folder.name) for folder in _folders(cache) if any(_pointers_in(folder)))


def _folders(cache: Path) -> Iterator[Path]:
    for pattern in _PATTERNS:
        try:
            yield from cache.glob(pattern)
        except OSError:
            continue


def _pointers_in(folder: Path) -> Iterator[str]:
    """Yield the pointers to unpacked archives: links on POSIX; on Windows files without the ending of uv's notes."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                notes = entry.name.endswith((".http", ".rev", ".msgpack", ".lock"))
                if entry.is_symlink() or (entry.is_file(follow_symlinks=False) and not notes):
                    yield entry.name
    except OSError:
        return
