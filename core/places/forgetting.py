"""Removes what Wheelyard itself keeps, and nothing that a person or uv made."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from core.model.project import InputError
from core.places.journal import Journal
from core.store.home import Home

WINDOW_FILE = "window.ini"


def forget_everything(home: Home) -> Iterator[str]:
    """Remove settings, list of projects, profiles, transcripts and the like; yield a sentence for what was kept.

    Caches, temp folders and environments stay wherever they are, and with them every file that is not known here.
    Raises InputError when a relocation has not come to its end: its journal is what brings files home.
    """
    if Journal(home.journal).interrupted():
        raise InputError(
            "A relocation has not come to its end, and its journal is needed to bring it there.",
            "Start Wheelyard once and let it finish, then remove the settings.",
            subject=str(home.journal),
        )
    files = (home.projects_file, home.preferences_file, home.probe_history_file, home.root / WINDOW_FILE)
    beside = (*_beside(home.history_file), home.probe_history_file.with_suffix(".lock"))
    for file in (*files, home.history_file, *beside):
        for path in (file, *home.root.glob(f"{file.name}.*")):
            yield from _removed(path)
    records = (home.probes, home.profiles, home.journal, home.leases, home.transcripts, home.logs)
    for folder in (*records, home.backups, home.terminals):
        yield from _removed(folder)
    try:
        home.root.rmdir()
    except FileNotFoundError:
        return
    except OSError:
        yield f"{home.root} was kept: it holds other things."


def _beside(file: Path) -> tuple[Path, ...]:
    """Return the files that SQLite keeps beside a database while it is open, or after its program was killed."""
    return tuple(file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm", "-journal"))


def _removed(path: Path) -> Iterator[str]:
    try:
        if path.is_symlink() or not path.is_dir():
            path.unlink(missing_ok=True)
        else:
            shutil.rmtree(path)
    except OSError as error:
        yield f"{path} was kept: {error.strerror}."
