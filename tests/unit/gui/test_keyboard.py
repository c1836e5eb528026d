"""The keyboard always has a place that shows itself, and Return presses what Space presses."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QListView, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from core.model.commands import ChooseSetting, Sync
from core.model.events import ProjectAdded
from core.model.outcome import Succeeded
from core.model.setting_keys import SettingKey
from tests.fakes import repairs, scenes
from tests.fakes.findings import FOLDER
from tests.fakes.scripted_session import ScriptedSession
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import last, part, play

Show = Callable[[ScriptedSession], Shown]


def holder(shown: Shown) -> str:
    """Return the name of the part that has the keyboard."""
    widget = shown.window.focusWidget()
    return "" if widget is None else widget.objectName()


def press(shown: Shown, name: str, key: Qt.Key) -> None:
    """Press a key on a button."""
    button = part(shown, QAbstractButton, name)
    button.setFocus()
    QTest.keyClick(button, key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_is_pressed_by_return_as_by_space(shown: Shown, key: Qt.Key) -> None:
    press(shown, "syncButton", key)
    assert shown.session.submitted == [Sync(project=FOLDER)]
    press(shown, "addProjectButton", key)
    dialog = shown.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    before = shown.window.page.run_card.is_open
    press(shown, "runCardFold", key)
    assert shown.window.page.run_card.is_open is not before


def test_return_in_a_list_presses_nothing(shown: Shown) -> None:
    QTest.keyClick(part(shown, QListView, "projectList"), Qt.Key.Key_Return)
    assert shown.session.submitted == []


def test_at_the_start_the_list_has_the_keyboard(shown: Shown) -> None:
    assert holder(shown) == "projectList"


def test_without_projects_the_button_that_begins_has_it(show: Show) -> None:
    shown = show(ScriptedSession())
    assert holder(shown) == "emptyAddButton"
    assert part(shown, QListView, "projectList").focusPolicy() == Qt.FocusPolicy.NoFocus
    shown.session.play(ProjectAdded(project=scenes.project()))
    assert part(shown, QListView, "projectList").focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert holder(shown) == "syncButton"


def test_what_scrolls_is_no_stop_of_its_own(shown: Shown) -> None:
    for area in shown.window.findChildren(QScrollArea):
        assert area.focusPolicy() == Qt.FocusPolicy.NoFocus, area.objectName()


def test_the_keyboard_goes_to_cancel_and_back(shown: Shown) -> None:
    press(shown, "syncButton", Qt.Key.Key_Space)
    assert isinstance(last(shown), Sync)
    shown.session.begin(Sync(project=FOLDER), at=NOW)
    assert holder(shown) == "cancelButton"
    shown.session.end(FOLDER, Succeeded())
    assert holder(shown) == "syncButton"


def test_a_remedy_that_goes_away_hands_the_keyboard_on(shown: Shown) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    part(shown, QPushButton, "remedy-relocate-cache").setFocus()
    shown.session.begin(Sync(project=FOLDER), at=NOW, job="again")
    assert holder(shown) == "cancelButton"


def test_a_repair_that_is_over_at_once_leaves_the_keyboard_where_it_is(shown: Shown, qtbot: QtBot) -> None:
    play(shown, repairs.certificates)
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window)
    button = part(shown, QPushButton, "remedy-system-certs")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    shown.session.begin(ChooseSetting(project=FOLDER, key=SettingKey.SYSTEM_CERTS, value="true"), at=NOW, job="again")
    assert holder(shown) == "remedy-system-certs"
    shown.session.end(FOLDER, Succeeded(repaired="It is set."), job="again")
    assert holder(shown) == "remedy-system-certs"


def test_what_has_the_keyboard_keeps_it(shown: Shown) -> None:
    part(shown, QWidget, "addProjectButton").setFocus()
    shown.session.begin(Sync(project=FOLDER), at=NOW)
    shown.session.end(FOLDER, Succeeded())
    assert holder(shown) == "addProjectButton"
