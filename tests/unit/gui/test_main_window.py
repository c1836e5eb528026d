"""The window turns clicks, keys and dropped folders into commands, and closes in order."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QListView,
    QPushButton,
    QTableView,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from core.model.commands import (
    AddProject,
    Command,
    DescribeProject,
    Lock,
    RelocatePlace,
    RemoveProject,
    Sync,
)
from core.model.events import Finished, ProjectAdded, Queued
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.settings import PlaceKind
from tests.fakes import findings, scenes
from tests.fakes.scripted_session import ScriptedSession
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, last, part, text

Show = Callable[[ScriptedSession], Shown]


def test_without_projects_the_page_says_what_to_do_first(show: Show, qtbot: QtBot) -> None:
    shown = show(ScriptedSession())
    assert is_shown(shown, "emptyPage")
    click(shown, "emptyAddButton")
    dialog = shown.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    assert shown.session.submitted == []


def test_the_first_project_is_described_once(show: Show) -> None:
    session = ScriptedSession()
    session.add(findings.FOLDER)
    session.add(scenes.OTHER)
    shown = show(session)
    assert shown.window.selected == findings.FOLDER
    session.play(ProjectAdded(project=scenes.project(scenes.OTHER)))
    assert session.submitted == [DescribeProject(project=findings.FOLDER)]
    shown.window.sidebar.select(scenes.OTHER)
    assert session.submitted[1:] == [DescribeProject(project=scenes.OTHER)]


def test_buttons_submit_for_the_selected_project(shown: Shown, qtbot: QtBot) -> None:
    click(shown, "syncButton")
    click(shown, "lockButton")
    click(shown, "relocateButton")
    click(shown, "questionAccept")
    assert shown.session.submitted == [
        Sync(project=findings.FOLDER),
        Lock(project=findings.FOLDER),
        RelocatePlace(project=findings.FOLDER, kind=PlaceKind.CACHE, to=None, then=None),
    ]


@pytest.mark.parametrize(("key", "command"), [(Qt.Key.Key_S, Sync), (Qt.Key.Key_L, Lock)])
def test_keys_do_what_buttons_do(shown: Shown, qtbot: QtBot, key: Qt.Key, command: type[Command]) -> None:
    shown.window.activateWindow()
    qtbot.waitUntil(shown.window.isActiveWindow)
    QTest.keyClick(shown.window, key, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(last(shown), command)


def test_cancel_cancels_the_job_and_what_waits(shown: Shown) -> None:
    scenes.sync_under_way(shown.session, at=NOW)
    shown.session.play(Queued(job="job-2", project=findings.FOLDER, command=Lock(project=findings.FOLDER)))
    assert text(shown, "activityDetail") == "1 more waiting."
    click(shown, "cancelButton")
    assert shown.session.cancelled == ["job-2", "job-1"]


def refused_folder(session: ScriptedSession) -> Finished:
    problem = Problem(
        category=Category.CONFIG_INVALID,
        title="This folder holds no pyproject.toml",
        explanation="Choose the folder that has one.",
    )
    job = f"job-{len(session.submitted)}"
    return Finished(job=job, project=None, outcome=Failed(problem=problem, bad_input=True), seconds=0.1)


def test_a_folder_that_cannot_be_added_is_named(shown: Shown, tmp_path: Path) -> None:
    shown.window.add(tmp_path)
    shown.session.play(refused_folder(shown.session))
    assert is_shown(shown, "messageBar")
    assert "no pyproject.toml" in shown.window.notices.message.text
    assert str(tmp_path) in shown.window.notices.message.text
    shown.window.sidebar.select(scenes.OTHER)
    assert is_shown(shown, "messageBar")
    part(shown, QToolButton, "messageBarClose").click()
    assert not is_shown(shown, "messageBar")
    assert not is_shown(shown, "notices")


def dropped(shown: Shown, *folders: Path) -> None:
    data = QMimeData()
    data.setUrls([*(QUrl.fromLocalFile(str(folder)) for folder in folders), QUrl("https://example.org/x")])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(40, 40), copy, data, left, no_key)
    QApplication.sendEvent(shown.window, enter)
    assert enter.isAccepted()
    assert is_shown(shown, "dropOverlay")
    QApplication.sendEvent(shown.window, QDropEvent(QPointF(40, 40), copy, data, left, no_key))
    assert not is_shown(shown, "dropOverlay")


def test_a_dropped_folder_is_added_and_selected(shown: Shown, tmp_path: Path) -> None:
    dropped(shown, tmp_path)
    assert shown.session.submitted == [AddProject(project=tmp_path)]
    shown.session.play(ProjectAdded(project=scenes.project(tmp_path)))
    assert shown.window.selected == tmp_path


def test_of_several_things_that_are_dropped_one_message_names_those_that_were_refused(
    shown: Shown, tmp_path: Path
) -> None:
    plain, good, broken, file = (tmp_path / name for name in ("plain", "good", "broken", "file.txt"))
    dropped(shown, plain, good, broken, file)
    for number, folder in enumerate((plain, good, broken, file), start=1):
        problem = Problem(category=Category.CONFIG_INVALID, title=f"{folder} is no project.", explanation="Add one.")
        outcome = Succeeded() if folder is good else Failed(problem=problem, bad_input=True)
        if folder is good:
            shown.session.play(ProjectAdded(project=scenes.project(good)))
        shown.session.play(Finished(job=f"job-{number}", outcome=outcome, seconds=0.1))
    assert shown.window.selected == good
    assert is_shown(shown, "messageBar")
    said = shown.window.notices.message.text
    assert said.startswith("3 things could not be added")
    for folder in (plain, broken, file):
        assert f"{folder} is no project." in said
    assert str(good) not in said
    # One that is mended and added again is no longer named; the others stay until they are dismissed.
    shown.session.play(ProjectAdded(project=scenes.project(plain)))
    assert shown.window.notices.message.text.startswith("2 things could not be added")


def test_text_that_is_dragged_is_not_taken(shown: Shown) -> None:
    data = QMimeData()
    data.setText("no folder")
    enter = QDragEnterEvent(
        QPoint(40, 40), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(shown.window, enter)
    assert not is_shown(shown, "dropOverlay")
    QApplication.sendEvent(shown.window, QDragLeaveEvent())
    assert shown.session.submitted == []


def test_removing_a_project_asks_first(shown: Shown, qtbot: QtBot) -> None:
    shown.window.actions_.remove_project.trigger()
    click(shown, "questionDecline")
    assert shown.session.submitted == []
    shown.window.actions_.remove_project.trigger()
    qtbot.waitUntil(lambda: len(shown.window.findChildren(QPushButton, "questionAccept")) == 1)
    click(shown, "questionAccept")
    assert shown.session.submitted == [RemoveProject(project=findings.FOLDER)]
    shown.session.remove(findings.FOLDER)
    assert shown.window.selected == scenes.OTHER
    shown.session.remove(scenes.OTHER)
    assert shown.window.selected is None
    assert is_shown(shown, "emptyPage")


def test_the_selection_stays_when_other_projects_change(shown: Shown) -> None:
    shown.window.sidebar.select(scenes.OTHER)
    scenes.sync_under_way(shown.session, at=NOW)
    assert shown.window.selected == scenes.OTHER
    assert text(shown, "projectName") == "pricing"
    view = part(shown, QListView, "projectList")
    assert view.model().index(0, 0).data() == "risk-dashboard"
    assert part(shown, QTableView, "packageTable").model().rowCount() == 0


def test_keys_go_through_the_projects(shown: Shown) -> None:
    shown.window.actions_.next_project.trigger()
    assert shown.window.selected == scenes.OTHER
    shown.window.actions_.next_project.trigger()
    assert shown.window.selected == findings.FOLDER
    shown.window.actions_.previous_project.trigger()
    assert shown.window.selected == scenes.OTHER


def test_find_brings_the_log_forward(shown: Shown) -> None:
    scenes.sync_under_way(shown.session, at=NOW)
    shown.window.actions_.find.trigger()
    assert part(shown, QLineEdit, "logSearch").isVisible()


def test_closing_ends_the_session_first(shown: Shown) -> None:
    shown.window.close()
    assert not shown.window.isVisible()
    assert shown.session.listeners == 0


def test_closing_over_running_work_asks(shown: Shown, qtbot: QtBot) -> None:
    scenes.sync_under_way(shown.session, at=NOW)
    shown.window.actions_.close_window.trigger()
    assert shown.window.isVisible()
    click(shown, "questionDecline")
    assert shown.window.isVisible()
    shown.window.actions_.close_window.trigger()
    qtbot.waitUntil(lambda: len(shown.window.findChildren(QPushButton, "questionAccept")) == 1)
    click(shown, "questionAccept")
    assert not shown.window.isVisible()


def test_closing_over_work_that_waits_asks_too(shown: Shown) -> None:
    shown.session.play(
        Queued(
            job="job-1",
            project=findings.FOLDER,
            command=Sync(project=findings.FOLDER),
            waits_for="another Wheelyard that works in /home/person/.cache/uv",
        )
    )
    shown.window.actions_.close_window.trigger()
    assert shown.window.isVisible()
    click(shown, "questionAccept")
    assert not shown.window.isVisible()


def test_a_project_asked_for_at_the_start_is_selected_or_added(shown: Shown, tmp_path: Path) -> None:
    shown.window.select(scenes.OTHER)
    assert shown.window.selected == scenes.OTHER
    shown.window.select(tmp_path)
    assert last(shown) == AddProject(project=tmp_path)


def test_the_appearance_can_be_chosen(shown: Shown, qapp: QApplication) -> None:
    action = shown.window.findChild(QAction, "darkAppearanceAction")
    assert action is not None
    light = qapp.styleSheet()
    action.trigger()
    assert qapp.styleSheet() != light
    shown.window.actions_.appearances["light"].trigger()  # type: ignore[index]  # an enum of strings
    assert qapp.styleSheet() == light
