"""What single looks before a run find, in a real project."""

import asyncio
import os
import time
from pathlib import Path

import pytest

from core.diagnosis.context import FailureContext
from core.model.commands import AnyUvCommand, Lock, RelocatePlace, Sync
from core.model.problem import Category
from core.model.questions import PreflightId
from core.places.cache_lock import LOCK_NAME
from core.procedures.preflight import SECONDS
from core.procedures.preflight_findings import ENVIRONMENT_SECONDS, locked_cache, missing_temp, place_looks
from core.procedures.preflight_looks import Look
from core.procedures.preflight_problem import problem_of
from core.procedures.preparation import Prepared, prepare
from core.procedures.services import Services, make_services
from core.store.home import Home


def _project(folder: Path, **variables: str) -> tuple[Services, Prepared]:
    project = folder / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text('[project]\nname = "a"\nversion = "1"\n', encoding="utf-8")
    environ = {"HOME": str(folder), "PATH": os.environ["PATH"], "UV_CACHE_DIR": str(folder / "cache"), **variables}
    services = make_services(Home(folder / "home"), environ)
    return services, asyncio.run(prepare(project, services))


def _environment_looks(prepared: Prepared, command: AnyUvCommand, services: Services) -> list[Look]:
    looks = place_looks(prepared, command, services)
    return [look for look in looks if PreflightId.ENVIRONMENT_BROKEN in look.ids]


def test_an_environment_that_does_not_answer_keeps_uv_from_it(tmp_path: Path) -> None:
    services, prepared = _project(tmp_path)
    (look,) = _environment_looks(prepared, Sync(project=prepared.project.folder), services)
    assert look.seconds == ENVIRONMENT_SECONDS > SECONDS
    finding = look.unanswered
    assert finding is not None
    assert finding.stops
    assert finding.passes
    assert finding.id in look.ids
    environment = prepared.effective.places.environment.path
    assert str(environment) in finding.sentence
    problem = problem_of(finding, FailureContext(project=prepared.project.folder, environment=environment))
    assert problem.category is Category.OTHER
    assert finding.sentence in problem.explanation
    assert problem.path_from == str(environment)
    assert [remedy.id for remedy in problem.remedies] == ["run-again", "relocate-environment"]
    assert isinstance(problem.remedies[1].action, RelocatePlace)


def test_a_lock_does_not_wait_for_an_environment(tmp_path: Path) -> None:
    services, prepared = _project(tmp_path)
    assert _environment_looks(prepared, Lock(project=prepared.project.folder), services) == []


@pytest.mark.skipif(os.name == "nt", reason="the lock is taken by fcntl")
def test_who_holds_the_lock_is_asked_for_no_longer_than_there_is_time(tmp_path: Path) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    _, prepared = _project(tmp_path)
    (tmp_path / "cache").mkdir()
    assert locked_cache(prepared, 60) == ()
    with (tmp_path / "cache" / LOCK_NAME).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        begun = time.monotonic()
        (finding,) = locked_cache(prepared, 0.0)
        taken = time.monotonic() - begun
    assert finding.sentence == "The cache is locked by another uv; uv would wait for it."
    assert taken < 4  # one file's users are otherwise asked for up to five seconds


@pytest.mark.skipif(os.name == "nt", reason="the temp folder has another variable there")
@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("gone", "does not exist"),
        ("a file", "is no folder"),
        ("a file/below", "cannot be used"),
        ("x" * 300, "too long"),
    ],
)
def test_a_temp_folder_that_is_none_is_said(tmp_path: Path, name: str, trouble: str) -> None:
    (tmp_path / "a file").touch()
    _, prepared = _project(tmp_path, TMPDIR=str(tmp_path / name))
    (finding,) = missing_temp(prepared)
    assert finding.id is PreflightId.TEMP_MISSING
    assert str(tmp_path / name) in finding.sentence
    assert trouble in finding.sentence
