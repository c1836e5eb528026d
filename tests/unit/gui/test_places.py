"""The card of the places shows what is counted while it is counted, and a patient sync what has landed."""

from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton, QTableView

from core.model.commands import (
    Sync,
    TakeInventory,
)
from core.model.events import ProjectDescribed
from core.model.measurements import CacheBucket, Verdict
from core.model.outcome import Cancelled, Failed
from core.model.problem import Category, Problem
from core.model.settings import OriginKind, PersonPlaceKind, PlaceKind
from gui import place_words
from gui.models.roles import ItemRole
from gui.widgets.text import ElidedLabel
from tests.fakes import inventories, scenes
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, ended, is_shown, last, part, text

PROBLEM = Problem(category=Category.CACHE_CLEAN_FAILED, title="The cache is in use.", explanation="Wait for it.")


def test_figures_appear_while_they_are_counted(shown: Shown) -> None:
    assert not is_shown(shown, "place-cache-held")
    inventories.counting(shown.session, at=NOW)
    assert text(shown, "place-cache-held") == "800 MiB in 12,100 files so far …"
    assert not is_shown(shown, "place-temp-held")
    assert text(shown, "countedAt").startswith("Counting")
    assert part(shown, QPushButton, "syncButton").isEnabled()
    inventories.counted(shown.session, at=NOW)
    assert text(shown, "place-cache-held") == "2.6 GiB in 42,364 files"
    assert text(shown, "place-cache-volume") == "ext4 on /home"
    assert text(shown, "place-cache-verdict") == "renames pass after a wait"
    assert text(shown, "place-cache-free") == "117 GiB free"
    assert text(shown, "place-temp-trouble").startswith("3 folders in it could not be read")
    assert text(shown, "place-environment-held") == "not there yet"
    assert not is_shown(shown, "place-environment-verdict")
    assert text(shown, "place-pythons-held") == "310 MiB in 8,211 files"
    assert text(shown, "place-tools-held") == "empty"
    assert text(shown, "countedAt").startswith("Counted at ")


def test_a_count_that_measures_renames_too_says_so(shown: Shown) -> None:
    shown.session.begin(TakeInventory(project=FOLDER, probe=True), at=NOW, job="count")
    assert text(shown, "countedAt").startswith("Counting, and measuring renames;")


def test_the_folded_places_name_no_size_of_what_is_not_there(shown: Shown) -> None:
    inventories.counted(shown.session, at=NOW)
    said = [label.text() for label in shown.window.page.places_card.findChildren(ElidedLabel)]
    (summary,) = [words for words in said if words.startswith("Cache 2.6 GiB")]
    assert "Environment" not in summary


def test_the_places_of_the_person_are_shown_when_they_are_known(shown: Shown) -> None:
    for name in ("personPlaces", "place-pythons", "place-tools"):
        assert not is_shown(shown, name)
    inventories.counted(shown.session, at=NOW)
    for name in ("personPlaces", "place-pythons", "place-tools"):
        assert is_shown(shown, name)


def test_count_counts_and_stops(shown: Shown) -> None:
    click(shown, "countButton")
    assert last(shown) == TakeInventory(project=FOLDER)
    inventories.counting(shown.session, at=NOW)
    assert part(shown, QPushButton, "countButton").text() == "Stop counting"
    assert not part(shown, QPushButton, "measureButton").isEnabled()
    click(shown, "countButton")
    assert shown.session.cancelled == [inventories.COUNT]
    shown.session.end(FOLDER, Cancelled(), job=inventories.COUNT)
    assert not is_shown(shown, "place-cache-held")
    click(shown, "measureButton")
    assert last(shown) == TakeInventory(project=FOLDER, probe=True)


def test_a_count_leaves_the_last_job_in_sight(shown: Shown) -> None:
    scenes.sync_done(shown.session, at=NOW - 21)
    inventories.counting(shown.session, at=NOW)
    assert text(shown, "stageLabel").startswith("Sync finished")
    assert part(shown, QTableView, "packageTable").model().rowCount() == 16
    assert not part(shown, QPushButton, "cancelButton").isEnabled()


def test_nobody_waits_for_a_count(shown: Shown) -> None:
    inventories.counting(shown.session, at=NOW)
    click(shown, "syncButton")
    assert shown.session.cancelled == [inventories.COUNT]
    assert last(shown) == Sync(project=FOLDER)


def test_a_count_that_fails_says_why(shown: Shown) -> None:
    click(shown, "countButton")
    ended(shown, Failed(problem=PROBLEM))
    assert "The cache is in use." in shown.window.notices.message.text


def test_figures_of_another_folder_are_not_shown(shown: Shown) -> None:
    inventories.counted(shown.session, at=NOW)
    moved = scenes.details(scenes.NEW_CACHE, origin=OriginKind.PROFILE)
    shown.session.play(ProjectDescribed(project=scenes.project(), details=moved))
    assert not is_shown(shown, "place-cache-held")
    assert is_shown(shown, "place-temp-held")


def test_a_patient_sync_has_its_own_action_and_progress(shown: Shown) -> None:
    shown.window.actions_.sync_patiently.trigger()
    assert last(shown) == Sync(project=FOLDER, patient=True)
    inventories.syncing_patiently(shown.session, at=NOW - 9)
    assert text(shown, "stageLabel") == "Sync one package at a time: Waiting for the scanner"
    assert text(shown, "activityDetail") == (
        "3 of 12 packages are in the cache; trying scipy; waiting 4 s for the scanner; round 2"
    )
    assert text(shown, "packagesFigures") == "3 of 12"
    assert text(shown, "timeLabel") == "9 s"
    activity = shown.session.state.projects[0].activity
    assert activity is not None
    assert activity.patience is not None
    shown.session.play(replace(activity.patience, pause=0.0))
    assert text(shown, "stageLabel") == "Sync one package at a time: Bringing packages into the cache"
    shown.session.play(replace(activity.patience, landed=12, package=None, pause=0.0))
    assert text(shown, "stageLabel") == "Sync one package at a time: Preparing packages"
    shown.session.play(activity.patience)
    detail = shown.window.sidebar.model.index(0, 0).data(ItemRole.DETAIL)
    assert detail == "Sync one package at a time · 3 of 12 in the cache"
    click(shown, "cancelButton")
    assert shown.session.cancelled == ["job-1"]


def test_every_part_of_a_cache_and_every_place_has_its_own_words() -> None:
    assert len({place_words.bucket_text(bucket) for bucket in CacheBucket}) == len(CacheBucket)
    kinds = (*PlaceKind, *PersonPlaceKind)
    assert len({place_words.kind_label(kind) for kind in kinds}) == len(kinds)
    assert len({place_words.verdict_sentence(verdict) for verdict in Verdict}) == len(Verdict)
