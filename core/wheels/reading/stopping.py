"""How reading is stopped from outside: a question that is asked every now and then."""

from collections.abc import Callable

Stopped = Callable[[], bool]
"""Whether reading shall end; cheap, and asked often."""


class ReadingStoppedError(Exception):
    """Reading was stopped before its end; it never leaves the readers."""


def never() -> bool:
    """Let reading go on to its end."""
    return False


def go_on(stopped: Stopped) -> None:
    """Raise ReadingStoppedError if reading shall end."""
    if stopped():
        raise ReadingStoppedError
