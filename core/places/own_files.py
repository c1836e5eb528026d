"""The one way that Wheelyard deletes folders: only those that carry its mark, never through a link."""

import os
import shutil
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.places.usage import leads_elsewhere

_TRIES = 6


def mark_file(folder: Path, mark: str) -> Path:
    """Return the file whose presence in ``folder`` says that the folder is Wheelyard's own."""
    return folder / f".wheelyard-{mark}"


def mark_own(folder: Path, mark: str) -> None:
    """Mark an existing folder as Wheelyard's own; raises OSError when it cannot be written."""
    mark_file(folder, mark).touch()


def is_own(folder: Path, mark: str) -> bool:
    """Return whether ``folder`` is a real folder with the mark directly in it."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and not leads_elsewhere(status) and mark_file(folder, mark).is_file()


def remove_own_tree(folder: Path, mark: str) -> bool:
    """Remove a marked folder with all that is in it and return whether it is gone.

    A folder without the mark is left as it is. The mark goes last, so what is left of an interrupted removal still
    carries it. A file that is held is tried again for about a second.
    """
    if not is_own(folder, mark):
        return not folder.exists()
    keep = mark_file(folder, mark).name
    for attempt in range(_TRIES):
        for entry in _entries(folder):
            if entry.name != keep:
                _remove(entry)
        if [entry.name for entry in _entries(folder)] == [keep]:
            with suppress(OSError):
                mark_file(folder, mark).unlink()
                folder.rmdir()
                return True
        time.sleep(0.03 * 2**attempt)
    return not folder.exists()


def remove_from_copy(path: Path) -> None:
    """Remove one entry of a copy that Wheelyard is making at this moment, whose original has changed or is gone.

    A folder goes with all that is in it; links are not followed. What cannot be removed stays: the name is then
    found to be taken.
    """
    if stat.S_ISDIR(path.lstat().st_mode) and not leads_elsewhere(path.lstat()):
        shutil.rmtree(path, onerror=_make_writable_and_retry)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _make_writable_and_retry(os.unlink, str(path), error)


def remove_if_empty(folder: Path) -> None:
    """Remove a folder that has nothing in it; one that is not empty or not there is left."""
    with suppress(OSError):
        folder.rmdir()


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _remove(entry: os.DirEntry[str]) -> None:
    path = Path(entry.path)
    try:
        if entry.is_dir(follow_symlinks=False) and not leads_elsewhere(path.lstat()):
            shutil.rmtree(path, onerror=_make_writable_and_retry)
        else:
            path.unlink(missing_ok=True)  # takes a junction away as well, and not what it leads to
    except OSError as error:
        _make_writable_and_retry(os.unlink, entry.path, error)


def _make_writable_and_retry(remove: Callable[..., Any], path: str, info: object) -> None:  # noqa: ARG001 - rmtree's form
    """Try once more after taking away what kept ``path``: its own read-only on Windows, its folder's on POSIX.

    A listing or opening that failed is not tried again: only the mode is set, for the next try of the whole removal.
    On POSIX a file's mode keeps nobody from removing it, and it is left: hard links elsewhere have the same one.
    """
    item = Path(path)
    with suppress(OSError):
        item.parent.chmod(stat.S_IRWXU)
        status = item.lstat()
        read_only = getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_READONLY
        if (stat.S_ISDIR(status.st_mode) or read_only) and not leads_elsewhere(status):  # chmod follows links
            item.chmod(stat.S_IRWXU)
        if remove in {os.unlink, os.rmdir}:
            remove(path)
