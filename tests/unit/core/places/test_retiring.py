"""What a relocation leaves behind: kept while there is a way back, removed when nobody needs it, and never more."""

import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.model.measurements import RelocationHow
from core.model.project import InputError
from core.model.settings import PlaceKind
from core.places.journal import Entry, Journal, Step
from core.places.relocation import begin, take_back
from core.places.retiring import aside_of, remove_leftover
from core.places.target import is_uv_environment
from core.system.file_lock import try_exclusive
from tests.unit.core.places.relocating import ARCHIVE, Bench, picture


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path, tmp_path / "new" / "cache")
    made.fill()
    return made


def remove(bench: Bench) -> bool:
    return remove_leftover(bench.last(), bench.journal, threading.Event())


def test_the_old_place_of_a_copy_goes_and_then_there_is_no_way_back(bench: Bench) -> None:
    before = picture(bench.origin)
    bench.relocate(RelocationHow.COPIED)
    assert bench.last().retired == aside_of(bench.last())
    assert not bench.origin.exists()
    assert remove(bench)
    assert (bench.last().step, bench.last().retired) == (Step.SETTLED, None)
    assert [path.name for path in bench.origin.parent.iterdir()] == []
    with pytest.raises(InputError, match="was removed after a successful sync"):
        bench.undo()
    assert (bench.profile, picture(bench.target)) == (bench.target, before)
    assert bench.journal.made_for(Path("/works/a"), bench.target)


def test_the_old_place_on_a_drive_that_is_taken_away_waits_for_it(bench: Bench, tmp_path: Path) -> None:
    bench.relocate(RelocationHow.COPIED)
    left, drive = bench.last(), bench.origin.parent
    drive.rename(tmp_path / "taken away")
    assert not remove(bench)
    assert bench.last() == left
    (tmp_path / "taken away").rename(drive)
    assert remove(bench)
    assert list(drive.iterdir()) == []


def test_a_removal_that_was_interrupted_is_never_undone_into_half_a_place(bench: Bench) -> None:
    bench.relocate(RelocationHow.COPIED)
    entry = bench.journal.step(bench.last(), Step.SETTLED)
    assert entry.retired is not None
    (entry.retired / ARCHIVE / "big.bin").unlink()
    with pytest.raises(InputError, match="was removed"):
        bench.undo()
    assert bench.journal.with_leftovers() == (entry,)
    assert remove(bench)


def test_an_old_place_that_a_uv_uses_again_waits(bench: Bench) -> None:
    bench.relocate(RelocationHow.COPIED)
    retired = bench.last().retired
    assert retired is not None
    with try_exclusive(retired / ".lock") as held:
        assert held
        assert not remove(bench)
    assert bench.last().step is Step.DONE
    assert (retired / ARCHIVE / "big.bin").is_file()
    assert remove(bench)


def test_an_old_place_that_cannot_be_put_aside_keeps_its_name_and_goes_all_the_same(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self == bench.origin:
            raise PermissionError(13, "Permission denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    bench.relocate(RelocationHow.COPIED)
    assert bench.last().retired == bench.origin
    bench.undo()
    assert bench.profile == bench.origin
    assert (bench.origin / ARCHIVE / "big.bin").is_file()


def test_an_undo_does_not_bring_the_old_place_onto_something_new(bench: Bench) -> None:
    bench.relocate(RelocationHow.COPIED)
    bench.origin.mkdir()
    (bench.origin / "new work").write_text("x")
    with pytest.raises(InputError, match="in use by something else"):
        bench.undo()
    assert (bench.profile, bench.last().step) == (bench.target, Step.DONE)
    assert (aside_of(bench.last()) / ARCHIVE / "big.bin").is_file()
    assert (bench.origin / "new work").read_text() == "x"


def environment_entry(bench: Bench, origin: Path) -> Entry:
    entry = bench.entry(RelocationHow.FRESH)
    return replace(
        entry, kind=PlaceKind.ENVIRONMENT, origin=origin, gives_up_origin=True, step=Step.DONE, retired=origin
    )


@pytest.mark.parametrize("made_by_uv", [True, False])
def test_an_old_environment_goes_only_where_uv_made_it(bench: Bench, tmp_path: Path, made_by_uv: bool) -> None:  # noqa: FBT001 - a table's column
    old = tmp_path / "project" / ".venv"
    old.mkdir(parents=True)
    (old / "pyvenv.cfg").write_text("home = /usr/bin\n" + ("uv = 0.13.9\n" if made_by_uv else "version = 3.11\n"))
    assert is_uv_environment(old) is made_by_uv
    bench.journal.write(environment_entry(bench, old))
    assert remove(bench) is made_by_uv
    assert old.exists() is not made_by_uv
    assert bench.journal.with_leftovers() == ()


@pytest.mark.parametrize("how", list(RelocationHow))
def test_a_place_that_does_not_prove_itself_is_taken_back(bench: Bench, how: RelocationHow) -> None:
    before = picture(bench.origin)
    begun = begin(bench.entry(how), bench.journal, bench.apply, bench.stop, bench.ticks.append)
    assert (bench.profile, begun.step) == (bench.target, Step.SWITCHED)
    take_back(begun, bench.journal, bench.apply, bench.ticks.append)
    assert (bench.profile, bench.last().step) == (bench.origin, Step.ABANDONED)
    assert picture(bench.origin) == before
    assert not bench.target.exists()


def test_a_folder_that_the_person_had_made_stays_when_a_relocation_is_taken_back(bench: Bench) -> None:
    bench.target.mkdir(parents=True)
    for how in (RelocationHow.FRESH, RelocationHow.COPIED):
        begun = begin(bench.entry(how), bench.journal, bench.apply, bench.stop, bench.ticks.append)
        take_back(begun, bench.journal, bench.apply, bench.ticks.append)
        assert how is RelocationHow.COPIED or bench.target.is_dir()


def test_a_clock_that_was_set_back_does_not_change_what_came_last(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    bench = Bench(tmp_path, tmp_path / "new")
    names = []
    for stamp in (2_000_000_000.0, 1_000_000_000.0, 1.0):
        name = journal.next_name(stamp)
        names.append(name)
        journal.write(replace(bench.entry(RelocationHow.FRESH), name=name, step=Step.DONE))
    assert names == sorted(names)
    newest = journal.last_done(Path("/works/a"))
    assert newest is not None
    assert newest.name == names[-1]


def test_what_was_chosen_since_is_not_overwritten_by_a_recovery(bench: Bench, tmp_path: Path) -> None:
    begun = begin(bench.entry(RelocationHow.RENAMED), bench.journal, bench.apply, bench.stop, bench.ticks.append)
    elsewhere = tmp_path / "chosen by hand"
    bench.apply(begun, replace(begun.after, folder=elsewhere))
    (said,) = bench.recover()
    assert "was finished" in said
    assert bench.profile == elsewhere
    assert (bench.target / ARCHIVE / "big.bin").is_file()
