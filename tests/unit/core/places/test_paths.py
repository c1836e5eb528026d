"""Paths compared by what they name."""

import ntpath
import os
from pathlib import Path

import pytest

from core.model.settings import PlaceKind
from core.places import paths
from core.places.layout import place_below, project_key
from core.places.paths import is_inside, nearest_existing, plain, same_folder
from tests.links import needs_links


@needs_links
def test_links_and_dots_are_seen_through(tmp_path: Path) -> None:
    (tmp_path / "real" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert same_folder(tmp_path / "link", tmp_path / "real")
    assert same_folder(tmp_path / "missing" / ".." / "other", tmp_path / "other")
    assert not same_folder(tmp_path / "real", tmp_path / "other")
    assert is_inside(tmp_path / "link" / "deep", tmp_path / "real")
    assert not is_inside(tmp_path / "real", tmp_path / "real")
    assert not is_inside(tmp_path / "real thing", tmp_path / "real")


@needs_links
def test_a_link_to_itself_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert is_inside(tmp_path / "loop" / "x", tmp_path)
    assert not is_inside(tmp_path / "loop" / "x", tmp_path / "other")
    assert not same_folder(tmp_path / "loop", tmp_path)
    assert nearest_existing(tmp_path / "loop" / "x") == tmp_path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\\\\?\\C:\\Work\\Cache", "c:\\work\\cache"),
        ("\\\\?\\UNC\\Server\\share\\x", "\\\\server\\share\\x"),
        ("C:/Work/./x/../Cache/", "c:\\work\\cache"),
    ],
)
def test_windows_forms_of_one_path(monkeypatch: pytest.MonkeyPatch, text: str, expected: str) -> None:
    class Windows:
        path = ntpath

    monkeypatch.setattr(paths, "os", Windows)
    # On POSIX, ntpath.normcase lowers and turns the slashes as Windows does for ASCII.
    assert plain(text) == expected


def test_keys_are_readable_and_of_one_form(tmp_path: Path) -> None:
    key = project_key(tmp_path / "My app")
    assert key.startswith("My-app-")
    assert len(key) == len("My-app-") + 6
    assert key == project_key(tmp_path / "other" / ".." / "My app")
    assert project_key(Path("/日本")).startswith("project-")
    assert place_below(tmp_path, tmp_path / "a", PlaceKind.TEMP) == tmp_path / project_key(tmp_path / "a") / "temp"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("CON", "CON-"),
        ("NUL.txt", "NUL-txt-"),
        ("com1", "com1-"),
        ("ends in dots...", "ends-in-dots-"),
        (" blanks ", "blanks-"),
        ("größe & 100 %", "gro-e-100-"),
        ("-starts", "starts-"),
        ("a" * 19 + "-b", "a" * 19 + "-"),
        ("日本", "project-"),
        ("...", "project-"),
        ("x" * 200, "x" * 20 + "-"),
    ],
)
def test_a_key_is_a_good_name_on_every_file_system(name: str, key: str) -> None:
    made = project_key(Path("/works") / name)
    assert made[:-6] == key
    assert made[-6:].isalnum()
    assert made[-6:] == made[-6:].lower()
    assert len(made) <= 27


def test_keys_of_different_projects_differ_whatever_their_case() -> None:
    names = ["App", "app", "APP", "a-pp", "a pp", "a_pp", "x" * 200, "x" * 201]
    folders = [Path(f"/{parent}/{name}") for parent in range(500) for name in names]
    different = {os.path.normcase(folder) for folder in folders}  # on Windows App and APP are one folder
    assert len({project_key(folder).lower() for folder in folders}) == len(different) >= 3000
