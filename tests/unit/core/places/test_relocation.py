"""Relocation: whatever happens on the way, the files are in one whole place and the profile points there."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.model.measurements import RelocationHow
from core.model.project import InputError
from core.model.settings import PlaceKind
from core.places import cache_lock
from core.places.journal import Choice, Entry, Step
from core.places.moving import RelocationTick, partial_of
from core.places.target import check_target, how_to_move
from core.places.usage import Stopped, Usage, count
from tests.links import LINKS_WORK
from tests.unit.core.places.relocating import ARCHIVE, COUNTED, SELF_KILLED, Bench, picture, same_links


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path, tmp_path / "new" / "cache")
    made.fill()
    return made


def test_one_rename_on_one_volume_and_back(bench: Bench) -> None:
    before = picture(bench.origin)
    bench.relocate(RelocationHow.RENAMED)
    assert bench.profile == bench.target
    assert not bench.origin.exists()
    after = picture(bench.target)
    same_links(after, before)
    assert after == before
    assert bench.last().step is Step.DONE
    assert (bench.last().moved_files, (bench.last().moved_bytes or 0) > 3_000_000) == (COUNTED, True)
    report = bench.undo()
    assert report.undo
    assert picture(bench.origin) == before
    assert bench.profile == bench.origin
    assert bench.last().step is Step.UNDONE
    assert bench.journal.last_done(Path("/works/a")) is None


def test_a_copy_is_complete_and_the_old_place_stays(bench: Bench) -> None:
    before = picture(bench.origin)
    bench.relocate(RelocationHow.COPIED)
    assert picture(bench.target) == before
    aside = picture(bench.old_place)
    same_links(aside, before)
    assert aside == before
    assert bench.old_place == bench.last().retired
    if LINKS_WORK:
        assert (bench.target / "wheels-v6" / "absolute").readlink() == bench.target / ARCHIVE
        assert (bench.target / "wheels-v6" / "relative").readlink() == Path("..") / ARCHIVE
        assert (bench.target / "wheels-v6" / "outside").readlink() == Path("/usr")
    assert bench.profile == bench.target
    assert sorted(path.name for path in bench.target.parent.iterdir()) == ["cache"]
    assert bench.ticks[0].step == "counting"
    bench.undo()
    assert bench.profile == bench.origin
    assert picture(bench.origin) == picture(bench.target) == before
    assert bench.last().retired == bench.target


def test_a_copy_to_a_real_other_volume(tmp_path: Path, other_volume: Path) -> None:
    bench = Bench(tmp_path, other_volume / "cache")
    bench.fill()
    before = picture(bench.origin)
    bench.relocate(RelocationHow.COPIED)
    assert picture(bench.target) == before


def test_a_fresh_place_leaves_the_old_one(bench: Bench) -> None:
    before = picture(bench.origin)
    bench.relocate(RelocationHow.FRESH)
    assert bench.profile == bench.target
    assert bench.target.is_dir()
    assert picture(bench.origin) == before


@pytest.mark.parametrize("how", list(RelocationHow))
def test_a_profile_that_cannot_be_written_takes_everything_back(bench: Bench, how: RelocationHow) -> None:
    before = picture(bench.origin)

    def refuse(entry: Entry, choice: Choice) -> None:
        raise InputError("The profile cannot be written.", "Make room.")

    with pytest.raises(InputError, match="profile"):
        bench.relocate(how, refuse)
    assert picture(bench.origin) == before
    assert bench.profile == bench.origin
    assert bench.last().step is Step.ABANDONED
    if how is not RelocationHow.COPIED:
        assert not bench.target.exists()


def test_cancelling_a_copy_leaves_nothing_behind(bench: Bench) -> None:
    before = picture(bench.origin)

    def stop_soon(tick: RelocationTick) -> None:
        if tick.step == "copying":
            bench.stop.set()

    with pytest.raises(Stopped):
        bench.relocate(RelocationHow.COPIED, on_tick=stop_soon)
    assert picture(bench.origin) == before
    assert list(bench.target.parent.iterdir()) == []
    assert bench.profile == bench.origin


def test_a_copy_that_reads_back_differently_is_not_taken(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from core.places import copy_window  # noqa: PLC0415 - its inside is the subject here

    monkeypatch.setattr(copy_window, "digest_of_open", lambda *_arguments: b"something else")
    with pytest.raises(InputError, match="differs from its original"):
        bench.relocate(RelocationHow.COPIED)
    assert bench.profile == bench.origin
    assert list(bench.target.parent.iterdir()) == []


def test_a_full_disk_is_said_and_the_old_place_serves_on(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    before = picture(bench.origin)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1000))
    with pytest.raises(InputError, match=r"free\. The place needs 2 MiB there, and 256 MiB"):
        bench.relocate(RelocationHow.COPIED)
    assert picture(bench.origin) == before
    assert bench.profile == bench.origin


@pytest.mark.parametrize("how", [RelocationHow.RENAMED, RelocationHow.COPIED])
def test_a_cache_that_a_real_uv_uses_is_not_moved(
    bench: Bench, how: RelocationHow, uv_program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # `uv cache clean` waits for its exclusive lock while we hold ours: both mean the same lock.
    monkeypatch.setattr(cache_lock, "LOCK_SECONDS", 0.5)
    from core.system.file_lock import try_exclusive  # noqa: PLC0415 - stands in for a uv that works

    with try_exclusive(bench.origin / ".lock") as held:
        assert held
        with pytest.raises(InputError, match="is in use by"):
            bench.relocate(how)
        waiting = subprocess.Popen(
            [uv_program, "cache", "clean", "--cache-dir", bench.origin],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1.0)
        waiting.kill()
        waiting.wait()
    assert (bench.origin / ARCHIVE / "big.bin").is_file()
    assert bench.profile == bench.origin


KILLED = """
import os, signal, sys, threading
from pathlib import Path
from tests.unit.core.places.test_relocation import Bench
from core.model.measurements import RelocationHow
from core.places import cache_lock

