"""Last verdicts on disk: kept, bounded, and never in the way."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.model.measurements import ProbeReport, Verdict, WaitTimes
from core.places.last_verdicts import last_verdict, refused_lately, remember
from core.store.home import Home
from core.store.probe_history import MOST_PLACES
from tests.links import LINKS_WORK

HOUR = 3600.0


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def report(place: Path, verdict: Verdict = Verdict.REFUSED) -> ProbeReport:
    times = WaitTimes(1.0, 1.0, 1.0)
    return ProbeReport(
        place=place,
        rounds=8,
        refused_first=8,
        never_passed=8,
        wait_ms=times,
        os_errors={"5": 8},
        verdict=verdict,
        why="All 8 renames were still refused after 9 s (os error 5).",
    )


def test_the_last_verdict_is_found_by_any_name_of_the_place(home: Home, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    link = tmp_path / "link"
    if LINKS_WORK:
        link.symlink_to(place)
    assert last_verdict(home, place) is None
    remember(home, (report(place),), 1000.0)
    for name in (place, link if LINKS_WORK else place, tmp_path / "x" / ".." / "place"):
        known = last_verdict(home, name)
        assert known is not None
        assert (known.verdict, known.at, known.place) == (Verdict.REFUSED, 1000.0, place)
    remember(home, (report(place, Verdict.CLEAR),), 2000.0)
    again = last_verdict(home, place)
    assert again is not None
    assert again.verdict is Verdict.CLEAR


def test_a_refusal_counts_for_a_day(home: Home, tmp_path: Path) -> None:
    now = 1_000_000.0
    remember(home, (report(tmp_path / "refused"), report(tmp_path / "slow", Verdict.SLOW)), now)
    said = refused_lately(home, tmp_path / "refused", now + 3 * HOUR)
    assert said is not None
    assert said.startswith("Renames were refused there 3 hours ago: All 8 renames were still refused")
    assert refused_lately(home, tmp_path / "refused", now + 25 * HOUR) is None
    assert refused_lately(home, tmp_path / "refused", now - HOUR) is None  # the clock was set back
    assert refused_lately(home, tmp_path / "slow", now) is None
    assert refused_lately(home, tmp_path / "never measured", now) is None


def test_only_so_many_places_are_kept_the_newest_of_them(home: Home, tmp_path: Path) -> None:
    remember(home, (report(tmp_path / "first"),), 1.0)
    remember(home, (report(tmp_path / f"{number}") for number in range(MOST_PLACES)), 2.0)
    assert last_verdict(home, tmp_path / "first") is None
    assert last_verdict(home, tmp_path / "0") is not None
    assert home.probe_history_file.stat().st_size < 1_000_000


@pytest.mark.parametrize("text", ["", "{", '{"version": 1, "verdicts": 3}', "\x00\x00"])
def test_a_damaged_file_is_begun_afresh(home: Home, tmp_path: Path, text: str) -> None:
    home.root.mkdir()
    home.probe_history_file.write_text(text)
    assert last_verdict(home, tmp_path) is None
    remember(home, (report(tmp_path),), 1.0)
    assert last_verdict(home, tmp_path) is not None


def test_the_file_of_a_newer_wheelyard_stays_as_it_is(home: Home, tmp_path: Path) -> None:
    home.root.mkdir()
    home.probe_history_file.write_text('{"version": 99, "more": true}')
    remember(home, (report(tmp_path),), 1.0)
    assert home.probe_history_file.read_text() == '{"version": 99, "more": true}'


def test_a_home_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    remember(Home(tmp_path / "file"), (report(tmp_path),), 1.0)
    assert last_verdict(Home(tmp_path / "file"), tmp_path) is None


def test_several_that_write_at_once_lose_nothing(home: Home, tmp_path: Path) -> None:
    places = [tmp_path / str(number) for number in range(24)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda place: remember(home, (report(place),), 1.0), places))
    assert all(last_verdict(home, place) is not None for place in places)
