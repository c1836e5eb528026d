"""What the last rename probe of a place said, found again by any name that the place has."""

from collections.abc import Iterable
from pathlib import Path

from core.model.measurements import ProbeReport
from core.places.paths import plain
from core.store.home import Home
from core.store.probe_history import KnownVerdict, ProbeHistory


def last_verdict(home: Home, folder: Path) -> KnownVerdict | None:
    """Return the last verdict on ``folder``, None where it was never measured; reads one small file."""
    return ProbeHistory(home).last(_key(folder))


def remember(home: Home, reports: Iterable[ProbeReport], now: float) -> None:
    """Keep the verdicts of finished probes; ``now`` in seconds since 1970."""
    ProbeHistory(home).keep(
        {
            _key(report.place): KnownVerdict(place=report.place, verdict=report.verdict, why=report.why, at=now)
            for report in reports
        }
    )


def _key(folder: Path) -> str:
    return plain(folder)
