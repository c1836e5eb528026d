"""What the live line says, from events alone."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from core.cli.status_text import of_bytes, status_text
from core.model.activity import Activity, advance
from core.model.commands import AnyCommand, ProbePlaces, RelocatePlace, Sync, TakeInventory
from core.model.events import (
    InventoryCounted,
    JobEvent,
    PackagePhase,
    PackageProgressed,
    PackagesPrepared,
    PatienceProgressed,
    PlanKnown,
    PlannedPackage,
    ProbeProgressed,
    RelocationProgressed,
    Stage,
    StageChanged,
)
from core.model.measurements import Held, PlaceInventory
from core.model.outcome import ChangeAction
from core.model.settings import Origin, OriginKind, PlaceKind

MIB = 2**20
GIB = 2**30


def said(command: AnyCommand, *events: JobEvent) -> str:
    activity = Activity(job="1", command=command)
    for event in events:
        activity = advance(activity, event)
    return status_text(activity)


def stage(stage: Stage) -> StageChanged:
    return StageChanged(job="1", stage=stage)


def plan(count: int) -> PlanKnown:
    packages = tuple(
        PlannedPackage(name=f"p{n}", version="1", action=ChangeAction.INSTALLED, size=10 * MIB) for n in range(count)
    )
    return PlanKnown(job="1", packages=packages, download_bytes=count * 10 * MIB)


def test_nothing_is_said_before_anything_is_known() -> None:
    assert said(Sync()) == ""


def test_a_sync_counts_packages_and_bytes() -> None:
    loading = PackageProgressed(job="1", name="p0", phase=PackagePhase.DOWNLOADING, done_bytes=4 * MIB)
    counted = PackagesPrepared(job="1", done=3, total=12)
    assert said(Sync(), stage(Stage.PLANNING)) == "Finding out what has to change"
    assert said(Sync(), stage(Stage.PREPARING), plan(12), loading, counted) == (
        "Preparing packages: 3 of 12 prepared, 4.0 of 120.0 MiB"
    )
    installed = PackageProgressed(job="1", name="p0", phase=PackagePhase.INSTALLED)
    assert said(Sync(), plan(12), stage(Stage.INSTALLING), installed) == "Installing: 1 of 12 installed"


def test_without_a_total_none_is_claimed() -> None:
    prepared = PackagesPrepared(job="1", done=3)
    assert said(Sync(), stage(Stage.PREPARING), prepared) == "Preparing packages: 3 prepared"


def test_probes_are_summed_over_their_places() -> None:
    ticks = [
        ProbeProgressed(job="1", place=Path(f"/p{n}"), done=4, rounds=8, refused=refused)
        for n, refused in enumerate((2, 0, 0))
    ]
    assert said(ProbePlaces(folders=()), stage(Stage.PROBING), *ticks) == (
        "Probing 3 places: 12 of 24 renames, 2 refused"
    )


@pytest.mark.parametrize(
    ("step", "total", "text"),
    [
        ("copying", Held(40_000, 2 * GIB), "Copying: 12,345 of 40,000 files, 1.2 of 2.0 GiB"),
        ("copying", None, "Copying: 12,345 files, 1.2 GiB"),
        ("a word of tomorrow", None, "A word of tomorrow: 12,345 files, 1.2 GiB"),
    ],
)
def test_a_relocation_says_files_and_bytes(step: str, total: Held | None, text: str) -> None:
    moving = RelocationProgressed(
        job="1",
        step=step,
        done_files=12_345,
        total_files=None if total is None else total.files,
        done_bytes=round(1.2 * GIB),
        total_bytes=None if total is None else total.bytes,
    )
    assert said(RelocatePlace(), stage(Stage.MOVING), moving) == text


def test_a_step_without_figures_is_its_word() -> None:
    assert said(RelocatePlace(), stage(Stage.MOVING), RelocationProgressed(job="1", step="renaming")) == "Renaming"


def test_a_relocation_names_whom_it_waits_for() -> None:
    moving = RelocationProgressed(job="1", step="copying", waits_for="uv sync (process 4711)")
    assert said(RelocatePlace(), stage(Stage.MOVING), moving) == "Copying; waits for uv sync (process 4711)"


def counted(kind: PlaceKind, files: int, *, counting: bool = True) -> InventoryCounted:
    place = PlaceInventory(
        kind=kind,
        path=Path("/c"),
        origin=Origin(OriginKind.DEFAULT),
        exists=True,
        held=Held(files, files * MIB),
        counting=counting,
    )
    return InventoryCounted(job="1", place=place)


def test_a_count_says_what_is_still_counted() -> None:
    cache, temp = counted(PlaceKind.CACHE, 12_100), counted(PlaceKind.TEMP, 20)
    assert said(TakeInventory(), cache, temp) == "Counting 2 places: 12,120 files, 11.8 GiB"
    done = counted(PlaceKind.CACHE, 13_000, counting=False)
    assert said(TakeInventory(), cache, temp, done) == "Counting the temp folder: 20 files, 20.0 MiB"
    assert said(TakeInventory(), cache, done) == ""


def test_a_patient_sync_says_what_it_tries_and_waits_for() -> None:
    pausing = PatienceProgressed(job="1", landed=3, packages=12, turn=1, package="scipy", pause=4.2)
    assert said(Sync(patient=True), stage(Stage.PREPARING), pausing) == (
        "3 of 12 packages are in the cache; trying scipy; waiting 4 s for the scanner"
    )
    assert said(Sync(patient=True), pausing, stage(Stage.INSTALLING)) == "Installing"
    whole = PatienceProgressed(job="1", landed=0, packages=0, turn=0, pause=4.2)
    assert said(Sync(patient=True), stage(Stage.RESOLVING), whole) == "Waiting 4 s for the scanner"
    assert said(Sync(patient=True), stage(Stage.RESOLVING), replace(whole, pause=0)) == "Trying the whole again"


def test_a_unit_is_said_once_where_it_is_the_same() -> None:
    assert of_bytes(MIB, 2 * MIB) == "1.0 of 2.0 MiB"
    assert of_bytes(MIB, 2 * GIB) == "1.0 MiB of 2.0 GiB"
    assert of_bytes(3 * MIB, 2 * MIB) == "2.0 of 2.0 MiB"
