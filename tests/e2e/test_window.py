"""The main job in the window, by clicks, offscreen, in a process of its own."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from core.demo.reference_project import DemoProject
from core.demo.scanned import ScannerStandIn
from tests.e2e.slow_project import slow_project, still_running
from tests.e2e.wheelyard import CHECKOUT, Wheelyard

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)


def play(computer: Wheelyard, project: Path, story: str, limit: float = 600) -> dict[str, Any]:
    """Play a story in a window of its own process; returns what was seen after a clean end."""
    out = computer.root / f"{story}.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.window_driver", str(project), story, str(out)],
        cwd=CHECKOUT,
        env=computer.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=limit,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    seen: dict[str, Any] = json.loads(out.read_text("utf-8"))
    assert seen["failure"] is None, (seen, done.stderr)
    return seen


@pytest.fixture
def slow(computer: Wheelyard) -> tuple[Wheelyard, Path, Path]:
    """A computer, a project whose sync takes minutes, and the file that names the processes of it."""
    pids = computer.root / "pids"
    project = slow_project(computer.root / "project", pids)
    variables: Mapping[str, str] = {"WHEELYARD_TEST_PIDS": str(pids)}
    return replace(computer, variables=variables), project, pids


def gone(pids: Path) -> bool:
    """Whether the processes end within five seconds."""
    started = [int(pid) for pid in pids.read_text().split()]
    deadline = time.monotonic() + 5
    while still_running(started) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not still_running(started)


@pytest.mark.timeout(900)
def test_the_main_job_by_clicks(tmp_path: Path, scanner: ScannerStandIn, demo: DemoProject) -> None:
    # Beside the project and in the person's data folder nothing is scanned; so no place outside of this test is taken.
    clear = [tmp_path / ".wheelyard", tmp_path / ".local"]
    here = Wheelyard(root=tmp_path, variables=scanner.environment(unscanned=clear, speed=10 * 1024 * 1024, cost_ms=250))
    seen = play(here, demo.folder, "the_main_job")
    problem = seen["problem"]
    assert problem["category"] == "cache-rename-denied"
    assert problem["os_error"] == 13
    assert problem["package"]
    assert Path(problem["path_from"]).is_relative_to(here.default_cache)
    # The person reads it without opening anything: what, which package, where, and what was measured.
    assert problem["title"] in seen["panel"]
    assert problem["explanation"] in seen["panel"]
    assert problem["package"] in seen["panel"]
    assert problem["path_to"] in seen["panel"]
    assert problem["evidence"][0]["finding"] in seen["panel"]
    assert seen["raw_before"] is False
    assert seen["log_lines"] > 0
    assert seen["installed"] > 60
    assert seen["rows"] >= seen["installed"]
    cache = Path(seen["cache"])
    assert any(cache.is_relative_to(folder) for folder in clear)
    assert (cache / "archive-v0").is_dir()
    assert Path(seen["cache_after_undo"]) == here.default_cache
    assert (demo.folder / ".venv").is_dir()
    # It never blocks: the clock of the window never stood still for long, whatever ran meanwhile.
    assert seen["longest_hang"] < 1.5


@pytest.mark.timeout(300)
def test_cancel_ends_what_runs(slow: tuple[Wheelyard, Path, Path]) -> None:
    computer, project, pids = slow
    seen = play(computer, project, "a_cancelled_sync", limit=90)
    assert seen["outcome"] == "Cancelled"
    assert seen["sync_while_running"] is False
    # One second for the processes, and some for a busy computer.
    assert seen["seconds_to_cancel"] < 3
    assert gone(pids)


@pytest.mark.timeout(300)
def test_closing_the_window_ends_what_runs(slow: tuple[Wheelyard, Path, Path]) -> None:
    computer, project, pids = slow
    play(computer, project, "closed_while_running", limit=90)
    assert gone(pids)
