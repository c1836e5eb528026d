"""The card of the places shows what is counted while it is counted, and the cache goes only after its preview."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from core.model.commands import (
    ChoosePlacesRoot,
    CleanCache,
    DescribePlacesRoot,
    DescribeProject,
    PruneCache,
    RecoverRelocations,
    RelocatePlace,
    Sync,
    TakeInventory,
)
from core.model.events import Finished, InterruptionSettled, InventoryCounted, ProjectDescribed, RelocationProgressed
from core.model.measurements import CacheBucket, CleaningReport, Held, RelocationHow, Verdict
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.places_root import Decider, PlacesRoot
from core.model.problem import Category, Problem
from core.model.settings import LinkMode, OriginKind, PersonPlaceKind, PlaceKind
from gui import place_words
from gui.models.roles import ItemRole
from gui.widgets.bucket_plot import BucketPlot
from gui.widgets.text import ElidedLabel
from tests.fakes import inventories, scenes
from tests.fakes.findings import FOLDER, OLD_CACHE
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, last, part, text

PROBLEM = Problem(category=Category.CACHE_CLEAN_FAILED, title="The cache is in use.", explanation="Wait for it.")


def ended(shown: Shown, outcome: Outcome) -> None:
    """Let the job that was submitted last end."""
    command = shown.session.submitted[-1]
    job = f"job-{len(shown.session.submitted)}"
    if not isinstance(command, CleanCache | PruneCache) or not command.preview:
        shown.session.begin(command, at=NOW, job=job)
    shown.session.play(Finished(job=job, project=command.project, outcome=outcome, seconds=1.0))


def open_cache(shown: Shown) -> None:
    inventories.counted(shown.session, at=NOW)
    click(shown, "showCacheButton")
    assert is_shown(shown, "cacheDialog")


def close_cache(shown: Shown) -> None:
    part(shown, QDialog, "cacheDialog").reject()


def points(shown: Shown) -> str:
    return "\n".join(label.text() for label in shown.window.findChildren(QLabel, "questionPoint"))


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


def test_what_is_in_the_cache_is_a_plot_and_a_table(shown: Shown) -> None:
    open_cache(shown)
    assert text(shown, "cacheHeld") == "2.6 GiB in 42,364 files"
    plot = part(shown, BucketPlot, "bucketPlot")
    assert [bucket for bucket, _ in plot.parts] == list(CacheBucket)[:5]
    assert "Unpacked archives: 2.4 GiB · 40,120 files" in plot.accessibleDescription()
    assert text(shown, "unreferencedText") == (
        "Nothing refers to 214 MiB in 3,112 files any more: Prune would free that."
    )
    table = part(shown, QTableView, "cachedTable")
    names = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
    assert names[:3] == ["torch", "pyarrow", "scipy"]
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert table.model().index(0, 0).data() == "dash"
    close_cache(shown)


def test_a_cache_that_was_not_counted_is_counted_when_it_is_opened(shown: Shown) -> None:
    click(shown, "showCacheButton")
    assert last(shown) == TakeInventory(project=FOLDER)
    assert not is_shown(shown, "bucketPlot")
    assert not part(shown, QPushButton, "pruneButton").isEnabled()
    inventories.counting(shown.session, at=NOW)
    assert text(shown, "cacheHeld") == "800 MiB in 12,100 files so far …"
    assert is_shown(shown, "cacheLine")
    shown.session.play(
        *(InventoryCounted(job=inventories.COUNT, project=FOLDER, place=place) for place in inventories.places())
    )
    shown.session.end(FOLDER, Succeeded(inventory=inventories.places()), job=inventories.COUNT)
    assert is_shown(shown, "bucketPlot")
    assert not is_shown(shown, "cacheLine")
    close_cache(shown)


def test_prune_says_what_it_frees_before_it_does(shown: Shown) -> None:
    open_cache(shown)
    click(shown, "pruneButton")
    assert last(shown) == PruneCache(project=FOLDER, preview=True)
    assert is_shown(shown, "cacheLine")
    assert not part(shown, QPushButton, "cleanAllButton").isEnabled()
    ended(shown, Succeeded(cleaning=inventories.pruning(preview=True)))
    assert "Removes 214 MiB in 3,112 files." in points(shown)
    assert "As much comes free on the disk." in points(shown)
    assert "Other projects use this cache, too: /home/person/work/pricing." in points(shown)
    assert "Every project of yours that names no other cache" in points(shown)
    assert part(shown, QPushButton, "questionAccept").text() == "Remove 214 MiB"
    click(shown, "questionAccept")
    assert last(shown) == PruneCache(project=FOLDER)
    ended(shown, Succeeded(cleaning=inventories.pruning(preview=False)))
    assert text(shown, "cacheMessageTitle").startswith("214 MiB in 3,112 files were removed.")
    assert text(shown, "stageLabel") == "Prune the cache finished in 1.0 s: 214 MiB removed."
    # What is in it now has to be counted anew.
    assert last(shown) == TakeInventory(project=FOLDER)
    close_cache(shown)


def test_declined_nothing_is_removed(shown: Shown) -> None:
    open_cache(shown)
    click(shown, "cleanAllButton")
    assert last(shown) == CleanCache(project=FOLDER, preview=True)
    ended(shown, Succeeded(cleaning=inventories.cleaning(preview=True)))
    assert "The cache is empty then." in points(shown)
    assert "and 5 more" in points(shown)
    click(shown, "questionDecline")
    assert last(shown) == CleanCache(project=FOLDER, preview=True)
    close_cache(shown)


def test_chosen_packages_are_cleaned_each_once(shown: Shown) -> None:
    open_cache(shown)
    assert not part(shown, QPushButton, "cleanChosenButton").isEnabled()
    table = part(shown, QTableView, "cachedTable")
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in (0, 4, 5):
        table.selectionModel().select(table.model().index(row, 0), flags)
    assert part(shown, QPushButton, "cleanChosenButton").text() == "Clean 2 packages…"
    click(shown, "cleanChosenButton")
    assert last(shown) == CleanCache(project=FOLDER, packages=("torch", "numpy"), preview=True)
    close_cache(shown)


def test_rows_are_chosen_by_keyboard(shown: Shown) -> None:
    open_cache(shown)
    table = part(shown, QTableView, "cachedTable")
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert part(shown, QPushButton, "cleanChosenButton").text() == "Clean 2 packages…"
    close_cache(shown)


def test_where_nothing_would_be_freed_nothing_is_asked(shown: Shown) -> None:
    open_cache(shown)
    click(shown, "pruneButton")
    held = Held(10, 10)
    report = CleaningReport(cache=OLD_CACHE, before=held, after=held, preview=True)
    ended(shown, Succeeded(cleaning=report))
    assert text(shown, "cacheMessageTitle") == "There was nothing to prune."
    assert shown.window.findChild(QPushButton, "questionAccept") is None
    close_cache(shown)


def test_a_preview_that_fails_is_said_in_the_dialog(shown: Shown) -> None:
    open_cache(shown)
    click(shown, "cleanAllButton")
    ended(shown, Failed(problem=PROBLEM))
    assert text(shown, "cacheMessageTitle") == "The cache is in use."
    assert part(shown, QPushButton, "cleanAllButton").isEnabled()
    close_cache(shown)


def test_closing_the_dialog_calls_its_preview_off(shown: Shown) -> None:
    open_cache(shown)
    click(shown, "cleanAllButton")
    close_cache(shown)
    assert shown.session.cancelled == [f"job-{len(shown.session.submitted)}"]


def test_while_something_runs_nothing_is_removed(shown: Shown) -> None:
    open_cache(shown)
    shown.session.begin(Sync(project=FOLDER), at=NOW)
    for name in ("cleanAllButton", "pruneButton", "countCacheButton"):
        assert not part(shown, QPushButton, name).isEnabled()
    close_cache(shown)


def test_links_into_the_cache_are_named_before_it_is_cleaned(shown: Shown) -> None:
    linked = replace(scenes.details(), link_mode=LinkMode.SYMLINK.value)
    shown.session.play(ProjectDescribed(project=scenes.project(), details=linked))
    open_cache(shown)
    click(shown, "cleanAllButton")
    ended(shown, Succeeded(cleaning=inventories.cleaning(preview=True)))
    assert "link mode symlink" in points(shown)
    click(shown, "questionDecline")
    close_cache(shown)


def test_a_relocation_says_what_will_happen_before_it_does(shown: Shown) -> None:
    inventories.counted(shown.session, at=NOW)
    own = scenes.details(origin=OriginKind.PROFILE)
    shown.session.play(ProjectDescribed(project=scenes.project(), details=replace(own, link_mode=None)))
    before = list(shown.session.submitted)
    click(shown, "relocateButton")
    assert "measured first" in text(shown, "questionText")
    for piece in ("2.6 GiB in 42,364 files", "content of every file", "link mode becomes copy", "Undo relocation"):
        assert piece in points(shown)
    click(shown, "questionDecline")
    assert shown.session.submitted == before


def test_a_cache_that_others_use_is_said_to_stay(shown: Shown) -> None:
    click(shown, "relocateButton")
    assert "it stays as it is, and a fresh one starts" in points(shown)
    click(shown, "questionDecline")


def test_links_into_the_cache_are_named_before_it_moves(shown: Shown) -> None:
    linked = replace(scenes.details(), link_mode=LinkMode.SYMLINK.value)
    shown.session.play(ProjectDescribed(project=scenes.project(), details=linked))
    click(shown, "relocateButton")
    assert "link mode symlink" in points(shown)
    assert "refused before anything is touched" in points(shown)
    click(shown, "questionDecline")


@pytest.mark.parametrize(("action", "kind"), [("temp", PlaceKind.TEMP), ("environment", PlaceKind.ENVIRONMENT)])
def test_other_places_move_to_a_chosen_folder(shown: Shown, tmp_path: Path, action: str, kind: PlaceKind) -> None:
    getattr(shown.window.actions_, f"relocate_{action}").trigger()
    dialog = part(shown, QFileDialog, "folderDialog")
    dialog.setDirectory(str(tmp_path))
    dialog.fileSelected.emit(str(tmp_path))
    dialog.done(int(QDialog.DialogCode.Accepted))
    assert ("fresh" if kind is PlaceKind.TEMP else "made anew") in points(shown)
    assert "Undo relocation takes the old one up again." in points(shown)
    assert "until the next sync" not in points(shown)
    click(shown, "questionAccept")
    assert last(shown) == RelocatePlace(project=FOLDER, kind=kind, to=tmp_path)


def test_whom_a_relocation_waits_for_is_named(shown: Shown) -> None:
    scenes.relocating(shown.session, at=NOW - 30)
    waiting = RelocationProgressed(job="job-2", project=FOLDER, step="renaming", waits_for="uv sync (process 4711)")
    shown.session.play(waiting)
    assert text(shown, "activityDetail") == "Moving by one rename; waits for uv sync (process 4711)"


def test_the_report_says_what_proved_the_new_place_and_what_becomes_of_the_old_one(shown: Shown) -> None:
    scenes.relocated(shown.session, at=NOW)
    report = shown.session.state.projects[0].relocation
    assert report is not None
    proved = replace(report, checked_by="uv found 16 packages without the network", old_place_goes=True)
    for said, pieces in (
        (proved, ("Proved there: uv found 16", "removed after the next successful sync", "Until then, Undo")),
        (replace(proved, how=RelocationHow.FRESH, old_place_goes=False), ("The old place stays as it is.",)),
    ):
        shown.session.begin(RelocatePlace(project=FOLDER), at=NOW, job="again")
        shown.session.end(FOLDER, Succeeded(relocation=said), job="again")
        for piece in pieces:
            assert piece in shown.window.page.relocation.text


def test_a_start_settles_what_was_interrupted_and_looks_again(shown: Shown) -> None:
    shown.window.settle_interrupted()
    assert shown.session.submitted == [RecoverRelocations()]
    shown.session.play(Finished(job="job-1", outcome=Succeeded(), seconds=0.1))
    assert not is_shown(shown, "notices")
    assert shown.session.submitted == [RecoverRelocations()]
    shown.window.settle_interrupted()
    shown.session.play(
        InterruptionSettled(job="job-2", sentence="The cache is in its old place again."),
        Finished(job="job-2", outcome=Succeeded(), seconds=0.1),
    )
    assert is_shown(shown, "settledBar")
    assert shown.session.submitted[2:] == [DescribeProject(project=FOLDER), DescribeProject(project=scenes.OTHER)]


def test_a_start_that_cannot_settle_says_so(shown: Shown) -> None:
    shown.window.settle_interrupted()
    shown.session.play(Finished(job="job-1", outcome=Failed(problem=PROBLEM), seconds=0.1))
    assert PROBLEM.title in shown.window.notices.message.text


@pytest.mark.parametrize(
    ("step", "said"),
    [("checking", "Checking the content of every file"), ("a word of tomorrow", "a word of tomorrow")],
)
def test_steps_of_a_relocation_are_in_words(shown: Shown, step: str, said: str) -> None:
    scenes.relocating(shown.session, at=NOW - 30)
    activity = shown.session.state.projects[0].activity
    assert activity is not None
    assert activity.relocation is not None
    shown.session.play(replace(activity.relocation, step=step))
    assert text(shown, "activityDetail") == said


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
    assert text(shown, "stageLabel") == "Sync one package at a time: Bringing packages into the cache one by one"
    shown.session.play(replace(activity.patience, landed=12, package=None, pause=0.0))
    assert text(shown, "stageLabel") == "Sync one package at a time: Preparing packages"
    shown.session.play(activity.patience)
    detail = shown.window.sidebar.model.index(0, 0).data(ItemRole.DETAIL)
    assert detail == "Sync one package at a time · 3 of 12 in the cache"
    click(shown, "cancelButton")
    assert shown.session.cancelled == ["job-1"]


def ask_for_the_root(shown: Shown, root: PlacesRoot) -> None:
    """Open the choice of the root and answer what it asks."""
    shown.window.actions_.places_root.trigger()
    assert last(shown) == DescribePlacesRoot()
    assert text(shown, "placesRootDecided").startswith("Looking up")
    ended(shown, Succeeded(root=root))


def test_the_root_of_new_places_can_be_left_to_the_measurements(shown: Shown) -> None:
    ask_for_the_root(shown, PlacesRoot(folder=FOLDER, decided_by=Decider.PERSON))
    assert text(shown, "placesRootDecided").startswith("You chose")
    assert text(shown, "placesRootPath") == str(FOLDER)
    assert not is_shown(shown, "placesRootNotes")
    click(shown, "placesRootMeasured")
    assert last(shown) == ChoosePlacesRoot(root=None)
    ended(shown, Succeeded(root=PlacesRoot()))
    assert "measurements" in shown.window.notices.message.text


def test_a_root_is_not_chosen_by_looking_at_it(shown: Shown) -> None:
    ask_for_the_root(shown, PlacesRoot())
    assert text(shown, "placesRootDecided").startswith("The measurements decide")
    assert not is_shown(shown, "placesRootPath")
    assert not part(shown, QPushButton, "placesRootMeasured").isEnabled()
    click(shown, "placesRootCancel")
    assert len(shown.session.submitted) == 1


def test_a_chosen_root_begins_at_the_last_one_and_says_what_speaks_against_it(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(QFileDialog, "setDirectory", lambda _self, folder: begun.append(folder))
    ask_for_the_root(
        shown,
        PlacesRoot(folder=tmp_path, decided_by=Decider.PERSON, notes=("It lies on a network drive.", "It is long.")),
    )
    assert is_shown(shown, "placesRootNotes")
    click(shown, "placesRootFolder")
    assert begun == [str(tmp_path)]
    dialog = part(shown, QFileDialog, "folderDialog")
    dialog.selectFile(str(tmp_path))
    dialog.accept()
    assert last(shown) == ChoosePlacesRoot(root=tmp_path)
    ended(shown, Succeeded(root=PlacesRoot(folder=tmp_path, decided_by=Decider.PERSON, notes=("On a network drive.",))))
    assert str(tmp_path) in shown.window.notices.message.text
    assert "On a network drive." in shown.window.notices.message.text


def test_nothing_is_chosen_where_policy_decides(shown: Shown) -> None:
    source = "/etc/wheelyard/policy.toml"
    ask_for_the_root(shown, PlacesRoot(folder=FOLDER, decided_by=Decider.POLICY, source=source))
    assert text(shown, "placesRootDecided").startswith("Policy decides")
    assert source in text(shown, "placesRootWay")
    for name in ("placesRootFolder", "placesRootMeasured"):
        assert not part(shown, QPushButton, name).isEnabled()
    assert part(shown, QPushButton, "placesRootCancel").text() == "Close"


def test_a_root_that_cannot_be_looked_up_can_still_be_chosen(shown: Shown) -> None:
    shown.window.actions_.places_root.trigger()
    ended(shown, Failed(problem=PROBLEM))
    assert is_shown(shown, "placesRootNotes")
    assert part(shown, QPushButton, "placesRootFolder").isEnabled()


def test_what_environments_link_to_does_not_come_free(shown: Shown) -> None:
    open_cache(shown)
    click(shown, "pruneButton")
    report = replace(inventories.pruning(preview=True), linked=Held(2_000, 200 * 2**20))
    ended(shown, Succeeded(cleaning=report))
    assert "Environments have links to part of it, so 14.0 MiB come free on the disk." in points(shown)
    click(shown, "questionAccept")
    ended(shown, Succeeded(cleaning=replace(report, preview=False)))
    assert "14.0 MiB come free on the disk" in text(shown, "cacheMessageTitle")
    close_cache(shown)


def test_what_was_interrupted_stays_said_until_it_is_dismissed(shown: Shown, qtbot: QtBot) -> None:
    first, second = "The move of the cache was taken back.", "Leftovers of a probe were removed."
    shown.session.play(InterruptionSettled(job="0", sentence=first), InterruptionSettled(job="0", sentence=second))
    shown.window.sidebar.select(scenes.OTHER)
    assert is_shown(shown, "settledBar")
    assert first in shown.window.notices.settled.text
    assert second in shown.window.notices.settled.text
    bar = shown.window.notices.settled
    bar.closed.emit()
    bar.hide()
    shown.session.play(InterruptionSettled(job="1", sentence=second))
    assert first not in shown.window.notices.settled.text


def test_every_part_of_a_cache_and_every_place_has_its_own_words() -> None:
    assert len({place_words.bucket_text(bucket) for bucket in CacheBucket}) == len(CacheBucket)
    kinds = (*PlaceKind, *PersonPlaceKind)
    assert len({place_words.kind_label(kind) for kind in kinds}) == len(kinds)
    assert len({place_words.verdict_sentence(verdict) for verdict in Verdict}) == len(Verdict)
