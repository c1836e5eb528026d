"""How much the history keeps: so many runs and probes, of so many days, in a file of so many bytes."""

import sqlite3

MOST_RUNS = 20_000
MOST_PROBES = 20_000
MOST_PROBLEMS = 200
"""Failures that are kept whole; of older ones category, title, package and path stay."""

MOST_FOLDERS = 2000
"""From here on it is worth looking for folders that no row names any more."""

MOST_DAYS = 400
AGREEING = 10
"""Runs in a row that must lie so many days behind a row before it is taken for too old."""

MOST_BYTES = 32 << 20
_DAY = 86_400.0
_WORTH_RETURNING = 256
"""Free pages from which on the file is made smaller; fewer of them are soon used again."""


def prune(connection: sqlite3.Connection) -> None:
    """Remove what is too old or too much, by index and therefore in no time; belongs into the writer's transaction.

    Age is counted from the earliest of the last ten runs, and not before there are ten: a clock that was set wrong for
    a while, years ahead or back, removes nothing.
    """
    agreed = connection.execute(
        "SELECT min(started_at), count(*) FROM"
        " (SELECT started_at FROM runs WHERE typeof(started_at) = 'real' ORDER BY number DESC LIMIT ?)",
        (AGREEING,),
    ).fetchone()
    if agreed[1] >= AGREEING:
        oldest = agreed[0] - MOST_DAYS * _DAY
        connection.execute("DELETE FROM runs WHERE started_at < ?", (oldest,))
        connection.execute("DELETE FROM probes WHERE at < ?", (oldest,))
    connection.execute("DELETE FROM runs WHERE number <= (SELECT max(number) FROM runs) - ?", (MOST_RUNS,))
    connection.execute("DELETE FROM probes WHERE number <= (SELECT max(number) FROM probes) - ?", (MOST_PROBES,))
    connection.execute(
        "DELETE FROM problems WHERE run <= (SELECT run FROM problems ORDER BY run DESC LIMIT 1 OFFSET ?)",
        (MOST_PROBLEMS,),
    )
    if connection.execute("SELECT count(*) FROM folders").fetchone()[0] > MOST_FOLDERS:
        connection.execute(
            "DELETE FROM folders WHERE number NOT IN (SELECT project FROM runs WHERE project IS NOT NULL"
            " UNION SELECT cache FROM runs WHERE cache IS NOT NULL UNION SELECT place FROM probes"
            " UNION SELECT project FROM probes WHERE project IS NOT NULL)"
        )


def fit(connection: sqlite3.Connection, most_bytes: int = MOST_BYTES) -> None:
    """Keep the file below its size and give free pages back to the disk; outside of a transaction."""
    while _used_bytes(connection) > most_bytes and _halve(connection):
        pass
    if _pragma(connection, "freelist_count") > _WORTH_RETURNING:
        # It gives back one page a step, and only a script is stepped to its end when there are no rows to fetch.
        connection.executescript("PRAGMA incremental_vacuum")


def _halve(connection: sqlite3.Connection) -> bool:
    """Remove the older half of what is missed least: whole problems first; return whether there was anything."""
    if _halve_table(connection, "problems", "run"):
        return True
    removed = [_halve_table(connection, table, "number") for table in ("probes", "runs")]
    return any(removed)


def _halve_table(connection: sqlite3.Connection, table: str, column: str) -> bool:
    count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - the names are above
    connection.execute(
        f"DELETE FROM {table} WHERE {column} <="  # noqa: S608 - same
        f" (SELECT {column} FROM {table} ORDER BY {column} DESC LIMIT 1 OFFSET ?)",
        (max(1, count // 2),),
    )
    return bool(count > 1)


def _used_bytes(connection: sqlite3.Connection) -> int:
    pages = _pragma(connection, "page_count") - _pragma(connection, "freelist_count")
    return pages * _pragma(connection, "page_size")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
