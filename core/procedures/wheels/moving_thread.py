"""Work in a thread that may hang in the system: it is waited for as long as it moves."""

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from core.model.project import InputError
from core.procedures.limited import in_daemon

T = TypeVar("T")

_LOOKS_EVERY = 0.25
_LAST_WAIT = 1.0
_LONGEST_STILL = 60.0


class StillError(Exception):
    """The work did not move for too long; its thread is left to end by itself."""


class Moving:
    """What the work asks and says: whether it shall stop, and that it moved."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._moved_at = time.monotonic()

    def stop(self) -> None:
        """Ask the work to end."""
        self._stop.set()

    def stopped(self) -> bool:
        """Return whether the work shall end; asking counts as no movement."""
        return self._stop.is_set()

    def stopped_on_the_way(self) -> bool:
        """Return whether the work shall end, for work that asks only while it goes on: asking counts as movement."""
        self.moved()
        return self.stopped()

    def moved(self) -> None:
        """Say that the work went on."""
        self._moved_at = time.monotonic()

    @property
    def still_for(self) -> float:
        """Seconds since the work moved."""
        return time.monotonic() - self._moved_at


async def in_good_time(work: Callable[[Moving], T], what: str) -> T:
    """Return what ``work`` returns; raises InputError naming ``what`` where it stood still for a minute."""
    try:
        return await while_it_moves(work, still=_LONGEST_STILL)
    except StillError:
        raise InputError(
            f"{what} did not answer for {_LONGEST_STILL:.0f} s.",
            "Nothing was changed; connect the drive or the server that it lies on, and try again.",
        ) from None


async def while_it_moves(work: Callable[[Moving], T], *, still: float) -> T:
    """Return what ``work`` returns, from a daemon thread; raises StillError once it did not move for ``still`` seconds.

    When the task is cancelled the work is asked to stop and waited for one second at most: a call to a share that is
    gone ends when the system gives it up, and keeps nobody from closing the program.
    """
    moving = Moving()
    answer = in_daemon(lambda: work(moving), "looks-into-a-yard")
    try:
        await _watch(answer, moving, still)
    except BaseException:
        moving.stop()
        with suppress(asyncio.CancelledError):
            await asyncio.wait([answer], timeout=_LAST_WAIT)
        _forget(answer)
        raise
    return answer.result()


async def _watch(answer: "asyncio.Future[T]", moving: Moving, still: float) -> None:
    while not answer.done():
        if moving.still_for > still:
            raise StillError
        await asyncio.wait([answer], timeout=_LOOKS_EVERY)


def _forget(answer: "asyncio.Future[T]") -> None:
    """Let nobody be told that an answer was never looked at."""
    if not answer.done():
        answer.cancel()
    elif not answer.cancelled():
        answer.exception()
