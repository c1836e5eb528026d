"""Situations of a project as events, for tests of the window and for looking at it."""

from pathlib import Path

from core.model.commands import Lock, ProbePlaces, RelocatePlace, Sync, UndoRelocation
from core.model.events import (
    LinesPrinted,
    PackagePhase,
    PackageProgressed,
    PackagesPrepared,
    PlanKnown,
    PlannedPackage,
    ProbeProgressed,
    ProjectAdded,
    ProjectDescribed,
    ProjectDetails,
    RelocationProgressed,
    Stage,
    StageChanged,
)
from core.model.measurements import (
    RelocationHow,
    RelocationReport,
    Verdict,
    WayBack,
)
from core.model.outcome import Cancelled, Change, ChangeAction, Failed, Succeeded
from core.model.problem import Category, Problem, Remedy
from core.model.project import Project
from core.model.settings import Origin, OriginKind, Place, PlaceKind, Places
from tests.fakes.findings import FOLDER, OLD_CACHE, candidates, rename_problem, report
from tests.fakes.scripted_session import ScriptedSession

MIB = 1024 * 1024
OTHER = Path("/home/person/work/pricing")
NEW_CACHE = Path("/data/uv-cache/risk-dashboard")
JOB = "job-1"

PACKAGES = (
    ("numpy", "2.2.6", 16.8),
    ("pandas", "2.3.3", 12.1),
    ("scipy", "1.15.3", 37.4),
    ("pyarrow", "21.0.0", 42.7),
    ("plotly", "6.5.0", 9.8),
    ("dash", "3.3.0", 7.9),
    ("scikit-learn", "1.7.2", 9.4),
    ("sqlalchemy", "2.0.44", 3.2),
    ("nxpy", "21.3.4", None),
    ("nxtools", "1.2a2", None),
    ("dash-design-kit", "1.6.8", None),
    ("requests", "2.32.5", 0.063),
    ("certifi", "2025.11.12", 0.155),
    ("urllib3", "2.5.0", 0.126),
    ("flask", "3.1.2", 0.1),
    ("werkzeug", "3.1.3", 0.22),
)


def project(folder: Path = FOLDER) -> Project:
    return Project(folder=folder, name=folder.name, requires_python=">=3.10.10", has_lock=True)


def details(cache: Path = OLD_CACHE, *, origin: OriginKind = OriginKind.DEFAULT, undo: bool = False) -> ProjectDetails:
    return ProjectDetails(
        uv_version="0.13.9",
        uv_program="/opt/wheelyard/uv",
        python_version="3.11.4",
        python_program="/usr/bin/python3.11",
        places=Places(
            cache=Place(PlaceKind.CACHE, cache, Origin(origin)),
            temp=Place(PlaceKind.TEMP, Path("/home/person/tmp"), Origin(OriginKind.ENVIRONMENT, "TMPDIR")),
            environment=Place(PlaceKind.ENVIRONMENT, FOLDER / ".venv", Origin(OriginKind.DEFAULT)),
        ),
        free_bytes={
            PlaceKind.CACHE: 118 * 1024 * MIB,
            PlaceKind.TEMP: 118 * 1024 * MIB,
            PlaceKind.ENVIRONMENT: 64 * 1024 * MIB,
        },
        certificates="The system's own (system-certs)",
        link_mode="hardlink",
        way_back=WayBack(PlaceKind.CACHE, OLD_CACHE, cache) if undo else None,
    )


def session_with_projects() -> ScriptedSession:
    return ScriptedSession(
        ProjectAdded(project=project()),
        ProjectDescribed(project=project(), details=details()),
        ProjectAdded(project=project(OTHER)),
        ProjectDescribed(project=project(OTHER), details=details()),
    )


def plan(job: str = JOB) -> PlanKnown:
    planned = tuple(
        PlannedPackage(
            name=name,
            version=version,
            action=ChangeAction.INSTALLED,
            size=None if size is None else round(size * MIB),
        )
        for name, version, size in PACKAGES
    )
    return PlanKnown(
        job=job,
        project=FOLDER,
        packages=planned,
        download_bytes=sum(package.size or 0 for package in planned),
    )


