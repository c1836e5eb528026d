"""Saying how far the reading or copying of files came, from the threads that do it."""

import asyncio
import time
from contextlib import suppress
from pathlib import Path

from core.jobs import JobScope
from core.model.events import FilesProgressed

_PAUSE = 0.05


class FileProgress:
    """Says progress on the loop, at most every 50 ms; threads may call it, one at a time."""

    def __init__(self, scope: JobScope, total_bytes: int | None, total: int | None) -> None:
        """Make it on the loop's thread; totals are None where they are not known."""
        self._scope = scope
        self._loop = asyncio.get_running_loop()
        self._total = total
        self._total_bytes = total_bytes
        self._bytes = 0
        self._files: dict[Path, None] = {}
        self._said = 0.0

    def went_on(self, file: Path, size: int) -> None:
        """Say that ``file`` is under way and went on by ``size`` bytes."""
        is_new = file not in self._files
        self._files[file] = None
        self._bytes += size
        if is_new or time.monotonic() - self._said >= _PAUSE:
            self._say(len(self._files) - 1, file)

    def ended(self, file: Path, size: int) -> None:
        """Say that all of ``file`` is done."""
        self._files[file] = None
        self._bytes += size
        self._say(len(self._files), file)

    def _say(self, done: int, file: Path) -> None:
        self._said = time.monotonic()
        event = FilesProgressed(
            job=self._scope.job,
            project=self._scope.project,
            done=done,
            total=self._total,
            done_bytes=self._bytes,
            total_bytes=self._total_bytes,
            file=str(file),
        )
        with suppress(RuntimeError):  # the loop was closed while the thread ended
            self._loop.call_soon_threadsafe(self._scope.emit, event)
