"""How far a copy came, told in order although many threads work on it."""

import threading
from collections.abc import Callable

from core.places.usage import Usage

_FILES = 250
_BYTES = 4 << 20


class CopyProgress:
    """Adds up what threads have copied and tells of it every 250 files or 4 MiB, one call at a time."""

    def __init__(self, on_progress: Callable[[Usage], None]) -> None:
        self._on_progress = on_progress
        self._lock = threading.Lock()
        self._files = 0
        self._bytes = 0
        self._told = Usage()

    def add(self, files: int, size: int) -> None:
        """Count what was copied."""
        with self._lock:
            self._files += files
            self._bytes += size
            if self._files - self._told.files >= _FILES or self._bytes - self._told.bytes >= _BYTES:
                self._tell()

    def tell(self) -> None:
        """Tell now how far it came."""
        with self._lock:
            self._tell()

    def _tell(self) -> None:
        self._told = Usage(self._files, self._bytes)
        self._on_progress(self._told)
