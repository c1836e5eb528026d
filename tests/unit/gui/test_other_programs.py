"""The project opened in terminals and editors: the button, its menu, what is said of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.model.commands import FindPrograms, OpenEditor, OpenTerminal
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.programs_found import FoundProgram, ProgramKind
from gui.widgets.open_in import OpenIn
from tests.fakes import scenes
from tests.fakes.findings import FOLDER
from tests.fakes.scripted_session import ScriptedSession
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, ended, is_shown, last, part, wanted

PROBLEM = Problem(category=Category.OTHER, title="No editor was found.", explanation="Install one.")


def program(kind: ProgramKind, name: str, title: str) -> FoundProgram:
    return FoundProgram(kind=kind, name=name, title=title, path=Path("/opt") / name)


CMD = program(ProgramKind.TERMINAL, "cmd", "Command Prompt & more")
POWERSHELL = program(ProgramKind.TERMINAL, "powershell", "PowerShell")
CODE = program(ProgramKind.EDITOR, "code", "Visual Studio Code")
PYCHARM = program(ProgramKind.EDITOR, "pycharm", "PyCharm")


def menu(shown: Shown, name: str) -> QMenu:
    return part(shown, QMenu, name)


def opened_menu(shown: Shown, *programs: FoundProgram) -> None:
    menu(shown, "openInMenu").aboutToShow.emit()
    ended(shown, Succeeded(programs=programs))


def entries(shown: Shown, name: str) -> list[str]:
    return [action.text() for action in menu(shown, name).actions()]


@pytest.mark.parametrize(
    ("key", "command"),
    [(Qt.Key.Key_T, OpenTerminal(project=FOLDER)), (Qt.Key.Key_E, OpenEditor(project=FOLDER))],
)
def test_keys_open_the_usual_program(
    shown: Shown, qtbot: QtBot, key: Qt.Key, command: OpenTerminal | OpenEditor
) -> None:
    shown.window.activateWindow()
    qtbot.waitUntil(shown.window.isActiveWindow)
    QTest.keyClick(shown.window, key, Qt.KeyboardModifier.ControlModifier)
    assert wanted(shown) == [command]


def test_the_button_opens_a_terminal_and_looks_for_nothing(shown: Shown) -> None:
    click(shown, "terminalButton")
    assert wanted(shown) == [OpenTerminal(project=FOLDER)]


def test_what_is_installed_is_looked_up_once_a_time_the_menu_shows(shown: Shown) -> None:
    opening = menu(shown, "openInMenu")
    opening.aboutToShow.emit()
    opening.aboutToShow.emit()
    assert wanted(shown) == [FindPrograms()]
    ended(shown, Succeeded(programs=(CMD,)))
    opening.aboutToShow.emit()
    assert wanted(shown) == [FindPrograms(), FindPrograms()]


def test_there_is_a_choice_where_several_were_found(shown: Shown) -> None:
    opened_menu(shown, CMD, POWERSHELL, CODE)
    assert menu(shown, "terminalMenu").menuAction().isVisible()
    assert not menu(shown, "editorMenu").menuAction().isVisible()
    assert entries(shown, "terminalMenu") == ["Command Prompt && more", "PowerShell"]
    opened_menu(shown, CODE, PYCHARM)
    assert not menu(shown, "terminalMenu").menuAction().isVisible()
    assert entries(shown, "editorMenu") == ["Visual Studio Code", "PyCharm"]


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("terminal-powershell", OpenTerminal(project=FOLDER, program="powershell")),
        ("editor-pycharm", OpenEditor(project=FOLDER, program="pycharm")),
    ],
)
def test_a_chosen_program_is_named(shown: Shown, name: str, command: OpenTerminal | OpenEditor) -> None:
    opened_menu(shown, CMD, POWERSHELL, CODE, PYCHARM)
    action = shown.window.findChild(QAction, name)
    assert action is not None
    assert action.toolTip().endswith(command.program or "?")
    action.trigger()
    assert last(shown) == command


def test_a_search_that_fails_leaves_what_was_found(shown: Shown) -> None:
    opened_menu(shown, CMD, POWERSHELL)
    menu(shown, "openInMenu").aboutToShow.emit()
    ended(shown, Failed(problem=PROBLEM))
    assert entries(shown, "terminalMenu") == ["Command Prompt && more", "PowerShell"]


def test_what_to_know_of_an_editor_stands_below_what_was_done(shown: Shown) -> None:
    shown.window.actions_.open_editor.trigger()
    ended(shown, Succeeded(repaired="It is open in PyCharm.\nPyCharm keeps the environment that it began with."))
    bar = shown.window.notices.message
    assert bar.text == "It is open in PyCharm.\nPyCharm keeps the environment that it began with."
    assert part(shown, QWidget, "messageBarTitle").property("text") == "It is open in PyCharm."


def test_an_editor_that_was_not_found_is_said(shown: Shown) -> None:
    shown.window.actions_.open_editor.trigger()
    ended(shown, Failed(problem=PROBLEM, bad_input=True))
    assert "No editor was found." in shown.window.notices.message.text
    # It is nothing that is wrong with the project.
    assert not is_shown(shown, "problemPanel")


def test_without_a_project_there_is_nothing_to_open(show: object, shown: Shown) -> None:
    actions = shown.window.actions_
    ours = (actions.open_terminal, actions.open_editor, actions.save_script, actions.import_script, actions.check)
    assert all(action.isEnabled() for action in ours)
    scenes.sync_under_way(shown.session, at=NOW)
    assert all(action.isEnabled() for action in ours)
    shown.session.remove(FOLDER)
    shown.session.remove(scenes.OTHER)
    assert not any(action.isEnabled() for action in ours)


def test_where_it_is_narrow_the_buttons_beside_the_path_lose_their_words(shown: Shown, qtbot: QtBot) -> None:
    def words() -> list[str]:
        return [part(shown, QPushButton, name).text() for name in ("terminalButton", "settingsButton", "historyButton")]

    shown.window.resize(1240, 800)
    qtbot.waitUntil(lambda: words() == ["Terminal", "Settings…", "History"])
    shown.window.resize(547, 373)
    qtbot.waitUntil(lambda: words() == ["", "", ""])
    for name in ("terminalButton", "historyButton"):
        button = part(shown, QPushButton, name)
        assert button.accessibleName()
        assert button.width() >= button.sizeHint().width()
        row = part(shown, QWidget, "pathRow")
        assert button.mapTo(row, button.rect().topRight()).x() <= row.width()
    assert shown.window.width() == 547
    shown.window.resize(1240, 800)
    qtbot.waitUntil(lambda: words() == ["Terminal", "Settings…", "History"])


def test_the_menu_reads_well_to_who_listens(shown: Shown) -> None:
    assert part(shown, QPushButton, "terminalButton").accessibleName() == "Open terminal here"
    assert isinstance(shown.window.page.open_in, OpenIn)
    assert part(shown, QWidget, "openInMenuButton").accessibleName() == "More ways to open the project"


def test_a_window_that_closes_looks_for_nothing(shown: Shown) -> None:
    session: ScriptedSession = shown.session
    shown.window.bridge.request_close()
    menu(shown, "openInMenu").aboutToShow.emit()
    shown.window.actions_.open_terminal.trigger()
    assert session.submitted == []
