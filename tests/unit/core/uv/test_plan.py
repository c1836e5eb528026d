"""What a sync is about to do."""

from pathlib import Path

import pytest

from core.model.events import PlannedPackage
from core.model.outcome import ChangeAction
from core.uv.lock_file import Lock, LockedPackage
from core.uv.plan import Plan, python_version_of, read_plan

TRANSCRIPTS = Path(__file__).parents[3] / "data" / "transcripts"


def _locked(name: str, size: int | None, *, version: str = "1", local: bool = False) -> LockedPackage:
    return LockedPackage(name=name, version=version, size=size, local=local)


def _json(*changes: tuple[str, str, str]) -> bytes:
    entries = ",".join(f'{{"name":"{name}","version":"{version}","action":"{act}"}}' for name, version, act in changes)
    return f'{{"sync":{{"changes":[{entries}]}}}}'.encode()


def _would(count: int) -> bytes:
    return f"Resolved 9 packages in 1ms\r\nWould download {count} package{'s' * (count != 1)}\r\n".encode()


def _install(name: str, size: int | None = None) -> PlannedPackage:
    return PlannedPackage(name=name, version="1", action=ChangeAction.INSTALLED, size=size)


TWO = _json(("a", "1", "installed"), ("B_b", "1", "installed"))


def test_all_sizes_known_and_all_to_be_fetched_make_a_sum() -> None:
    lock = Lock((_locked("a", 10), _locked("b-b", 5)))
    assert read_plan(TWO, _would(2), lock) == Plan((_install("a", 10), _install("b-b", 5)), 15, 2)


@pytest.mark.parametrize(
    ("stderr", "lock"),
    [
        (_would(1), Lock((_locked("a", 10), _locked("b-b", 5)))),
        (b"", Lock((_locked("a", 10), _locked("b-b", 5)))),
        (_would(2), Lock((_locked("a", 10), _locked("b-b", None)))),
        (_would(2), Lock((_locked("a", 10),))),
        (_would(2), Lock()),
    ],
)
def test_otherwise_there_is_no_sum(stderr: bytes, lock: Lock) -> None:
    plan = read_plan(TWO, stderr, lock)
    assert plan.download_bytes is None
    assert [package.name for package in plan.packages] == ["a", "b-b"]


def test_nothing_is_downloaded_for_local_files() -> None:
    lock = Lock((_locked("a", 10), _locked("b-b", 500, local=True)))
    assert read_plan(TWO, _would(2), lock).download_bytes == 10


def test_going_and_coming_are_one_change() -> None:
    stdout = _json(
        ("tiny", "0.1", "uninstalled"),
        ("tiny", "0.2", "installed"),
        ("same", "1", "uninstalled"),
        ("same", "1", "installed"),
        ("gone", "1", "uninstalled"),
    )
    assert [(p.name, p.version, p.action) for p in read_plan(stdout, b"", Lock()).packages] == [
        ("tiny", "0.2", ChangeAction.INSTALLED),
        ("same", "1", ChangeAction.REINSTALLED),
        ("gone", "1", ChangeAction.REMOVED),
    ]


def test_only_removals_download_nothing() -> None:
    assert read_plan(_json(("gone", "1", "uninstalled")), b"", Lock()).download_bytes == 0


def test_a_recorded_dry_run() -> None:
    stdout = (TRANSCRIPTS / "dry-run.stdout").read_bytes()
    stderr = (TRANSCRIPTS / "dry-run.stderr").read_bytes()
    plan = read_plan(stdout, stderr, Lock())
    names = ["big-one", "local-one", "long-name-of-a-package-that-goes-on", "made-here", "tiny"]
    assert [package.name for package in plan.packages] == names
    assert plan.python_version == python_version_of(stdout) == "3.11.7"
    from_text = read_plan(b"", stderr, Lock())
    assert [package.name for package in from_text.packages] == names
    assert from_text.downloads == plan.downloads
    assert plan.downloads is not None


@pytest.mark.parametrize(
    "stdout",
    [
        b"",
        b"not json",
        b"[]",
        b"3",
        b'{"sync": 3}',
        b'{"sync": {"changes": 3}}',
        b'{"sync": {"changes": [3, {}, {"name": 3, "action": "installed"}, {"name": "a", "action": "painted"}]}}',
        b'{"sync": {"environment": {"python": {"version": 3}}}}',
        b"\xff" * 10,
        b"[" * 100_000,
    ],
)
def test_odd_output_makes_an_empty_plan(stdout: bytes) -> None:
    assert read_plan(stdout, b"", Lock()) == Plan()
