"""What of a cache stays on the disk when it goes from the cache: files that environments have hard links to."""

import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic

from core.model.measurements import Held
from core.places.cache_contents import CacheCensus
from core.places.usage import Stopped, is_real_folder, walk

_MOST_SECONDS = 5.0


def linked_elsewhere(
    census: CacheCensus, gone: Iterable[str], stop: threading.Event, *, seconds: float = _MOST_SECONDS
) -> Held | None:
    """Return the files in the units ``gone`` that also have names outside of them; None where that takes too long.

    uv's link mode hardlink, the usual one, gives a file a second name in each environment. Raises Stopped when
    ``stop`` is set. A listing on Windows tells no number of names, so each file is asked for it there.
    """
    deadline = monotonic() + seconds
    left: dict[tuple[int, int], tuple[int, int]] = {}
    for status in _statuses(census, gone, stop):
        if monotonic() > deadline:
            return None
        if status.st_nlink < 2:
            continue
        key = (status.st_dev, status.st_ino)
        names, size = left.pop(key, (status.st_nlink, status.st_size))
        if names > 1:
            left[key] = (names - 1, size)
    return Held(len(left), sum(size for _, size in left.values()))


def _statuses(census: CacheCensus, gone: Iterable[str], stop: threading.Event) -> Iterator[os.stat_result]:
    """Yield what the system knows of each file in the units; what vanishes or cannot be read is passed over."""
    for unit in gone:
        if stop.is_set():
            raise Stopped
        path = census.root / Path(unit)
        if not census.units[unit].is_folder:
            yield from _status(str(path))
            continue
        try:
            for entry in walk(path, stop):
                if is_real_folder(entry):
                    continue
                status = entry.stat(follow_symlinks=False)
                if status.st_nlink > 0:
                    yield status
                else:
                    yield from _status(entry.path)
        except OSError:
            continue


def _status(path: str) -> Iterator[os.stat_result]:
    try:
        yield os.lstat(path)
    except OSError:
        return
