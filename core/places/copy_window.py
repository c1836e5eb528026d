"""The part of a copy that was written and not yet read back; only that part is kept in memory."""

import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from core.places.copy_errors import CopyDiffersError
from core.places.copy_file import digest_of_open
from core.places.open_folder import OpenFolder
from core.system.flushing import forget_cached, read_ahead

_FILES = 8192
_BYTES = 512 << 20
AT_ONCE = 32
"""Files of one folder that are open at a time, so that their medium is asked for all of them at once."""


class Copied(NamedTuple):
    """Files of one folder that were copied, by their names, with the digests of what was written."""

    folder: str
    digests: list[tuple[str, bytes]]


class CopyWindow:
    """Notes what threads have copied until it is enough for flushing it and reading it back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._copied: list[Copied] = []
        self._files = 0
        self._bytes = 0

    def add(self, copied: Copied, size: int) -> None:
        """Note files whose bytes are ``size`` in all."""
        with self._lock:
            self._copied.append(copied)
            self._files += len(copied.digests)
            self._bytes += size

    def is_full(self) -> bool:
        """Return whether it is time to read back."""
        return self._files >= _FILES or self._bytes >= _BYTES

    def take(self) -> list[Copied]:
        """Return what was noted, and begin anew."""
        with self._lock:
            copied, self._copied = self._copied, []
            self._files = self._bytes = 0
        return copied


def check(copied: Copied, folder: OpenFolder, check_stop: Callable[[], None]) -> None:
    """Read files of the copy back; raises CopyDiffersError where one is not what was written.

    They are read from their medium where the system can be made to, some at a time, since a medium takes its time to
    begin.
    """
    for begin in range(0, len(copied.digests), AT_ONCE):
        with ExitStack() as opened:
            reading: list[tuple[int, str, bytes]] = []
            for name, digest in copied.digests[begin : begin + AT_ONCE]:
                check_stop()
                descriptor = folder.open(name)
                opened.callback(os.close, descriptor)
                forget_cached(descriptor)
                read_ahead(descriptor)
                reading.append((descriptor, name, digest))
            for descriptor, name, digest in reading:
                if digest_of_open(descriptor, folder.full(name), check_stop) != digest:
                    raise CopyDiffersError(Path(folder.full(name)))


def wait_for_flush(flush: Callable[[], object], check_stop: Callable[[], None]) -> None:
    """Do ``flush``, which no system can be stopped at: where ``check_stop`` raises, it goes on with nobody waiting."""
    failed: list[BaseException] = []

    def work() -> None:
        try:
            flush()
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread that waits
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.1)
        check_stop()
    if failed:
        raise failed[0]
