"""An interruption ends everything that was started, and says cancelled."""

import json
import os
import shlex
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from core.demo.reference_project import DemoProject
from tests.e2e.slow_project import slow_project, still_running
from tests.e2e.wheelyard import START, Wheelyard


@pytest.mark.skipif(os.name != "posix", reason="a process of another console cannot be sent Ctrl+C on Windows")
@pytest.mark.parametrize(
    "number",
    [signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)],
    ids=["Ctrl+C", "end", "terminal closed"],
)
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


@pytest.mark.skipif(os.name != "posix", reason="a process of another console cannot be sent Ctrl+C on Windows")
@pytest.mark.parametrize("seconds", [0.05, 0.1, 0.2, 0.3])
def test_an_interruption_of_the_start_is_no_traceback(seconds: float, computer: Wheelyard, tmp_path: Path) -> None:
    process = computer.start("sync", "--project", tmp_path)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, complained = process.communicate(timeout=30)
    # Before our own `main` is called, while the interpreter imports, the signal itself ends the process.
    if ", in main" in complained or process.returncode > 0:
        assert process.returncode in {130, 2}, complained
        assert "Traceback" not in complained


@pytest.mark.skipif(os.name != "posix", reason="named pipes and /dev/full")
@pytest.mark.parametrize(("output", "status"), [("| head -c 1", 130), ("> /dev/full", 2), (">&-", 0)])
def test_an_output_that_takes_no_more_ends_the_job_in_a_sentence(
    output: str, status: int, computer: Wheelyard, demo: DemoProject
) -> None:
    start = " ".join(map(shlex.quote, (*START, "sync", "--json", "--project", str(demo.folder))))
    said = subprocess.run(
        ["bash", "-c", f"{start} {output}; exit ${{PIPESTATUS[0]}}"],
        env=computer.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert "Traceback" not in said.stderr
    assert "a listener failed" not in said.stderr
    assert said.returncode == status, said