def progressed(name: str, phase: PackagePhase, done: float | None = None) -> PackageProgressed:
    size = next(size for other, _, size in PACKAGES if other == name)
    return PackageProgressed(
        job=JOB,
        project=FOLDER,
        name=name,
        phase=phase,
        done_bytes=None if done is None else round(done * MIB),
        total_bytes=None if size is None else round(size * MIB),
    )


def sync_under_way(session: ScriptedSession, *, at: float) -> None:
    session.begin(
        Sync(project=FOLDER),
        StageChanged(job=JOB, project=FOLDER, stage=Stage.PLANNING, at=0.0),
        plan(),
        StageChanged(job=JOB, project=FOLDER, stage=Stage.PREPARING, at=1.0),
        progressed("numpy", PackagePhase.PREPARED, 16.8),
        progressed("plotly", PackagePhase.PREPARED, 9.8),
        progressed("dash", PackagePhase.PREPARED, 7.9),
        progressed("pandas", PackagePhase.DOWNLOADING, 9.6),
        progressed("scipy", PackagePhase.DOWNLOADING, 21.5),
        progressed("pyarrow", PackagePhase.DOWNLOADING, 4.2),
        progressed("nxpy", PackagePhase.PREPARING),
        progressed("nxtools", PackagePhase.PREPARED),
        progressed("dash-design-kit", PackagePhase.BUILDING),
        PackagesPrepared(job=JOB, project=FOLDER, done=4, total=16),
        LinesPrinted(
            job=JOB,
            project=FOLDER,
            lines=(
                "Using CPython 3.11.4 interpreter at: /usr/bin/python3.11",
                "Resolved 63 packages in 0.61ms",
                "Downloading pyarrow (42.7MiB)",
                "Downloading scipy (37.4MiB)",
                "Downloading numpy (16.8MiB)",
                "Downloading pandas (12.1MiB)",
                "Downloading plotly (9.8MiB)",
                "Downloading dash (7.9MiB)",
                " Downloaded dash",
                " Downloaded plotly",
                " Downloaded numpy",
                "   Building dash-design-kit @ file:///home/person/work/risk-dashboard/exdist/dash_design_kit-1.6.8.tar.gz",
            ),
        ),
        at=at,
    )


def sync_done(session: ScriptedSession, *, at: float) -> None:
    sync_under_way(session, at=at)
    session.play(
        StageChanged(job=JOB, project=FOLDER, stage=Stage.INSTALLING, at=20.0),
        *(progressed(name, PackagePhase.INSTALLED) for name, _, _ in PACKAGES),
        LinesPrinted(
            job=JOB, project=FOLDER, lines=("Prepared 16 packages in 18.20s", "Installed 16 packages in 412ms")
        ),
    )
    changes = tuple(Change(name, version, ChangeAction.INSTALLED) for name, version, _ in PACKAGES)
    session.end(FOLDER, Succeeded(changes=changes), seconds=21.3)


def refused_rename(session: ScriptedSession, *, at: float) -> None:
    sync_under_way(session, at=at)
    session.play(progressed("nxpy", PackagePhase.FAILED))
    session.end(FOLDER, Failed(problem=rename_problem()), seconds=14.2)


def probing(session: ScriptedSession, *, at: float) -> None:
    refused_rename(session, at=at)
    session.begin(
        ProbePlaces(project=FOLDER, folders=(OLD_CACHE, NEW_CACHE), rounds=40),
        StageChanged(job="job-2", project=FOLDER, stage=Stage.PROBING, at=0.0),
        ProbeProgressed(job="job-2", project=FOLDER, place=OLD_CACHE, done=22, rounds=40, refused=17),
        at=at + 20,
        job="job-2",
    )


