"""An interruption ends everything that was started, and says cancelled."""

import json
import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from tests.e2e.slow_project import slow_project, still_running
from tests.e2e.wheelyard import Wheelyard


@pytest.mark.skipif(os.name != "posix", reason="a process of another console cannot be sent Ctrl+C on Windows")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "end"])
def test_an_interruption_leaves_no_process(number: signal.Signals, computer: Wheelyard, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    project = slow_project(tmp_path / "project", pids)
    process = computer.start("sync", "--project", project, "--json")
    try:
        deadline = time.monotonic() + 60
        while not pids.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert pids.exists(), process.communicate(timeout=10)
        started = [int(pid) for pid in pids.read_text().split()]
        started += [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
        assert len(still_running(started)) >= 3
        # Only Wheelyard itself is told: ending the others is its work.
        process.send_signal(number)
        said, complained = process.communicate(timeout=30)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert process.returncode == 130, complained
    assert "Traceback" not in complained
    last = json.loads(said.splitlines()[-1])
    assert (last["event"], last["outcome"]) == ("finished", "cancelled")
    deadline = time.monotonic() + 5
    while still_running(started) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert still_running(started) == []
