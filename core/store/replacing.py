"""Giving a file that is whole its name, although a scanner may hold it."""

import time
from pathlib import Path

_TRIES = 9
_FIRST_PAUSE = 0.02


def replace_patiently(source: Path, target: Path) -> None:
    """Put ``source`` in the place of ``target``; a refusal is tried again for about five seconds, then raised."""
    pause = _FIRST_PAUSE
    for attempt in range(_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(pause)
            pause *= 2
        else:
            return
