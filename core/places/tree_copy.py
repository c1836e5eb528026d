"""A tree copied by several threads, window by window: what a window copied is flushed, read back and compared."""

import errno
import os
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from core.places.copy_errors import CopyDiffersError
from core.places.copy_file import CopyHow, UnsteadyError, copy_file, digest_of, is_unsteady, open_original
from core.places.copy_links import HardLinks, Owed, names_by_key
from core.places.copy_pool import Pool, Task
from core.places.copy_progress import CopyProgress
from core.places.open_folder import BY_DESCRIPTOR, OpenFolder
from core.places.usage import Stopped, leads_elsewhere
from core.system.flushing import flushes_volumes

CHUNK = 200
"""Files of one folder that one thread copies at a time."""

_WINDOW_FILES = 8192
_WINDOW_BYTES = 512 << 20
_CANNOT_LINK = frozenset({errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL})


class Copied(NamedTuple):
    """Files of one folder that were copied, by their names, with the digests of what was written."""

    folder: str
    digests: list[tuple[str, bytes]]


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
            on_bytes=partial(progress.add, 0),
        )
        self._lock = threading.Lock()
        self._window: list[Copied] = []
        self._window_files = 0
        self._window_bytes = 0

    def work(self, tasks: Iterable[Task]) -> None:
        """Do ``tasks`` and all that they add, window by window."""
        self.pool.add(tasks)
        while self.pool.waiting:
            self.pool.run(self._is_window_full)
            self._settle_links()
            if self._verified and self._window:
                self.flush()
                self.each(partial(self._check, copied) for copied in self._window)
            self._window = []
            self._window_files = self._window_bytes = 0

    def each(self, tasks: Iterable[Task]) -> None:
        """Do ``tasks`` in threads; raises the first error."""
        pool = Pool(self._threads, self._stop)
        pool.add(tasks)
        pool.run()

    def flush(self) -> None:
        """Wait until what was written is on its medium; raises Stopped while it waits."""
        failed: list[BaseException] = []

        def flush() -> None:
            try:
                self._flush_volume(Path(self.target))
            except BaseException as error:  # noqa: BLE001 - raised below, in the thread that waits
                failed.append(error)

        # The system cannot be stopped at it, and a slow medium takes its time: the wait is given up, it flushes on.
        thread = threading.Thread(target=flush, daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(0.1)
            if self._stop.is_set():
                raise Stopped
        if failed:
            raise failed[0]

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
        with source.entries() as entries:
            for entry in entries:
                if not folder and entry.name in self.without:
                    continue
                try:
                    kind = kind_of(entry, source)
                    if kind == "file":
                        names.append(entry.name)
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
        self.copy_files(folder, names, source, place)

    def copy_other(self, kind: str, folder: str, name: str, source: OpenFolder, place: OpenFolder) -> None:
        """Copy a link, or make a folder and have its content copied."""
        self.pool.check_stop()
        if kind == "folder":
            place.make_folder(name)
            self.pool.add([partial(self.copy_folder, below(folder, name))])
            return
        try:
            leads, status = source.leads(name), source.status(name)
        except OSError as error:
            if is_unsteady(error) or error.errno == errno.EINVAL:  # no link any more
                raise UnsteadyError from error
            raise
        times = (status.st_atime_ns, status.st_mtime_ns)
        place.make_link(name, self.aimed(leads), to_folder=source.is_folder_behind(name), times=times)
        self._progress.add(1, status.st_size)

    def copy_files(self, folder: str, names: list[str], source: OpenFolder, place: OpenFolder) -> None:
        """Copy files of one folder, and note them for the check."""
        modes: dict[int, bool] = {}
        digests: list[tuple[str, bytes]] = []
        size = 0
        for name in names:
            self.pool.check_stop()
            try:
                original = open_original(source, name)
            except UnsteadyError:
                continue
            try:
                if original.status.st_nlink > 1 and not self.links.is_first(original.status, folder, name):
                    continue
                digest = copy_file(original, place, name, modes, self._how)
            finally:
                os.close(original.descriptor)
            self._progress.add(1, 0)
            size += original.status.st_size
            digests.append((name, digest))
        if digests and self._verified:
            with self._lock:
                self._window.append(Copied(folder, digests))
                self._window_files += len(digests)
                self._window_bytes += size

    def aimed(self, leads: str) -> str:
        """Return where a link leads in the copy: one that leads into the origin by an absolute path leads into it."""
        absolute = Path(_without_prefix(leads))
        if absolute.is_absolute():
            for root in self._roots:
                if absolute.is_relative_to(root):
                    return str(self._becomes / absolute.relative_to(root))
        return leads

    def _copy_chunk(self, folder: str, names: list[str]) -> None:
        try:
            with self.open_origin(folder) as source, self.open_target(folder) as place:
                self.copy_files(folder, names, source, place)
        except UnsteadyError:
            return

    def _is_window_full(self) -> bool:
        return self._window_files >= _WINDOW_FILES or self._window_bytes >= _WINDOW_BYTES

    def _check(self, copied: Copied) -> None:
        with self.open_target(copied.folder) as place:
            for name, digest in copied.digests:
                self.pool.check_stop()
                if digest_of(place, name, self.pool.check_stop) != digest:
                    raise CopyDiffersError(Path(place.full(name)))

    def _settle_links(self) -> None:
        """Make the further links of files whose first one has been copied by now."""
        owed = self.links.take_owed()
        if owed:
            self.each(partial(self._link_files, folder, links) for folder, links in owed.items())

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
                    if not _link_one(first, names.get(link.key, []), place, link.name):
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
        self._progress.add(1, 0)
        if self._verified:
            self._window.append(Copied(link.folder, [(link.name, digest)]))


def kind_of(entry: os.DirEntry[str], folder: OpenFolder) -> str:
    """Return "file", "folder" or "link"; raises OSError for anything else, UnsteadyError for what is gone.

    A pipe would be waited for without end, a junction come out empty.
    """
    if entry.is_symlink():
        return "link"
    is_folder = entry.is_dir(follow_symlinks=False)
    if is_folder or entry.is_file(follow_symlinks=False):
        # A listing on Windows tells of junctions; elsewhere there are none, and asking costs a call per file.
        if not BY_DESCRIPTOR and leads_elsewhere(entry.stat(follow_symlinks=False)):
            raise _no_ordinary(folder.full(entry.name))
        return "folder" if is_folder else "file"
    try:
        folder.status(entry.name)
    except FileNotFoundError:
        raise UnsteadyError from None
    raise _no_ordinary(folder.full(entry.name))


def below(folder: str, name: str) -> str:
    """Return the path of ``name`` in ``folder``, either of which may be empty."""
    return f"{folder}{os.sep}{name}" if folder and name else folder or name


def _no_ordinary(path: str) -> OSError:
    return OSError(errno.EINVAL, "It is no ordinary file, folder or link", path)


def _link_one(first: OpenFolder, names: list[str], place: OpenFolder, name: str) -> bool:
    """Return whether ``name`` could be made a link of the copy that one of ``names`` has."""
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


def _without_prefix(path: str) -> str:
    r"""Return a path of Windows without the ``\\?\`` that its links have."""
    if os.sep != "\\" or not path.startswith("\\\\?\\"):
        return path
    return "\\\\" + path[8:] if path[4:8].upper() == "UNC\\" else path[4:]
