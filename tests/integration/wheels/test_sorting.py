"""Where a requirement goes in a list: the real uv puts it into the same place."""

import os
import subprocess
import tomllib
from pathlib import Path

import pytest

from core.settings.writing.dependency_edits import with_dependency

HEAD = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n'
LISTS = (
    "",
    '"zeta"',
    '"a"',
    '"a", "c", "z"',
    '"z", "c", "a"',
    '"B", "a", "z"',
    '"B", "a", "Z"',
    '"a", "B", "z"',
    '"c>=1", "c-x", "z"',
    '"c-x", "c>=1", "z"',
    '"a[x]>=1 ; python_version > \'3\'", "nxpz", "z"',
    '"nxp", "nxpy-extra", "nxpyz"',
    '"Nxpy-more", "nxpy-extra"',
)


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("group", [None, "dev"])
def test_uv_has_the_same_order(tmp_path: Path, uv_program: Path, listed: str, group: str | None) -> None:
    table = "[dependency-groups]\ndev" if group else "dependencies"
    text = f"{HEAD}{table} = [{listed}]\n"
    file = tmp_path / "pyproject.toml"
    file.write_text(text, encoding="utf-8")
    environ = {key: value for key, value in os.environ.items() if not key.startswith("UV_")}
    argv = [str(uv_program), "add", "--frozen", "--offline", "nxpy", *(("--group", group) if group else ())]
    subprocess.run(argv, cwd=tmp_path, env=environ, capture_output=True, timeout=120, check=True)
    ours = with_dependency(text, "nxpy", group=group, file="f")
    assert tomllib.loads(ours) == tomllib.loads(file.read_text(encoding="utf-8"))
