"""What uv says on pipes, from recorded output."""

from pathlib import Path

import pytest

from core.model.events import PackagePhase, Stage
from core.model.outcome import ChangeAction
from core.ports import Stream
from core.uv.output_pipes import PipeOutput
from core.uv.said import ChangeSaid, LinesSaid, PackageSaid, PreparedSaid, StageSaid, UvSaid

TRANSCRIPTS = Path(__file__).parents[3] / "data" / "transcripts"


def _said(data: bytes, size: int) -> list[UvSaid]:
    output = PipeOutput()
    said = []
    for start in range(0, len(data), size):
        said += output.feed(Stream.ERR, data[start : start + size])
    return said + output.finish()


def _lines(said: list[UvSaid]) -> list[str]:
    return [line for value in said if isinstance(value, LinesSaid) for line in value.lines]


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize("name", ["lock", "sync", "change", "missing", "nothing", "dry-run"])
def test_every_line_is_kept_in_order(name: str, size: int) -> None:
    data = (TRANSCRIPTS / f"{name}.stderr").read_bytes()
    assert _lines(_said(data, size)) == data.decode().splitlines()


def test_a_sync_says_its_milestones() -> None:
    said = [
        value
        for value in _said((TRANSCRIPTS / "sync.stderr").read_bytes(), 50)
        if not isinstance(value, LinesSaid | ChangeSaid)
    ]
    long_name = "long-name-of-a-package-that-goes-on"
    installed = [
        ("big-one", "1.0"),
        ("local-one", "3.0"),
        (long_name, "2.0"),
        ("made-here", "4"),
        ("tiny", "0.1"),
    ]
    assert said == [
        StageSaid(Stage.PREPARING),
        PackageSaid(name="made-here", phase=PackagePhase.BUILDING),
        PackageSaid(name="big-one", phase=PackagePhase.DOWNLOADING, total_bytes=1572864),
        PackageSaid(name=long_name, phase=PackagePhase.DOWNLOADING, total_bytes=1153433),
        PackageSaid(name="made-here", phase=PackagePhase.PREPARING),
        PackageSaid(name=long_name, phase=PackagePhase.PREPARING),
        PackageSaid(name="big-one", phase=PackagePhase.PREPARING),
        PackageSaid(name="made-here", phase=PackagePhase.PREPARED),
        PackageSaid(name="big-one", phase=PackagePhase.PREPARED),
        PackageSaid(name=long_name, phase=PackagePhase.PREPARED),
        PreparedSaid(5, 5),
        StageSaid(Stage.INSTALLING),
        StageSaid(Stage.INSTALLING),
        *(PackageSaid(name=name, phase=PackagePhase.INSTALLED, version=version) for name, version in installed),
    ]


def test_changes_are_said_with_their_actions() -> None:
    said = _said((TRANSCRIPTS / "change.stderr").read_bytes(), 1000)
    assert [value for value in said if isinstance(value, ChangeSaid)] == [
        ChangeSaid("big-one", "1.0", ChangeAction.REINSTALLED),
        ChangeSaid("local-one", "3.0", ChangeAction.REMOVED),
        ChangeSaid("tiny", "0.1", ChangeAction.REMOVED),
        ChangeSaid("tiny", "0.2", ChangeAction.INSTALLED),
    ]


def test_two_streams_do_not_cut_each_others_lines() -> None:
    output = PipeOutput()
    assert output.feed(Stream.OUT, b"out ") == []
    assert output.feed(Stream.ERR, b"err ") == []
    assert output.feed(Stream.OUT, b"1\n") == [LinesSaid(("out 1",))]
    assert output.feed(Stream.ERR, b"2") == []
    assert output.finish() == [LinesSaid(("err 2",))]
