"""Rows of the history's tables, back as runs and probes; a row that a failing disk has changed is left out."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from core.model.history import ProbeRun, Run
from core.model.measurements import Verdict

_OUTCOMES = frozenset({"succeeded", "failed", "cancelled"})
_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_LATEST = 250_000_000_000.0
"""Seconds since 1970, in the year 9892: what is later cannot be written as a day everywhere."""


def folders_of(rows: Iterable[tuple[Any, ...]]) -> dict[int, Path]:
    """Return folders by their numbers."""
    found: dict[int, Path] = {}
    for number, name in rows:
        try:
            found[number] = Path(_text(name))
        except ValueError:
            continue
    return found


def runs_of(rows: Iterable[tuple[Any, ...]], folders: dict[int, Path]) -> tuple[Run, ...]:
    """Return runs in the order of their rows."""
    return tuple(run for run in (run_of(row, folders) for row in rows) if run is not None)


def run_of(row: tuple[Any, ...], folders: dict[int, Path]) -> Run | None:
    """Return the run of a row, None where the row is damaged."""
    try:
        return Run(
            number=_count(row[0]),
            project=folders.get(row[1]),
            command=_text(row[2]),
            started_at=_moment(row[3]),
            seconds=_figure(row[4]),
            outcome=_outcome(row[5]),
            cache=folders.get(row[6]),
            uv_version=_text_or_none(row[7]),
            category=_text_or_none(row[8]),
            title=_text_or_none(row[9]),
            package=_text_or_none(row[10]),
            path=_text_or_none(row[11]),
        )
    except ValueError:
        return None


def probes_of(rows: Iterable[tuple[Any, ...]], folders: dict[int, Path]) -> tuple[ProbeRun, ...]:
    """Return probes, oldest first, of rows that come newest first; those with a verdict unknown here are left out."""
    counted: dict[str, dict[int, int]] = {}  # few kinds of refusals in many rows
    found = [probe for probe in (_probe_of(row, folders, counted) for row in rows) if probe is not None]
    found.reverse()
    return tuple(found)


def _probe_of(row: tuple[Any, ...], folders: dict[int, Path], counted: dict[str, dict[int, int]]) -> ProbeRun | None:
    if row[9] not in _VERDICTS or row[0] not in folders:
        return None
    try:
        errors = _text(row[10])
        if errors not in counted:
            counted[errors] = msgspec.json.decode(errors, type=dict[int, int], strict=False)
        return ProbeRun(
            place=folders[row[0]],
            project=folders.get(row[1]),
            at=_moment(row[2]),
            rounds=_count(row[3]),
            refused_first=_count(row[4]),
            never_passed=_count(row[5]),
            wait_ms_median=_figure(row[6]),
            wait_ms_p95=_figure(row[7]),
            wait_ms_max=_figure(row[8]),
            verdict=_VERDICTS[row[9]],
            os_errors=counted[errors],
        )
    except (ValueError, msgspec.DecodeError):
        return None


def _text(value: object) -> str:
    """Return a text; bytes are a file name that is no proper text. Raises ValueError."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogatepass")
    if isinstance(value, str):
        return value
    raise ValueError


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _outcome(value: object) -> str:
    if value not in _OUTCOMES:
        raise ValueError
    return str(value)


def _count(value: object) -> int:
    if isinstance(value, int) and value >= 0:
        return value
    raise ValueError


def _figure(value: object) -> float:
    if isinstance(value, int | float) and math.isfinite(value):
        return float(value)
    raise ValueError


def _moment(value: object) -> float:
    at = _figure(value)
    if not 0.0 <= at <= _LATEST:
        raise ValueError
    return at
