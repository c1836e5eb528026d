"""A model of a cache: its folders empty and its pointers as they are, on which uv itself shows what it would remove.

uv has no dry run of its cleaning, and its rules and the buckets it knows change from version to version. Over the
model the very uv that will run does its very work, in a moment and without harm.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.places.cache_contents import CacheCensus, family_of
from core.places.own_files import mark_own, remove_own_tree

_MARK = "model"
_LOOKED_INTO = ("metadata.msgpack",)
"""Files whose text uv reads to know whose folder it is."""


@contextmanager
def cache_model(census: CacheCensus, *, every_file: bool) -> Iterator[Path]:
    """Make a model of the cache while the block runs, and give its folder.

    ``every_file`` is for the cleaning of packages, which takes single files; without it folders and pointers are
    enough. Raises OSError where there is no room in the temp folder.
    """
    # An empty variable or a folder that is gone is tempfile's to find out: it takes the next one that serves.
    holder = Path(tempfile.mkdtemp(prefix="wheelyard-"))
    mark_own(holder, _MARK)
    model = holder / "cache"
    try:
        model.mkdir()
        for path in census.units:
            if _is_modelled(path, census, every_file=every_file):
                _add(census, path, model)
            else:
                (model / path).parent.mkdir(parents=True, exist_ok=True)
        yield model
    finally:
        remove_own_tree(holder, _MARK)


def gone_from(model: Path, census: CacheCensus, *, every_file: bool) -> frozenset[str]:
    """Return the units that uv removed from the model; one that is not in it shares the fate of its folder."""
    gone: set[str] = set()
    for path in census.units:
        modelled = _is_modelled(path, census, every_file=every_file)
        if not os.path.lexists(model / path if modelled else (model / path).parent):
            gone.add(path)
    return frozenset(gone)


def _is_modelled(path: str, census: CacheCensus, *, every_file: bool) -> bool:
    if every_file or path in census.pointers or census.units[path].is_folder:
        return True
    return family_of(path.partition("/")[0]) not in {"wheels", "sdists", "simple", "flat-index"}


def _add(census: CacheCensus, path: str, model: Path) -> None:
    place = model / path
    if census.units[path].is_folder:
        place.mkdir(parents=True, exist_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    original = census.root / path
    # What vanished or cannot be read has no say: uv's own lock files, or another uv at work.
    with suppress(OSError):
        if original.is_symlink():
            place.symlink_to(os.readlink(original))  # noqa: PTH115 - the text as it is
        elif path in census.pointers or place.name in _LOOKED_INTO:
            shutil.copyfile(original, place)
        else:
            place.touch()
