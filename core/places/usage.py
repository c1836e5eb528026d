"""How much a place holds: files and bytes, counted without leaving it."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

_NAME_SURROGATE = 0x20000000
"""The bit of Windows' reparse tags that says: this name stands for another place (Microsoft, "Reparse Point Tags")."""


class Usage(Struct, frozen=True):
    """Files and their bytes; hard links count once, links are counted as files and never followed."""

    files: int = 0
    bytes: int = 0


class Stopped(Exception):  # noqa: N818 - it is no error: somebody asked for it
    """The count or copy was asked to stop."""


def walk(folder: Path, stop: threading.Event) -> Iterator[os.DirEntry[str]]:
    """Yield every entry below ``folder``, folders before what is in them; links are not entered.

    Raises OSError for a folder that cannot be listed, Stopped when ``stop`` is set.
    """
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if stop.is_set():
                    raise Stopped
                yield entry
                if entry.is_dir(follow_symlinks=False) and not leads_elsewhere(entry.stat(follow_symlinks=False)):
                    waiting.append(entry.path)


def leads_elsewhere(status: os.stat_result) -> bool:
    """Return whether an entry is a Windows junction or the like, which lists as a folder and stands for another.

    Folders that a cloud program or deduplication keeps have reparse tags, too, and hold their files themselves.
    """
    return bool(getattr(status, "st_reparse_tag", 0) & _NAME_SURROGATE)


def count(folder: Path, stop: threading.Event, on_progress: Callable[[Usage], None] | None = None) -> Usage:
    """Return what ``folder`` holds, nothing where it does not exist; ``on_progress`` hears every 1,000th file.

    A listing on Windows does not tell how many links a file has, so there each link of a file counts.
    """
    files = size = 0
    linked: set[tuple[int, int]] = set()
    if not folder.is_dir():
        return Usage()
    for entry in walk(folder, stop):
        if entry.is_dir(follow_symlinks=False):
            continue
        status = entry.stat(follow_symlinks=False)
        if status.st_nlink > 1:
            key = (status.st_dev, status.st_ino)
            if key in linked:
                continue
            linked.add(key)
        files += 1
        size += status.st_size
        if on_progress is not None and files % 1000 == 0:
            on_progress(Usage(files, size))
    return Usage(files, size)
