"""What several relocations after one another leave goes with the next sync, whichever place that works in."""

from pathlib import Path

import pytest

from core.model.commands import RelocatePlace, Sync, UndoRelocation
from core.model.outcome import Succeeded
from core.model.settings import PlaceKind
from tests.integration.session.computer import Bench


def relocate(bench: Bench, to: Path, kind: PlaceKind = PlaceKind.CACHE) -> None:
    outcome = bench.do(RelocatePlace(project=bench.project, kind=kind, to=to))
    assert isinstance(outcome, Succeeded), outcome


def undo(bench: Bench) -> None:
    outcome = bench.do(UndoRelocation(project=bench.project))
    assert isinstance(outcome, Succeeded), outcome


@pytest.fixture
def own_cache(bench: Bench) -> Path:
    relocate(bench, bench.root / "one")
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    return bench.root / "one"


def test_the_original_of_a_copy_goes_although_the_copy_has_moved_on(
    bench: Bench, own_cache: Path, other_volume: Path
) -> None:
    relocate(bench, other_volume / "two")
    relocate(bench, other_volume / "three")
    (aside,) = own_cache.parent.glob("one.retired-*")
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert not aside.exists()
    assert (other_volume / "three" / "CACHEDIR.TAG").is_file()


def test_a_copy_goes_that_was_undone_together_with_what_was_before_it(
    bench: Bench, own_cache: Path, other_volume: Path
) -> None:
    relocate(bench, other_volume / "two")
    undo(bench)
    undo(bench)
    assert bench.profile.cache is None
    assert (other_volume / "two" / "CACHEDIR.TAG").is_file()
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert not (other_volume / "two").exists()
    assert (own_cache / "CACHEDIR.TAG").is_file()


def test_a_copy_stays_while_the_place_is_where_somebody_else_set_it(
    bench: Bench, own_cache: Path, other_volume: Path
) -> None:
    relocate(bench, other_volume / "two")
    (aside,) = own_cache.parent.glob("one.retired-*")
    chosen = bench.root / "chosen by hand"
    bench.choose_cache(chosen)
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert aside.is_dir()
    bench.choose_cache(other_volume / "two")
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert not aside.exists()


def test_every_environment_on_the_way_goes(bench: Bench) -> None:
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    relocate(bench, bench.root / "first", PlaceKind.ENVIRONMENT)
    relocate(bench, bench.root / "second", PlaceKind.ENVIRONMENT)
    assert (bench.project / ".venv").is_dir()
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert not (bench.project / ".venv").exists()
    assert not (bench.root / "first").exists()
    assert (bench.root / "second" / "pyvenv.cfg").is_file()


def test_a_link_that_took_the_old_environments_name_leads_to_nothing_of_ours(bench: Bench) -> None:
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    relocate(bench, bench.root / "first", PlaceKind.ENVIRONMENT)
    mine = bench.root / "mine"
    (bench.project / ".venv").rename(mine)
    before = sorted(mine.iterdir())
    (bench.project / ".venv").symlink_to(mine)
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert sorted(mine.iterdir()) == before
    assert (bench.project / ".venv").is_symlink()


def test_the_folder_that_was_made_for_a_projects_places_goes_with_the_last_of_them(
    bench: Bench, other_volume: Path
) -> None:
    full = bench.root / "full"
    for root in (full, bench.root / "full too", other_volume):
        root.mkdir(exist_ok=True)
        (root / "thesis.txt").write_text("years of work", encoding="utf-8")
    relocate(bench, full)
    assert bench.profile.cache is not None
    assert bench.profile.cache.is_relative_to(full)
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    relocate(bench, bench.root / "full too")  # by a rename
    assert [path.name for path in full.iterdir()] == ["thesis.txt"]
    relocate(bench, other_volume)  # by a copy
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert [path.name for path in (bench.root / "full too").iterdir()] == ["thesis.txt"]
