"""The person's places are where uv itself says they are."""

import sys
from pathlib import Path

import pytest

from core.model.settings import OriginKind, PersonPlaceKind
from core.settings.person_places import person_places
from tests.scanner.real_uv import clean_environment, run_uv


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"XDG_DATA_HOME": "{home}/data"},
        {"XDG_DATA_HOME": "relative/data"},
        {"UV_PYTHON_INSTALL_DIR": "{home}/py", "UV_TOOL_DIR": "{home}/to ols"},
        {"UV_PYTHON_INSTALL_DIR": "", "UV_TOOL_DIR": ""},
        {"UV_TOOL_DIR": "tools/of/mine"},
    ],
    ids=lambda variables: " ".join(f"{name}={value}" for name, value in variables.items()) or "none",
)
@pytest.mark.skipif(sys.platform == "win32", reason="XDG variables say nothing there")
def test_uv_names_the_same_folders(variables: dict[str, str], tmp_path: Path) -> None:
    named = {name: value.format(home=tmp_path) for name, value in variables.items()}
    environ = clean_environment(tmp_path, named)
    found = {place.kind: place for place in person_places(environ, tmp_path)}
    for kind, words in ((PersonPlaceKind.PYTHONS, ["python", "dir"]), (PersonPlaceKind.TOOLS, ["tool", "dir"])):
        said = run_uv([*words, "--color", "never"], tmp_path, environ)
        assert said.returncode == 0, said.stderr
        assert tmp_path / said.stdout.strip() == found[kind].path


def test_a_variable_is_the_origin(tmp_path: Path) -> None:
    found = {place.kind: place for place in person_places({"HOME": str(tmp_path), "UV_TOOL_DIR": "/x"}, tmp_path)}
    assert found[PersonPlaceKind.TOOLS].origin.kind is OriginKind.ENVIRONMENT
    assert found[PersonPlaceKind.TOOLS].origin.path == "UV_TOOL_DIR"
    assert found[PersonPlaceKind.PYTHONS].origin.kind is OriginKind.DEFAULT
