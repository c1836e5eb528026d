"""The history: runs of the past, how they ended, and what rename probes measured."""

from collections.abc import Callable, Iterable
from pathlib import Path

from core.model.history import HistoryRows, LastFailure, ProbeRun, Run
from core.model.measurements import ProbeReport
from core.store.home import Home

MOST_RUNS_READ = 1000


class History:
    """Keeps runs and rename probes in an SQLite file of Wheelyard's home, which several Wheelyards may write at once.

    Writing never fails a job: a writer returns a sentence where something is missing now, and None otherwise; the file
    of a newer Wheelyard is left as it is, without a word. Readers raise InputError for such a file, and for one that
    cannot be read. A damaged file is put aside under another name and begun anew.

    Every method opens and closes the file, asks the disk and may wait two seconds for another Wheelyard: they are
    for threads, not for the loop. Projects and places are found by ``key``, the same for all names of one folder.
    """

    def __init__(self, home: Home, key: Callable[[Path], str]) -> None:
        self._file = home.history_file
        self._key = key

    def record_run(self, run: Run) -> str | None:
        """Add a run that ended; its number is given anew, and its problem is kept while it is among the last 200."""
        from core.store.history_writing import write_run  # noqa: PLC0415 - SQLite is loaded by whoever needs it

        return write_run(self._file, run, self._key)

    def record_probes(self, project: Path | None, reports: Iterable[ProbeReport], at: float) -> str | None:
        """Add finished rename probes; ``at`` in seconds since 1970, ``project`` the one they were made for."""
        from core.store.history_writing import write_probes  # noqa: PLC0415 - same

        return write_probes(self._file, reports, project, at, self._key)

    def runs(
        self, project: Path | None = None, since: float | None = None, most: int = MOST_RUNS_READ
    ) -> tuple[Run, ...]:
        """Return runs, newest first and without their problems: of ``project``, of all projects where it is None."""
        from core.store.history_reading import read_runs  # noqa: PLC0415 - same

        return read_runs(self._file, self._key_of(project), since, most)

    def probes(self, places: Iterable[Path] | None = None, since: float | None = None) -> tuple[ProbeRun, ...]:
        """Return rename probes, oldest first: of ``places``, of all places where it is None."""
        from core.store.history_reading import read_probes  # noqa: PLC0415 - same

        keys = None if places is None else tuple(map(self._key_of, places))
        return read_probes(self._file, keys, since)

    def last_problem(self, project: Path | None = None) -> Run | None:
        """Return the failure that was recorded last and is kept with its problem: of ``project``, of all where None."""
        failure = self.last_failure(project)
        return failure.run if failure is not None else None

    def last_failure(self, project: Path | None = None) -> LastFailure | None:
        """Return the same failure, and whether its command has succeeded since."""
        from core.store.history_reading import read_failure  # noqa: PLC0415 - same

        return read_failure(self._file, self._key_of(project))

    def run(self, number: int) -> Run | None:
        """Return the run of that number, with its problem where that is kept; None where there is none."""
        from core.store.history_reading import read_run  # noqa: PLC0415 - same

        return read_run(self._file, number)

    def rows(self, project: Path | None, since: float) -> HistoryRows:
        """Return what there is since ``since``, for a report: read at one moment, with what is missing from it."""
        from core.store.history_reading import read_rows  # noqa: PLC0415 - same

        return read_rows(self._file, project, self._key_of(project), since)

    def _key_of(self, folder: Path | None) -> str | bytes | None:
        from core.store.history_values import folder_of  # noqa: PLC0415 - same

        return None if folder is None else folder_of(folder, self._key).key
