"""Paths compared by what they name."""

import ntpath
from pathlib import Path

import pytest

from core.model.settings import PlaceKind
from core.places import paths
from core.places.layout import place_below, project_key
from core.places.paths import is_inside, nearest_existing, plain, same_folder


def test_links_and_dots_are_seen_through(tmp_path: Path) -> None:
    (tmp_path / "real" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert same_folder(tmp_path / "link", tmp_path / "real")
    assert same_folder(tmp_path / "missing" / ".." / "other", tmp_path / "other")
    assert not same_folder(tmp_path / "real", tmp_path / "other")
    assert is_inside(tmp_path / "link" / "deep", tmp_path / "real")
    assert not is_inside(tmp_path / "real", tmp_path / "real")
    assert not is_inside(tmp_path / "real thing", tmp_path / "real")


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
