"""Wheelyard's own files: whole, typed, and never silently lost."""

import os
from pathlib import Path

import pytest

from core.model.project import InputError
from core.model.settings import LinkMode, Profile
from core.store.atomic import write_atomically
from core.store.home import Home
from core.store.profiles import ProfileStore, profile_file_name
from core.store.projects import ProjectStore


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_nothing_is_made_before_something_is_written(home: Home) -> None:
    assert ProjectStore(home).folders() == ()
    assert ProfileStore(home).load(Path("/p")).cache is None
    assert not home.root.exists()


def test_a_profile_comes_back_as_it_was_saved(home: Home) -> None:
    profile = Profile(project=Path("/works/größe & co"), cache=Path("/caches/ö"), link_mode=LinkMode.COPY)
    ProfileStore(home).save(profile)
    assert ProfileStore(home).load(profile.project) == profile
    assert ProfileStore(home).all() == (profile,)


def test_folders_of_one_name_have_files_of_their_own() -> None:
    assert profile_file_name(Path("/a/demo")) != profile_file_name(Path("/b/demo"))
    assert profile_file_name(Path("/a/日本 %PATH%!")).isascii()


def test_a_damaged_profile_hides_no_other(home: Home) -> None:
    profile = Profile(project=Path("/works/a"))
    ProfileStore(home).save(profile)
    (home.profiles / "other-000000000000.json").write_text("bad")
    assert ProfileStore(home).all() == (profile,)


def test_a_file_of_a_newer_wheelyard_is_named_and_left(home: Home) -> None:
    home.root.mkdir(parents=True)
    text = '{"version": 99, "folders": ["/works/a"]}'
    home.projects_file.write_text(text)
    with pytest.raises(InputError, match="newer Wheelyard"):
        ProjectStore(home).add(Path("/works/b"))
    assert home.projects_file.read_text() == text


def test_a_damaged_list_is_set_aside_under_a_name_of_its_own(home: Home) -> None:
    home.root.mkdir(parents=True)
    store = ProjectStore(home)
    for number in (1, 2):
        home.projects_file.write_text(f"damaged {number}")
        kept = store.set_aside()
        assert kept.read_text() == f"damaged {number}"
        assert store.folders() == ()
    assert len(list(home.root.iterdir())) == 2


def test_projects_keep_their_order_and_are_listed_once(home: Home) -> None:
    store = ProjectStore(home)
    for name in ("b", "a", "b"):
        store.add(Path("/works") / name)
    assert store.folders() == (Path("/works/b"), Path("/works/a"))
    store.remove(Path("/works/b"))
    assert store.folders() == (Path("/works/a"),)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"folders": 7}', b"\xff\xfe"])
def test_a_damaged_file_is_named_and_left_as_it_is(home: Home, content: bytes) -> None:
    home.root.mkdir()
    home.projects_file.write_bytes(content)
    with pytest.raises(InputError, match=r"projects\.json.*damaged"):
        ProjectStore(home).folders()
    with pytest.raises(InputError):
        ProjectStore(home).add(Path("/works/a"))
    assert home.projects_file.read_bytes() == content


def test_a_write_that_fails_leaves_the_old_file_and_no_sibling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "profile.json"
    file.write_bytes(b"old")

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_home_follows_its_variable(tmp_path: Path) -> None:
    assert Home.locate({"WHEELYARD_HOME": str(tmp_path)}).root == tmp_path
    assert Home.locate({}).root.name == "Wheelyard"


@pytest.mark.skipif(os.name != "posix", reason="links need a right on Windows, and its modes are no modes")
def test_a_link_and_a_mode_outlive_a_write(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real, link = tmp_path / "dotfiles" / "uv.toml", tmp_path / "uv.toml"
    real.write_text("old")
    real.chmod(0o644)
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o644
    assert [entry.name for entry in real.parent.iterdir()] == ["uv.toml"]
