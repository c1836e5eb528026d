"""Leases: one Wheelyard at a time works on a project or a cache, also across processes."""

import hashlib
import os
from contextlib import ExitStack
from pathlib import Path

import filelock

from core.store.home import Home


class LeaseFolder:
    """Lock files under Wheelyard's home, one per leased folder; the system frees them when a process dies."""

    def __init__(self, home: Home) -> None:
        self._folder = home.leases

    def try_acquire(self, folders: tuple[Path, ...]) -> ExitStack | Path:
        """Lease all of ``folders`` without waiting, or return the one that another process holds.

        The stack frees the leases when it is closed. Raises OSError when Wheelyard's home cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            for folder in folders:
                lock = filelock.FileLock(self._file_of(folder), thread_local=False)
                try:
                    stack.enter_context(lock.acquire(timeout=0))
                except filelock.Timeout:
                    return folder
            return stack.pop_all()
        raise AssertionError("an ExitStack swallows nothing here")

    def _file_of(self, folder: Path) -> Path:
        key = os.path.normcase(str(folder)).encode("utf-8", "surrogatepass")
        return self._folder / f"{hashlib.sha256(key).hexdigest()[:24]}.lock"
