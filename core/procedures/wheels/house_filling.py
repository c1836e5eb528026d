"""Bringing the files of a wheelhouse: what is there is looked at, the rest is copied or fetched."""

import errno
import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

from core.model.problem import Category
from core.network.fetch_errors import FetchError, FetchStoppedError, server_of
from core.network.fetching import Fetcher, WantedFile
from core.network.partial_file import KINDS, PartialFile
from core.procedures.wheels.house_values import FilledFile, UnfilledFile
from core.uv.lock_values import LockedFile

_CHUNK = 1 << 20
_NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_WINDOWS_NO_ROOM = frozenset({39, 112})
_MOST_LOST = 3
"""Files in a row that a server did not give, after each was tried several times: then it is asked no more."""

OnBytes = Callable[[str, int], None]
"""Is told which file went on, and by how many bytes; fewer than none are taken back."""


class Filling:
    """Brings one file after the other into a folder; threads may share it."""

    def __init__(self, folder: Path, fetcher: Fetcher, on_bytes: OnBytes, *, offline: bool) -> None:
        self._folder = folder
        self._fetcher = fetcher
        self._on_bytes = on_bytes
        self._offline = offline
        self._stopped = threading.Event()
        self._lost: dict[str, int] = {}

    def stop(self) -> None:
        """End the work of every thread; what has come is kept."""
        self._stopped.set()
        self._fetcher.stop()

    def bring(self, file: LockedFile) -> FilledFile | UnfilledFile:
        """Bring a file into the folder, or say why it did not come; raises FetchStoppedError after ``stop``."""
        try:
            return self._there(file) or (self._copied(file) if file.path is not None else self._fetched(file))
        except FetchError as error:
            return UnfilledFile(file=file, sentence=error.sentence, way_out=error.way_out, category=error.category)
        except OSError as error:
            return self._of_disk(file, error)

    def _there(self, file: LockedFile) -> FilledFile | None:
        """Return the file if it is there and right; raises FetchError for another one that has its name."""
        target = self._folder / file.file
        if not target.exists():
            return None
        wanted = _hash_of(file)
        kind = wanted.partition(":")[0] if wanted is not None else "sha256"
        if wanted is None:
            if file.path is None:
                return None  # nothing could tell whether it is the right one
            wanted = f"sha256:{self._digest(file.path, 'sha256')[1]}"
        size, digest = self._digest(target, kind, file.file)
        if f"{kind}:{digest}" != wanted:
            raise FetchError(
                f"{target} is there already, and holds something else than the lock names.",
                "It was left alone: move it away if it is no longer wanted, or name another folder.",
                Category.HASH_MISMATCH,
            )
        sha256 = digest if kind == "sha256" else self._digest(target, "sha256")[1]
        return FilledFile(file=file, state="there", size=size, sha256=sha256)

    def _copied(self, file: LockedFile) -> FilledFile:
        source = file.path
        if source is None or source.name != file.file or not source.is_file():
            raise FetchError(
                f"{source} is not there.",
                "Bring the file back, or lock again without it.",
                Category.SOURCE_PATH_MISSING,
            )
        wanted = _hash_of(file)
        digest = hashlib.sha256()
        checked = hashlib.new(wanted.partition(":")[0], usedforsecurity=False) if wanted is not None else digest
        with PartialFile(self._folder / file.file, None) as part, source.open("rb") as opened:
            while data := opened.read(_CHUNK):
                self._check()
                digest.update(data)
                if checked is not digest:
                    checked.update(data)
                part.write(data)
                self._on_bytes(file.file, len(data))
            if wanted is not None and wanted.partition(":")[2] != checked.hexdigest():
                part.begin_anew()
                raise FetchError(
                    f"{source} is no longer the file that was locked: its hash is another one.",
                    "Bring back the file that was locked, or lock again.",
                    Category.HASH_MISMATCH,
                )
            part.finish()
            return FilledFile(file=file, state="copied", size=part.length, sha256=digest.hexdigest())

    def _fetched(self, file: LockedFile) -> FilledFile:
        url = file.url or ""
        server = server_of(url)
        if self._offline:
            raise FetchError(
                f"{file.file} lies on {server}, and the project is set to stay offline.",
                "Switch the setting offline off for the time of the collecting.",
                Category.NETWORK_UNREACHABLE,
            )
        if self._lost.get(server, 0) >= _MOST_LOST:
            raise FetchError(
                f"{file.file} was not fetched: {server} did not give {_MOST_LOST} files before it.",
                "Run it again when that server can be reached.",
                Category.NETWORK_UNREACHABLE,
            )
        wanted = WantedFile(url=url, target=self._folder / file.file, hash=_hash_of(file), size=file.size)
        try:
            size = self._fetcher.fetch(wanted, lambda count: self._on_bytes(file.file, count))
        except FetchError as error:
            self._lost[server] = self._lost.get(server, 0) + 1 if error.passing else 0
            raise
        self._lost[server] = 0
        sha256 = file.sha256 or self._digest(wanted.target, "sha256")[1]
        return FilledFile(file=file, state="fetched", size=size, sha256=sha256)

    def _digest(self, path: Path, kind: str, told: str | None = None) -> tuple[int, str]:
        """Return size and digest of a file; ``told`` is the name under which its bytes count as brought."""
        digest, size = hashlib.new(kind, usedforsecurity=False), 0
        with path.open("rb") as opened:
            while data := opened.read(_CHUNK):
                self._check()
                digest.update(data)
                size += len(data)
                if told is not None:
                    self._on_bytes(told, len(data))
        return size, digest.hexdigest()

    def _check(self) -> None:
        if self._stopped.is_set():
            raise FetchStoppedError

    def _of_disk(self, file: LockedFile, error: OSError) -> UnfilledFile:
        number = getattr(error, "winerror", None) or error.errno
        full = error.errno in _NO_ROOM or getattr(error, "winerror", None) in _WINDOWS_NO_ROOM
        named = error.filename or self._folder / file.file
        return UnfilledFile(
            file=file,
            sentence=f"{named}: {error.strerror or error} (os error {number}).",
            way_out=(
                "Make room there, or name another folder; what has come is kept."
                if full
                else "Check who may write there and whether another program holds the file."
            ),
            category=Category.DISK_FULL if full else Category.OTHER,
            fatal=full,
        )


def _hash_of(file: LockedFile) -> str | None:
    """Return the hash in the form ``kind:hex``; raises FetchError for one that cannot be checked."""
    if file.sha256 is not None or file.other_hash is None:
        return f"sha256:{file.sha256}" if file.sha256 is not None else None
    kind, _, digest = file.other_hash.partition(":")
    if kind not in KINDS:
        raise FetchError(
            f"The lock has a hash of an unknown kind for {file.file}: {kind}.",
            "Lock again with a newer uv.",
            Category.LOCKFILE_INVALID,
        )
    return f"{kind}:{digest.lower()}"
