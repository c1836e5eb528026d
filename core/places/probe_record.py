"""Small records of the probes that are under way, so that what a killed one left is found and removed later."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.project import InputError
from core.places.own_files import is_own, remove_if_empty, remove_own_tree
from core.store.documents import read_document, write_document
from core.system.this_process import ProcessIdentity, may_run

MARK = "probe"
ARCHIVE = "archive-probe"
_SUFFIX = ".json"
_AT_ONCE = 8
_WAITS_FOR_A_DRIVE = 30 * 24 * 3600.0
"""Seconds for which the record of a place that is not there is kept: its drive may be connected again."""


class ProbeRecord(Struct, frozen=True, kw_only=True):
    """One probe of one place: whose it is, and the names of everything that it makes there.

    ``missing`` are the folders that were not there before, innermost first. ``over`` says that the probe has ended
    and could not remove all of it, since something held it.
    """

    version: int = 1
    name: str
    place: Path
    process: ProcessIdentity
    missing: tuple[Path, ...] = ()
    made: tuple[Path, ...] = ()
    over: bool = False


class ProbeRecords:
    """One file for each probe under way, in a folder of Wheelyard's home; a probe never fails for want of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, record: ProbeRecord) -> None:
        """Write down what a probe is about to make, before it makes any of it."""
        with suppress(InputError):  # a home that cannot be written is no reason not to measure
            write_document(self._file(record), record)

    def end(self, record: ProbeRecord) -> bool:
        """Remove what the probe made, and its record, and return whether all is gone.

        Where something is held, the record stays and says that the probe is over.
        """
        if clear_away(record):
            with suppress(OSError):
                self._file(record).unlink(missing_ok=True)
            return True
        with suppress(InputError):
            write_document(self._file(record), replace(record, over=True))
        return False

    def settle(self) -> tuple[Path, ...]:
        """Remove what killed probes left; return the places that were cleaned.

        Costs one listing where there is nothing. Probes of running processes are left alone, and so are those of
        other computers that share this home, and records that cannot be read.
        """
        cleaned: list[Path] = []
        for file in self._files():
            with suppress(InputError):
                record = read_document(file, ProbeRecord, None)
                if record is None or not (record.over or not may_run(record.process)):
                    continue
                if clear_away(record) and not _may_come_back(file, record):
                    cleaned.append(record.place)
                    with suppress(OSError):
                        file.unlink(missing_ok=True)
        return tuple(dict.fromkeys(cleaned))

    def _file(self, record: ProbeRecord) -> Path:
        return self._folder / f"{record.name}{_SUFFIX}"

    def _files(self) -> Iterator[Path]:
        try:
            yield from sorted(file for file in self._folder.iterdir() if file.suffix == _SUFFIX)
        except OSError:
            return


def settle_killed_probes(folder: Path) -> tuple[Path, ...]:
    """Remove what killed probes left, by their records in ``folder``; return the places that were cleaned."""
    return ProbeRecords(folder).settle()


def clear_away(record: ProbeRecord) -> bool:
    """Remove what a probe made, by name; return whether all of it is gone.

    What carries the probe's mark goes whole. What does not is only removed if it is empty: the probe was killed
    between making it and marking it, or somebody else has a folder of that name.
    """
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="probe-end") as threads:
        for _ in threads.map(_remove, record.made):
            pass  # each is waited for; one that is held takes a second or two, all of them together no longer
    for folder in (record.place / ARCHIVE, *record.missing):
        remove_if_empty(folder)
    return not any(_may_be_there(folder) for folder in record.made)


def _remove(folder: Path) -> None:
    remove_own_tree(folder, MARK)
    remove_if_empty(folder)


def _may_be_there(folder: Path) -> bool:
    """Return whether a folder of the probe is left; one whose mark went and that could not go itself is empty."""
    try:
        return is_own(folder, MARK) or not any(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # it may not be looked at, so it may be there
        return True


def _may_come_back(file: Path, record: ProbeRecord) -> bool:
    """Return whether the place was there before the probe, is not there now, and may be again."""
    if record.place in record.missing or record.place.is_dir():
        return False
    try:
        return time.time() - file.stat().st_mtime < _WAITS_FOR_A_DRIVE
    except OSError:
        return False
