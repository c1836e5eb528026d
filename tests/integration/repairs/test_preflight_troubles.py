"""The look before a run where not everything can be looked at: the rest is seen, and the run is none the worse."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from core.model.commands import Sync
from core.model.outcome import Succeeded
from core.model.problem import Category
from core.model.questions import PreflightId
from tests.integration.repairs.environments import found, remember_refusal, wheels
from tests.integration.repairs.workbench import Workbench

on_posix = pytest.mark.skipif(os.name == "nt", reason="the Python of an environment is no link there")


def _borrowed(workbench: Workbench) -> Path:
    """Leave an environment whose Python is a link to another one, which is made for this, and return that one."""
    workbench.write(("one",), wheels(workbench, "one"))
    base = workbench.root / "another python"
    subprocess.run([workbench.uv, "venv", "--quiet", base], check=True)
    (workbench.environment / "bin").mkdir(parents=True)
    (workbench.environment / "bin" / "python").symlink_to(base / "bin" / "python")
    return base


def _content(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*"))


@contextmanager
def _history_in_use(workbench: Workbench) -> Iterator[None]:
    """Let another program write the history for so long that a look gives up."""
    workbench.home.history_file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(workbench.home.history_file, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # else one who writes keeps nobody from reading
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


@on_posix
def test_another_ones_python_is_seen_although_the_temp_folder_cannot_be_looked_at(workbench: Workbench) -> None:
    base = _borrowed(workbench)
    before = _content(base)
    workbench.environ["TMPDIR"] = str(workbench.root / ("x" * 300))
    problem = workbench.fails(Sync(project=workbench.project))
    assert problem.category is Category.VENV_BROKEN
    assert "Nothing was changed" in problem.explanation
    assert found(workbench) == [PreflightId.ENVIRONMENT_BROKEN, PreflightId.TEMP_MISSING]
    assert _content(base) == before


@on_posix
def test_another_ones_python_is_seen_although_the_history_does_not_answer(workbench: Workbench) -> None:
    base = _borrowed(workbench)
    before = _content(base)
    workbench.do(Sync(project=workbench.project))  # the history is made
    workbench.events.clear()
    remember_refusal(workbench)
    with _history_in_use(workbench):
        problem = workbench.fails(Sync(project=workbench.project))
    assert problem.category is Category.VENV_BROKEN
    assert found(workbench) == [PreflightId.ENVIRONMENT_BROKEN]
    assert _content(base) == before


@pytest.mark.parametrize("trouble", ["newer", "damaged", "no file"])
def test_a_history_that_cannot_be_read_costs_a_sync_nothing(workbench: Workbench, trouble: str) -> None:
    workbench.write(("one",), wheels(workbench, "one"))
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    file = workbench.home.history_file
    match trouble:
        case "newer":
            with closing(sqlite3.connect(file)) as connection:
                connection.execute("PRAGMA user_version = 999")
        case "damaged":
            file.write_bytes(b"no database" * 1000)
        case _:
            file.unlink()
            file.mkdir()
    remember_refusal(workbench)
    workbench.events.clear()
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    assert found(workbench) == [PreflightId.PLACE_REFUSED]
