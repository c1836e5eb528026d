"""Saying how far the files of a wheelhouse have come, from the threads that bring them."""

import asyncio
import threading
import time
from contextlib import suppress

from core.jobs import JobScope
from core.model.events import FilesProgressed

_PAUSE = 0.05


class HouseProgress:
    """Counts what several threads bring, and says it on the loop at most every 50 ms."""

    def __init__(self, scope: JobScope, total: int, total_bytes: int | None) -> None:
        """Make it on the loop's thread; ``total_bytes`` is None where a size is not known."""
        self._scope = scope
        self._loop = asyncio.get_running_loop()
        self._total = total
        self._total_bytes = total_bytes
        self._lock = threading.Lock()
        self._done = self._bytes = 0
        self._said = 0.0

    def went_on(self, file: str, size: int) -> None:
        """Count bytes of a file; a negative number takes some back."""
        with self._lock:
            self._bytes += size
            if time.monotonic() - self._said >= _PAUSE:
                self._say(file)

    def ended(self, file: str) -> None:
        """Count a file that will not go on any more."""
        with self._lock:
            self._done += 1
            self._say(file)

    def _say(self, file: str) -> None:
        self._said = time.monotonic()
        event = FilesProgressed(
            job=self._scope.job,
            project=self._scope.project,
            done=self._done,
            total=self._total,
            done_bytes=self._bytes,
            total_bytes=self._total_bytes,
            file=file,
        )
        with suppress(RuntimeError):  # the loop was closed while the thread ended
            self._loop.call_soon_threadsafe(self._scope.emit, event)
