"""A relocation in the window: the question before it, its progress and report, and what a start settles."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from core.model.commands import (
    DescribeProject,
    RecoverRelocations,
    RelocatePlace,
)
from core.model.events import Finished, InterruptionSettled, ProjectDescribed, RelocationProgressed
from core.model.measurements import RelocationHow
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.settings import LinkMode, OriginKind, PlaceKind
from tests.fakes import inventories, scenes
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, last, part, points, text

PROBLEM = Problem(category=Category.CACHE_CLEAN_FAILED, title="The cache is in use.", explanation="Wait for it.")


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
