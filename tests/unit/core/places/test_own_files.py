"""Deleting is bounded to what carries Wheelyard's mark."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core.places.own_files import is_own, mark_own, remove_if_empty, remove_own_tree
from tests.links import needs_links

NOBODY = 65534


def test_only_marked_folders_go(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    for folder in (mine, other):
        (folder / "deep" / "er").mkdir(parents=True)
        (folder / "deep" / "file").write_text("x")
        (folder / "deep" / "file").chmod(0o444)
    mark_own(mine, "probe")
    assert not remove_own_tree(other, "probe")
    assert not remove_own_tree(mine, "another mark")
    assert (other / "deep" / "file").is_file()
    assert remove_own_tree(mine, "probe")
    assert not mine.exists()
    assert remove_own_tree(mine, "probe")


@needs_links
def test_links_are_removed_and_never_followed(tmp_path: Path) -> None:
    thesis = tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "years.txt").write_text("of work")
    mine = tmp_path / "mine"
    mine.mkdir()
    mark_own(mine, "probe")
    (mine / "link").symlink_to(thesis)
    assert remove_own_tree(mine, "probe")
    assert (thesis / "years.txt").is_file()
    mark_own(thesis, "probe")
    (tmp_path / "disguise").symlink_to(thesis)
    assert not is_own(tmp_path / "disguise", "probe")
    assert not remove_own_tree(tmp_path / "disguise", "probe")
    assert (thesis / "years.txt").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are taken away by modes")
def test_a_folder_that_may_not_be_written_goes_and_what_is_linked_keeps_its_mode(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("x")
    outside.chmod(0o440)
    mine = tmp_path / "mine"
    (mine / "deep").mkdir(parents=True)
    mark_own(mine, "probe")
    (mine / "deep" / "link").symlink_to(outside)
    (mine / "deep" / "hard").hardlink_to(outside)
    program = f"""
import os, sys
from pathlib import Path
from core.places.own_files import remove_own_tree
os.chdir({str(tmp_path)!r})  # what lies above may be closed to who takes over here
if os.geteuid() == 0:
    os.setegid({NOBODY})
    os.seteuid({NOBODY})
try:
    (Path("mine") / "deep" / "link").unlink()
except PermissionError:
    sys.exit(not remove_own_tree(Path("mine"), "probe"))
sys.exit("the folder could be written")
"""
    if os.geteuid() == 0:  # root may do everything: give the tree to somebody who may not
        for path in (tmp_path, mine, mine / "deep", mine / ".wheelyard-probe", outside):
            os.chown(path, NOBODY, NOBODY)
    (mine / "deep").chmod(0o500)
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert not mine.exists()
    assert stat.S_IMODE(outside.stat().st_mode) == 0o440


def test_only_empty_folders_are_removed_as_empty(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    for name in ("full", "empty", "missing"):
        remove_if_empty(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["full"]
