"""`wheelyard sync --patient` as people start it, with Wheelyard itself under the scanner like everything else."""

from pathlib import Path

import pytest

from core.demo.scanned import ScannerStandIn
from tests.e2e.wheelyard import Wheelyard
from tests.scanner.wheel_project import lock_elsewhere, make_wheel_project

EACH_FITS = (200, 210, 220, 400, 230, 240)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A locked project of made-up wheels."""
    made = make_wheel_project(tmp_path / "project", EACH_FITS)
    lock_elsewhere(made, tmp_path / "elsewhere")
    return made


def scanned(root: Path, scanner: ScannerStandIn, speed: int) -> Wheelyard:
    here = Wheelyard(root=root)
    return Wheelyard(root=root, variables=scanner.environment(scanned=[here.default_cache], speed=speed, retries=6))


@pytest.mark.timeout(600)
def test_patience_gets_through_and_tells_its_story(tmp_path: Path, scanner: ScannerStandIn, project: Path) -> None:
    here = scanned(tmp_path, scanner, 1_000_000)
    assert here.run("sync", "--project", project, "--json").status == 1
    ended = here.run("sync", "--patient", "--project", project, "--json")
    assert ended.status == 0, ended
    assert len(ended.finished["changes"]) == len(EACH_FITS)
    steps = [entry for entry in ended.objects if entry["event"] == "stage" and "landed" in entry]
    assert any(step["pause"] > 0 for step in steps)
    tried = [step["package"] for step in steps if step["package"]]
    assert tried[-1] == "part-3"
    again = here.run("sync", "--patient", "--project", project)
    assert again.status == 0, again
    assert "alone" not in again.stdout


@pytest.mark.timeout(600)
def test_what_does_not_fit_is_named(tmp_path: Path, scanner: ScannerStandIn, project: Path) -> None:
    ended = scanned(tmp_path, scanner, 380_000).run("sync", "--patient", "--project", project)
    assert ended.status == 1, ended
    assert "Bringing in part-0 alone" in ended.stdout
    assert "Problem: part-3 1.0 does not get into uv's cache, even alone" in ended.stderr
    assert "5 of 6 packages" in ended.stderr


def test_patience_without_a_cache_is_wrong_usage(tmp_path: Path, project: Path) -> None:
    ended = Wheelyard(root=tmp_path).run("sync", "--patient", "--project", project, "--", "--no-cache")
    assert ended.status == 2, ended
    assert "one package at a time leads nowhere" in ended.sentence()
