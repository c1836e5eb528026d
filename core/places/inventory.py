"""What one place holds: counted in a thread, with what a cache holds in it, and what could not be read."""

import errno
import os
import threading
from pathlib import Path

from msgspec import Struct

from core.model.measurements import CacheContents, Held
from core.places.cache_contents import CacheCensus, held_of, take_census
from core.places.counting import Counter
from core.places.target import is_uv_cache
from core.places.usage import OnTick


class Found(Struct, frozen=True, kw_only=True):
    """What was found in one place; ``trouble`` is a sentence where not everything could be read."""

    exists: bool
    held: Held = Held()
    contents: CacheContents | None = None
    trouble: str | None = None


def look_at(place: Path, stop: threading.Event, on_tick: OnTick, *, may_be_cache: bool) -> Found:
    """Count one place; what cannot be read costs its folder and is told. Raises Stopped when ``stop`` is set."""
    trouble = Trouble()
    try:
        if not place.is_dir():
            return Found(exists=False, trouble=f"{place} is no folder." if os.path.lexists(place) else None)
        counter = Counter(stop, on_tick, trouble.add)
        if may_be_cache and is_uv_cache(place):
            census = take_census(place, counter)
            return Found(exists=True, held=census.held(), contents=census.contents(), trouble=trouble.sentence(place))
        held = held_of(counter.below(str(place)))
    except OSError as error:
        if error.errno == errno.ENOENT:
            return Found(exists=False)
        trouble.add(error)
        return Found(exists=True, trouble=trouble.sentence(place))
    return Found(exists=True, held=held, trouble=trouble.sentence(place))


def census_of(cache: Path, stop: threading.Event, on_tick: OnTick) -> CacheCensus:
    """Take the census of a cache, all of it or none.

    Raises OSError where a part cannot be read, Stopped when ``stop`` is set.
    """
    return take_census(cache, Counter(stop, on_tick))


class Trouble:
    """What could not be read in a place: how often, and the first in full."""

    def __init__(self) -> None:
        self._times = 0
        self._first: OSError | None = None

    def add(self, error: OSError) -> None:
        """Note one more."""
        self._times += 1
        self._first = self._first or error

    def sentence(self, place: Path) -> str | None:
        """Say it for a person, None where everything could be read."""
        if self._first is None:
            return None
        number = getattr(self._first, "winerror", None) or self._first.errno
        where = self._first.filename or place
        others = f", and {self._times - 1} more" if self._times > 1 else ""
        return (
            f"{where} could not be read{others}: {self._first.strerror} (os error {number}). It is not in the figures."
        )
