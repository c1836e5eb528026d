"""Programs that run out of an environment, real ones in folders that look like one."""

import os
import shutil
import sys
import time
from pathlib import Path

import psutil
import pytest

from core.system.programs_in import programs_in
from core.system.same_place import Below, comparable
from tests.unit.core.system.children import WAITING, environment_at, waiting

SECONDS = 60.0
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="environments have links here; the lab has launchers")


def found(environment: Path) -> set[int]:
    return {user.process for user in programs_in(environment, SECONDS)}


@posix_only
def test_a_python_that_was_called_by_its_link_in_the_environment_runs_out_of_it(tmp_path: Path) -> None:
    environment, other = environment_at(tmp_path / "venv"), environment_at(tmp_path / "venv-2")
    with (
        waiting([environment / "bin" / "python", "-c", WAITING]) as child,
        waiting([other / "bin" / "python", "-c", WAITING]) as another,
    ):
        (user,) = programs_in(environment, SECONDS)
        assert user.process == child.pid
        assert user.started is not None
        assert user.owner == psutil.Process().username()
        assert found(other) == {another.pid}
    assert found(environment) == set()


@posix_only
def test_a_name_that_begins_where_the_program_works_is_followed(tmp_path: Path) -> None:
    environment = environment_at(tmp_path / "project" / ".venv")
    with waiting([".venv/bin/python", "-c", WAITING], folder=tmp_path / "project") as child:
        assert found(environment) == {child.pid}
        assert found(tmp_path / "project" / "other") == set()


@posix_only
def test_a_plain_name_is_looked_for_as_the_shell_did(tmp_path: Path) -> None:
    environment = environment_at(tmp_path / "venv")
    path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
    words = ["python", "-c", WAITING]
    python = environment / "bin" / "python"
    with (
        waiting(words, executable=python, environ={"PATH": path}) as activated,
        waiting(words, executable=Path(sys.executable).resolve(), environ={"PATH": os.environ["PATH"]}),
    ):
        assert found(environment) == {activated.pid}


@posix_only
def test_a_program_whose_file_lies_there_runs_out_of_it_under_any_name(tmp_path: Path) -> None:
    environment = environment_at(tmp_path / "venv")
    tool = environment / "bin" / "ruff"
    shutil.copy(shutil.which("sh") or "/bin/sh", tool)
    script = "echo ready; read line"
    with waiting(["something else", "-c", script], executable=tool) as child:
        assert found(environment) == {child.pid}


@posix_only
def test_a_program_that_was_another_one_before_is_seen_as_what_it_is_now(tmp_path: Path) -> None:
    environment = environment_at(tmp_path / "venv")
    script = f"echo ready; read line; exec {environment / 'bin' / 'python'} -c \"print('ready', flush=True); input()\""
    with waiting(["sh", "-c", script]) as child:
        assert found(environment) == set()
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write("\n")
        child.stdin.flush()
        assert child.stdout.readline() == "ready\n"
        assert found(environment) == {child.pid}


@posix_only
def test_links_to_the_environment_are_seen_through(tmp_path: Path) -> None:
    environment = environment_at(tmp_path / "venv")
    (tmp_path / "way in").symlink_to(environment)
    with waiting([tmp_path / "way in" / "bin" / "python", "-c", WAITING]) as by_link:
        assert found(tmp_path / "way in") == {by_link.pid}
    with waiting([environment / "bin" / "python", "-c", WAITING]) as by_name:
        assert found(tmp_path / "way in") == {by_name.pid}


@posix_only
def test_neither_this_process_nor_one_that_started_it_is_told(tmp_path: Path) -> None:
    environment = environment_at(tmp_path / "venv")
    asking = (
        "import sys; from pathlib import Path; from core.system.programs_in import programs_in\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        f"print([user.process for user in programs_in(Path(sys.argv[1]), {SECONDS})], flush=True)"
    )
    python = environment / "bin" / "python"
    starting = "import subprocess, sys\nchild = subprocess.run([sys.argv[1], '-c', sys.argv[2], sys.argv[3]])"
    paths = os.pathsep.join(path for path in sys.path if path)
    with waiting([python, "-c", starting, python, asking, environment], environ={"PYTHONPATH": paths}) as parent:
        assert len(found(environment)) == 2
        told, _ = parent.communicate("\n", timeout=120)
    assert told.strip() == "[]"


def test_an_environment_that_is_not_there_has_no_programs_and_takes_no_time(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert programs_in(tmp_path / "gone", 0.25) == ()
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        (r"\\?\C:\Work\.venv", r"c:\work\.venv"),
        ("C:/work/x/../.venv/", r"c:\work\.venv"),
        (r"\\?\UNC\server\share\a", r"\\server\share\a"),
    ],
)
def test_names_of_windows_that_mean_one_place_are_one_text(path: str, plain: str) -> None:
    assert comparable(path, windows=True) == plain


def test_a_folder_whose_name_begins_alike_is_another_one(tmp_path: Path) -> None:
    below = Below(tmp_path / "venv")
    assert below.holds(str(tmp_path / "venv"))
    assert below.holds(str(tmp_path / "venv" / "bin" / "python"))
    assert not below.holds(str(tmp_path / "venv-2" / "bin" / "python"))
    assert not below.holds(str(tmp_path))
    assert not below.holds("")
    assert not below.holds(None)
