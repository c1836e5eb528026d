"""Which folder's files hold a project's settings: its own, or those of its workspace's root."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings.workspace import _patterns, settings_folder, workspace_search


def workspace(root: Path, text: str) -> None:
    (root / "pyproject.toml").write_text(f"[tool.uv.workspace]\n{text}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "member", "inside"),
    [
        ('members = ["m"]', "m", True),
        ('members = ["./m/"]', "m", True),
        ('members = ["m"]', "n", False),
        ('members = ["packages/*"]', "packages/m", True),
        ('members = ["packages/*"]', "packages/deep/m", False),
        ('members = ["packages/**"]', "packages/deep/m", True),
        ('members = ["**/m"]', "a/b/m", True),
        ('members = ["**/m"]', "m", True),
        ('members = ["m?"]', "m1", True),
        ('members = ["m?"]', "m", False),
        ('members = ["m[0-9]"]', "m1", True),
        ('members = ["m[!0-9]"]', "m1", False),
        ('members = ["m[!0-9]"]', "ma", True),
        ('members = ["m[!0-9]x"]', "m/x", False),
        ('members = ["m[^a]"]', "ma", True),
        ('members = ["m[]", "m[z-a]", "[!]", "m"]', "m", True),
        ('members = ["m.x"]', "max", False),
        ('members = ["größe (1)"]', "größe (1)", True),
        ('members = ["*"]\nexclude = ["m"]', "m", False),
        ('members = ["*"]\nexclude = ["n"]', "m", True),
        ("members = []", "m", False),
        ("members = 1", "m", False),
        ('members = [1, "m"]', "m", True),
        ("", "m", False),
    ],
)
def test_a_member_has_the_settings_of_its_root(tmp_path: Path, text: str, member: str, *, inside: bool) -> None:
    workspace(tmp_path, text)
    project = tmp_path / member
    project.mkdir(parents=True)
    (project / "pyproject.toml").write_text('[project]\nname = "m"\n')
    assert settings_folder(project) == (tmp_path if inside else project)
    assert workspace_search(project)[0] == project


@pytest.mark.parametrize(
    "text", ["[tool.uv.workspace]", "[tool.uv]\nmanaged = false"], ids=["a root of its own", "not managed"]
)
def test_a_project_that_stands_for_itself_is_asked_alone(tmp_path: Path, text: str) -> None:
    workspace(tmp_path, 'members = ["m"]')
    project = tmp_path / "m"
    project.mkdir()
    (project / "pyproject.toml").write_text(text)
    assert workspace_search(project) == (project,)


def test_the_nearest_workspace_counts_and_says_whether_it_is_one(tmp_path: Path) -> None:
    workspace(tmp_path, 'members = ["**"]')
    inner = tmp_path / "inner"
    project = inner / "m"
    project.mkdir(parents=True)
    workspace(inner, 'members = ["other"]')
    assert settings_folder(project) == project
    assert workspace_search(project) == (project, inner, project)
    workspace(inner, 'members = ["m"]')
    assert workspace_search(project) == (project, inner, inner)


@pytest.mark.parametrize(
    "broken", ["[tool.uv.workspace", "\udcff", "tool = 1", "[tool]\nuv = 1", "[tool.uv]\nworkspace = 1"]
)
def test_a_broken_file_above_is_no_workspace(tmp_path: Path, broken: str) -> None:
    project = tmp_path / "m"
    project.mkdir()
    (tmp_path / "pyproject.toml").write_bytes(broken.encode(errors="surrogateescape"))
    assert settings_folder(project) == project
    assert workspace_search(project)[:2] == (project, tmp_path)


@given(st.text("am*?[]!^-\\/.({|ö", max_size=10))
def test_any_glob_is_a_pattern(glob: str) -> None:
    assert len(_patterns([glob])) <= 1
    assert len(_patterns([glob.replace("[", "")])) == 1
