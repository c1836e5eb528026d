"""A copy of a place onto another volume: links, times and modes kept, every file read back and compared."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from core.places.copy_check import TreeCheck
from core.places.copy_errors import CopyDiffersError, KeepsChangingError
from core.places.copy_progress import CopyProgress
from core.places.tree_copy import TreeCopy
from core.places.usage import Stopped, Usage
from core.system.flushing import flush_volume

__all__ = ["THREADS", "CopyDiffersError", "KeepsChangingError", "copy_tree"]

THREADS = 8
"""How many copy at once at most, where each mostly waits for a medium or a scanner."""


def copy_tree(
    origin: Path,
    target: Path,
    stop: threading.Event,
    on_progress: Callable[[Usage], None],
    *,
    becomes: Path,
    without: frozenset[str],
    verified: bool = True,
    threads: int = THREADS,
    flush: Callable[[Path], bool] = flush_volume,
) -> Usage:
    """Copy what is in ``origin`` into the existing folder ``target`` and return how much that was.

    ``target`` is going to be renamed to ``becomes``: links that lead into ``origin`` by an absolute path lead there
    in the copy. Files that are hard links of each other stay so. ``without`` are names directly in ``origin`` that are
    left out; what ``target`` holds before stays. ``verified`` reads every file back from the medium and compares it.
    At the end both trees are compared, what changed meanwhile is copied again, and all of it is on its medium.

    ``on_progress`` is called from several threads, one at a time. Raises OSError with the path, also for what is no
    file, folder or link; KeepsChangingError where the place does not come to rest; CopyDiffersError; or Stopped when
    ``stop`` is set. What was copied by then is left to the caller.
    """
    began = time.time()
    kept = frozenset(entry.name for entry in target.iterdir())
    progress = CopyProgress(on_progress)
    progress.tell()
    copy = TreeCopy(
        origin,
        target,
        stop,
        progress,
        becomes=becomes,
        without=without,
        threads=threads,
        verified=verified,
        flush=flush,
    )
    check = TreeCheck(copy, began, kept)
    copy.work([lambda: copy.copy_folder("")])
    usage = check.settle()
    check.close_folders()
    copy.flush()
    progress.tell()
    if stop.is_set():
        raise Stopped
    return usage
