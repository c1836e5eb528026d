"""The root of places: chosen, refused, named by policy, and what a search makes of it."""

import asyncio
from pathlib import Path

import pytest

from core.model.commands import ChoosePlacesRoot, DescribePlacesRoot, FindCandidates, ProbePlaces, TakeInventory
from core.model.outcome import Failed, Succeeded
from core.model.places_root import Decider, PlacesRoot
from core.model.problem import Category
from core.places.last_verdicts import last_verdict
from core.session import Session
from tests.integration.session.computer import Bench


def root_of(bench: Bench) -> PlacesRoot:
    outcome = bench.do(DescribePlacesRoot(project=bench.project))
    assert isinstance(outcome, Succeeded)
    assert outcome.root is not None
    return outcome.root


def choose(bench: Bench, folder: Path | None) -> Succeeded | Failed:
    outcome = bench.do(ChoosePlacesRoot(project=bench.project, root=folder))
    assert isinstance(outcome, Succeeded | Failed)
    return outcome


def name_by_policy(bench: Bench, value: str) -> Path:
    file = bench.root / "xdg" / "wheelyard" / "policy.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"places_root = {value!r}\n")
    bench.environ["XDG_CONFIG_DIRS"] = str(bench.root / "xdg")
    return file


def test_without_a_choice_the_measurements_decide(bench: Bench) -> None:
    assert root_of(bench) == PlacesRoot()


def test_a_choice_stays_until_it_is_taken_back(bench: Bench) -> None:
    folder = bench.root / "größe & 100 %" / "places"
    outcome = choose(bench, folder)
    assert isinstance(outcome, Succeeded)
    assert root_of(bench).folder == folder
    assert root_of(bench).decided_by is Decider.PERSON
    assert not folder.exists()
    choose(bench, None)
    assert root_of(bench).decided_by is Decider.MEASUREMENTS


def test_new_places_are_made_below_the_chosen_root(bench: Bench) -> None:
    folder = bench.root / "places"
    choose(bench, folder)
    outcome = bench.do(FindCandidates(project=bench.project))
    assert isinstance(outcome, Succeeded)
    suitable = [candidate for candidate in outcome.candidates if candidate.suitable]
    assert [candidate.place.is_relative_to(folder) for candidate in suitable] == [True]
    assert not folder.exists()
    known = last_verdict(bench.home, suitable[0].place)
    assert known is not None
    assert known.verdict == "clear"


@pytest.mark.parametrize("where", ["file", "environment", "cache", "below a file", "other environment", "uv cache"])
def test_a_folder_that_cannot_hold_places_is_refused_with_the_reason(bench: Bench, where: str) -> None:
    (bench.root / "file").write_text("x")
    (bench.root / "venv" / "deep").mkdir(parents=True)
    (bench.root / "venv" / "pyvenv.cfg").write_text("home = x\n")
    (bench.root / "uv cache" / "archive-v0").mkdir(parents=True)
    (bench.root / "uv cache" / "CACHEDIR.TAG").write_text("x")
    folder, word = {
        "file": (bench.root / "file", "is a file"),
        "environment": (bench.project / ".venv" / "x", "environment"),
        "cache": (bench.root / "shared cache", "uv cache clean"),
        "below a file": (bench.root / "file" / "places", "os error 20"),
        "other environment": (bench.root / "venv" / "deep" / "places", "environment"),
        "uv cache": (bench.root / "uv cache" / "places", "uv's cache"),
    }[where]
    before = sorted(bench.root.rglob("*"))
    outcome = choose(bench, folder)
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert str(folder) in outcome.problem.title
    assert word in outcome.problem.title
    assert root_of(bench).folder is None
    assert [path for path in sorted(bench.root.rglob("*")) if not path.is_relative_to(bench.home.root)] == before


def test_a_relative_folder_is_refused(bench: Bench) -> None:
    outcome = choose(bench, Path("places"))
    assert isinstance(outcome, Failed)
    assert "no absolute folder" in outcome.problem.title


def test_where_policy_names_the_root_nobody_else_does(bench: Bench) -> None:
    choose(bench, bench.root / "mine")
    file = name_by_policy(bench, "$HOME/company")
    root = root_of(bench)
    assert (root.folder, root.decided_by, root.source) == (bench.root / "company", Decider.POLICY, str(file))
    outcome = choose(bench, bench.root / "other")
    assert isinstance(outcome, Failed)
    assert outcome.by_policy
    assert outcome.problem.category is Category.BLOCKED_BY_POLICY
    assert str(bench.root / "company") in outcome.problem.title
    assert str(file) in outcome.problem.explanation
    file.unlink()
    assert root_of(bench).folder == bench.root / "mine"


def test_a_policy_that_cannot_be_used_is_said_and_decides_nothing(bench: Bench) -> None:
    name_by_policy(bench, "relative/folder")
    (note,) = root_of(bench).notes
    assert "relative/folder" in note
    assert isinstance(choose(bench, bench.root / "mine"), Succeeded)
    assert root_of(bench).decided_by is Decider.PERSON


def test_damaged_preferences_are_said_and_not_overwritten(bench: Bench) -> None:
    bench.home.root.mkdir()
    bench.home.preferences_file.write_text("{")
    (note,) = root_of(bench).notes
    assert str(bench.home.preferences_file) in note
    outcome = choose(bench, bench.root / "mine")
    assert isinstance(outcome, Failed)
    assert bench.home.preferences_file.read_text() == "{"


def test_a_probe_is_remembered_and_leaves_no_record(bench: Bench) -> None:
    outcome = bench.do(ProbePlaces(folders=(bench.root / "place",), rounds=2))
    assert isinstance(outcome, Succeeded)
    assert last_verdict(bench.home, bench.root / "place") is not None
    assert list(bench.home.probes.iterdir()) == []


def test_choices_at_once_come_one_after_the_other(bench: Bench) -> None:
    folders = [bench.root / str(number) for number in range(8)]

    async def story(session: Session) -> None:
        jobs = [session.submit(ChoosePlacesRoot(project=bench.project, root=folder)) for folder in folders]
        outcomes = await asyncio.gather(*(session.wait(job) for job in jobs))
        assert all(isinstance(outcome, Succeeded) for outcome in outcomes)

    bench.play(story)
    assert root_of(bench).folder in folders


def test_the_inventory_shows_what_the_last_probe_said(bench: Bench) -> None:
    cache = bench.root / "shared cache"

    def shown() -> str | None:
        outcome = bench.do(TakeInventory(project=bench.project))
        assert isinstance(outcome, Succeeded)
        (place,) = (place for place in outcome.inventory if place.path == cache)
        return place.verdict

    assert shown() is None
    bench.do(ProbePlaces(folders=(cache,), rounds=1))
    assert shown() == "clear"
