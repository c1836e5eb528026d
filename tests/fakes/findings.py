"""A refused rename and what was measured about it, as values for tests of the window."""

from pathlib import Path

from core.model.commands import ProbePlaces, RelocatePlace, Sync
from core.model.measurements import (
    Candidate,
    ProbeReport,
    Verdict,
    WaitTimes,
)
from core.model.problem import Category, Evidence, Problem, Remedy

FOLDER = Path("/home/person/work/risk-dashboard")
OLD_CACHE = Path("/home/person/.cache/uv")


def report(place: Path, refused: int, never: int, verdict: Verdict, why: str, *, wait: float = 0.4) -> ProbeReport:
    return ProbeReport(
        place=place,
        rounds=12,
        refused_first=refused,
        never_passed=never,
        wait_ms=WaitTimes(median=wait, p95=wait * 1.6, max=wait * 2),
        os_errors={"5": refused} if refused else {},
        verdict=verdict,
        why=why,
    )


def rename_problem() -> Problem:
    source = f"{OLD_CACHE}/.tmpq3VhTk"
    target = f"{OLD_CACHE}/archive-v0/x8Pq2Lr0vTgWmYd1Zk3Ab"
    then = Sync(project=FOLDER)
    return Problem(
        category=Category.CACHE_RENAME_DENIED,
        title="A virus scanner, most likely, kept uv from moving nxpy inside its cache",
        explanation=(
            "uv unpacked nxpy into a temporary folder and was refused when it gave that folder its final name: "
            "something had a file in it open. uv tried 10 times in 10 s and gave up. Nothing is broken; the same "
            "package in a folder that is not watched passes at once."
        ),
        package="nxpy",
        version="21.3.4",
        path_from=source,
        path_to=target,
        os_error=5,
        evidence=(
            Evidence(
                id="rename-probe",
                finding="In the cache's folder 9 of 12 renames were refused at first, and 4 never passed within 2 s.",
                measured={
                    "place": str(OLD_CACHE),
                    "rounds": 12,
                    "refused_first": 9,
                    "never_passed": 4,
                    "wait_ms_median": 840.0,
                    "os_error": 5,
                },
            ),
            Evidence(id="retries", finding="uv retried the rename 10 times over 10.2 s.", measured={"retries": 10}),
        ),
        remedies=(
            Remedy(
                id="relocate-cache",
                title="Move the cache to a folder where renames work, then sync again",
                why="Every folder in question is measured first; the best clear one is taken. It can be undone.",
                confidence=0.92,
                action=RelocatePlace(project=FOLDER, then=then),
                command=("wheelyard", "relocate", "cache", "--auto"),
            ),
            Remedy(
                id="sync-patient",
                title="Sync again, as it is",
                why="What reached the cache stays there, so every try starts further on.",
                confidence=0.45,
                action=then,
                command=("wheelyard", "sync"),
            ),
            Remedy(
                id="probe",
                title="Measure again with more rounds",
                why="Scanners are slower while they are busy; a second measurement shows whether it is always so.",
                confidence=0.2,
                action=ProbePlaces(project=FOLDER, folders=(OLD_CACHE,), rounds=40),
            ),
            Remedy(
                id="it-request",
                title="Ask your IT department to exclude the folder",
                why="With these figures the request can be decided on.",
                confidence=0.7,
                command=("wheelyard", "request", "--out", "request.txt"),
            ),
        ),
        causes=("Failed to prepare distributions", "Access is denied. (os error 5)"),
        raw=(
            "error: Failed to download `nxpy @ file:///exdist/nxpy-21.3.4.whl`\n"
            f"  Caused by: failed to rename file from {source} to {target}\n"
            "  Caused by: Access is denied. (os error 5)"
        ),
    )


def candidates() -> tuple[Candidate, ...]:
    def one(place: str, refused: int, never: int, verdict: Verdict, why: str, *, wait: float) -> Candidate:
        folder = Path(place)
        return Candidate(
            place=folder,
            suitable=False,
            score=40.0 - refused,
            reasons=(why,),
            probe=report(folder, refused, never, verdict, why, wait=wait),
        )

    return (
        one(
            "/home/person/work/.uv-cache",
            7,
            0,
            Verdict.SLOW,
            "Every rename passed, after 1.2 s in the middle.",
            wait=1210.0,
        ),
        one(
            "/home/person/.local/share/Wheelyard/cache", 12, 9, Verdict.REFUSED, "9 renames never passed.", wait=2000.0
        ),
        Candidate(
            place=Path("/mnt/share/ada/uv"),
            suitable=False,
            score=0.0,
            reasons=("It is a network share: uv's locks do not hold there.",),
        ),
    )
