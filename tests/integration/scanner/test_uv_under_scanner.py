"""The failure that Wheelyard is for, made with the real uv."""

import re
from pathlib import Path

from core.demo.reference_project import DemoProject
from core.demo.scanned import ScannerStandIn
from tests.scanner.real_uv import clean_environment, run_uv

REFUSED = re.compile(r"failed to rename file from (\S+\.tmp\w+) to (\S+).*\(os error (\d+)\)")


def test_a_scanned_cache_refuses_the_rename(demo: DemoProject, scanner: ScannerStandIn, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    scan = scanner.environment(scanned=[cache], speed=10 * 1024 * 1024, cost_ms=250)
    end = run_uv(["sync"], demo.folder, clean_environment(tmp_path, scan | {"UV_CACHE_DIR": str(cache)}))
    assert end.returncode != 0, end.stderr
    found = REFUSED.search(end.stderr)
    assert found is not None, end.stderr
    assert Path(found[1]).is_relative_to(cache)
    assert Path(found[2]).is_relative_to(cache)
    assert found[3] == "13"
    counts = scanner.counts()
    assert counts.folders >= 1
    assert counts.refused >= 1


def test_a_place_that_is_not_scanned_lets_the_same_sync_pass(
    demo: DemoProject, scanner: ScannerStandIn, tmp_path: Path
) -> None:
    clear = tmp_path / "clear"
    scan = scanner.environment(unscanned=[clear], speed=10 * 1024 * 1024, cost_ms=250)
    environment = clean_environment(tmp_path, scan | {"UV_CACHE_DIR": str(clear / "cache")})
    end = run_uv(["sync"], demo.folder, environment)
    assert end.returncode == 0, end.stderr
    assert scanner.counts().folders == 0


def test_a_scanner_that_is_done_at_once_lets_everything_pass_and_counts_it(
    demo: DemoProject, scanner: ScannerStandIn, tmp_path: Path
) -> None:
    environment = clean_environment(tmp_path, scanner.environment() | {"UV_CACHE_DIR": str(tmp_path / "cache")})
    end = run_uv(["sync"], demo.folder, environment)
    assert end.returncode == 0, end.stderr
    counts = scanner.counts()
    assert counts.refused == 0
    # One archive for each of the installed wheels at least; builds and source trees come on top.
    installed = len(re.findall(r"(?m)^ \+ ", end.stderr))
    assert installed > 60
    assert counts.passed >= installed
    assert counts.folders == counts.passed


def test_the_error_number_is_the_one_that_was_set(demo: DemoProject, scanner: ScannerStandIn, tmp_path: Path) -> None:
    scan = scanner.environment(cost_ms=60_000, error=1)
    environment = clean_environment(tmp_path, scan | {"UV_CACHE_DIR": str(tmp_path / "cache")})
    end = run_uv(["sync"], demo.folder, environment)
    assert end.returncode != 0
    assert "(os error 1)" in end.stderr
