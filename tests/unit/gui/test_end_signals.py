"""A window that the system tells to end ends in order, with every process that it started; in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from tests.e2e.slow_project import still_running
from tests.fakes.uv_standin import make_standin

ROOT = Path(__file__).parents[3]
PROJECT = '[project]\nname = "waits"\nversion = "1"\nrequires-python = ">=3.10"\n[tool.uv]\npackage = false\n'
WINDOW = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui.main import make_application, open_window
from gui.windows.main_window import MainWindow

ignored, project, syncs = sys.argv[1:]
if ignored:
    signal.signal(getattr(signal, ignored), signal.SIG_IGN)
app = make_application()
timer = QTimer()

def look():
    window = next((w for w in app.topLevelWidgets() if isinstance(w, MainWindow)), None)
    if window is None or window.bridge.state.of(Path(project)) is None:
        return
    if syncs and not window.actions_.sync.isEnabled():
        return
    timer.stop()
    if syncs:
        window.actions_.sync.trigger()
    print("ready", flush=True)

timer.timeout.connect(look)
timer.start(20)
print("ended", open_window(Path(project)), flush=True)
"""

posix_only = pytest.mark.skipif(os.name != "posix", reason="a process cannot be sent these signals on Windows")


@contextmanager
def started(
    root: Path, *, ignored: str = "", behaviour: str = "", syncs: bool = False
) -> Iterator[subprocess.Popen[str]]:
    """Open a window of its own process on a project, when the project is on its list; no process outlives the block."""
    (root / "project").mkdir()
    (root / "project" / "pyproject.toml").write_text(PROJECT)
    variables = {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "WHEELYARD_HOME": str(root / "home"),
        "UV_STANDIN_PIDS": str(root / "pids"),
        "HOME": str(root),
        "UV_CACHE_DIR": str(root / "cache"),
    }
    if behaviour:
        variables["WHEELYARD_UV"] = str(make_standin(root, behaviour))
    process = subprocess.Popen(
        [sys.executable, "-c", WINDOW, ignored, str(root / "project"), "yes" if syncs else ""],
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate(timeout=10)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
        # The pipes of a window that ended by itself are to be closed, too, however its test ended.
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
        for pid in standins(root):
            with suppress(psutil.NoSuchProcess):
                psutil.Process(pid).kill()


def end(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait for the end of a process and return what it said."""
    return process.communicate(timeout=30)


def standins(root: Path) -> list[int]:
    """Return the processes that the stand-in for uv noted."""
    file = root / "pids"
    return still_running([int(pid) for pid in file.read_text().split()]) if file.exists() else []


def family_of_the_sync(root: Path) -> list[int]:
    """Return the running processes of the program that the sync runs first, ``uv lock``, itself before its children.

    What describes the project runs the stand-in at the same time, as ``uv --version``, which ends at once, and as
    ``uv python find``: those noted first are not the sync's, and may be gone a moment later.
    """
    family = []
    for pid in standins(root):
        with suppress(psutil.NoSuchProcess):  # it ended meanwhile
            process = psutil.Process(pid)
            if "lock" in process.cmdline():
                family += [pid, *(child.pid for child in process.children())]
    return family


@posix_only
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_idle_window_ends_in_order(name: str, tmp_path: Path) -> None:
    with started(tmp_path) as process:
        # Nothing wakes an idle window but the signal itself.
        time.sleep(1.5)
        process.send_signal(getattr(signal, name))
        said, complained = end(process)
    assert (process.returncode, said, complained) == (0, "ended 0\n", "")


@posix_only
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_what_runs_is_ended_with_the_window(name: str, tmp_path: Path) -> None:
    with started(tmp_path, behaviour="family", syncs=True) as process:
        deadline = time.monotonic() + 30
        while not (set(family := family_of_the_sync(tmp_path)) <= set(standins(tmp_path)) and len(family) >= 3):
            assert time.monotonic() < deadline, family
            time.sleep(0.05)
        process.send_signal(getattr(signal, name))
        said, complained = end(process)
        assert (process.returncode, said) == (0, "ended 0\n"), complained
        assert "Traceback" not in complained
        assert still_running(family) == []
        assert standins(tmp_path) == []


@posix_only
def test_a_signal_that_was_ignored_at_the_start_stays_ignored(tmp_path: Path) -> None:
    with started(tmp_path, ignored="SIGHUP") as process:
        process.send_signal(signal.SIGHUP)
        time.sleep(1.0)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        said, complained = end(process)
    assert (process.returncode, said, complained) == (0, "ended 0\n", "")
