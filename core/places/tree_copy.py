"""A tree copied by several threads, window by window: what a window copied is flushed, read back and compared."""

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from core.places.copy_entries import aimed, below, kind_of, read_link, steady_entries
from core.places.copy_file import BLOCK, CopyHow, Original, UnsteadyError, copy_file, is_unsteady, open_original
from core.places.copy_links import HardLinks, Owed, link_one, names_by_key
from core.places.copy_pool import Background, Pool, Task
from core.places.copy_progress import CopyProgress
from core.places.copy_window import AT_ONCE, Copied, CopyWindow, check, wait_for_flush
from core.places.open_folder import OpenFolder
from core.system.flushing import flushes_volumes, read_ahead

CHUNK = 200
"""Files of one folder that one thread copies at a time."""


class TreeCopy:
    """The copy of ``origin`` in ``target`` while it grows; folders are named by their paths relative to both.

    Folders get their own mode and times only when all is in them. Between two windows nothing of what was copied is
    kept in memory but the first link of files that have several.
    """

    def __init__(
        self,
        origin: Path,
        target: Path,
        stop: threading.Event,
        progress: CopyProgress,
        *,
        becomes: Path,
        without: frozenset[str],
        threads: int,
        verified: bool,
        flush: Callable[[Path], bool],
    ) -> None:
        self.origin = str(origin)
        self.target = str(target)
        self.without = without
        self.links = HardLinks()
        self._roots = tuple(dict.fromkeys((self.origin, str(origin.resolve()))))
        self._becomes = becomes
        self._stop = stop
        self._progress = progress
        self._threads = threads
        self._verified = verified
        self._flush_volume = flush
        self.pool = Pool(threads, stop)
        self._how = CopyHow(
            digest=verified,
            flush=not flushes_volumes(),
            check_stop=self.pool.check_stop,
            on_block=partial(progress.add, 0),
        )
        self._window = CopyWindow()

    def work(self, tasks: Iterable[Task]) -> None:
        """Do ``tasks`` and all that they add, window by window; while one is written, the last is read back."""
        self.pool.add(tasks)
        reading_back = Background()
        try:
            while self.pool.waiting:
                self.pool.run(self._window.is_full)
                self._settle_links()
                reading_back.wait()
                copied = self._window.take()
                if copied:
                    reading_back = Background(partial(self._read_back, copied))
            reading_back.wait()
        except BaseException as error:
            self.pool.fail(error)  # which ends what is read back
            reading_back.give_up()
            raise

    def flush(self) -> None:
        """Wait until what was written is on its medium; raises Stopped while it waits."""
        wait_for_flush(lambda: self._flush_volume(Path(self.target)), self.pool.check_stop)

    def open_origin(self, folder: str) -> OpenFolder:
        """Open an original folder; raises UnsteadyError where it is gone or none any more."""
        try:
            return OpenFolder(below(self.origin, folder), follow=not folder)
        except OSError as error:
            if folder and is_unsteady(error):
                raise UnsteadyError from error
            raise

    def open_target(self, folder: str) -> OpenFolder:
        """Open a folder of the copy."""
        return OpenFolder(below(self.target, folder))

    def copy_folder(self, folder: str) -> None:
        """Copy what is in a folder whose copy exists and is empty; what is gone by now is left out."""
        try:
            with self.open_origin(folder) as source, self.open_target(folder) as place:
                self._copy_entries(folder, source, place)
        except UnsteadyError:
            return

    def _copy_entries(self, folder: str, source: OpenFolder, place: OpenFolder) -> None:
        names: list[str] = []
        inner: list[Task] = []
        with steady_entries(source) as entries:
            for entry in entries:
                if not folder and entry.name in self.without:
                    continue
                try:
                    kind = kind_of(entry, source)
                    if kind == "file":
                        names.append(entry.name)
                    elif kind == "folder":
                        place.make_folder(entry.name)
                        inner.append(partial(self.copy_folder, below(folder, entry.name)))
                    else:
                        self.copy_other(kind, folder, entry.name, source, place)
                except UnsteadyError:
                    continue
                if len(names) < CHUNK:
                    continue
                if self.pool.is_crowded:
                    self.copy_files(folder, names, source, place)
                else:
                    self.pool.add([partial(self._copy_chunk, folder, names)])
                names = []
        self.pool.add(inner)
        self.copy_files(folder, names, source, place)

    def copy_other(self, kind: str, folder: str, name: str, source: OpenFolder, place: OpenFolder) -> None:
        """Copy a link, or make a folder and have its content copied."""
        self.pool.check_stop()
        if kind == "folder":
            place.make_folder(name)
            self.pool.add([partial(self.copy_folder, below(folder, name))])
            return
        leads, status = read_link(source, name)
        times = (status.st_atime_ns, status.st_mtime_ns)
        place.make_link(name, self.aimed(leads), to_folder=source.is_folder_behind(name), times=times)
        self._progress.add(1, status.st_size)

    def copy_files(self, folder: str, names: list[str], source: OpenFolder, place: OpenFolder) -> None:
        """Copy files of one folder, and note them for the check."""
        modes: dict[int, bool] = {}
        digests: list[tuple[str, bytes]] = []
        size = 0
        for begin in range(0, len(names), AT_ONCE):
            with ExitStack() as opened:
                for original, name in self._open_some(names[begin : begin + AT_ONCE], source, opened):
                    self.pool.check_stop()
                    if original.status.st_nlink > 1 and not self.links.is_first(original.status, folder, name):
                        continue
                    digest = copy_file(original, place, name, modes, self._how)
                    self._count(original.status)
                    size += original.status.st_size
                    digests.append((name, digest))
        if digests and self._verified:
            self._window.add(Copied(folder, digests), size)

    def _open_some(self, names: list[str], source: OpenFolder, opened: ExitStack) -> list[tuple[Original, str]]:
        """Open files of one folder, which begins to read them from their medium all at the same time."""
        found: list[tuple[Original, str]] = []
        for name in names:
            self.pool.check_stop()
            try:
                original = open_original(source, name)
            except UnsteadyError:
                continue
            opened.callback(os.close, original.descriptor)
            read_ahead(original.descriptor)
            found.append((original, name))
        return found

    def aimed(self, leads: str) -> str:
        """Return where the copy of a link leads that says ``leads``."""
        return aimed(leads, self._roots, self._becomes)

    def _copy_chunk(self, folder: str, names: list[str]) -> None:
        try:
            with self.open_origin(folder) as source, self.open_target(folder) as place:
                self.copy_files(folder, names, source, place)
        except UnsteadyError:
            return

    def _count(self, status: os.stat_result) -> None:
        """Count a file that was copied; the bytes of a big one have been told block by block."""
        self._progress.add(1, status.st_size if status.st_size < BLOCK else 0)

    def _each(self, tasks: Iterable[Task]) -> None:
        """Do ``tasks`` in threads; raises the first error."""
        pool = Pool(self._threads, self._stop)
        pool.add(tasks)
        pool.run()

    def _read_back(self, copied: list[Copied]) -> None:
        try:
            self.flush()
            self._each(partial(self._check, part) for part in copied)
        except BaseException as error:
            self.pool.fail(error)  # what is written meanwhile is in vain
            raise

    def _check(self, copied: Copied) -> None:
        with self.open_target(copied.folder) as place:
            check(copied, place, self.pool.check_stop)

    def _settle_links(self) -> None:
        """Make the further links of files whose first one has been copied by now."""
        owed = self.links.take_owed()
        if owed:
            self._each(partial(self._link_files, folder, links) for folder, links in owed.items())

    def _link_files(self, first_folder: str, owed: list[Owed]) -> None:
        try:
            with self.open_origin(first_folder) as source:
                names = names_by_key(source)
        except UnsteadyError:
            names = {}
        with self.open_target(first_folder) as first:
            for link in owed:
                self.pool.check_stop()
                with self.open_target(link.folder) as place:
                    if not link_one(first, names.get(link.key, []), place, link.name):
                        self._copy_anyway(link, place)

    def _copy_anyway(self, link: Owed, place: OpenFolder) -> None:
        """Copy a further link as a file of its own: the volume has no hard links, or the first one is gone."""
        try:
            with self.open_origin(link.folder) as source:
                original = open_original(source, link.name)
                try:
                    digest = copy_file(original, place, link.name, {}, self._how)
                finally:
                    os.close(original.descriptor)
        except UnsteadyError:
            return
        self._count(original.status)
        if self._verified:
            self._window.add(Copied(link.folder, [(link.name, digest)]), original.status.st_size)
