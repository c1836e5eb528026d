"""The copy compared with its original once more, after all was copied: what changed meanwhile is copied again."""

import os
import stat
import threading
from functools import partial
from pathlib import Path

from core.places.copy_entries import below, kind_of, plain_link, read_link, steady_entries
from core.places.copy_errors import KeepsChangingError
from core.places.copy_file import UnsteadyError, digest_of, is_unsteady, set_mode
from core.places.copy_links import HardLinks
from core.places.open_folder import OpenFolder
from core.places.own_files import remove_from_copy
from core.places.tree_copy import CHUNK, TreeCopy
from core.places.usage import Usage

_COMPARISONS = 3
_COARSE = 2_000_000_000
"""Nanoseconds within which a file may change twice and keep one time: FAT counts in two seconds."""


class TreeCheck:
    """Compares a finished copy with its original by name, kind, size and time, and mends what differs.

    Nothing is remembered from the copying: both trees are listed side by side. Files that were changed shortly before
    the copy began, or since, are compared by content, as their times may hide a change.
    """

    def __init__(self, copy: TreeCopy, began: float, kept: frozenset[str]) -> None:
        self._copy = copy
        self._unsure = int(began * 1e9) - _COARSE
        self._kept = kept
        self._lost = _lost_of_times(copy.target)
        self._lock = threading.Lock()
        self._mends = False
        self._differing: str | None = None
        self._closed: list[tuple[str, int]] = []
        self._usage = Usage()
        self._counted: set[tuple[int, int]] = set()

    def settle(self) -> Usage:
        """Compare and mend until nothing differs, and return what the copy holds.

        Raises KeepsChangingError when it still differs after three comparisons.
        """
        for number in range(1, _COMPARISONS + 1):
            self._mends = number < _COMPARISONS
            self._differing = None
            self._usage = Usage()
            self._counted.clear()
            self._closed.clear()
            self._copy.links = HardLinks()
            self._copy.work([partial(self._compare_folder, "")])
            if self._differing is None:
                break
        return self._usage

    def close_folders(self) -> None:
        """Give the folders of the copy that nothing may be written into the modes of their originals."""
        for path, mode in self._closed:
            set_mode(path, mode)

    def _compare_folder(self, folder: str) -> None:
        try:
            with self._copy.open_origin(folder) as source, self._copy.open_target(folder) as place:
                self._compare_entries(folder, source, place)
        except UnsteadyError:
            self._differs(below(self._copy.origin, folder))

    def _compare_entries(self, folder: str, source: OpenFolder, place: OpenFolder) -> None:
        names: list[str] = []
        number = 0
        with steady_entries(source) as entries:
            for entry in entries:
                if not folder and entry.name in self._copy.without:
                    continue
                number += 1
                try:
                    kind = kind_of(entry, source)
                    if kind == "file":
                        names.append(entry.name)
                    else:
                        self._compare_other(kind, folder, entry.name, source, place)
                except UnsteadyError:
                    self._differs(source.full(entry.name))
                if len(names) < CHUNK:
                    continue
                if self._copy.pool.is_crowded:
                    self._compare_files(folder, names, source, place)
                else:
                    self._copy.pool.add([partial(self._compare_chunk, folder, names)])
                names = []
        self._compare_files(folder, names, source, place)
        with place.entries() as entries:
            more = sum(1 for entry in entries if folder or entry.name not in self._kept) > number
        if more:
            self._remove_vanished(folder, source, place)
        self._finish_folder(source, place)

    def _compare_chunk(self, folder: str, names: list[str]) -> None:
        try:
            with self._copy.open_origin(folder) as source, self._copy.open_target(folder) as place:
                self._compare_files(folder, names, source, place)
        except UnsteadyError:
            self._differs(below(self._copy.origin, folder))

    def _compare_other(self, kind: str, folder: str, name: str, source: OpenFolder, place: OpenFolder) -> None:
        """Compare a folder or a link, the former with all that is in it."""
        self._copy.pool.check_stop()
        status = _status_or_none(place, name)
        if kind == "folder" and status is not None and stat.S_ISDIR(status.st_mode):
            self._copy.pool.add([partial(self._compare_folder, below(folder, name))])
            return
        if kind == "link" and status is not None and stat.S_ISLNK(status.st_mode):
            leads, original = read_link(source, name)
            if plain_link(place.leads(name)) == plain_link(self._copy.aimed(leads)):
                self._count(1, original.st_size)
                if status.st_mtime_ns != original.st_mtime_ns:
                    place.set_link_times(name, (original.st_atime_ns, original.st_mtime_ns))
                return
        self._differs(source.full(name))
        if status is not None:
            remove_from_copy(Path(place.full(name)))
        self._copy.copy_other(kind, folder, name, source, place)

    def _compare_files(self, folder: str, names: list[str], source: OpenFolder, place: OpenFolder) -> None:
        again: list[str] = []
        files = size = 0
        for name in names:
            self._copy.pool.check_stop()
            status = _status_or_none(place, name)
            try:
                same = status is not None and self._is_same(status, source, place, name)
            except UnsteadyError:
                self._differs(source.full(name))
                continue
            if status is not None and same:
                if status.st_nlink == 1 or self._is_first_link(status):
                    files += 1
                    size += status.st_size
                continue
            self._differs(source.full(name))
            if status is not None:
                remove_from_copy(Path(place.full(name)))
            again.append(name)
        self._count(files, size)
        self._copy.copy_files(folder, again, source, place)

    def _is_same(self, status: os.stat_result, source: OpenFolder, place: OpenFolder, name: str) -> bool:
        try:
            original = source.status(name)
            if not stat.S_ISREG(status.st_mode) or original.st_size != status.st_size:
                return False
            same_time = abs(original.st_mtime_ns - status.st_mtime_ns) <= self._lost
            if not same_time or original.st_mtime_ns >= self._unsure:
                check_stop = self._copy.pool.check_stop
                if digest_of(source, name, check_stop) != digest_of(place, name, check_stop):
                    return False
        except OSError as error:
            if is_unsteady(error):
                raise UnsteadyError from error
            raise
        if not same_time:
            os.utime(place.full(name), ns=(original.st_atime_ns, original.st_mtime_ns))
        if stat.S_IMODE(original.st_mode) != stat.S_IMODE(status.st_mode):
            set_mode(place.full(name), stat.S_IMODE(original.st_mode))
        return True

    def _remove_vanished(self, folder: str, source: OpenFolder, place: OpenFolder) -> None:
        with place.entries() as entries:
            names = [entry.name for entry in entries if folder or entry.name not in self._kept]
        for name in names:
            self._copy.pool.check_stop()
            if _status_or_none(source, name) is None:
                self._differs(source.full(name))
                remove_from_copy(Path(place.full(name)))

    def _is_first_link(self, status: os.stat_result) -> bool:
        key = (status.st_dev, status.st_ino)
        with self._lock:
            if key in self._counted:
                return False
            self._counted.add(key)
            return True

    def _count(self, files: int, size: int) -> None:
        with self._lock:
            self._usage = Usage(self._usage.files + files, self._usage.bytes + size)

    def _differs(self, path: str) -> None:
        if not self._mends:
            raise KeepsChangingError(Path(path))
        with self._lock:
            self._differing = path

    def _finish_folder(self, source: OpenFolder, place: OpenFolder) -> None:
        """Give a folder its times and mode, which are final when nothing differs; one to be closed has to wait."""
        try:
            status = source.own_status()
        except OSError as error:
            if is_unsteady(error):
                raise UnsteadyError from error
            raise
        os.utime(place.path, ns=(status.st_atime_ns, status.st_mtime_ns))
        mode = stat.S_IMODE(status.st_mode)
        if mode & stat.S_IRWXU == stat.S_IRWXU:
            set_mode(place.path, mode)
        else:
            with self._lock:
                self._closed.append((place.path, mode))


def _status_or_none(folder: OpenFolder, name: str) -> os.stat_result | None:
    try:
        return folder.status(name)
    except OSError as error:
        if is_unsteady(error):
            return None
        raise


def _lost_of_times(folder: str) -> int:
    """Return how many nanoseconds the volume of ``folder`` takes from a time or adds to it, two seconds at most."""
    lost = 0
    for second, part in ((1_500_000_001, 999_999_999), (1_500_000_000, 1)):
        given = second * 1_000_000_000 + part
        os.utime(folder, ns=(given, given))
        lost = max(lost, abs(Path(folder).stat().st_mtime_ns - given))
    return min(lost, _COARSE)
