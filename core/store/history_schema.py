"""The form of the history's tables, and the steps that lead from each older form to the next one."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing

Step = Callable[[sqlite3.Connection], None]

_HIGHEST_FORM = 1000
"""No Wheelyard will ever write a higher one; a damaged number mostly is one."""


class DamagedHistoryError(sqlite3.DatabaseError):
    """The file contradicts itself in a way that SQLite looks for only when it is asked to, or not at all."""


class NewerHistory(Exception):  # noqa: N818 - it says what the file is, and nothing went wrong
    """A newer Wheelyard wrote the history; this one would write it back mutilated. ``form`` is the file's."""

    def __init__(self, form: int) -> None:
        super().__init__(form)
        self.form = form


def _first_form(connection: sqlite3.Connection) -> None:
    """Runs, the whole problems of the last failures, and rename probes.

    A folder is stored once, under a key that is the same for all its names, with the name that it had last. Problems
    have a table of their own so that a list of runs is read without passing over them on the disk.
    """
    connection.execute(
        "CREATE TABLE folders (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL)"
    )
    connection.execute(
        "CREATE TABLE runs (number INTEGER PRIMARY KEY, project INTEGER, command TEXT NOT NULL,"
        " started_at REAL NOT NULL, seconds REAL NOT NULL, outcome TEXT NOT NULL, cache INTEGER,"
        " uv_version TEXT, category TEXT, title TEXT, package TEXT, path TEXT)"
    )
    connection.execute("CREATE INDEX runs_of_project ON runs (project, started_at)")
    connection.execute("CREATE INDEX runs_by_age ON runs (started_at)")
    connection.execute(
        "CREATE TABLE problems (run INTEGER PRIMARY KEY REFERENCES runs (number) ON DELETE CASCADE,"
        " problem BLOB NOT NULL)"
    )
    connection.execute(
        "CREATE TABLE probes (number INTEGER PRIMARY KEY, place INTEGER NOT NULL, project INTEGER, at REAL NOT NULL,"
        " rounds INTEGER NOT NULL, refused_first INTEGER NOT NULL, never_passed INTEGER NOT NULL,"
        " wait_ms_median REAL NOT NULL, wait_ms_p95 REAL NOT NULL, wait_ms_max REAL NOT NULL, verdict TEXT NOT NULL,"
        " os_errors TEXT NOT NULL)"
    )
    connection.execute("CREATE INDEX probes_of_place ON probes (place, at)")
    connection.execute("CREATE INDEX probes_of_project ON probes (project, at)")
    connection.execute("CREATE INDEX probes_by_age ON probes (at)")


STEPS: tuple[Step, ...] = (_first_form,)
"""Step n leads from form n to form n + 1; a step is never changed once it was published."""


def form_of(connection: sqlite3.Connection) -> int:
    """Return the form of the file, 0 for a new one; raises DamagedHistoryError for a number that is none."""
    form = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if not 0 <= form <= _HIGHEST_FORM:
        raise DamagedHistoryError(f"{form} is no form of a history")
    return form


def upgrade(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Bring the file to the form that ``steps`` lead to, wholly or not at all; raises NewerHistory, sqlite3.Error."""
    form = form_of(connection)
    if form > len(steps):
        raise NewerHistory(form)
    if form == len(steps):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another Wheelyard may have done it while this one waited for its turn.
        for number in range(form_of(connection), len(steps)):
            steps[number](connection)
            connection.execute(f"PRAGMA user_version={number + 1}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def has_its_form(connection: sqlite3.Connection) -> bool:
    """Return whether tables and indexes are, letter by letter, those of the file's form; a newer form is not judged."""
    form = form_of(connection)
    if form > len(STEPS):
        return True
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        upgrade(fresh, STEPS[:form])
        wanted = _made_in(fresh)
    found = _made_in(connection)
    return found >= wanted if form else not found


def _made_in(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
