"""The three ways a cache comes to its new folder, headless, with the real uv's cache in it."""

from pathlib import Path

import pytest

from core.demo.reference_project import DemoProject
from tests.e2e.wheelyard import Wheelyard


def archives(cache: Path) -> int:
    """Return how many unpacked wheels a cache holds."""
    return sum(1 for _ in (cache / "archive-v0").iterdir())


def relocate(computer: Wheelyard, demo: DemoProject, to: Path) -> dict[str, object]:
    """Relocate the cache and return what the end of the job carried."""
    ended = computer.run("relocate", "cache", "--to", to, "--json", "--project", demo.folder, limit=400)
    assert ended.status == 0, ended
    return ended.finished


@pytest.mark.timeout(900)
def test_fresh_then_renamed_then_back(computer: Wheelyard, demo: DemoProject, tmp_path: Path) -> None:
    assert computer.run("sync", "--project", demo.folder).status == 0
    shared = archives(computer.default_cache)
    assert shared > 60

    # The person's own cache serves every project of theirs, so it stays and the new one starts empty.
    first = relocate(computer, demo, tmp_path / "one")
    assert first["how"] == "fresh"
    assert first["moved_files"] == 0
    assert archives(computer.default_cache) == shared
    own = Path(str(first["to"]))
    synced = computer.run("sync", "--project", demo.folder, "--json", "--", "--reinstall")
    assert synced.status == 0, synced
    filled = archives(own)
    assert filled > 60

    # Its own cache belongs to it alone, so on the same volume it is renamed.
    second = relocate(computer, demo, tmp_path / "two")
    assert second["how"] == "renamed"
    assert Path(str(second["from"])) == own
    assert archives(Path(str(second["to"]))) == filled
    assert not (own / "archive-v0").exists()
    offline = computer.run("sync", "--project", demo.folder, "--json", "--", "--reinstall")
    assert offline.status == 0, offline

    undone = computer.run("relocate", "--undo", "--json", "--project", demo.folder)
    assert undone.status == 0, undone
    assert Path(undone.finished["to"]) == own
    assert archives(own) >= filled


@pytest.mark.timeout(900)
def test_copied_to_another_volume_and_the_old_one_is_kept_until_the_next_sync(
    computer: Wheelyard, demo: DemoProject, tmp_path: Path, other_volume: Path
) -> None:
    own = Path(str(relocate(computer, demo, tmp_path / "one")["to"]))
    assert computer.run("sync", "--project", demo.folder).status == 0
    before = archives(own)
    copied = relocate(computer, demo, other_volume / "cache")
    assert copied["how"] == "copied"
    assert int(str(copied["moved_files"])) > 100
    assert int(str(copied["moved_bytes"])) > 1_000_000
    target = Path(str(copied["to"]))
    assert target.is_relative_to(other_volume)
    assert archives(target) == before
    (aside,) = own.parent.glob("one.retired-*")
    assert archives(aside) == before
    undone = computer.run("relocate", "--undo", "--json", "--project", demo.folder)
    assert undone.status == 0, undone
    assert Path(undone.finished["to"]) == own
    assert archives(own) == before
    assert archives(target) == before
    again = computer.run("sync", "--project", demo.folder, "--json", "--", "--reinstall")
    assert again.status == 0, again
    assert not target.exists()  # the old place has proved itself, so the copy is of no use any more
    relocate(computer, demo, target)
    synced = computer.run("sync", "--project", demo.folder, "--json", "--", "--reinstall")
    assert synced.status == 0, synced
    assert archives(target) == before
    assert [path.name for path in own.parent.glob("one*")] == []
    late = computer.run("relocate", "--undo", "--json", "--project", demo.folder)
    assert late.status == 2, late
    assert "was removed after a successful sync" in late.finished["problem"]["title"]


def test_a_folder_that_holds_something_else_is_not_taken(
    computer: Wheelyard, demo: DemoProject, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "thesis.txt").write_text("years of work")
    ended = computer.run("relocate", "cache", "--to", taken, "--json", "--project", demo.folder)
    assert (taken / "thesis.txt").read_text() == "years of work"
    if ended.status == 0:
        assert Path(ended.finished["to"]) != taken
    else:
        assert ended.status in {1, 2}
        assert str(taken) in ended.sentence()


def test_undo_without_a_relocation_says_so(computer: Wheelyard, demo: DemoProject) -> None:
    ended = computer.run("relocate", "--undo", "--project", demo.folder)
    assert ended.status in {1, 2}
    ended.sentence()


@pytest.mark.timeout(900)
def test_two_wheelyards_at_once_move_one_cache_one_after_the_other(
    computer: Wheelyard, demo: DemoProject, tmp_path: Path
) -> None:
    relocate(computer, demo, tmp_path / "start")
    assert computer.run("sync", "--project", demo.folder).status == 0
    filled = archives(tmp_path / "start")
    link = tmp_path / "another name"
    link.symlink_to(demo.folder)
    running = [
        computer.start("relocate", "cache", "--to", tmp_path / name, "--project", project)
        for name, project in (("one", demo.folder), ("two", link))
    ]
    running.append(computer.start("sync", "--project", demo.folder, "--", "--reinstall"))
    for process in running:
        out, err = process.communicate(timeout=600)
        assert process.returncode == 0, (out, err)
    whole = [name for name in ("start", "one", "two") if (tmp_path / name / "archive-v0").is_dir()]
    assert len(whole) == 1
    assert whole != ["start"]
    assert archives(tmp_path / whole[0]) == filled
    places = computer.run("sync", "--project", demo.folder, "--json", "--", "--reinstall", "--offline")
    assert places.status == 0, places
