"""Probe and candidates in a process of their own, under a scanner that refuses renames for real."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from core.demo.scanned import ScannerStandIn

PROBE = """
import asyncio, sys
from pathlib import Path
from core.places.probe import probe_places
from core.store.documents import to_json
places = tuple(Path(text) for text in sys.argv[2:])
reports = asyncio.run(probe_places(places, seconds=float(sys.argv[1]), on_progress=lambda tick: None))
sys.stdout.buffer.write(to_json(reports))
"""
CANDIDATES = """
import asyncio, os, sys
from pathlib import Path
from core.model.settings import PlaceKind
from core.places.candidates import find_candidates
from core.places.search import Search
from core.store.documents import to_json
from core.system.this_computer import system_facts
project, *consider = (Path(text) for text in sys.argv[1:])
search = Search(kind=PlaceKind.CACHE, project=project, current=project.parent / "old", environment=project / ".venv",
                consider=tuple(consider))
found = asyncio.run(find_candidates(search, system_facts(os.environ), lambda tick: None))
sys.stdout.buffer.write(to_json(found))
"""


def run_program(program: str, variables: Mapping[str, str], *arguments: object) -> Any:
    """Run a small program under the stand-in and return what it wrote as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        env=os.environ | variables,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_each_place_is_told_by_its_renames(scanner: ScannerStandIn, tmp_path: Path) -> None:
    clear, slow = tmp_path / "clear", tmp_path / "slow"
    variables = scanner.environment(scanned=[slow], cost_ms=60)
    first, second = run_program(PROBE, variables, 10, clear, slow)
    assert (first["verdict"], first["refused_first"]) == ("clear", 0)
    assert (second["verdict"], second["never_passed"]) == ("slow", 0)
    assert second["refused_first"] > 0
    assert second["os_errors"] == {"13": second["refused_first"]}
    assert second["wait_ms"]["max"] >= 40
    assert not clear.exists()
    assert not slow.exists()


def test_a_scanner_that_needs_too_long_is_told_from_missing_rights(scanner: ScannerStandIn, tmp_path: Path) -> None:
    started = time.monotonic()
    (report,) = run_program(PROBE, scanner.environment(cost_ms=600_000), 4, tmp_path / "place")
    assert time.monotonic() - started < 30
    assert (report["verdict"], report["never_passed"]) == ("refused", report["rounds"])
    assert "os error 13" in report["why"]
    assert "an older folder could be renamed" in report["why"]
    assert not (tmp_path / "place").exists()


def test_a_scanner_that_needs_seconds_a_folder_is_slow_and_not_refused(scanner: ScannerStandIn, tmp_path: Path) -> None:
    """One package at a time would pass there within uv's own ten seconds."""
    started = time.monotonic()
    (report,) = run_program(PROBE, scanner.environment(cost_ms=3000), 10, tmp_path / "place")
    assert time.monotonic() - started < 60
    assert report["verdict"] == "slow", report["why"]
    assert 0 < report["never_passed"] < report["rounds"]
    assert "were cut off after" in report["why"] or "was cut off after" in report["why"]
    assert not (tmp_path / "place").exists()


def test_the_best_candidate_is_chosen_by_its_probe_and_not_by_its_name(scanner: ScannerStandIn, tmp_path: Path) -> None:
    project, bad, good = (tmp_path / name for name in ("project", "excluded-fast-unscanned", "scanned"))
    project.mkdir()
    found = run_program(CANDIDATES, scanner.environment(scanned=[bad], cost_ms=600_000), project, bad, good)
    assert found[0]["suitable"]
    assert Path(found[0]["place"]).is_relative_to(good)
    (refused,) = (each for each in found if Path(each["place"]).is_relative_to(bad))
    assert not refused["suitable"]
    assert refused["probe"]["verdict"] == "refused"
    assert refused["score"] < found[0]["score"]


def freeze(process: subprocess.Popen[bytes]) -> None:
    """Stop a process where it is and wait until it stands still."""
    process.send_signal(signal.SIGSTOP)
    os.waitpid(process.pid, os.WUNTRACED)


def all_marked(place: Path) -> bool:
    """Return whether there are folders of the probe and each says whose it is."""
    fresh = [folder for folder in place.glob(".tmp??????") if folder.name != ".tmpTHESIS"]
    marks = [folder / ".wheelyard-probe" for folder in (*fresh, *place.glob("archive-probe/*"))]
    return bool(fresh) and all(mark.is_file() and mark.read_text() for mark in marks)


@pytest.mark.parametrize("after", ["the first try", "some rounds"])
def test_what_a_killed_probe_left_is_removed_by_the_next(scanner: ScannerStandIn, tmp_path: Path, after: str) -> None:
    place = tmp_path / "place"
    (place / ".tmpTHESIS").mkdir(parents=True)
    (place / ".tmpTHESIS" / "years.txt").write_text("of work")
    variables = scanner.environment(cost_ms=600_000 if after == "the first try" else 700)
    running = subprocess.Popen([sys.executable, "-c", PROBE, "60", str(place)], env=os.environ | variables)
    until = time.monotonic() + 60
    while not (scanner.counts().refused if after == "the first try" else scanner.counts().passed):
        assert time.monotonic() < until
        time.sleep(0.02)
    # A folder that is made and not marked yet could be uv's own, so it is left: kill at another moment.
    freeze(running)
    while not all_marked(place):
        running.send_signal(signal.SIGCONT)
        time.sleep(0.05)
        freeze(running)
    running.send_signal(signal.SIGKILL)
    running.wait(60)
    assert len(list(place.iterdir())) > 1
    (report,) = run_program(PROBE, {}, 10, place)
    assert report["verdict"] == "clear"
    assert sorted(place.rglob("*")) == [place / ".tmpTHESIS", place / ".tmpTHESIS" / "years.txt"]
