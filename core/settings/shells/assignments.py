"""What reading a script yields: variables that it sets, and lines that set something it is not known to what."""

from msgspec import Struct


class Unknown(Struct, frozen=True):
    """A value that cannot be told without running the script; ``reason`` is a sentence."""

    reason: str


class Assignment(Struct, frozen=True, kw_only=True):
    """A variable that a line of a script sets; ``value`` is empty where it takes the variable away.

    ``line`` counts from 1, ``text`` is the line, ``folder`` is where the shell stands then, None where that is not
    known. ``note`` is a sentence about something odd that was put right.
    """

    line: int
    text: str
    name: str
    value: str | Unknown
    folder: str | None
    note: str | None = None


UNDER_CONDITION = Unknown("It is set only under a condition or in a loop, and Wheelyard does not run scripts.")
"""Why a line in an `if` or a `for` counts for nothing."""