bench = Bench(Path(sys.argv[1]), Path(sys.argv[1]) / "new" / "cache")
where, how = sys.argv[2], RelocationHow(sys.argv[3])

def die(*_):
    os.kill(os.getpid(), 9)

def tick(tick):
    if tick.step == where:
        die()

bench.relocate(how, die if where == "apply" else None, tick)
"""


@pytest.mark.parametrize(
    ("where", "how", "arrives"),
    [
        ("renaming", RelocationHow.RENAMED, False),
        ("counting", RelocationHow.COPIED, False),
        ("copying", RelocationHow.COPIED, False),
        ("replacing", RelocationHow.COPIED, False),
        ("switching", RelocationHow.COPIED, True),
        ("retiring", RelocationHow.COPIED, True),
        ("apply", RelocationHow.RENAMED, True),
        ("apply", RelocationHow.COPIED, True),
        ("apply", RelocationHow.FRESH, True),
    ],
)
def test_killed_at_any_step_the_next_start_has_one_whole_place(
    bench: Bench,
    tmp_path: Path,
    where: str,
    how: RelocationHow,
    arrives: bool,  # noqa: FBT001 - a table's column
) -> None:
    before = picture(bench.origin)
    died = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), where, how.value], cwd=Path(__file__).parents[4], check=False
    )
    assert died.returncode in SELF_KILLED
    (entry,) = bench.journal.entries()
    assert entry.open
    assert len(bench.recover()) == 1
    (entry,) = bench.journal.entries()
    assert not entry.open
    assert bench.profile == (bench.target if arrives else bench.origin)
    whole = bench.profile
    if how is RelocationHow.FRESH:
        whole = bench.origin
    now = picture(whole)
    same_links(now, before)
    assert now == before
    assert not partial_of(bench.target).exists()


def test_places_that_cannot_be_are_named(tmp_path: Path) -> None:
    origin = tmp_path / "cache"
    origin.mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis").write_text("")
    for target in (origin, origin / "inside", tmp_path, tmp_path / "file", tmp_path / "full"):
        with pytest.raises(InputError) as error:
            check_target(origin, target, PlaceKind.CACHE)
        assert str(target) in str(error.value)
    check_target(origin, tmp_path / "new", PlaceKind.CACHE)
    check_target(origin, origin / "inside", PlaceKind.TEMP)


def test_how_a_place_moves(tmp_path: Path) -> None:
    origin, target = tmp_path / "cache", tmp_path / "new"
    assert how_to_move(origin, target, shared=False, same_volume=True) is RelocationHow.FRESH
    origin.mkdir()
    assert how_to_move(origin, target, shared=False, same_volume=True) is RelocationHow.FRESH
    (origin / "x").write_text("")
    assert how_to_move(origin, target, shared=False, same_volume=True) is RelocationHow.RENAMED
    assert how_to_move(origin, target, shared=False, same_volume=False) is RelocationHow.COPIED
    assert how_to_move(origin, target, shared=True, same_volume=True) is RelocationHow.FRESH


def test_undo_does_not_take_a_folder_that_is_in_use_again(bench: Bench) -> None:
    bench.relocate(RelocationHow.RENAMED)
    bench.origin.mkdir()
    (bench.origin / "new work").write_text("x")
    with pytest.raises(InputError, match="in use by something else"):
        bench.undo()
    assert bench.profile == bench.target
    assert (bench.target / ARCHIVE / "big.bin").is_file()
    assert bench.last().step is Step.DONE


def test_counting_counts_links_once_and_never_leaves(bench: Bench) -> None:
    usage = count(bench.origin, threading.Event())
    assert usage == Usage(COUNTED, usage.bytes)
    assert 3_000_000 < usage.bytes < 3_001_000
    assert count(bench.origin / "missing", threading.Event()) == Usage()
