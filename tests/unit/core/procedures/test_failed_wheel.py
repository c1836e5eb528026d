"""The wheel file that a failure is about: found by uv's words or by the project's sources, never guessed."""

from pathlib import Path

import pytest

from core.model.problem import Category, Problem
from core.procedures.failed_wheel import wheel_of

SOURCES = """
[tool.uv.sources]
Nx_Py = [
  { path = "exdist/nxpy-21.3.4-cp310-cp310-win_amd64.whl", marker = "platform_system == 'Windows'" },
  { path = "exdist/nxpy-21.3.0-cp310-cp310-linux_x86_64.whl", marker = "platform_system == 'Linux'" },
]
kit = { path = "exdist/kit-1.6.8.tar.gz" }
elsewhere = { index = "private" }
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "größe & 100 %"
    (folder / "exdist").mkdir(parents=True)
    for name in ("nxpy-21.3.4-cp310-cp310-win_amd64", "nxpy-21.3.0-cp310-cp310-linux_x86_64"):
        (folder / "exdist" / f"{name}.whl").write_bytes(b"PK")
    (folder / "pyproject.toml").write_text(SOURCES.replace("Nx_Py", "nxpy"), encoding="utf-8")
    return folder


def problem(package: str | None, version: str | None = None, *causes: str) -> Problem:
    return Problem(
        category=Category.CACHE_RENAME_DENIED, title="", explanation="", package=package, version=version, causes=causes
    )


def test_the_version_tells_which_of_two_wheels_it_was(project: Path) -> None:
    found = wheel_of(problem("nxpy", "21.3.4"), project)
    assert found == project / "exdist" / "nxpy-21.3.4-cp310-cp310-win_amd64.whl"
    assert wheel_of(problem("NxPy", "21.3.0"), project) is not None
    assert wheel_of(problem("nxpy"), project) is None  # it might be either


def test_the_chain_of_causes_names_it(project: Path) -> None:
    wheel = project / "exdist" / "nxpy-21.3.0-cp310-cp310-linux_x86_64.whl"
    said = f"Failed to download `nxpy @ {wheel.as_uri()}`"
    assert wheel_of(problem("nxpy", None, said), project) == wheel
    assert wheel_of(problem("other", None, said), project) is None


@pytest.mark.parametrize(
    ("package", "version"), [("kit", "1.6.8"), ("elsewhere", None), ("nxpy", "1.0"), (None, None), ("gone", None)]
)
def test_what_is_no_wheel_of_the_project_is_not_taken(project: Path, package: str | None, version: str | None) -> None:
    assert wheel_of(problem(package, version), project) is None


@pytest.mark.parametrize("text", ["", "[tool.uv]\nsources = 3", "[tool.uv.sources]\nnxpy = 3", "[tool.uv.sources"])
def test_a_project_file_that_is_odd_names_none(project: Path, text: str) -> None:
    (project / "pyproject.toml").write_text(text)
    assert wheel_of(problem("nxpy", "21.3.0"), project) is None


def test_a_wheel_that_is_gone_is_not_named(project: Path) -> None:
    (project / "exdist" / "nxpy-21.3.0-cp310-cp310-linux_x86_64.whl").unlink()
    assert wheel_of(problem("nxpy", "21.3.0"), project) is None
