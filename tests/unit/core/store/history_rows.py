"""Runs and probes as tests put them into a history."""

from pathlib import Path
from typing import Any

from core.model.history import Run
from core.model.measurements import ProbeReport, Verdict, WaitTimes
from core.model.problem import Category, Evidence, Problem

NOW = 1_700_000_000.0
DAY = 86_400.0


def run(project: Path | None, at: float = NOW, **changes: Any) -> Run:
    """Return a sync that succeeded in two seconds, but for what ``changes`` say."""
    fields: dict[str, Any] = {"command": "sync", "seconds": 2.0, "outcome": "succeeded"}
    return Run(project=project, started_at=at, **(fields | changes))


def problem(**changes: Any) -> Problem:
    """Return a refused rename."""
    fields: dict[str, Any] = {
        "category": Category.CACHE_RENAME_DENIED,
        "title": "A virus scanner kept uv from storing numpy",
        "explanation": "The system refused the rename (os error 5).",
        "os_error": 5,
        "evidence": (Evidence(id="rename-probe", finding="Measured.", measured={"rounds": 8}),),
    }
    return Problem(**(fields | changes))


def failure(project: Path | None, at: float = NOW, **changes: Any) -> Run:
    """Return a sync that failed with a refused rename."""
    met = problem()
    fields: dict[str, Any] = {
        "outcome": "failed",
        "category": met.category.value,
        "title": met.title,
        "problem": met,
    }
    return run(project, at, **(fields | changes))


def probe(place: Path, verdict: Verdict = Verdict.REFUSED) -> ProbeReport:
    """Return the report of a probe in which nothing passed."""
    return ProbeReport(
        place=place,
        rounds=8,
        refused_first=8,
        never_passed=7,
        wait_ms=WaitTimes(9100.5, 9900.0, 10000.0),
        os_errors={"5": 7, "32": 1},
        verdict=verdict,
        why="All 8 renames were still refused after 10 s (os error 5).",
    )
