"""How runs and rename probes of the past ended."""

from pathlib import Path

from msgspec import Struct

from core.model.measurements import Verdict
from core.model.problem import Problem


class Run(Struct, frozen=True, kw_only=True, gc=False):  # nothing in it leads back to it, and there are many
    """One run that ended; ``started_at`` in seconds since 1970, ``outcome`` succeeded, failed or cancelled.

    ``problem`` is there for the last failures only; ``number`` is its place in the history.
    """

    project: Path | None
    command: str
    started_at: float
    seconds: float
    outcome: str
    cache: Path | None = None
    uv_version: str | None = None
    category: str | None = None
    title: str | None = None
    package: str | None = None
    path: str | None = None
    problem: Problem | None = None
    number: int | None = None


class LastFailure(Struct, frozen=True, kw_only=True):
    """The last failure that is kept with its problem; ``settled_by`` is a later run of the same command that passed."""

    run: Run
    settled_by: Run | None = None


class ProbeRun(Struct, frozen=True, kw_only=True, gc=False):  # same
    """One rename probe of a place that ended; waits in milliseconds, ``at`` in seconds since 1970."""

    place: Path
    at: float
    rounds: int
    refused_first: int
    never_passed: int
    wait_ms_median: float
    wait_ms_p95: float
    wait_ms_max: float
    verdict: Verdict
    os_errors: dict[int, int] = {}
    project: Path | None = None


class HistoryRows(Struct, frozen=True, kw_only=True):
    """What the history holds of one project since ``since``, of all projects where ``project`` is None.

    ``runs`` newest first and without their whole problems, ``probes`` oldest first: those of the project, and all of
    the caches that its runs used. ``trouble`` says in a sentence what is missing, or None.
    """

    project: Path | None
    since: float
    runs: tuple[Run, ...] = ()
    probes: tuple[ProbeRun, ...] = ()
    trouble: str | None = None


class RefusalPoint(Struct, frozen=True, kw_only=True, gc=False):  # same
    """One probe as a point of a plot: of ``rounds`` renames ``refused`` were refused at first."""

    at: float
    rounds: int
    refused: int
    wait_ms_p95: float
    verdict: Verdict


class RefusalsOfPlace(Struct, frozen=True, kw_only=True):
    """The probes of one place, oldest first."""

    place: Path
    points: tuple[RefusalPoint, ...]


class HistoryReport(Struct, frozen=True, kw_only=True):
    """The runs since ``since``, newest first and without their whole problems, and the refusals per place.

    ``sentence`` sums them up. ``syncs`` counts the runs of uv that came to an end (sync, lock, add, remove, upgrade),
    not those that were cancelled, ``failed`` those of them that failed. ``troubles`` are categories with how often each
    was met among them, most frequent first; ``trouble`` says what is wrong with the history itself, or None.
    """

    project: Path | None
    since: float
    sentence: str
    runs: tuple[Run, ...] = ()
    places: tuple[RefusalsOfPlace, ...] = ()
    syncs: int = 0
    failed: int = 0
    troubles: tuple[tuple[str, int], ...] = ()
    trouble: str | None = None
