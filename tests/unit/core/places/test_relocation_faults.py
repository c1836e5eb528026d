"""Relocation when something goes wrong in between: each fault is made, and nothing is lost by it."""

import errno
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from core.model.measurements import RelocationHow
from core.model.project import InputError
from core.model.settings import PlaceKind
from core.places import folders
from core.places.journal import Choice, Entry, Step
from core.places.layout import place_below
from core.places.moving import partial_of
from core.places.retiring import forget_leftovers
from core.places.target import check_target, how_to_move
from core.places.usage import Stopped, Usage, leads_elsewhere
from tests.links import needs_links
from tests.unit.core.places.relocating import FILES, SELF_KILLED, Bench, picture, same_links

CHECKOUT = Path(__file__).parents[4]
needs_posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no named pipes as files")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path, tmp_path / "new" / "cache")
    made.fill()
    (made.origin / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55")
    return made


def refuse(entry: Entry, choice: Choice) -> None:
    raise InputError("The profile cannot be written.", "Make room.")


def marks_in(folder: Path) -> list[Path]:
    return list(folder.rglob(".wheelyard*"))


def test_back_to_the_old_place_after_a_copy_and_an_undo_takes_it_up_as_it_is(bench: Bench) -> None:
    before = picture(bench.origin)
    bench.relocate(RelocationHow.COPIED)
    bench.undo()
    assert bench.last().retired == bench.target
    check_target(bench.origin, bench.target, PlaceKind.CACHE)
    how = how_to_move(bench.origin, bench.target, shared=False, same_volume=False)
    assert how is RelocationHow.FRESH
    forget_leftovers(bench.target, bench.journal)
    bench.relocate(how)
    assert bench.profile == bench.target
    assert picture(bench.origin) == picture(bench.target) == before
    assert bench.journal.with_leftovers() == ()


def test_a_target_that_filled_up_since_it_was_checked_is_left_alone(bench: Bench) -> None:
    bench.target.mkdir(parents=True)
    (bench.target / "thesis").write_text("years of work")
    for how in (RelocationHow.COPIED, RelocationHow.RENAMED):
        with pytest.raises(InputError, match=re.escape(str(bench.target))):
            bench.relocate(how)
        assert (bench.target / "thesis").read_text() == "years of work"
        assert (bench.origin / "archive-v0").is_dir()
        assert bench.last().step is Step.ABANDONED


@needs_links
def test_a_cache_that_is_a_link_is_copied_from_where_it_leads(bench: Bench, tmp_path: Path) -> None:
    real = tmp_path / "real"
    bench.origin.rename(real)
    bench.origin.symlink_to(os.path.relpath(real, bench.origin.parent))
    (real / "wheels-v6" / "absolute").unlink()
    (real / "wheels-v6" / "absolute").symlink_to(real / "archive-v0" / "Abc123")
    before = picture(real)
    how = how_to_move(bench.origin, bench.target, shared=False, same_volume=True)
    assert how is RelocationHow.COPIED
    bench.relocate(how)
    assert not bench.target.is_symlink()
    assert picture(bench.target) == picture(real) == before
    assert (bench.target / "wheels-v6" / "absolute").readlink() == bench.target / "archive-v0" / "Abc123"


@needs_links
@pytest.mark.parametrize("leads", ["empty", "nowhere"])
def test_a_target_that_is_a_link_is_named_with_where_it_leads(bench: Bench, tmp_path: Path, leads: str) -> None:
    (tmp_path / "empty").mkdir()
    bench.target.parent.mkdir()
    bench.target.symlink_to(tmp_path / leads)
    with pytest.raises(InputError, match="is a link") as error:
        check_target(bench.origin, bench.target, PlaceKind.CACHE)
    assert str(tmp_path / leads) in error.value.way_out


def refusing_rename(monkeypatch: pytest.MonkeyPatch, source: Path, number: int) -> None:
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self == source:
            raise OSError(number, os.strerror(number), str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)


def test_one_device_number_and_still_two_volumes_ends_in_a_copy(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    before = picture(bench.origin)
    refusing_rename(monkeypatch, bench.origin, errno.EXDEV)
    bench.relocate(RelocationHow.RENAMED)
    assert (bench.last().how, bench.last().step) == (RelocationHow.COPIED, Step.DONE)
    assert bench.last().moved_files == FILES  # the two links of one file count once
    assert picture(bench.target) == picture(bench.origin) == before
    assert bench.profile == bench.target


def test_a_rename_that_the_system_refuses_is_a_sentence(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    before = picture(bench.origin)
    refusing_rename(monkeypatch, bench.origin, errno.EROFS)
    with pytest.raises(InputError, match=f"os error {errno.EROFS}"):
        bench.relocate(RelocationHow.RENAMED)
    assert picture(bench.origin) == before
    assert bench.profile == bench.origin


@pytest.mark.parametrize("how", list(RelocationHow))
def test_an_undo_that_cannot_write_the_profile_leaves_the_new_place(bench: Bench, how: RelocationHow) -> None:
    bench.relocate(how)
    before = picture(bench.target)
    with pytest.raises(InputError, match="profile"):
        bench.undo(refuse)
    assert bench.profile == bench.target
    assert picture(bench.target) == before
    assert bench.last().step is Step.DONE


def test_an_undo_of_a_copy_whose_old_folder_is_gone_leaves_the_new_place(bench: Bench) -> None:
    bench.relocate(RelocationHow.COPIED)
    bench.throw_away(bench.old_place)
    with pytest.raises(InputError, match="gone"):
        bench.undo()
    assert bench.profile == bench.target
    assert bench.last().step is Step.DONE


def test_an_undo_of_a_rename_whose_new_folder_is_gone_says_so(bench: Bench) -> None:
    bench.relocate(RelocationHow.RENAMED)
    bench.throw_away(bench.target)
    with pytest.raises(InputError, match="nothing to bring back"):
        bench.undo()
    assert bench.profile == bench.target
    assert bench.last().step is Step.DONE


def test_an_undo_leaves_no_empty_folder_of_ours(tmp_path: Path) -> None:
    named = tmp_path / "named"
    bench = Bench(tmp_path, place_below(named, Path("/works/a"), PlaceKind.CACHE))
    bench.fill()
    bench.relocate(RelocationHow.FRESH)
    assert bench.target.is_dir()
    bench.undo()
    assert list(named.iterdir()) == []


def test_a_damaged_entry_keeps_no_other_project_waiting(bench: Bench) -> None:
    bench.journal.write(bench.entry(RelocationHow.RENAMED))
    damaged = bench.journal.write(replace(bench.entry(RelocationHow.FRESH), project=Path("/works/b")))
    file = next(path for path in bench.origin.parents[1].joinpath("journal").iterdir() if damaged.name in path.name)
    file.write_text("{")
    assert [entry.project for entry in bench.journal.interrupted()] == [Path("/works/a")]
    with pytest.raises(InputError, match="damaged"):
        bench.journal.last_done(Path("/works/a"))
    bench.journal.step(bench.journal.interrupted()[0], Step.DONE)
    assert bench.journal.last_done(Path("/works/a")) is not None
    assert file.read_text() == "{"


def test_a_copy_whose_profile_cannot_be_written_is_removed(bench: Bench) -> None:
    before = picture(bench.origin)
    with pytest.raises(InputError, match="profile"):
        bench.relocate(RelocationHow.COPIED, refuse)
    assert list(bench.target.parent.iterdir()) == []
    assert picture(bench.origin) == before
    assert bench.last().step is Step.ABANDONED


def test_the_mode_of_the_cache_itself_is_kept_and_no_mark_stays(bench: Bench) -> None:
    bench.origin.chmod(0o700)
    bench.relocate(RelocationHow.COPIED)
    assert bench.target.stat().st_mode == bench.old_place.stat().st_mode
    assert marks_in(bench.target) == []


@needs_posix
def test_a_pipe_in_the_cache_is_named_and_not_waited_for(bench: Bench) -> None:
    os.mkfifo(bench.origin / "pipe")
    before = sorted(bench.origin.rglob("*"))
    said: list[str] = []

    def work() -> None:
        try:
            bench.relocate(RelocationHow.COPIED)
        except InputError as error:
            said.append(error.sentence)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    assert str(bench.origin / "pipe") in said[0]
    assert sorted(bench.origin.rglob("*")) == before


@pytest.mark.parametrize(
    ("tag", "elsewhere"), [(0xA0000003, True), (0xA000000C, True), (0x9000001A, False), (0, False)]
)
def test_a_junction_leads_elsewhere_and_a_folder_of_a_cloud_does_not(tag: int, elsewhere: bool) -> None:  # noqa: FBT001 - a table's column
    # The tags of a junction, a symbolic link, a folder that OneDrive keeps, and of no reparse point.
    status = SimpleNamespace(st_reparse_tag=tag)
    assert leads_elsewhere(status) is elsewhere  # type: ignore[arg-type]


@pytest.mark.parametrize("step", [Step.MOVING, Step.SWITCHED, Step.UNDOING])
def test_what_was_renamed_on_a_drive_waits_until_that_is_connected_again(tmp_path: Path, step: Step) -> None:
    drive = tmp_path / "drive"
    bench = Bench(drive, drive / "new" / "cache")
    bench.fill()
    (bench.origin / "wheels-v6" / "absolute").unlink(missing_ok=True)  # a rename leaves links as they are
    before = picture(bench.origin)
    away = Bench(tmp_path / "computer", bench.target)
    away.origin = bench.origin
    (tmp_path / "computer").mkdir()
    entry = away.journal.write(replace(away.entry(RelocationHow.RENAMED), step=step))
    if step is not Step.UNDOING:
        bench.target.parent.mkdir()
        bench.origin.rename(bench.target)  # and here the program was killed, and the drive taken away
    drive.rename(tmp_path / "taken away")
    with pytest.raises(InputError, match="Connect the drive"):
        away.recover()
    assert away.last() == entry
    (tmp_path / "taken away").rename(drive)
    away.recover()
    assert not away.last().open
    assert picture(away.profile) == before


def test_a_renamed_place_that_is_gone_for_good_is_given_up(tmp_path: Path) -> None:
    bench = Bench(tmp_path, tmp_path / "new" / "cache")
    bench.journal.write(replace(bench.entry(RelocationHow.RENAMED), step=Step.MOVED))
    with pytest.raises(InputError, match="Connect the drive"):
        bench.recover()
    bench.origin.mkdir(parents=True)  # as it was told to do
    bench.recover()
    assert (bench.last().step, bench.profile) == (Step.ABANDONED, bench.origin)


def test_a_volume_with_little_room_is_told_with_all_that_is_asked_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=20 * 2**20))
    with pytest.raises(InputError, match=r"20 MiB free.* 8 MiB there, and 256 MiB are to stay free"):
        folders.check_room(tmp_path, Usage(bytes=8 * 2**20))


def test_a_disk_that_fills_up_while_copying_leaves_the_old_place(
    tmp_path: Path, small_volume: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(tmp_path, small_volume / "cache")
    bench.fill()
    before = picture(bench.origin)
    monkeypatch.setattr(folders, "_ROOM_MARGIN", -(2**40))  # the room was there when it was asked for
    with pytest.raises(InputError, match="no room is left"):
        bench.relocate(RelocationHow.COPIED)
    assert list(small_volume.iterdir()) == []
    assert picture(bench.origin) == before
    assert (bench.profile, bench.last().step) == (bench.origin, Step.ABANDONED)


DYING = """
import os, sys
from pathlib import Path
from core.model.measurements import RelocationHow
from core.model.project import InputError
from core.places import moving, relocation, retiring
from tests.unit.core.places import relocating
from tests.unit.core.places.relocating import Bench

folder, what, when, how = Path(sys.argv[1]), sys.argv[2], sys.argv[3], RelocationHow(sys.argv[4])
bench = Bench(folder, folder / "new" / "cache")
where = next(room for room in (relocation, moving, retiring, relocating) if hasattr(room, what))
done = getattr(where, what)

def dying(*arguments, **named):
    if when == "after":
        done(*arguments, **named)
    os.kill(os.getpid(), 9)

def refuse(entry, choice):
    raise InputError("The profile cannot be written.", "Make room.")

for room in (relocation, moving, retiring, relocating):
    if hasattr(room, what):
        setattr(room, what, dying)
bench.relocate(how, refuse if what in {"_take_back_move", "remove_copy"} else None)
"""


def whole_again(bench: Bench, before: dict[str, tuple[object, ...]]) -> None:
    """Recover, and assert that the profile points to a whole place, and that nothing is left half-way."""
    (entry,) = bench.journal.entries()
    if entry.open:
        bench.recover()
    (entry,) = bench.journal.entries()
    assert not entry.open
    assert bench.profile == (bench.target if entry.step is Step.DONE else bench.origin)
    now = picture(bench.profile)
    same_links(now, before)
    assert now == before
    assert not partial_of(bench.target).exists()
    assert entry.step is Step.DONE or not bench.target.exists()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("what", "how"),
    [
        ("_rename_once", RelocationHow.RENAMED),
        ("_replace", RelocationHow.COPIED),
        ("mark_own", RelocationHow.COPIED),
        ("copy_tree", RelocationHow.COPIED),
        ("finish", RelocationHow.COPIED),
        ("retire", RelocationHow.COPIED),
        ("finish", RelocationHow.RENAMED),
        ("remove_copy", RelocationHow.COPIED),
        ("_take_back_move", RelocationHow.COPIED),
        ("_take_back_move", RelocationHow.RENAMED),
    ],
)
def test_killed_before_and_after_each_deed(
    bench: Bench, tmp_path: Path, what: str, how: RelocationHow, when: str
) -> None:
    before = picture(bench.origin)
    command = [sys.executable, "-c", DYING, str(tmp_path), what, when, how.value]
    died = subprocess.run(command, cwd=CHECKOUT, check=False, capture_output=True, text=True)
    assert died.returncode in SELF_KILLED, died.stderr
    whole_again(bench, before)


RUNNING = """
import sys
from pathlib import Path
from core.model.measurements import RelocationHow
from tests.unit.core.places.relocating import Bench

bench = Bench(Path(sys.argv[1]), Path(sys.argv[1]) / "new" / "cache")
print("begun", flush=True)
bench.relocate(RelocationHow.COPIED)
"""


@pytest.mark.parametrize("milliseconds", [0, 2, 5, 10, 20, 35, 60, 100, 160])
def test_killed_while_copying(bench: Bench, tmp_path: Path, milliseconds: int) -> None:
    for number in range(60):
        (bench.origin / "archive-v0" / f"file {number}").write_bytes(os.urandom(40_000))
    before = picture(bench.origin)
    running = subprocess.Popen([sys.executable, "-c", RUNNING, str(tmp_path)], cwd=CHECKOUT, stdout=subprocess.PIPE)
    assert running.stdout is not None
    with running, running.stdout:
        assert running.stdout.readline().rstrip() == b"begun"
        time.sleep(milliseconds / 1000)
        running.kill()
    if not bench.journal.entries():
        assert not bench.target.exists()  # killed before it wrote that it would begin
        return
    whole_again(bench, before)


@pytest.mark.parametrize("how", [RelocationHow.COPIED, RelocationHow.RENAMED])
def test_stopped_at_any_tick_the_old_state_stands(bench: Bench, how: RelocationHow) -> None:
    before = picture(bench.origin)
    seen: list[str] = []

    def stopping(at: int) -> Callable[[object], None]:
        def tick(said: object) -> None:
            seen.append(str(said))
            if len(seen) == at:
                bench.stop.set()

        return tick

    for at in range(1, 6):
        seen.clear()
        bench.stop.clear()
        try:
            bench.relocate(how, on_tick=stopping(at))
        except Stopped:
            assert bench.profile == bench.origin
            assert not bench.target.exists()
        else:  # it was asked behind the point of no return
            assert bench.profile == bench.target
            bench.stop.clear()
            bench.undo()
            bench.throw_away(bench.target)
        assert picture(bench.origin) == before
