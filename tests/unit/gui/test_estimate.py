"""The estimate of the rest goes by what was done, and is silent where nothing was."""

import pytest
from msgspec.structs import replace

from core.model.activity import Activity, PackageRow
from core.model.commands import Sync
from core.model.events import PackagePhase, RelocationProgressed, Stage
from gui.models.estimate import progress_of, remaining_seconds

ROW = PackageRow(name="a", phase=PackagePhase.DOWNLOADING, done_bytes=25, total_bytes=100)
BASE = Activity(
    job="j",
    command=Sync(),
    started_at=0.0,
    stage=Stage.PREPARING,
    stage_at=2.0,
    planned=True,
    packages=(ROW,),
    planned_bytes=100,
)


def test_the_rest_follows_the_bytes() -> None:
    assert remaining_seconds(BASE, 12.0) == pytest.approx(30.0)


def test_without_bytes_the_rest_follows_the_packages() -> None:
    rows = tuple(PackageRow(name=name) for name in "abcd")
    activity = replace(BASE, packages=rows, prepared=1)
    assert remaining_seconds(activity, 12.0) == pytest.approx(30.0)


@pytest.mark.parametrize(
    "activity",
    [
        replace(BASE, packages=()),
        replace(BASE, stage=Stage.RESOLVING),
        replace(BASE, packages=(replace(ROW, done_bytes=1),)),
        replace(BASE, packages=(replace(ROW, done_bytes=None),)),
    ],
)
def test_no_estimate_where_nothing_is_known(activity: Activity) -> None:
    assert remaining_seconds(activity, 12.0) is None


def test_bytes_named_so_far_are_no_total() -> None:
    first = replace(BASE, planned=False, planned_bytes=None)
    assert remaining_seconds(first, 12.0) is None
    assert progress_of(first).items is None
    assert progress_of(first).bytes is None


def test_uvs_own_count_is_a_total() -> None:
    activity = replace(BASE, planned=False, planned_bytes=None, prepared=2, prepare_total=8)
    assert progress_of(activity).items == pytest.approx(0.25)
    assert remaining_seconds(activity, 12.0) == pytest.approx(30.0)


def test_no_estimate_in_the_first_seconds() -> None:
    assert remaining_seconds(BASE, 3.0) is None


def test_a_relocation_goes_by_its_bytes() -> None:
    moving = RelocationProgressed(job="j", step="copy", done_files=1, total_files=4, done_bytes=50, total_bytes=100)
    activity = replace(BASE, packages=(), relocation=moving, stage=Stage.MOVING)
    assert remaining_seconds(activity, 12.0) == pytest.approx(10.0)
    assert progress_of(activity).items == pytest.approx(0.25)
    assert progress_of(activity).bytes == pytest.approx(0.5)


def test_nothing_planned_has_no_share() -> None:
    progress = progress_of(replace(BASE, packages=(), planned_bytes=None))
    assert progress.items is None
    assert progress.bytes is None
