"""Failures made with the real uv, so that what is read is what it prints."""

from pathlib import Path

import pytest

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain, probe_folder
from core.model.commands import Lock
from core.model.problem import Category, Problem
from core.wheels.make_wheel import write_wheel
from tests.scanner.build import standin_with_queue
from tests.scanner.real_uv import clean_environment, run_uv


def project(
    folder: Path, dependency: str = "snow-globe", source: str | None = "wheels/snow_globe-1.5-py3-none-any.whl"
) -> Path:
    (folder / "wheels").mkdir(parents=True)
    write_wheel(folder / "wheels", "snow-globe", "1.5")
    lines = [
        "[project]",
        'name = "village"',
        'version = "0.1"',
        'requires-python = ">=3.10"',
        f'dependencies = ["{dependency}"]',
    ]
    if source is not None:
        lines += ["[tool.uv.sources]", f'snow-globe = {{ path = "{source}" }}']
    (folder / "pyproject.toml").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def failed(folder: Path, home: Path, *arguments: str, more: dict[str, str] | None = None) -> Problem:
    environment = clean_environment(home, {"UV_CACHE_DIR": str(home / "cache"), **(more or {})})
    end = run_uv(list(arguments), folder, environment)
    assert end.returncode != 0
    return explain(end.stderr, FailureContext(project=folder, cache=home / "cache", exit_code=end.returncode))


@pytest.mark.parametrize("number", [13, 1])
def test_a_refused_rename(tmp_path: Path, number: int) -> None:
    scan = standin_with_queue(tmp_path).environment(cost_ms=600_000, error=number)
    folder = project(tmp_path / "my project")
    problem = failed(folder, tmp_path, "lock", more=scan)
    cache = tmp_path / "cache"
    assert problem.category is Category.CACHE_RENAME_DENIED
    assert (problem.package, problem.version, problem.os_error) == ("snow-globe", "1.5", number)
    assert problem.path_from is not None
    assert problem.path_to is not None
    assert Path(problem.path_from).parent == cache
    assert Path(problem.path_from).name.startswith(".tmp")
    assert Path(problem.path_to).parent == cache / "archive-v0"
    assert probe_folder(problem) == cache


def test_a_full_disk_is_no_refused_rename(tmp_path: Path) -> None:
    scan = standin_with_queue(tmp_path).environment(cost_ms=600_000, error=28)
    problem = failed(project(tmp_path / "p"), tmp_path, "lock", more=scan)
    assert problem.category is Category.DISK_FULL


def test_a_missing_wheel(tmp_path: Path) -> None:
    problem = failed(project(tmp_path / "p", source="wheels/snow_globe-1.6-py3-none-any.whl"), tmp_path, "lock")
    assert problem.category is Category.SOURCE_PATH_MISSING
    assert (problem.package, problem.version) == ("snow-globe", "1.6")


def test_a_changed_wheel(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    environment = clean_environment(tmp_path, {"UV_CACHE_DIR": str(tmp_path / "cache")})
    assert run_uv(["lock"], folder, environment).returncode == 0
    write_wheel(folder / "wheels", "snow-globe", "1.5", summary="another one")
    problem = failed(folder, tmp_path, "sync", "--frozen")
    assert problem.category is Category.HASH_MISMATCH
    assert problem.package == "snow-globe"
    remedy = problem.remedies[0]
    assert remedy.action == Lock(project=folder)


def test_a_requirement_that_nothing_satisfies(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", dependency="snow-globe>=9", source=None)
    problem = failed(folder, tmp_path, "lock", "--no-index", "--find-links", "wheels")
    assert problem.category is Category.RESOLUTION_CONFLICT
    assert problem.package == "snow-globe"


def test_a_broken_setting(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    (folder / "uv.toml").write_text("cache-dir = [\n", "utf-8")
    assert failed(folder, tmp_path, "lock").category is Category.CONFIG_INVALID


def test_a_broken_lock_file(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    (folder / "uv.lock").write_text("<<<<<<< HEAD\n", "utf-8")
    assert failed(folder, tmp_path, "sync", "--locked").category is Category.LOCKFILE_INVALID


def test_a_python_that_is_not_there(tmp_path: Path) -> None:
    problem = failed(project(tmp_path / "p"), tmp_path, "sync", "--python", "3.99")
    assert problem.category is Category.PYTHON_NOT_FOUND


def test_a_file_that_is_no_wheel(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    (folder / "wheels" / "snow_globe-1.5-py3-none-any.whl").write_bytes(b"this is no archive")
    assert failed(folder, tmp_path, "lock").category is Category.WHEEL_INVALID


def test_a_cache_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    cache = tmp_path / "file" / "cache"
    problem = failed(project(tmp_path / "p"), tmp_path, "lock", more={"UV_CACHE_DIR": str(cache)})
    assert problem.category is Category.CACHE_DIR_UNUSABLE


def test_an_argument_that_uv_does_not_know(tmp_path: Path) -> None:
    assert failed(project(tmp_path / "p"), tmp_path, "sync", "--no-such-flag").category is Category.CONFIG_INVALID


def test_a_successful_sync_is_none(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    end = run_uv(["sync"], folder, clean_environment(tmp_path, {"UV_CACHE_DIR": str(tmp_path / "cache")}))
    assert end.returncode == 0, end.stderr
    assert explain(end.stderr).category is Category.NONE
