"""Editors that open a file at a line."""

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from core.system.editors import editor_call, editor_url


def _program(folder: Path, name: str) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    return {"PATH": str(folder)}


@pytest.mark.skipif(os.name == "nt", reason="programs are found by other names there")
def test_an_editor_is_called_with_the_place(tmp_path: Path) -> None:
    file = Path("/p/a & b/pyproject.toml")
    environ = _program(tmp_path / "bin", "codium")
    program = str(tmp_path / "bin" / "codium")
    assert editor_call(file, 8, 3, environ) == (program, "--goto", f"{file}:8:3")
    assert editor_call(file, 8, None, environ) == (program, "--goto", f"{file}:8")
    assert editor_call(file, None, None, environ) == (program, "--goto", str(file))
    assert editor_call(file, 1, 1, {"PATH": str(tmp_path)}) is None


def test_a_url_names_the_place_whatever_the_folder_is_called() -> None:
    assert editor_url(PureWindowsPath("C:\\a & b\\größe %1\\uv.toml"), 2, 13) == (
        "vscode://file/C:/a%20%26%20b/gr%C3%B6%C3%9Fe%20%251/uv.toml:2:13"
    )
    assert editor_url(PurePosixPath("/p/uv.toml"), None, None) == "vscode://file/p/uv.toml"
