"""How the Session joins events before it hands them on."""

from pathlib import Path

from core.model.events import LinesPrinted, PackagePhase, PackageProgressed, Stage, StageChanged
from core.session import merged

FOLDER = Path("/works/a")


def lines(*texts: str, job: str = "1") -> LinesPrinted:
    return LinesPrinted(job=job, project=FOLDER, lines=texts)


def progress(name: str, done: int, phase: PackagePhase = PackagePhase.DOWNLOADING) -> PackageProgressed:
    return PackageProgressed(job="1", project=FOLDER, name=name, phase=phase, done_bytes=done)


def test_neighbouring_lines_of_a_job_become_one_event_in_their_order() -> None:
    stage = StageChanged(job="1", project=FOLDER, stage=Stage.PREPARING)
    assert merged([lines("a"), lines("b", "c"), lines("x", job="2"), stage, lines("d")]) == (
        lines("a", "b", "c"),
        lines("x", job="2"),
        stage,
        lines("d"),
    )


def test_newer_progress_of_a_package_replaces_older_of_the_same_phase_only() -> None:
    events = [progress("a", 1), progress("b", 1), progress("a", 2), progress("a", 2, PackagePhase.PREPARED)]
    assert merged([*events]) == (progress("b", 1), progress("a", 2), progress("a", 2, PackagePhase.PREPARED))


def test_nothing_becomes_nothing() -> None:
    assert merged([]) == ()
