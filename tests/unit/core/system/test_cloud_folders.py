"""Which folder a cloud program keeps: by its variables, by its marks, by its name."""

import os
import sys
from pathlib import Path

import pytest

from core.system.cloud_folders import CloudFolder, SeenBy, cloud_folder_of, is_cloud_mark
from core.system.windows import WindowsFacts
from tests.links import needs_links

HOME = "USERPROFILE" if sys.platform == "win32" else "HOME"


def test_a_variable_names_the_folder_wherever_it_is(tmp_path: Path) -> None:
    root = tmp_path / "D" / "OneDrive - Contoso"
    root.mkdir(parents=True)
    environ = {HOME: str(tmp_path / "nobody"), "OneDriveCommercial": str(root)}
    expected = CloudFolder("OneDrive - Contoso", root, SeenBy.VARIABLE)
    assert cloud_folder_of(root / "work" / "not there yet", environ) == expected
    assert cloud_folder_of(root, environ) == expected
    assert cloud_folder_of(root.with_name("OneDrive - Contoso 2") / "work", environ) is None
    assert cloud_folder_of(tmp_path, environ) is None


def test_a_variable_is_known_by_its_name_in_any_case(tmp_path: Path) -> None:
    # Python writes the names in capitals on Windows, and a dict that was made of os.environ keeps them.
    root = tmp_path / "Synchronised"
    expected = CloudFolder("Synchronised", root, SeenBy.VARIABLE)
    for name in ("ONEDRIVE", "ONEDRIVECOMMERCIAL", "onedriveconsumer"):
        environ = {HOME: str(tmp_path / "nobody"), name: str(root)}
        assert cloud_folder_of(root / "work", environ) == expected
        assert WindowsFacts(environ).cloud_folders() == (root,)


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Contoso", "Library/CloudStorage/OneDrive-Contoso"])
def test_a_name_in_the_persons_folder_tells(tmp_path: Path, name: str) -> None:
    root = tmp_path / name
    (root / "work").mkdir(parents=True)
    found = cloud_folder_of(root / "work", {HOME: str(tmp_path)})
    assert found == CloudFolder(root.name, root, SeenBy.NAME)


def test_a_name_elsewhere_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "src" / "Box").mkdir(parents=True)
    assert cloud_folder_of(tmp_path / "src" / "Box" / "project", {HOME: str(tmp_path)}) is None


@needs_links
def test_a_link_into_the_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "work").mkdir(parents=True)
    (tmp_path / "work").symlink_to(tmp_path / "Dropbox" / "work")
    found = cloud_folder_of(tmp_path / "work" / "project", {HOME: str(tmp_path)})
    assert found is not None
    assert found.root == tmp_path / "Dropbox"


@pytest.mark.parametrize(
    ("attributes", "tag", "is_one"),
    [
        (0x10, 0, False),
        (0x10 | 0x80000, 0, True),
        (0x100000, 0, True),
        (0x400000 | 0x20, 0, True),
        (0x40020, 0, False),  # a file with extended attributes, outside a listing of its folder
        (0x410, 0x9000001A, True),
        (0x410, 0x9000601A, True),
        (0x410, 0xA000000C, False),  # a symbolic link
        (0x410, 0xA0000003, False),  # a junction
    ],
)
def test_marks_of_a_cloud_are_told_from_links(attributes: int, tag: int, is_one: bool) -> None:  # noqa: FBT001
    assert is_cloud_mark(attributes, tag) is is_one


def test_the_outermost_marked_folder_is_where_the_cloud_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "Tresor"
    (root / "work").mkdir(parents=True)

    class Marked:
        st_file_attributes, st_reparse_tag = 0x80010, 0

    plain = os.lstat

    def lstat(path: Path) -> object:
        return Marked() if Path(path).is_relative_to(root) else plain(path)

    monkeypatch.setattr(os, "lstat", lstat)
    found = cloud_folder_of(root / "work", {HOME: str(tmp_path / "nobody")})
    assert found == CloudFolder("Tresor", root, SeenBy.ATTRIBUTES)
