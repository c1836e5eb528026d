"""How much a place holds: files and bytes, counted without leaving it."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

_NAME_SURROGATE = 0x20000000
"""The bit of Windows' reparse tags that says: this name stands for another place (Microsoft, "Reparse Point Tags")."""

_HAS_TAGS = hasattr(os.stat_result, "st_reparse_tag")


class Usage(Struct, frozen=True):
    """Files and their bytes; hard links count once, links are counted as files and never followed.

    On Windows each name of a file counts: a listing there tells no number of names, and asking each file takes ten
    times as long.
    """

    files: int = 0
    bytes: int = 0


class Stopped(Exception):  # noqa: N818 - it is no error: somebody asked for it
    """The count or copy was asked to stop."""


OnTick = Callable[[Usage], None]
OnTrouble = Callable[[OSError], None]


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
                if is_real_folder(entry):
                    waiting.append(entry.path)


def leads_elsewhere(status: os.stat_result) -> bool:
    """Return whether an entry is a Windows junction or the like, which lists as a folder and stands for another.

    Folders that a cloud program or deduplication keeps have reparse tags, too, and hold their files themselves.
    """
    return bool(getattr(status, "st_reparse_tag", 0) & _NAME_SURROGATE)


def is_real_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder that holds its files itself: no link, no junction."""
    if not entry.is_dir(follow_symlinks=False):
        return False
    return not (_HAS_TAGS and leads_elsewhere(entry.stat(follow_symlinks=False)))


def count(folder: Path, stop: threading.Event, on_progress: OnTick | None = None) -> Usage:
    """Return what ``folder`` holds, nothing where it does not exist; ``on_progress`` hears the figures on the way.

    Raises OSError for what cannot be read, Stopped when ``stop`` is set.
    """
    if not folder.is_dir():
        return Usage()
    from core.places.counting import Counter  # noqa: PLC0415 - it stands on this file

    return Counter(stop, on_progress).below(str(folder))
