"""A file that another program holds for a moment is tried again before it is named."""

import errno
import os
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4)
_HELD = frozenset(
    # How Linux says a sharing violation on a Windows share. Windows itself says "denied" for held and forbidden alike.
    {errno.EBUSY, errno.ETXTBSY} | ({errno.EACCES} if os.name == "nt" else set())
)


def patiently(work: Callable[[], T], held: frozenset[int] = _HELD) -> T:
    """Return what ``work`` returns; an OSError with a number in ``held`` is tried again for less than a second."""
    for pause in _PAUSES:
        try:
            return work()
        except OSError as error:
            if error.errno not in held:
                raise
        time.sleep(pause)
    return work()
