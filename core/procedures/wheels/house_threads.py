"""Bringing many files at once, in threads that a cancelled task stops without waiting for a server."""

import asyncio
import threading
from collections.abc import Sequence
from contextlib import suppress

from core.network.fetch_errors import FetchStoppedError
from core.procedures.wheels.house_filling import Filling
from core.procedures.wheels.house_progress import HouseProgress
from core.procedures.wheels.house_values import FilledFile, UnfilledFile
from core.uv.lock_values import LockedFile

AT_ONCE = 4
_LAST_WAIT = 2.0
"""Seconds for threads that are stopped; one that waits for a server's first word ends by itself, and writes nothing."""


async def bring_all(
    filling: Filling, files: Sequence[LockedFile], progress: HouseProgress
) -> tuple[tuple[FilledFile, ...], tuple[UnfilledFile, ...]]:
    """Bring the files in, AT_ONCE at a time; return those that came and those that did not, in their order.

    When the task is cancelled the threads are stopped; what has come is kept.
    """
    work = _Work(filling, files, progress)
    threads = [threading.Thread(target=work.run, name="fetches", daemon=True) for _ in range(min(AT_ONCE, len(files)))]
    if not threads:
        return (), ()
    work.running = len(threads)
    for thread in threads:
        thread.start()
    try:
        await asyncio.wait([work.ended])
    except asyncio.CancelledError:
        filling.stop()
        await asyncio.wait([work.ended], timeout=_LAST_WAIT)
        raise
    return work.ended.result()


_Brought = tuple[tuple[FilledFile, ...], tuple[UnfilledFile, ...]]


class _Work:
    """What the threads share."""

    def __init__(self, filling: Filling, files: Sequence[LockedFile], progress: HouseProgress) -> None:
        self._filling = filling
        self._waiting = list(reversed(list(enumerate(files))))
        self._progress = progress
        self._lock = threading.Lock()
        self._loop = asyncio.get_running_loop()
        self._results: dict[int, FilledFile | UnfilledFile] = {}
        self._defect: Exception | None = None
        self.running = 0
        self.ended: asyncio.Future[_Brought] = self._loop.create_future()

    def run(self) -> None:
        """Bring one file after the other until none is left."""
        try:
            while (work := self._next()) is not None:
                number, file = work
                result = self._filling.bring(file)
                self._keep(number, result)
                self._progress.ended(file.file)
        except FetchStoppedError:
            pass
        except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
            self._defect = error
            self._filling.stop()
        with self._lock:
            self.running -= 1
            is_last = self.running == 0
        if is_last:
            with suppress(RuntimeError):  # the loop has ended meanwhile, and nobody waits any more
                self._loop.call_soon_threadsafe(self._end)

    def _next(self) -> tuple[int, LockedFile] | None:
        with self._lock:
            return self._waiting.pop() if self._waiting else None

    def _keep(self, number: int, result: FilledFile | UnfilledFile) -> None:
        with self._lock:
            self._results[number] = result
            if isinstance(result, UnfilledFile) and result.fatal:
                self._waiting.clear()

    def _end(self) -> None:
        if self.ended.done():
            return
        if self._defect is not None:
            self.ended.set_exception(self._defect)
            return
        results = [self._results[number] for number in sorted(self._results)]
        filled = tuple(each for each in results if isinstance(each, FilledFile))
        self.ended.set_result((filled, tuple(each for each in results if isinstance(each, UnfilledFile))))
