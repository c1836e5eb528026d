"""What marks the folders of a probe as its own, and the removal of those whose probe is gone."""

import time
from contextlib import suppress
from pathlib import Path

from core.places.own_files import is_own, mark_file, remove_own_tree
from core.places.probe_record import ARCHIVE, MARK
from core.system.this_process import ProcessIdentity, may_run, this_process

_MARK_IS_WRITTEN_WITHIN = 60.0
_MARK_OF_ELSEWHERE_LASTS = 24 * 3600.0
_PATTERNS = (".tmp??????", f"{ARCHIVE}-??????")


def mark_text(process: ProcessIdentity) -> str:
    """Return what a mark says: a process, when it started, and on which computer."""
    return f"{process.number} {process.started or 0:.0f} {process.host}".strip()


def remove_leftovers(place: Path) -> None:
    """Remove what a killed probe left in ``place``, also one with another home: marked folders whose process is gone.

    A kill between making a folder and marking it leaves an empty one, which could be uv's: without a record that
    names it, it stays.
    """
    found: list[Path] = []
    for parent, patterns in ((place / ARCHIVE, ("*",)), (place, _PATTERNS)):
        for pattern in patterns:
            with suppress(OSError):
                found += parent.glob(pattern)
    for folder in found:
        with suppress(OSError):  # another probe of this place may take its own away meanwhile
            if is_own(folder, MARK) and not _is_alive(mark_file(folder, MARK)):
                remove_own_tree(folder, MARK)


def _is_alive(mark: Path) -> bool:
    """Return whether the process that wrote ``mark`` still runs, or may run.

    A mark that tells nothing may be about to be written; an old one of that kind is what a killed probe left. One of
    another computer, which shares the place, can only be judged by its age.
    """
    age = time.time() - mark.stat().st_mtime
    words = mark.read_text(errors="replace").split(maxsplit=2)
    try:
        number, started = int(words[0]), float(words[1]) if len(words) > 1 else 0.0
    except (IndexError, ValueError):
        return age < _MARK_IS_WRITTEN_WITHIN
    process = ProcessIdentity(number, started or None, words[2] if len(words) > 2 else "")
    if process.host not in {"", this_process().host}:
        return age < _MARK_OF_ELSEWHERE_LASTS
    return may_run(process)
