"""Whether a compiler is here: by PATH, by CC, and by where Visual Studio puts it."""

import os
from pathlib import Path

import pytest

from core.system.compilers import compiler_here

NAME = "cl.exe" if os.name == "nt" else "cc"


def program(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text("", encoding="utf-8")
    file.chmod(0o755)
    return file


def test_a_compiler_on_the_path(tmp_path: Path) -> None:
    found = program(tmp_path / "bin", NAME)
    assert Path(str(compiler_here({"PATH": str(found.parent)})).lower()) == Path(str(found).lower())


def test_none_where_nothing_is(tmp_path: Path) -> None:
    assert compiler_here({"PATH": str(tmp_path)}) is None
    assert compiler_here({}) is None


def test_the_one_that_cc_names_comes_first(tmp_path: Path) -> None:
    program(tmp_path, NAME)
    own = program(tmp_path, "mine.exe" if os.name == "nt" else "mine")
    assert compiler_here({"PATH": str(tmp_path), "CC": f"{own} -O2"}) == str(own)


@pytest.mark.skipif(os.name != "nt", reason="Visual Studio is a matter of Windows")
def test_visual_studio_needs_no_path(tmp_path: Path) -> None:
    tools = tmp_path / "Microsoft Visual Studio" / "2022" / "BuildTools" / "VC" / "Tools" / "MSVC" / "14.40"
    tools.mkdir(parents=True)
    assert compiler_here({"PATH": "", "ProgramFiles(x86)": str(tmp_path)}) == str(tools)
