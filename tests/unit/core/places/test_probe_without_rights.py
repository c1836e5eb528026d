"""Probes by somebody who may not do everything: the tests may run as root, so another account takes over."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).parents[4]
NOBODY = 65534

PROGRAM = """
import json, os, sys, threading
from pathlib import Path, PurePosixPath
from core.places.payload import stock_payload
from core.places.probe_record import ProbeRecords, settle_killed_probes
from core.places.probe_report import report_of
from core.places.probe_rounds import PlaceProbe

folder, fault, nobody = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
if os.geteuid() == 0:
    os.chown(folder, nobody, nobody)
    os.setegid(nobody)
    os.seteuid(nobody)
place, records = folder / "place", folder / "records"
place.mkdir()
passed = []

def rename(source, target):
    source.rename(target)
    passed.append(target)
    if len(passed) == 2 and fault == "place":
        place.chmod(0o500)
    if len(passed) == 2 and fault == "archive":
        (place / "archive-probe").chmod(0o500)

def payload(number):
    for path, data in stock_payload(number):
        if fault == "programs" and path.suffix == ".pyd":
            for fresh in place.glob(".tmp*"):
                (fresh / path.parent).chmod(0o500)
        yield path, data

if fault == "closed":
    place.chmod(0o500)
work = PlaceProbe(place, payload, rename, rounds=8, seconds=2.0, stop=threading.Event(), said=lambda round: None,
                  records=ProbeRecords(records))
report = report_of(place, work.run())
left = len(list(place.rglob("*")))
for each in (place, *place.rglob("archive-probe")):
    each.chmod(0o700)
cleaned = settle_killed_probes(records)
after, kept = len(list(place.rglob("*"))), len(list(records.iterdir()))
print(json.dumps({"verdict": report.verdict, "why": report.why, "rounds": report.rounds, "left": left,
                  "cleaned": len(cleaned), "after": after, "records": kept}))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another account may reach: those of pytest are closed to others."""
    made = Path(tempfile.mkdtemp(prefix="probe-without-rights-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def probed(folder: Path, fault: str) -> dict[str, Any]:
    program = [sys.executable, "-c", PROGRAM, str(folder), fault, str(NOBODY)]
    done = subprocess.run(program, cwd=CHECKOUT, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    said: dict[str, Any] = json.loads(done.stdout)
    return said


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights are taken away by modes here")


def test_a_closed_folder_cannot_be_written(folder: Path) -> None:
    said = probed(folder, "closed")
    assert (said["verdict"], said["rounds"], said["left"]) == ("unusable", 0, 0)
    assert said["why"].startswith("The folder cannot be made or written: ")
    assert "os error 13" in said["why"]


def test_rights_to_write_that_are_withdrawn_half_way(folder: Path) -> None:
    said = probed(folder, "place")
    assert said["verdict"] == "unusable"
    assert said["why"].startswith("The folder could be written at first and then no longer, after 2 renames")
    # What could not be removed is said, and removed when it can be.
    assert said["left"] > 0
    assert "Wheelyard removes it when it starts next" in said["why"]
    assert (said["cleaned"], said["after"], said["records"]) == (1, 0, 0)


def test_rights_to_rename_that_are_withdrawn_half_way(folder: Path) -> None:
    said = probed(folder, "archive")
    assert said["verdict"] == "refused"
    assert said["why"].startswith("2 renames passed at once; then all ")
    assert "the rights to rename were withdrawn meanwhile" in said["why"]
    assert said["after"] == 0


def test_programs_that_may_not_be_written(folder: Path) -> None:
    said = probed(folder, "programs")
    assert said["verdict"] == "unusable"
    assert "_native.pyd could not be written there while texts could" in said["why"]
    assert "os error 13" in said["why"]
    assert said["after"] == 0
