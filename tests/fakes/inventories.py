"""What places hold, as values for tests of the window and for looking at it."""

from pathlib import Path

from core.model.commands import CleanCache, PruneCache, Sync, TakeInventory
from core.model.events import InventoryCounted, PatienceProgressed, Stage, StageChanged
from core.model.measurements import (
    CacheBucket,
    CacheContents,
    CachedPackage,
    CleaningReport,
    Held,
    PlaceInventory,
    Verdict,
)
from core.model.outcome import Succeeded
from core.model.settings import Origin, OriginKind, PersonPlaceKind, PlaceKind
from tests.fakes.findings import FOLDER, OLD_CACHE
from tests.fakes.scripted_session import ScriptedSession

MIB = 1024 * 1024
GIB = 1024 * MIB
COUNT = "count-1"
OTHER = Path("/home/person/work/pricing")

LARGEST = tuple(
    CachedPackage(name=name, version=version, held=Held(files, round(size * MIB)))
    for name, version, files, size in (
        ("torch", "2.9.0", 14210, 1804.0),
        ("pyarrow", "21.0.0", 812, 142.7),
        ("scipy", "1.15.3", 1620, 127.4),
        ("pandas", "2.3.3", 1480, 62.1),
        ("numpy", "2.2.6", 920, 58.8),
        ("numpy", "1.26.4", 906, 57.2),
        ("plotly", "6.5.0", 10300, 49.8),
        ("scikit-learn", "1.7.2", 1190, 39.4),
        ("dash", "3.3.0", 640, 17.9),
        ("nxpy", None, 60, 5.5),
    )
)


def contents() -> CacheContents:
    return CacheContents(
        buckets={
            CacheBucket.WHEELS: Held(312, 3 * MIB),
            CacheBucket.ARCHIVES: Held(40_120, round(2.4 * GIB)),
            CacheBucket.SDISTS: Held(1_204, 96 * MIB),
            CacheBucket.BUILDS: Held(318, 22 * MIB),
            CacheBucket.INDEX_PAGES: Held(410, 38 * MIB),
            CacheBucket.OTHER: Held(0, 0),
        },
        largest=LARGEST,
        unreferenced=Held(3_112, 214 * MIB),
    )


def cache(path: Path = OLD_CACHE, *, counting: bool = False, verdict: Verdict | None = Verdict.SLOW) -> PlaceInventory:
    return PlaceInventory(
        kind=PlaceKind.CACHE,
        path=path,
        origin=Origin(OriginKind.DEFAULT),
        exists=True,
        volume=Path("/home"),
        file_system="ext4",
        free_bytes=117 * GIB,
        held=Held(12_100, 800 * MIB) if counting else Held(42_364, round(2.6 * GIB)),
        counting=counting,
        verdict=verdict,
        contents=None if counting else contents(),
    )


def places() -> tuple[PlaceInventory, ...]:
    temp = PlaceInventory(
        kind=PlaceKind.TEMP,
        path=Path("/home/person/tmp"),
        origin=Origin(OriginKind.ENVIRONMENT, "TMPDIR"),
        exists=True,
        volume=Path("/home"),
        file_system="ext4",
        free_bytes=117 * GIB,
        held=Held(210, 4 * MIB),
        verdict=Verdict.CLEAR,
        trouble="3 folders in it could not be read; they are not in these figures.",
    )
    environment = PlaceInventory(
        kind=PlaceKind.ENVIRONMENT,
        path=FOLDER / ".venv",
        origin=Origin(OriginKind.DEFAULT),
        exists=False,
        volume=Path("/home/person/work"),
        file_system="NTFS",
        free_bytes=64 * GIB,
    )
    pythons = PlaceInventory(
        kind=PersonPlaceKind.PYTHONS,
        path=Path("/home/person/.local/share/uv/python"),
        origin=Origin(OriginKind.DEFAULT),
        exists=True,
        volume=Path("/home"),
        file_system="ext4",
        free_bytes=117 * GIB,
        held=Held(8_211, 310 * MIB),
    )
    tools = PlaceInventory(
        kind=PersonPlaceKind.TOOLS,
        path=Path("/home/person/.local/share/uv/tools"),
        origin=Origin(OriginKind.DEFAULT),
        exists=True,
        volume=Path("/home"),
        file_system="ext4",
        free_bytes=117 * GIB,
    )
    return (cache(), temp, environment, pythons, tools)


def counting(session: ScriptedSession, *, at: float) -> None:
    session.begin(
        TakeInventory(project=FOLDER),
        InventoryCounted(job=COUNT, project=FOLDER, place=cache(counting=True)),
        at=at,
        job=COUNT,
    )


def counted(session: ScriptedSession, *, at: float) -> None:
    counting(session, at=at)
    session.play(*(InventoryCounted(job=COUNT, project=FOLDER, place=place) for place in places()))
    session.end(FOLDER, Succeeded(inventory=places()), seconds=2.1, job=COUNT)


def pruning(*, preview: bool) -> CleaningReport:
    before = Held(42_364, round(2.6 * GIB))
    after = Held(before.files - 3_112, before.bytes - 214 * MIB)
    return CleaningReport(
        cache=OLD_CACHE, before=before, after=after, preview=preview, others=(OTHER,), serves_all=True
    )


def cleaning(*, preview: bool) -> CleaningReport:
    before = Held(42_364, round(2.6 * GIB))
    return CleaningReport(cache=OLD_CACHE, before=before, after=Held(), packages=LARGEST, preview=preview)


def pruned(session: ScriptedSession, *, at: float) -> None:
    counted(session, at=at)
    session.begin(PruneCache(project=FOLDER), at=at + 30, job="prune-1")
    session.end(FOLDER, Succeeded(cleaning=pruning(preview=False)), seconds=0.9, job="prune-1")


def cleaned(session: ScriptedSession, *, at: float) -> None:
    counted(session, at=at)
    session.begin(CleanCache(project=FOLDER), at=at + 30, job="clean-1")
    session.end(FOLDER, Succeeded(cleaning=cleaning(preview=False)), seconds=4.9, job="clean-1")


def syncing_patiently(session: ScriptedSession, *, at: float) -> None:
    session.begin(
        Sync(project=FOLDER, patient=True),
        StageChanged(job="job-1", project=FOLDER, stage=Stage.PREPARING, at=1.0),
        PatienceProgressed(job="job-1", project=FOLDER, landed=3, packages=12, turn=2, package="scipy", pause=4.0),
        at=at,
    )
