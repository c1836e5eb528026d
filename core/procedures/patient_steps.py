"""What a step of a patient run says and where it installs: an environment of its own that is thrown away."""

import secrets
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from core.model.events import PackagePhase
from core.model.project import InputError
from core.places.own_files import is_own, mark_own, remove_own_tree
from core.places.stoppable import in_thread
from core.procedures.progress import Progress
from core.uv.said import LinesSaid, PackageSaid, UvSaid

_MARK = "step"
_PREFIX = ".step-"
_HEARD = frozenset({PackagePhase.DOWNLOADING, PackagePhase.BUILDING, PackagePhase.PREPARING})


class StepProgress:
    """Hears a step: its lines and how a package arrives, not what happens in the environment of the steps."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def forget_text(self) -> None:
        """Begin with another program."""
        self._progress.forget_text()

    def said(self, sayings: list[UvSaid]) -> None:
        """Pass on what concerns the log and the cache."""
        self._progress.said([each for each in sayings if _is_heard(each)])


def _is_heard(saying: UvSaid) -> bool:
    return isinstance(saying, LinesSaid) or (isinstance(saying, PackageSaid) and saying.phase in _HEARD)


@asynccontextmanager
async def scratch_folder(cache: Path) -> AsyncIterator[Path]:
    """Give a folder inside ``cache``, and take it away again, also when the task is cancelled.

    Steps install into an environment there and not into the project's, so that one that works keeps working until the
    whole is there. On the cache's own volume an installation costs hard links and no bytes. What a killed run left
    there is removed first: whoever runs this holds the lease of the cache.
    Raises InputError where the cache cannot be written.
    """
    folder = cache / f"{_PREFIX}{secrets.token_hex(3)}"
    try:
        await in_thread(lambda _stop: _make(folder))
    except OSError as error:
        raise InputError(
            f"The cache {cache} cannot be written: {error.strerror or error}.",
            "Give yourself write access to it, or move the cache with `wheelyard relocate cache --auto`.",
            subject=str(cache),
        ) from error
    try:
        yield folder
    finally:
        await in_thread(lambda stop: _remove(folder, stop))


def _make(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f"{_PREFIX}*"):
        if is_own(left, _MARK):
            remove_own_tree(left, _MARK)
    folder.mkdir()
    mark_own(folder, _MARK)


def _remove(folder: Path, _stop: threading.Event) -> None:
    # Whoever cancels waits for this: it is a matter of links, and what is held stays for the next run to remove.
    remove_own_tree(folder, _MARK)
