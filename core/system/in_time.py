"""Work that asks the system and may be held up by it, waited for no longer than is said."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

Work = Callable[[list[T], float], None]
"""Appends to the list what it finds; stops by itself soon after ``time.monotonic()`` has passed the second value."""


def found_in(seconds: float, work: Work[T]) -> tuple[T, ...]:
    """Return what ``work`` has found after at most ``seconds``, complete or not; never raises for what it meets.

    It has a thread of its own that nobody waits for at the end: a share that is gone can hold up one call for a minute.
    """
    found: list[T] = []
    done = threading.Event()

    def run() -> None:
        try:
            work(found, time.monotonic() + seconds)
        except (OSError, ValueError, RuntimeError):
            pass  # what was found so far is the answer
        finally:
            done.set()

    threading.Thread(target=run, name="asks-the-system", daemon=True).start()
    done.wait(seconds)
    return tuple(found)
