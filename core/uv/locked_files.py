"""The wheels and sdists that a lock names, one by one."""

from pathlib import Path

from core.uv.lock_entries import read_whole_lock
from core.uv.lock_values import LockedFile


def locked_files(folder: Path) -> tuple[LockedFile, ...]:
    """Return every file of every package in the lock of a project or workspace, in the order of the lock.

    Empty where there is no lock yet. Packages that come from a folder or from git name no files. Raises InputError for
    a lock that cannot be read or is damaged.
    """
    lock = read_whole_lock(folder)
    return () if lock is None else tuple(file for entry in lock.entries for file in entry.files)
