"""Reads the history; what is not there is empty, what cannot be read is an InputError."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from core.model.history import HistoryRows, LastFailure, ProbeRun, Run
from core.model.project import InputError
from core.store.history_bounds import MOST_PROBES, MOST_RUNS
from core.store.history_file import (
    SQLITE_ERRORS,
    damaged_copies,
    date_of_copy,
    is_damage,
    is_missing,
    opened,
    opened_unchanging,
    primary_code,
)
from core.store.history_rows import folders_of, probes_of, run_of, runs_of
from core.store.history_schema import STEPS, NewerHistory
from core.store.history_values import PROBE_COLUMNS, RUN_COLUMNS, Value, problem_of
from core.store.history_writing import put_aside, reason_of

T = TypeVar("T")
Key = str | bytes | None
_OF_PROJECT = "project = (SELECT number FROM folders WHERE key = ?)"
_IN_ITS_CACHES = f"place IN (SELECT cache FROM runs WHERE {_OF_PROJECT} AND started_at >= ?)"  # noqa: S608 - ours
_NOT_WRITABLE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})


class Wanted:
    """Which rows are wanted, as the end of a statement: conditions, and the values for their question marks."""

    def __init__(self) -> None:
        self._conditions: list[str] = []
        self.values: list[Value] = []

    def add(self, condition: str, *values: Value) -> None:
        """Want only rows that meet ``condition``, too."""
        self._conditions.append(f"({condition})")
        self.values.extend(values)

    @property
    def where(self) -> str:
        """The conditions as SQL, empty where all rows are wanted."""
        return f"WHERE {' AND '.join(self._conditions)}" if self._conditions else ""


def read_runs(file: Path, project: Key, since: float | None, most: int) -> tuple[Run, ...]:
    """Return runs, newest first and without their problems; those of all projects where ``project`` is None."""
    return _read(file, lambda connection: _runs(connection, project, since, most), ())


def read_failure(file: Path, project: Key) -> LastFailure | None:
    """Return the newest failure that is kept whole, of a project or of all, and the run that settled it."""

    def find(connection: sqlite3.Connection) -> LastFailure | None:
        wanted = Wanted()
        wanted.add("problem IS NOT NULL")
        if project is not None:
            wanted.add(_OF_PROJECT, project)
        run = _run(connection, wanted)
        return None if run is None else LastFailure(run=run, settled_by=_success_after(connection, run))

    return _read(file, find, None)


def read_run(file: Path, number: int) -> Run | None:
    """Return the run of that number, with its problem where that is kept; None where there is none."""
    wanted = Wanted()
    wanted.add("number = ?", number)
    return _read(file, lambda connection: _run(connection, wanted), None)


def read_probes(file: Path, places: tuple[Key, ...] | None, since: float | None) -> tuple[ProbeRun, ...]:
    """Return rename probes, oldest first, of some places or of all."""

    def find(connection: sqlite3.Connection) -> tuple[ProbeRun, ...]:
        wanted = Wanted()
        if places is not None:
            marks = ", ".join("?" * len(places))
            wanted.add(f"place IN (SELECT number FROM folders WHERE key IN ({marks}))", *places)  # noqa: S608 - marks
        return _probes(connection, wanted, since)

    return _read(file, find, ())


def read_rows(file: Path, project: Path | None, key: Key, since: float) -> HistoryRows:
    """Return what there is of a project since ``since``, of one moment, and what is missing."""

    def find(connection: sqlite3.Connection) -> HistoryRows:
        connection.execute("BEGIN")
        try:
            runs = _runs(connection, key, since, MOST_RUNS)
            wanted = Wanted()
            if key is not None:
                wanted.add(f"{_OF_PROJECT} OR {_IN_ITS_CACHES}", key, key, since)
            return HistoryRows(project=project, since=since, runs=runs, probes=_probes(connection, wanted, since))
        finally:
            connection.execute("ROLLBACK")

    rows = _read(file, find, HistoryRows(project=project, since=since))
    return HistoryRows(project=project, since=since, runs=rows.runs, probes=rows.probes, trouble=_missing_from(file))


def _runs(connection: sqlite3.Connection, project: Key, since: float | None, most: int) -> tuple[Run, ...]:
    wanted = Wanted()
    if project is not None:
        wanted.add(_OF_PROJECT, project)
    if since is not None:
        wanted.add("started_at >= ?", since)
    return runs_of(
        connection.execute(
            f"SELECT {RUN_COLUMNS} FROM runs {wanted.where} ORDER BY started_at DESC, number DESC LIMIT ?",  # noqa: S608 - columns of ours
            (*wanted.values, most),
        ),
        _folders(connection),
    )


def _run(connection: sqlite3.Connection, wanted: Wanted) -> Run | None:
    """Return the last run that is wanted, with its problem: by number, since clocks are set and numbers are not."""
    folders = _folders(connection)
    rows = connection.execute(
        f"SELECT {RUN_COLUMNS}, problem FROM runs LEFT JOIN problems ON run = number"  # noqa: S608 - columns of ours
        f" {wanted.where} ORDER BY number DESC",
        wanted.values,
    )
    for row in rows:
        run = run_of(row[:-1], folders)
        if run is not None:
            return run if row[-1] is None else replace(run, problem=problem_of(row[-1]))
    return None


def _success_after(connection: sqlite3.Connection, failure: Run) -> Run | None:
    wanted = Wanted()
    wanted.add("number > ?", failure.number)
    wanted.add("project IS (SELECT project FROM runs WHERE number = ?)", failure.number)
    wanted.add("command = ? AND outcome = 'succeeded'", failure.command)
    return _run(connection, wanted)


def _probes(connection: sqlite3.Connection, wanted: Wanted, since: float | None) -> tuple[ProbeRun, ...]:
    if since is not None:
        wanted.add("at >= ?", since)
    return probes_of(
        connection.execute(
            f"SELECT {PROBE_COLUMNS} FROM probes {wanted.where} ORDER BY at DESC, number DESC LIMIT ?",  # noqa: S608 - columns of ours
            (*wanted.values, MOST_PROBES),
        ),
        _folders(connection),
    )


def _folders(connection: sqlite3.Connection) -> dict[int, Path]:
    return folders_of(connection.execute("SELECT number, name FROM folders"))


def _read(file: Path, find: Callable[[sqlite3.Connection], T], nothing: T) -> T:
    try:
        return nothing if is_missing(file) else _found(file, find, nothing)
    except NewerHistory as newer:
        raise InputError(
            f"Wheelyard's history {file} was written by a newer Wheelyard (form {newer.form}, this one knows"
            f" {len(STEPS)}).",
            "Use the newer Wheelyard, or let WHEELYARD_HOME name another folder.",
            subject=str(file),
        ) from newer
    except (*SQLITE_ERRORS, OSError) as error:
        raise InputError(
            f"Wheelyard's history {file} cannot be read: {reason_of(error)}.",
            "Try again in a moment, or give yourself access to the file.",
            subject=str(file),
        ) from error


def _found(file: Path, find: Callable[[sqlite3.Connection], T], nothing: T) -> T:
    try:
        return _find(file, find)
    except SQLITE_ERRORS as error:
        if not is_damage(error):
            raise
        # Where another Wheelyard was first, there is a new file already.
        return nothing if put_aside(file) is not None else _find(file, find)


def _find(file: Path, find: Callable[[sqlite3.Connection], T]) -> T:
    try:
        with opened(file) as connection:
            return find(connection)
    except sqlite3.DatabaseError as error:
        if primary_code(error) not in _NOT_WRITABLE:
            raise
    with opened_unchanging(file) as connection:
        return find(connection)


def _missing_from(file: Path) -> str | None:
    copies = damaged_copies(file)
    if not copies:
        return None
    newest = copies[-1]
    return f"The history was damaged on {date_of_copy(file, newest)}: what is older is in {newest} and missing here."
