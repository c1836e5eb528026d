"""What the last rename probe of a place said, found again by any name that the place has."""

from collections.abc import Iterable
from pathlib import Path

from core.model.measurements import ProbeReport, Verdict
from core.places.paths import identity
from core.store.home import Home
from core.store.probe_history import KnownVerdict, ProbeHistory

_A_DAY = 24 * 3600.0


def last_verdict(home: Home, folder: Path) -> KnownVerdict | None:
    """Return the last verdict on ``folder``, None where it was never measured; reads one small file."""
    return ProbeHistory(home).last(_key(folder))


def last_verdicts(home: Home, folders: Iterable[Path]) -> dict[Path, Verdict]:
    """Return the last verdicts on ``folders``; those that were never measured are missing."""
    known = {folder: last_verdict(home, folder) for folder in folders}
    return {folder: each.verdict for folder, each in known.items() if each is not None}


def refused_lately(home: Home, folder: Path, now: float) -> str | None:
    """Return the sentence about a probe of the last day that was refused in ``folder``, or None."""
    known = last_verdict(home, folder)
    if known is None or known.verdict is not Verdict.REFUSED or not 0 <= now - known.at <= _A_DAY:
        return None
    return f"Renames were refused there {_ago(now - known.at)}: {known.why} Name it to have it measured again."


def remember(home: Home, reports: Iterable[ProbeReport], now: float) -> None:
    """Keep the verdicts of finished probes; ``now`` in seconds since 1970."""
    ProbeHistory(home).keep(
        {
            _key(report.place): KnownVerdict(place=report.place, verdict=report.verdict, why=report.why, at=now)
            for report in reports
        }
    )


def _ago(seconds: float) -> str:
    if seconds < 120:
        return "just now"
    return f"{seconds / 60:.0f} minutes ago" if seconds < 7200 else f"{seconds / 3600:.0f} hours ago"


def _key(folder: Path) -> str:
    return identity(folder)
