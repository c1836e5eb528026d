"""Files that are hard links of each other in a place stay so in its copy."""

import errno
import os
import stat
import threading
from collections import defaultdict
from typing import NamedTuple

from core.places.copy_entries import steady_entries
from core.places.copy_file import is_unsteady
from core.places.open_folder import OpenFolder

_CANNOT_LINK = frozenset({errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL})


class Owed(NamedTuple):
    """A further link of a file: its key, its folder and name in the copy."""

    key: int
    folder: str
    name: str


class HardLinks:
    """Which files with several links were met, and the further links that are still to be made.

    Of each such file only its key and the folder of the first link are kept: a cache that environments share has
    several links of every file, and all but one of them are elsewhere.
    """

    def __init__(self) -> None:
        self._first: dict[int, str] = {}
        self._owed: list[Owed] = []
        self._lock = threading.Lock()

    def is_first(self, status: os.stat_result, folder: str, name: str) -> bool:
        """Return whether a file is to be copied; a further link of one that was met is noted instead."""
        key = _key(status)
        with self._lock:
            if key in self._first:
                self._owed.append(Owed(key, folder, name))
                return False
            self._first[key] = folder
            return True

    def take_owed(self) -> dict[str, list[Owed]]:
        """Return the links to be made, by the folder that holds the first one, and forget them."""
        with self._lock:
            by_folder = defaultdict(list)
            for owed in self._owed:
                by_folder[self._first[owed.key]].append(owed)
            self._owed = []
        return by_folder


def names_by_key(folder: OpenFolder) -> dict[int, list[str]]:
    """Return the names of the files with several links in an original folder; raises UnsteadyError if it is gone."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    with steady_entries(folder) as entries:
        for entry in entries:
            try:
                status = folder.status(entry.name)
            except OSError as error:
                if is_unsteady(error):
                    continue
                raise
            if stat.S_ISREG(status.st_mode) and status.st_nlink > 1:
                found[_key(status)].append(entry.name)
    return found


def link_one(first: OpenFolder, names: list[str], place: OpenFolder, name: str) -> bool:
    """Return whether ``name`` could be made a link of the copy that one of ``names`` has in ``first``."""
    for candidate in names:
        try:
            place.link_file(name, first, candidate)
        except FileNotFoundError:
            continue  # that name is itself still to be linked
        except OSError as error:
            if error.errno not in _CANNOT_LINK:
                raise
            return False
        return True
    return False


def _key(status: os.stat_result) -> int:
    return status.st_dev << 128 | status.st_ino
