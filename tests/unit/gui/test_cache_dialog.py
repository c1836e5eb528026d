"""What is in a cache is shown, and nothing of it goes before its preview."""

from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QTableView

from core.model.commands import (
    CleanCache,
    PruneCache,
    Sync,
    TakeInventory,
)
from core.model.events import InventoryCounted, ProjectDescribed
from core.model.measurements import CacheBucket, CleaningReport, Held
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.settings import LinkMode
from gui.widgets.bucket_plot import BucketPlot
from tests.fakes import inventories, scenes
from tests.fakes.findings import FOLDER, OLD_CACHE
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, ended, is_shown, last, part, points, text

PROBLEM = Problem(category=Category.CACHE_CLEAN_FAILED, title="The cache is in use.", explanation="Wait for it.")


def open_cache(shown: Shown) -> None:
    inventories.counted(shown.session, at=NOW)
    click(shown, "showCacheButton")
    assert is_shown(shown, "cacheDialog")


def close_cache(shown: Shown) -> None:
    part(shown, QDialog, "cacheDialog").reject()


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
