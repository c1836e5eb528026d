"""A project's past and a request about it, as values for tests of the window."""

from pathlib import Path

from core.model.history import HistoryReport, RefusalPoint, RefusalsOfPlace, Run
from core.model.measurements import Verdict
from core.model.request import Request
from tests.fakes.findings import FOLDER, OLD_CACHE

DAY = 86_400.0
END = 1_750_000_000.0
NEW_CACHE = Path("/data/uv-cache/risk-dashboard")
TITLE = "A virus scanner, most likely, kept uv from moving nxpy inside its cache"
PATH = f"{OLD_CACHE}/archive-v0/x8Pq2Lr0vTgWmYd1Zk3Ab"


def run(number: int, outcome: str = "succeeded", *, days_ago: float = 1.0, seconds: float = 12.3) -> Run:
    failed = outcome == "failed"
    return Run(
        project=FOLDER,
        command="sync",
        started_at=END - days_ago * DAY,
        seconds=seconds,
        outcome=outcome,
        cache=OLD_CACHE,
        uv_version="0.13.9",
        category="cache-rename-denied" if failed else None,
        title=TITLE if failed else None,
        package="nxpy" if failed else None,
        path=PATH if failed else None,
        number=number,
    )


RUNS = (
    run(4, days_ago=1),
    run(3, "failed", days_ago=2, seconds=347.0),
    run(2, "cancelled", days_ago=3),
    run(1, "failed", days_ago=4, seconds=61.0),
)


def point(days_ago: float, refused: int, verdict: Verdict = Verdict.SLOW) -> RefusalPoint:
    return RefusalPoint(
        at=END - days_ago * DAY,
        rounds=12,
        refused=refused,
        wait_ms_p95=1300.0 if refused else 0.4,
        verdict=verdict if refused else Verdict.CLEAR,
    )


PLACES = (
    RefusalsOfPlace(place=OLD_CACHE, points=(point(20, 9), point(10, 12, Verdict.REFUSED), point(5, 6))),
    RefusalsOfPlace(place=NEW_CACHE, points=(point(4, 0), point(1, 0))),
)


def report(
    runs: tuple[Run, ...] = RUNS, places: tuple[RefusalsOfPlace, ...] = PLACES, trouble: str | None = None
) -> HistoryReport:
    failed = sum(run.outcome == "failed" for run in runs)
    return HistoryReport(
        project=FOLDER,
        since=END - 30 * DAY,
        sentence=f"{failed} of {len(runs)} syncs failed here in 30 days.",
        runs=runs,
        places=places,
        syncs=len(runs),
        failed=failed,
        troubles=(("cache-rename-denied", failed),) if failed else (),
        trouble=trouble,
    )


REQUEST = Request(
    subject="Exclude uv's cache from scanning",
    markdown="# Exclude uv's cache\n\n" + "\n".join(f"- `D:\\uv-cache` line {number}" for number in range(60)),
    text="EXCLUDE UV'S CACHE\n\nD:\\uv-cache",
    mail_to="it@example.com",
)
