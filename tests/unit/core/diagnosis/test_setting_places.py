"""Where stands what uv could not use."""

from pathlib import Path

import pytest

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.diagnosis.setting_places import python_of_wheel, wanted_python
from core.model.commands import OpenSetting


def _opened(text: str, project: Path) -> OpenSetting:
    problem = explain(text, FailureContext(project=project, exit_code=2))
    action = next(remedy.action for remedy in problem.remedies if isinstance(remedy.action, OpenSetting))
    assert isinstance(action, OpenSetting)
    return action


def test_file_line_and_column_come_from_the_chain(tmp_path: Path) -> None:
    text = f"error: Failed to parse: `{tmp_path}/uv.toml`\n  Caused by: TOML parse error at line 7, column 13\n"
    action = _opened(text, tmp_path)
    assert (action.file, action.line, action.column) == (tmp_path / "uv.toml", 7, 13)


def test_a_file_that_is_named_by_its_name_is_the_projects(tmp_path: Path) -> None:
    text = "error: Failed to parse: uv.toml\n  cause: TOML parse error at line 2, column 1\n"
    assert _opened(text, tmp_path).file == tmp_path / "uv.toml"


def test_the_line_of_a_source_is_found(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = [\n  "Nx_Py",\n]\n[tool.uv.sources]\nnx-py = { path = "gone.whl" }\n',
        encoding="utf-8",
    )
    action = _opened("error: Distribution not found at: file:///p/nx_py-1.0-py3-none-any.whl\n", tmp_path)
    assert action.file == tmp_path / "pyproject.toml"
    assert action.line == 6


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("No interpreter found for Python 3.99 in managed installations", "3.99"),
        ("No download found for request: cpython-3.12.99-linux", None),
        ("No interpreter found for Python >=3.13.1", "3.13.1"),
    ],
)
def test_the_wanted_python_is_read_where_it_is_said(text: str, version: str | None) -> None:
    assert wanted_python(text) == version


def test_a_wheel_names_its_python() -> None:
    assert python_of_wheel("nxpy-1-cp310-cp310-win_amd64.whl") == "3.10"
    assert python_of_wheel("a-1-cp310-cp310-x.whl b-1-cp311-cp311-x.whl") is None
    assert python_of_wheel("a-1-py3-none-any.whl") is None
