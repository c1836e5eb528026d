"""The history's file: made, opened by several Wheelyards at once, put aside when it is damaged."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import filelock

from core.store.history_schema import DamagedHistoryError, has_its_form, upgrade

BUSY_SECONDS = 2.0
"""How long one Wheelyard waits for another one that writes."""

MOST_DAMAGED = 5
"""Damaged files that are kept; on a failing disk there would be ever more of them."""

SQLITE_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What every use of the file may raise: where a name in the file is damaged, SQLite's own sentence is no text."""

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOINHERIT", 0)
_WHILE_OPEN = ("-wal", "-shm", "-journal")
_SUSPICIOUS = frozenset(
    {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        # What is asked of the file is always the same, so that only another form of its tables can refuse it: a name
        # of a table or a column, or a rule of one, that a single byte has changed.
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
    }
)


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the history in its newest form, made where there is none; raises SQLITE_ERRORS, OSError, NewerHistory.

    The connection is closed at the end, so that nothing holds the file between two uses: it may be put aside, backed
    up or forgotten then. A transaction is begun and ended by who uses it.
    """
    if is_missing(file):
        _make(file)
    with closing(_connect(file)) as connection:
        upgrade(connection)
        yield connection


@contextmanager
def opened_unchanging(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a history that may not be written to, without the files that SQLite keeps beside it; raises SQLITE_ERRORS.

    What another Wheelyard wrote and has not brought into the file yet is not seen.
    """
    name = quote(file.absolute().as_posix())
    uri = f"file://{'' if name.startswith('/') else '/'}{name}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        connection.text_factory = _text_or_bytes
        upgrade(connection)
        yield connection


def is_damage(error: Exception) -> bool:
    """Return whether an error may say that the file is no history, or no longer one; ``set_aside`` makes sure of it."""
    if isinstance(error, UnicodeDecodeError | DamagedHistoryError):
        return True
    return isinstance(error, sqlite3.DatabaseError) and primary_code(error) in _SUSPICIOUS


def primary_code(error: Exception) -> int | None:
    """Return the number of an SQLite error without its finer distinctions, None where it carries none."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def set_aside(file: Path) -> Path | None:
    """Rename a damaged history and return its new name, None where another Wheelyard did it first; raises OSError."""
    with filelock.FileLock(_lock_of(file), timeout=BUSY_SECONDS):
        if is_missing(file) or _is_whole(file):
            return None
        kept = _free_name(file)
        file.replace(kept)
        for end in _WHILE_OPEN:
            # With its log beside it under the new name, the damaged file can still be opened by who wants to save it.
            with suppress(OSError):
                _beside(file, end).replace(_beside(kept, end))
        for oldest in damaged_copies(file)[:-MOST_DAMAGED]:
            for end in ("", *_WHILE_OPEN):
                with suppress(OSError):
                    _beside(oldest, end).unlink(missing_ok=True)
        return kept


def damaged_copies(file: Path) -> list[Path]:
    """Return the damaged histories that are kept, oldest first."""
    found = file.parent.glob(f"{file.name}.damaged-*")
    copies = (path for path in found if not path.name.endswith(_WHILE_OPEN))
    return sorted(copies, key=lambda path: (path.name[: _dated_length(file)], len(path.name), path.name))


def date_of_copy(file: Path, copy: Path) -> str:
    """Return the day on which a damaged history was put aside, as ``2026-01-31``."""
    return copy.name[len(f"{file.name}.damaged-") : _dated_length(file)]


def _dated_length(file: Path) -> int:
    return len(f"{file.name}.damaged-2026-01-31")


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    connection.text_factory = _text_or_bytes
    try:
        # In WAL mode this never damages the file; a power cut may cost the last runs, and no run waits for the disk.
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(_lock_of(file), timeout=BUSY_SECONDS):
        if not is_missing(file):
            return
        with suppress(FileExistsError):
            os.close(os.open(file, _NEW_FILE, 0o600))  # what it holds is the person's own business
        with closing(_connect(file)) as connection:
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
            # Where the volume cannot do it (a network share), SQLite stays with its older journal.
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
            upgrade(connection)


def is_missing(file: Path) -> bool:
    """Return whether the file is not there, or is empty as a Wheelyard leaves it that was killed while it made it."""
    try:
        return file.stat().st_size == 0
    except (FileNotFoundError, NotADirectoryError):
        return True


def _is_whole(file: Path) -> bool:
    try:
        with closing(_connect(file)) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                return False
            return has_its_form(connection)
    except SQLITE_ERRORS as error:
        return not is_damage(error)


def _text_or_bytes(data: bytes) -> str | bytes:
    """Return a text of the file, or its bytes where they are none: then one row is damaged, and not the answer."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _free_name(file: Path) -> Path:
    """Return a name with the day in it that sorts behind those of the same day."""
    dated = f"{file.name}.damaged-{datetime.now(UTC):%Y-%m-%d}"
    ends = [path.name[len(dated) :] for path in damaged_copies(file) if path.name.startswith(dated)]
    numbers = [int(end[1:]) if end[1:].isdecimal() else 1 for end in ends]
    return file.with_name(f"{dated}-{max(numbers) + 1}" if numbers else dated)


def _lock_of(file: Path) -> Path:
    return _beside(file, ".lock")


def _beside(file: Path, end: str) -> Path:
    return file.with_name(f"{file.name}{end}")
