"""The page of the history makes room for jobs that are watched on the project's page, and stays for its own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model.commands import AnyCommand, RelocatePlace, TakeInventory
from core.model.events import Finished, Queued
from core.model.outcome import Succeeded
from gui.questions import QuestionDialog
from tests.fakes import scenes
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, is_shown, last
from tests.unit.gui.pasts import report

KEYS = Qt.KeyboardModifier
NONE = KEYS.NoModifier


@pytest.fixture
def looking_back(shown: Shown, qtbot: QtBot) -> Shown:
    """A window with the history open and read."""
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window, timeout=20_000)
    shown.window.actions_.history.trigger()
    job = f"job-{len(shown.session.submitted)}"
    outcome = Succeeded(history=report(places=()))
    shown.session.play(Finished(job=job, project=None, outcome=outcome, seconds=0.1))
    assert is_shown(shown, "historyPage")
    return shown


def press(shown: Shown, key: Qt.Key, modifiers: KEYS) -> None:
    QTest.keyClick(QApplication.focusWidget() or shown.window, key, modifiers)


def queue(shown: Shown, command: AnyCommand, job: str = "job-9") -> None:
    shown.session.play(Queued(job=job, project=None, command=command))


def test_a_move_is_watched_from_its_yes_on(looking_back: Shown, qtbot: QtBot) -> None:
    shown = looking_back
    press(shown, Qt.Key.Key_R, KEYS.ControlModifier | KEYS.ShiftModifier)
    (question,) = shown.window.findChildren(QuestionDialog)
    # Not before: who says no stays where they were.
    assert is_shown(shown, "historyPage")
    question.accept()
    command = last(shown)
    assert isinstance(command, RelocatePlace)
    queue(shown, command)
    assert is_shown(shown, "projectPage")
    qtbot.wait(0)


@pytest.mark.parametrize(("modifiers", "probes"), [(NONE, False), (KEYS.ShiftModifier, True)], ids=["F6", "Shift+F6"])
def test_a_count_that_a_key_began_is_watched(looking_back: Shown, modifiers: KEYS, *, probes: bool) -> None:
    shown = looking_back
    press(shown, Qt.Key.Key_F6, modifiers)
    assert last(shown) == TakeInventory(project=FOLDER, probe=probes)
    queue(shown, TakeInventory(project=FOLDER, probe=probes))
    assert is_shown(shown, "projectPage")


def test_a_measurement_of_its_own_is_watched_on_the_page(looking_back: Shown) -> None:
    shown = looking_back
    click(shown, "historyMeasure")
    command = last(shown)
    assert command == TakeInventory(project=FOLDER, probe=True)
    queue(shown, command)
    assert is_shown(shown, "historyPage")
    shown.session.play(Finished(job="job-9", project=None, outcome=Succeeded(), seconds=3.0))
    # Only that one: the next count is somebody else's.
    queue(shown, TakeInventory(project=FOLDER), job="job-10")
    assert is_shown(shown, "projectPage")


def test_a_measurement_that_was_left_behind_says_nothing_of_the_next(looking_back: Shown) -> None:
    shown = looking_back
    click(shown, "historyMeasure")
    click(shown, "historyBack")
    shown.window.actions_.history.trigger()
    queue(shown, TakeInventory(project=FOLDER))
    assert is_shown(shown, "projectPage")


def test_jobs_of_another_project_leave_it_open(looking_back: Shown) -> None:
    shown = looking_back
    queue(shown, TakeInventory(project=scenes.OTHER))
    queue(shown, RelocatePlace(project=scenes.OTHER), job="job-10")
    assert is_shown(shown, "historyPage")
