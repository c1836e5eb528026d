"""Local wheels in 135 made-up files: the real uv locks every one of them, before and after each edit."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.model.policies import Policy
from core.model.wheel_commands import LeaveYard, UseYard
from core.model.wheels import YardUse
from core.procedures.wheels.planned import PlannedWheels
from core.procedures.wheels.using_yard import Surroundings, plan_leaving, plan_use
from core.settings.writing.dependency_edits import with_dependency, without_dependency
from core.settings.writing.source_edits import with_sources
from core.wheels.make_wheel import write_wheel
from tests.projects.pyprojects.all import PYPROJECTS, REQUIRED
from tests.projects.pyprojects.judge import unmeant

OLD, NEW = "exdist/nxpy-1.0-py3-none-any.whl", "exdist/nxpy-2.0-py3-none-any.whl"
TWO = [
    {"path": "exdist/nxpy-21.3.4-py3-none-win_amd64.whl", "marker": "sys_platform == 'win32'"},
    {"path": "exdist/nxpy-21.3.0-py3-none-manylinux_2_17_x86_64.whl", "marker": "sys_platform == 'linux'"},
]
MAC = {"path": "exdist/nxpy-21.3.0-py3-none-macosx_11_0_arm64.whl", "marker": "sys_platform == 'darwin'"}

Lock = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheels that the files may require, and with those that are added."""
    root = tmp_path_factory.mktemp("yard")
    for name in ("vendor", "exdist", "home"):
        (root / name).mkdir()
    for name in REQUIRED:
        write_wheel(root / "vendor", name, "1")
    write_wheel(root / "vendor", "acme-core", "2")
    # Computers that no source of nxpy is for take it from here.
    write_wheel(root / "vendor", "nxpy", "0.1")
    for version, tags in (
        ("1.0", "py3-none-any"),
        ("2.0", "py3-none-any"),
        ("21.3.4", "py3-none-win_amd64"),
        ("21.3.0", "py3-none-manylinux_2_17_x86_64"),
        ("21.3.0", "py3-none-macosx_11_0_arm64"),
    ):
        write_wheel(root / "exdist", "nxpy", version, tags=tags)
    return root


@pytest.fixture
def lock(yard: Path, uv_program: Path) -> Iterator[Lock]:
    """Writes a text as ``pyproject.toml``, lets uv lock it without a network, and returns what the lock means."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("UV_")}
    environ |= {"UV_CACHE_DIR": str(yard / "cache"), "HOME": str(yard / "home"), "XDG_CONFIG_HOME": str(yard / "home")}
    environ |= {"UV_PYTHON": sys.executable, "UV_PYTHON_DOWNLOADS": "never"}
    file, result = yard / "pyproject.toml", yard / "uv.lock"

    def locked(text: str, *arguments: str) -> dict[str, Any]:
        file.write_bytes(text.encode())
        result.unlink(missing_ok=True)
        argv = [str(uv_program), "lock", "--offline", "--find-links", "vendor", *arguments]
        ended = subprocess.run(
            argv, cwd=yard, env=environ, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
        )
        assert ended.returncode == 0, f"{ended.stderr}\n{text}"
        return tomllib.loads(result.read_text(encoding="utf-8"))

    yield locked
    file.unlink(missing_ok=True)


def nxpy(locked: dict[str, Any]) -> set[str]:
    """Return the files and versions of nxpy in a lock."""
    found = [package for package in locked["package"] if package["name"] == "nxpy"]
    return {package["source"].get("path", package["source"].get("registry")) for package in found}


@pytest.mark.parametrize("name", PYPROJECTS)
def test_uv_takes_every_edit(name: str, lock: Lock) -> None:
    text = PYPROJECTS[name]
    added = with_sources(with_dependency(text, "nxpy", file="f"), "nxpy", [{"path": OLD}], "f")
    assert nxpy(lock(added)) == {OLD}
    replaced = with_sources(added, "nxpy", [{"path": NEW}], "f")
    assert unmeant(added, replaced, "nxpy") == []
    assert nxpy(lock(replaced)) == {NEW}
    two = with_sources(replaced, "nxpy", TWO, "f")
    assert nxpy(lock(two)) >= {TWO[0]["path"], TWO[1]["path"]}
    gone = without_dependency(with_sources(two, "nxpy", None, "f"), "nxpy", file="f")
    assert "nxpy" not in gone.replace("# nxpy is none", "")
    assert nxpy(lock(gone)) == set()


@pytest.mark.parametrize("name", list(PYPROJECTS)[::6])
def test_uv_takes_a_replaced_version_and_a_third_platform(name: str, lock: Lock) -> None:
    two = with_sources(with_dependency(PYPROJECTS[name], "nxpy", file="f"), "nxpy", TWO, "f")
    three = with_sources(two, "nxpy", [*TWO, MAC], "f")
    if "environments" not in three:
        assert nxpy(lock(three)) == {*(each["path"] for each in (*TWO, MAC)), "vendor"}
    one = with_sources(three, "nxpy", [{"path": NEW}], "f")
    assert nxpy(lock(one)) == {NEW}


AROUND = Surroundings(environ={}, policy=Policy(), version=())


def planned_text(planned: PlannedWheels) -> str:
    """Return the text of the only file that was planned."""
    (file,) = planned.files
    return file.data.decode()


@pytest.mark.parametrize("name", list(PYPROJECTS)[::6])
def test_uv_takes_whole_folders(name: str, yard: Path, lock: Lock) -> None:
    text = with_dependency(PYPROJECTS[name].removeprefix("\ufeff"), "nxpy>=2", file="f")
    (yard / "pyproject.toml").write_bytes(text.encode())
    listed = planned_text(plan_use(UseYard(folder=yard / "exdist"), yard, AROUND))
    assert nxpy(lock(listed)) != set()
    left = planned_text(plan_leaving(LeaveYard(folder=yard / "exdist"), yard, AROUND))
    assert left.count("exdist") == text.count("exdist")


def test_uv_takes_a_flat_index(yard: Path, lock: Lock) -> None:
    for name in list(PYPROJECTS)[::20]:
        text = with_dependency(PYPROJECTS[name], "nxpy", file="f")
        (yard / "pyproject.toml").write_bytes(text.encode())
        use = UseYard(folder=yard / "exdist", use=YardUse.FLAT_INDEX, name="files")
        named = with_sources(planned_text(plan_use(use, yard, AROUND)), "nxpy", [{"index": "files"}], "f")
        assert nxpy(lock(named)) == {"exdist"}
        left = planned_text(plan_leaving(LeaveYard(folder=yard / "exdist"), yard, AROUND))
        # The source still names the index; the folder itself is out of the file.
        assert "exdist" not in left


@pytest.mark.parametrize(
    "wrong", ['nxpy = { path = "exdist/none-1-py3-none-any.whl" }', 'nxpy = { pth = "x" }', "nx-py = {}\nnx_py = {}"]
)
def test_uv_refuses_what_is_wrong(wrong: str, lock: Lock) -> None:
    head = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["nxpy"]\n'
    with pytest.raises(AssertionError, match="error"):
        lock(f"{head}[tool.uv.sources]\n{wrong}\n")
