"""Deleting is bounded to what carries Wheelyard's mark."""

from pathlib import Path

from core.places.own_files import is_own, mark_own, remove_own_tree


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
