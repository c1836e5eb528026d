"""Giving a file that is whole its name, although a scanner may hold it."""

import time
from collections.abc import Callable
from pathlib import Path

_TRIES = 9
_FIRST_PAUSE = 0.02


def replace_patiently(source: Path, target: Path, check: Callable[[], None] | None = None) -> None:
    """Put ``source`` in the place of ``target``; a refusal is tried again for about five seconds, then raised.

    ``check`` is called right before each try; what it raises leaves both files as they are.
    """
    pause = _FIRST_PAUSE
    for attempt in range(_TRIES):
        if check is not None:
            check()
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(pause)
            pause *= 2
        else:
            return
