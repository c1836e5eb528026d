"""Which packages of a lock an environment may need."""

from pathlib import Path

import pytest

from core.uv.lock_entries import read_whole_lock
from core.uv.lock_reach import is_true, needed_entries

LOCK = """
version = 1
[manifest]
members = ["app", "tool"]
[[package]]
name = "app"
version = "1"
source = { editable = "." }
dependencies = [
    { name = "every" },
    { name = "windows", marker = "sys_platform == 'win32'" },
    { name = "young", marker = "python_full_version >= '3.12'" },
    { name = "fork", version = "1", source = { path = "a" }, marker = "sys_platform == 'win32'" },
    { name = "fork", version = "2", source = { path = "b" }, marker = "sys_platform != 'win32'" },
]
[package.optional-dependencies]
fast = [{ name = "speed", extra = ["deep"] }]
[package.dev-dependencies]
dev = [{ name = "testing" }]
[[package]]
name = "tool"
version = "1"
source = { virtual = "tool" }
dependencies = [{ name = "app", extra = ["fast"] }, { name = "of-tool" }, { name = "nowhere" }]
[[package]]
name = "every"
version = "1"
source = { registry = "https://index.example/simple" }
dependencies = [{ name = "round" }]
[[package]]
name = "round"
version = "1"
source = { registry = "https://index.example/simple" }
dependencies = [{ name = "every" }, { name = "choice", marker = "extra == 'extra-3-app-fast'" }]
[[package]]
name = "choice"
version = "1"
source = { registry = "https://index.example/simple" }
[[package]]
name = "windows"
version = "1"
source = { registry = "https://index.example/simple" }
[[package]]
name = "young"
version = "1"
source = { registry = "https://index.example/simple" }
[[package]]
name = "fork"
version = "1"
source = { path = "a" }
resolution-markers = ["sys_platform == 'win32'"]
[[package]]
name = "fork"
version = "2"
source = { path = "b" }
resolution-markers = ["sys_platform != 'win32'"]
[[package]]
name = "speed"
version = "1"
source = { registry = "https://index.example/simple" }
[package.optional-dependencies]
deep = [{ name = "depth" }]
flat = [{ name = "left-out" }]
[[package]]
name = "depth"
version = "1"
source = { registry = "https://index.example/simple" }
[[package]]
name = "left-out"
version = "1"
source = { registry = "https://index.example/simple" }
[[package]]
name = "testing"
version = "1"
source = { registry = "https://index.example/simple" }
[[package]]
name = "of-tool"
version = "1"
source = { registry = "https://index.example/simple" }
"""
EVERYWHERE = {"app 1", "tool 1", "every 1", "round 1", "choice 1", "speed 1", "depth 1", "testing 1", "of-tool 1"}


def _environment(platform: str, python: str) -> dict[str, str]:
    return {"sys_platform": platform, "python_version": python.rpartition(".")[0], "python_full_version": python}


@pytest.mark.parametrize(
    ("environments", "more"),
    [
        ([_environment("win32", "3.11.4")], {"windows 1", "fork 1"}),
        ([_environment("linux", "3.12.0")], {"fork 2", "young 1"}),
        (
            [_environment("win32", "3.11.4"), _environment("linux", "3.12.0")],
            {"windows 1", "fork 1", "fork 2", "young 1"},
        ),
    ],
)
def test_markers_decide_along_the_way(tmp_path: Path, environments: list[dict[str, str]], more: set[str]) -> None:
    """Groups and extras of the workspace count, an extra of a package only where it is asked for."""
    (tmp_path / "uv.lock").write_text(LOCK)
    lock = read_whole_lock(tmp_path)
    assert lock is not None
    assert {entry.words for entry in needed_entries(lock, environments)} == EVERYWHERE | more


def test_a_marker_that_nobody_understands_holds() -> None:
    """Rather one file too many than one too few."""
    here = _environment("linux", "3.12.0")
    assert not is_true("sys_platform == 'win32'", here)
    assert is_true("no marker at all", here)
    assert is_true("(" * 5000, here)
    assert is_true("extra == 'x'", here)
    assert is_true("sys_platform ~= 'linux'", here)
