"""uv's own lock of a cache, held while the cache moves: uv shares it among its runs, and cleaning takes it alone."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.model.project import InputError
from core.places.usage import Stopped
from core.system.file_lock import try_exclusive
from core.system.file_users import FileUser, users_of

LOCK_NAME = ".lock"
LOCK_SECONDS = 10.0
_TELL_AFTER = 0.3
_PAUSE = 0.1

OnWait = Callable[[str], None]
"""Hears who is waited for, in words, once that has become clear."""


@contextmanager
def hold(cache: Path, stop: threading.Event, on_wait: OnWait, seconds: float | None = None) -> Iterator[None]:
    """Hold uv's lock of ``cache`` while the block runs, waiting up to ``seconds`` (ten) for another uv to let go of it.

    Raises InputError naming the other uv when it does not, Stopped when ``stop`` is set, OSError where the lock file
    cannot be made.
    """
    begun = time.monotonic()
    told = False
    while True:
        with try_exclusive(cache / LOCK_NAME) as held:
            if held:
                yield
                return
        waited = time.monotonic() - begun
        if waited > (LOCK_SECONDS if seconds is None else seconds):
            raise _in_use(cache)
        if not told and waited > _TELL_AFTER:
            told = True
            on_wait(_named(users_of(cache / LOCK_NAME)))
        if stop.wait(_PAUSE):
            raise Stopped


def is_used(cache: Path) -> bool:
    """Return whether a uv uses ``cache`` now; raises OSError where its lock cannot be opened."""
    if not (cache / LOCK_NAME).exists():
        return False
    with try_exclusive(cache / LOCK_NAME) as held:
        return not held


def _in_use(cache: Path) -> InputError:
    who = _named(users_of(cache / LOCK_NAME))
    return InputError(f"The cache {cache} is in use by {who}.", "Wait until it has finished, or end it, and try again.")


def _named(users: tuple[FileUser, ...]) -> str:
    return ", ".join(user.words() for user in users) or "another uv"
