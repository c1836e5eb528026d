"""Blocking work that asks the system, waited for no longer than is said."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


class NotInTimeError(Exception):
    """The work did not answer in time; its thread is left to end by itself."""


async def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what ``work`` returns, from a thread of its own; raises NotInTimeError after ``seconds``.

    A thread of the loop's own pool would be waited for at the program's end, and a share that is gone can hold up one
    call for a minute.
    """
    answer = in_daemon(work, "asks-the-system")
    done, _ = await asyncio.wait([answer], timeout=seconds)
    if not done:
        answer.cancel()
        raise NotInTimeError
    return answer.result()


def in_daemon(work: Callable[[], T], name: str) -> "asyncio.Future[T]":
    """Return the future answer of ``work``, which runs in a daemon thread called ``name``; what it raises is raised."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def tell(result: T | None, error: Exception | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)  # type: ignore[arg-type] # without an error it is the work's own result

    def run() -> None:
        result, trouble = None, None
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
            trouble = error
        with suppress(RuntimeError):  # the loop has ended meanwhile, and nobody waits any more
            loop.call_soon_threadsafe(tell, result, trouble)

    threading.Thread(target=run, name=name, daemon=True).start()
    return answer
