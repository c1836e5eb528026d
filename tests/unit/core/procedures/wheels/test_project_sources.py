"""What a project's files say of packages that come from files, with the lines that a person would point at."""

import os
import sys
from pathlib import Path

import pytest

from core.demo.reference_project import make_reference_project
from core.procedures.wheels.project_sources import read_project_sources
from tests.projects.sourced import FLAT, PRIVATE_INDEXES, WORKSPACE

TEXT = """\
[project]
name = "p"
version = "1"
requires-python = ">=3.10"
dependencies = [
  "plain",
  "Nx_Py>=21; sys_platform == 'win32'",
]

[project.optional-dependencies]
plots = ["dash.kit"]

[dependency-groups]
dev = [{ include-group = "more" }, "left"]
more = []

[tool.uv]
constraint-dependencies = ["low<2"]
environments = "sys_platform == 'win32'"

[tool.uv.sources]
nx-py = [
  # the one of the desk
  { path = "exdist/nx_py-1-cp310-cp310-win_amd64.whl", marker = "sys_platform == 'win32'" },
  { path = 'sub\\nx_py-1.tar.gz', marker = "sys_platform == 'linux'", extra = "plots" },
  { index = "corp", marker = "sys_platform == 'darwin'", group = "dev" },
]
dash-kit.path = "../dash_kit-1-py3-none-any.whl"
folder = { path = "packages/folder" }
"""


