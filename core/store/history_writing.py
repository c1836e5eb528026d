"""Writes into the history; what cannot be written is said and costs no job anything."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from core.model.history import Run
from core.model.measurements import ProbeReport
from core.store.history_bounds import fit, prune
from core.store.history_file import BUSY_SECONDS, SQLITE_ERRORS, is_damage, opened, primary_code, set_aside
from core.store.history_schema import DamagedHistoryError, NewerHistory
from core.store.history_values import KeyOf, NumberOf, StoredFolder, folder_of, probe_row, problem_bytes, run_row


def write_run(file: Path, run: Run, key: KeyOf) -> str | None:
    """Add a run; return a sentence where it is missing now, or where the file was damaged."""
    folders = _stored(key, (run.project, run.cache))
    whole = problem_bytes(run.problem) if run.problem is not None else None

    def add(connection: sqlite3.Connection) -> None:
        number = connection.execute(
            "INSERT INTO runs (project, command, started_at, seconds, outcome, cache, uv_version, category, title,"
            " package, path) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            run_row(run, numbers(connection, folders)),
        ).lastrowid
        if whole is not None:
            connection.execute("INSERT INTO problems (run, problem) VALUES (?, ?)", (number, whole))

    return _written(file, add)


def write_probes(file: Path, reports: Iterable[ProbeReport], project: Path | None, at: float, key: KeyOf) -> str | None:
    """Add finished rename probes; return a sentence where they are missing now, or where the file was damaged."""
    finished = tuple(reports)
    if not finished:
        return None
    folders = _stored(key, (project, *(report.place for report in finished)))

    def add(connection: sqlite3.Connection) -> None:
        number_of = numbers(connection, folders)
        connection.executemany(
            "INSERT INTO probes (place, project, at, rounds, refused_first, never_passed, wait_ms_median, wait_ms_p95,"
            " wait_ms_max, verdict, os_errors) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (probe_row(report, project, at, number_of) for report in finished),
        )

    return _written(file, add)


def numbers(connection: sqlite3.Connection, folders: dict[Path, StoredFolder]) -> NumberOf:
    """Store folders, each named as it is named now, and return what gives their numbers."""
    known: dict[Path, int] = {}
    for folder, stored in folders.items():
        connection.execute(
            "INSERT INTO folders (key, name) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name",
            (stored.key, stored.name),
        )
        row = connection.execute("SELECT number FROM folders WHERE key = ?", (stored.key,)).fetchone()
        if row is None:
            raise DamagedHistoryError("an index names what is not in its table")
        known[folder] = row[0]
    return lambda folder: None if folder is None else known[folder]


def _stored(key: KeyOf, folders: Iterable[Path | None]) -> dict[Path, StoredFolder]:
    """Return folders by their names; their keys are found before the file is locked, since that asks the disk."""
    return {folder: folder_of(folder, key) for folder in folders if folder is not None}


def put_aside(file: Path) -> str | None:
    """Put a damaged history aside and say so; None where another Wheelyard did it first; raises OSError."""
    kept = set_aside(file)
    if kept is None:
        return None
    return f"Wheelyard's history {file} was damaged: it is kept as {kept.name} and begun anew."


def reason_of(error: Exception) -> str:
    """Say why the history could not be used, as the end of a sentence."""
    if isinstance(error, sqlite3.Error):
        match primary_code(error):
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return f"another program held it for {BUSY_SECONDS:g} seconds"
            case sqlite3.SQLITE_FULL:
                return "the volume has no room"
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
                return "it cannot be written"
        return str(error)
    if isinstance(error, TimeoutError):
        return f"another Wheelyard held it for {BUSY_SECONDS:g} seconds"
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _written(file: Path, add: Callable[[sqlite3.Connection], None]) -> str | None:
    said = None
    try:
        try:
            _write(file, add)
        except SQLITE_ERRORS as error:
            if not is_damage(error):
                raise
            said = put_aside(file)
            _write(file, add)
    except NewerHistory:
        return None
    except (*SQLITE_ERRORS, OSError) as error:
        missing = f"Wheelyard's history {file} misses this: {reason_of(error)}."
        return missing if said is None else f"{said} {missing}"
    return said


def _write(file: Path, add: Callable[[sqlite3.Connection], None]) -> None:
    with opened(file) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            add(connection)
            prune(connection)
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
        with suppress(*SQLITE_ERRORS):  # what was added is kept, and the next one that writes makes room
            fit(connection)
