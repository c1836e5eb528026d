"""`wheelyard sync --patient` as people start it, with Wheelyard itself under the scanner like everything else."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.demo.scanned import ScannerStandIn
from tests.e2e.wheelyard import Wheelyard
from tests.scanner.wheel_project import lock_elsewhere, make_wheel_project

EACH_FITS = (400, 410, 420, 500, 430, 440, 450, 460, 470, 480)
"""Kilobytes: at 1 MB/s each is checked within the 0.63 s that the stand-in waits, and all of them are far from it."""

SPEED = 1_000_000


def locked_project(root: Path, kilobytes: Sequence[int]) -> Path:
    made = make_wheel_project(root / "project", kilobytes)
    lock_elsewhere(made, root / "elsewhere")
    return made


def scanned(root: Path, scanner: ScannerStandIn) -> Wheelyard:
    here = Wheelyard(root=root)
    return Wheelyard(root=root, variables=scanner.environment(scanned=[here.default_cache], speed=SPEED, retries=6))


@pytest.mark.timeout(600)
def test_patience_gets_through_and_tells_its_story(tmp_path: Path, scanner: ScannerStandIn) -> None:
    project = locked_project(tmp_path, EACH_FITS)
    here = scanned(tmp_path, scanner)
    assert here.run("sync", "--project", project, "--json").status == 1
    ended = here.run("sync", "--patient", "--project", project, "--json")
    assert ended.status == 0, ended
    assert len(ended.finished["changes"]) == len(EACH_FITS)
    steps = [entry for entry in ended.objects if entry["event"] == "stage" and "landed" in entry]
    assert any(step["pause"] > 0 for step in steps)
    tried = [step["package"] for step in steps if step["package"]]
    sizes = [EACH_FITS[int(name.removeprefix("part-"))] for name in tried]
    assert sizes == sorted(sizes)
    assert len(set(tried)) == len(tried)  # nothing is refused twice: the small folder tells when the scanner is done
    again = here.run("sync", "--patient", "--project", project)
    assert again.status == 0, again
    assert "alone" not in again.stdout


@pytest.mark.timeout(600)
def test_what_does_not_fit_is_named(tmp_path: Path, scanner: ScannerStandIn) -> None:
    project = locked_project(tmp_path, (200, 210, 220, 6000, 230, 240))
    ended = scanned(tmp_path, scanner).run("sync", "--patient", "--project", project)
    assert ended.status == 1, ended
    assert "Bringing in part-3 alone" in ended.stdout
    assert "Problem: part-3 1.0 does not get into uv's cache, even alone" in ended.stderr
    assert "(6.0 MB, refused after" in ended.stderr
    assert "  - One at a time, " in ended.stderr


def test_patience_without_a_cache_is_wrong_usage(tmp_path: Path) -> None:
    project = locked_project(tmp_path, (20,))
    ended = Wheelyard(root=tmp_path).run("sync", "--patient", "--project", project, "--", "--no-cache")
    assert ended.status == 2, ended
    assert "one package at a time leads nowhere" in ended.sentence()
