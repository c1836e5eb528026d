"""One rename, tried as uv tries it: at once, and again with pauses that double."""

import errno
import time
from collections.abc import Callable
from pathlib import Path

from core.places.probe_report import Round

Rename = Callable[[Path, Path], None]
Pause = Callable[[float], bool]
"""Waits for so many seconds and returns whether the probe goes on."""

_FIRST_PAUSE = 0.01
_LONGEST_PAUSE = 0.32
_REFUSALS = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN}
_WINDOWS_REFUSALS = {5, 32, 33}


def rename_folder(source: Path, target: Path) -> None:
    """Rename a folder once, as the system does it; raises OSError."""
    source.rename(target)


def rename_patiently(rename: Rename, source: Path, target: Path, deadline: float, pause: Pause) -> Round | None:
    """Try as uv tries, 10 ms doubling, but go on until the deadline on the monotonic clock, with a last try then.

    Returns None where the probe does not go on, and raises OSError for an error that is no refusal.
    """
    begun = time.monotonic()
    seconds = _FIRST_PAUSE
    first_error: int | None = None
    while True:
        try:
            rename(source, target)
        except OSError as error:
            number = refusal_of(error)
            if number is None:
                raise
            first_error = number if first_error is None else first_error
        else:
            waited = _since(begun) if first_error is not None else 0.0
            return Round(passed=True, waited_ms=waited, os_error=first_error)
        left = deadline - time.monotonic()
        if left <= 0:
            return Round(passed=False, waited_ms=_since(begun), os_error=first_error)
        if not pause(min(seconds, left)):
            return None
        seconds = min(seconds * 2, _LONGEST_PAUSE)


def refusal_of(error: OSError) -> int | None:
    """Return the system's number of a refusal that may pass, None for an error that means something else."""
    windows = getattr(error, "winerror", None)
    if windows is not None:
        return windows if windows in _WINDOWS_REFUSALS else None
    return error.errno if error.errno in _REFUSALS else None


def _since(begun: float) -> float:
    return (time.monotonic() - begun) * 1000