def relocating(session: ScriptedSession, *, at: float) -> None:
    refused_rename(session, at=at)
    session.begin(
        RelocatePlace(project=FOLDER, then=Sync(project=FOLDER)),
        StageChanged(job="job-2", project=FOLDER, stage=Stage.PROBING, at=0.0),
        ProbeProgressed(
            job="job-2",
            project=FOLDER,
            place=NEW_CACHE,
            done=12,
            rounds=12,
            report=report(NEW_CACHE, 0, 0, Verdict.CLEAR, "Every rename passed at once."),
        ),
        StageChanged(job="job-2", project=FOLDER, stage=Stage.MOVING, at=2.0),
        RelocationProgressed(
            job="job-2",
            project=FOLDER,
            step="Copying the cache to /data/uv-cache/risk-dashboard",
            done_files=4210,
            total_files=12873,
            done_bytes=380 * MIB,
            total_bytes=1210 * MIB,
        ),
        at=at + 20,
        job="job-2",
    )


def relocated(session: ScriptedSession, *, at: float) -> None:
    refused_rename(session, at=at)
    done = RelocationReport(
        kind=PlaceKind.CACHE,
        origin=OLD_CACHE,
        target=NEW_CACHE,
        moved_files=12873,
        moved_bytes=1210 * MIB,
        how=RelocationHow.COPIED,
        probe=report(NEW_CACHE, 0, 0, Verdict.CLEAR, "Every one of 12 renames passed at once."),
    )
    session.begin(RelocatePlace(project=FOLDER, then=Sync(project=FOLDER)), at=at + 20, job="job-2")
    session.end(FOLDER, Succeeded(relocation=done), seconds=31.0, job="job-2")
    session.play(ProjectDescribed(project=project(), details=details(NEW_CACHE, origin=OriginKind.PROFILE, undo=True)))


def relocated_and_synced(session: ScriptedSession, *, at: float) -> None:
    relocated(session, at=at)
    session.begin(Sync(project=FOLDER), at=at + 60, job="job-3")
    session.end(
        FOLDER,
        Succeeded(changes=(Change("nxpy", "21.3.4", ChangeAction.INSTALLED),)),
        seconds=3.1,
        job="job-3",
    )


def undone(session: ScriptedSession, *, at: float) -> None:
    relocated(session, at=at)
    back = RelocationReport(
        kind=PlaceKind.CACHE,
        origin=NEW_CACHE,
        target=OLD_CACHE,
        moved_files=12873,
        moved_bytes=1210 * MIB,
        how=RelocationHow.RENAMED,
        undo=True,
    )
    session.begin(UndoRelocation(project=FOLDER), at=at + 90, job="job-4")
    session.end(FOLDER, Succeeded(relocation=back), seconds=0.8, job="job-4")
    session.play(ProjectDescribed(project=project(), details=details()))


def none_clear(session: ScriptedSession, *, at: float) -> None:
    refused_rename(session, at=at)
    problem = Problem(
        category=Category.SCANNER_INTERFERENCE,
        title="No folder is clear: renames were refused in every one that was measured",
        explanation="The cache stays where it is. Choose a folder yourself, or sync again where it is only slow.",
        remedies=(
            Remedy(
                id="sync-patient",
                title="Sync again, as it is",
                why="What reached the cache stays there, so every try starts further on.",
                confidence=0.45,
                action=Sync(project=FOLDER),
            ),
        ),
    )
    session.begin(RelocatePlace(project=FOLDER, then=Sync(project=FOLDER)), at=at + 20, job="job-2")
    session.end(FOLDER, Failed(problem=problem, candidates=candidates()), seconds=9.4, job="job-2")


def bad_input(session: ScriptedSession, *, at: float) -> None:
    session.begin(Lock(project=FOLDER), at=at)
    problem = Problem(
        category=Category.CONFIG_INVALID,
        title="pyproject.toml cannot be read: line 14 is no TOML",
        explanation="Mend line 14 of /home/person/work/risk-dashboard/pyproject.toml, then press Lock again.",
    )
    session.end(FOLDER, Failed(problem=problem, bad_input=True), seconds=0.1)


def cancelled(session: ScriptedSession, *, at: float) -> None:
    sync_under_way(session, at=at)
    session.end(FOLDER, Cancelled(), seconds=6.2)