def project(folder: Path, text: str, **more: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    for name, content in more.items():
        (folder / name.replace("_toml", ".toml")).write_text(content, encoding="utf-8")
    return folder


def test_entries_have_their_own_line_name_path_and_limits(tmp_path: Path) -> None:
    folder = project(tmp_path / "größe & 100 %", TEXT)
    found = read_project_sources(folder)
    lines = TEXT.splitlines()
    windows, linux, kit = found.sources
    assert (windows.package, windows.written_name, windows.marker) == ("nx-py", "nx-py", "sys_platform == 'win32'")
    assert windows.place == folder / "exdist" / "nx_py-1-cp310-cp310-win_amd64.whl"
    assert windows.line is not None
    assert "win_amd64" in lines[windows.line - 1]
    assert linux.line == windows.line + 1
    assert (linux.path, linux.extra, linux.group) == ("sub\\nx_py-1.tar.gz", "plots", None)
    assert kit.place == folder.parent / "dash_kit-1-py3-none-any.whl"
    assert kit.line is not None
    assert lines[kit.line - 1].startswith("dash-kit.path")
    assert {(each.package, each.group) for each in found.others} == {("nx-py", "dev"), ("folder", None)}
    assert found.sources_of("nx-py", folder / "pyproject.toml") == (windows, linux, found.others[0])
    assert {yard.name for yard in found.yards} >= {"exdist", folder.parent.name}


def test_what_is_asked_for_has_its_marker_and_its_place(tmp_path: Path) -> None:
    found = read_project_sources(project(tmp_path, TEXT))
    rows = {each.written_name: each for each in found.wanted}
    assert list(rows) == ["plain", "Nx_Py", "dash.kit", "left", "low"]
    assert (rows["Nx_Py"].package, rows["Nx_Py"].line) == ("nx-py", 7)
    assert rows["Nx_Py"].marker == 'sys_platform == "win32"'
    assert [each.where for each in rows.values()][1:] == [
        "dependencies",
        "the extra plots",
        "the group dev",
        "constraint-dependencies",
    ]
    assert [each.is_limit for each in rows.values()] == [False, False, False, False, True]
    assert (found.requires_python, found.requires_python_line) == (">=3.10", 4)
    assert found.environments == ("sys_platform == 'win32'",)
    assert not found.is_open


def test_members_and_root_are_read_together(tmp_path: Path) -> None:
    root = WORKSPACE.write(tmp_path)
    web = root / "packages" / "web" / "pyproject.toml"
    root_file = root / "pyproject.toml"
    web.write_text(
        web.read_text("utf-8").replace(">=3.11", ">=3.12") + 'own = { path = "w/own-1-py3-none-any.whl" }\n', "utf-8"
    )
    root_file.write_text(
        root_file.read_text("utf-8").replace(
            "[tool.uv.sources]\n", '[tool.uv.sources]\nshared = { path = "shared-1.tar.gz" }\n'
        ),
        "utf-8",
    )
    for folder in (root, root / "packages" / "web"):
        found = read_project_sources(folder)
        assert found.root == root
        assert set(found.members) == {root / "packages" / "core", root / "packages" / "web"}
        assert {(each.package, each.place) for each in found.sources} == {
            ("shared", root / "shared-1.tar.gz"),
            ("own", root / "packages" / "web" / "w" / "own-1-py3-none-any.whl"),
        }
        assert found.requires_python == ">=3.11,>=3.12"
        assert found.requires_file == folder / "pyproject.toml"
        (shared,) = found.sources_of("shared", web)
        assert shared.file == root_file, "a member takes what the root names"
        assert found.sources_of("own", root_file) == (), "and the root not what a member names"


@pytest.mark.parametrize(
    ("uv", "environ", "remote"),
    [
        ("", {}, True),
        ("no-index = true\n", {}, False),
        ('no-index = true\nfind-links = ["exdist"]\n', {}, False),
        ('no-index = true\nfind-links = ["https://files.example/"]\n', {}, True),
        ("no-index = true\n", {"UV_INDEX": "https://index.example/simple"}, True),
        ('[[tool.uv.index]]\nurl = "w"\nformat = "flat"\ndefault = true\n', {}, False),
        ('[[tool.uv.index]]\nurl = "w"\nformat = "flat"\n', {}, True),
        ('[[tool.uv.index]]\nurl = "https://index.example/simple"\ndefault = true\n', {}, True),
        ('index-url = "https://index.example/simple"\n', {}, True),
    ],
)
def test_whether_an_index_is_asked_at_all(uv: str, environ: dict[str, str], *, remote: bool, tmp_path: Path) -> None:
    folder = project(tmp_path, f'[project]\nname = "p"\nversion = "1"\n[tool.uv]\n{uv}')
    assert read_project_sources(folder, environ).remote is remote


def test_folders_of_wheels(tmp_path: Path) -> None:
    folder = FLAT.write(tmp_path)
    found = read_project_sources(folder)
    assert found.flat_indexes == (folder / "from usb",)
    assert found.find_links[0] == folder / "exdist"
    assert found.find_links[1] == Path(os.path.normpath(folder / "//fileserver/share/wheels & more"))
    assert len(found.find_links) == 2
    assert PRIVATE_INDEXES.write(tmp_path / "b")
    assert read_project_sources(tmp_path / "b").sources[0].place.name == "fx_rates-1.0-py3-none-any.whl"


def test_a_uv_toml_hides_find_links_and_takes_no_sources(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        '[project]\nname = "p"\nversion = "1"\n[tool.uv]\nfind-links = ["hidden"]\n',
        uv_toml='find-links = ["seen"]\n\n[sources]\nx = { path = "x-1.tar.gz" }\n',
    )
    found = read_project_sources(folder)
    assert found.find_links == (folder / "seen",)
    assert found.in_uv_toml == ((folder / "uv.toml", 3),)
    assert found.sources == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense =",
        "[project]\ndependencies = 3\n[tool.uv]\nsources = 7\nenvironments = [3]\nfind-links = 5\nindex = 1\n",
        "[project]\ndependencies = ['??', 3]\n[tool.uv.sources]\na = 3\nb = [1, { path = 4 }]\nc = { path = '' }\n",
        '[tool.uv.sources]\na = { path = "\\u0000.whl" }\n',
        "[project]\nrequires-python = 3\ndynamic = 4\n[dependency-groups]\na = 3\n[tool.uv.workspace]\nmembers = [3]\n",
    ],
)
def test_odd_files_say_nothing_and_break_nothing(text: str, tmp_path: Path) -> None:
    found = read_project_sources(project(tmp_path, text))
    assert found.sources == ()
    assert found.requires_python is None


def test_a_project_without_a_file_has_nothing(tmp_path: Path) -> None:
    assert read_project_sources(tmp_path / "gone").sources == ()


def test_dependencies_from_elsewhere_leave_open_what_is_asked_for(tmp_path: Path) -> None:
    text = '[project]\nname = "p"\ndynamic = ["version", "dependencies"]\n'
    assert read_project_sources(project(tmp_path, text)).is_open


def test_the_reference_project(tmp_path: Path) -> None:
    demo = make_reference_project(tmp_path / "demo", python=(sys.version_info[0], sys.version_info[1]))
    found = read_project_sources(demo.folder)
    assert {each.place for each in found.sources} == {file for file in demo.local_files if file.parent == demo.exdist}
    assert found.pin == f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert not found.remote
    assert len(found.flat_indexes) >= 2
