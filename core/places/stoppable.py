"""File work in a thread that a cancelled task stops, and that never outlives the task."""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

from core.places.usage import Stopped

T = TypeVar("T")


async def in_thread(work: Callable[[threading.Event], T]) -> T:
    """Run ``work`` in a thread, handing it the event that asks it to stop.

    When the task is cancelled, the event is set and the thread waited for: if it stops, CancelledError is raised; if
    it had passed its point of no return and finished, its result is returned, since what it did is done.
    """
    stop = threading.Event()
    thread = asyncio.ensure_future(asyncio.to_thread(work, stop))
    cancelled = False
    while not thread.done():
        try:
            await asyncio.wait([thread])
        except asyncio.CancelledError:
            stop.set()
            cancelled = True
    try:
        result = thread.result()
    except Stopped:
        raise asyncio.CancelledError from None
    if cancelled and (task := asyncio.current_task()) is not None:
        task.uncancel()
    return result
