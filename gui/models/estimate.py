"""How long a job will still take, from what was really done; no answer where there is nothing to go by."""

from dataclasses import dataclass

from core.model.activity import Activity
from core.model.events import Stage

_LEAST_SECONDS = 2.0
_LEAST_SHARE = 0.03


@dataclass(frozen=True)
class Progress:
    """Shares from 0 to 1 of a job's packages (or files) and bytes; None where no total is known."""

    items: float | None
    ended: float | None
    bytes: float | None


def progress_of(activity: Activity) -> Progress:
    """Return the shares that uv's own figures give."""
    moving = activity.relocation
    if moving is not None:
        return Progress(
            _share(moving.done_files, moving.total_files), None, _share(moving.done_bytes, moving.total_bytes)
        )
    totals = activity.totals()
    installed = _share(totals.ended, totals.packages)
    prepared = _share(totals.prepared, totals.to_prepare)
    # What is installed was prepared; uv prepares only what its cache does not have.
    items = max((share for share in (prepared, installed) if share is not None), default=None)
    return Progress(
        items,
        installed,
        _share(totals.done_bytes or 0, totals.total_bytes),
    )


def remaining_seconds(activity: Activity, elapsed: float) -> float | None:
    """Return seconds, or None while too little was done to say; ``elapsed`` since the job started."""
    # How long a scanner will take for the packages that are left, nobody can say.
    if activity.lands_patiently or activity.stage not in (Stage.PREPARING, Stage.MOVING):
        return None
    worked = elapsed - activity.stage_at
    share = _leading_share(activity)
    if worked < _LEAST_SECONDS or share is None or not _LEAST_SHARE <= share < 1.0:
        return None
    return worked * (1.0 - share) / share


def _leading_share(activity: Activity) -> float | None:
    """Return the share of bytes where all are known and some arrived, else the share of prepared packages."""
    moving = activity.relocation
    if moving is not None:
        return _share(moving.done_bytes, moving.total_bytes)
    totals = activity.totals()
    if totals.done_bytes and totals.total_bytes and totals.done_bytes < totals.total_bytes:
        return _share(totals.done_bytes, totals.total_bytes)
    return _share(totals.prepared, totals.to_prepare)


def _share(done: int, total: int | None) -> float | None:
    return None if not total else min(1.0, done / total)
