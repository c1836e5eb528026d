"""The dialogs about wheels: what a change writes is seen before it is made, and a wheelhouse is collected."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from core.model.commands import (
    AddProject,
    ChangeWheels,
    CollectWheels,
    ImportScript,
    InspectFiles,
    PreviewWheels,
)
from core.model.events import FilesProgressed, Stage, StageChanged
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.wheel_commands import AddFiles
from core.model.wheels import TargetPlatform
from gui.dialogs.add_wheels import EXTRA, GROUP, REFER, AddWheelsDialog
from gui.dialogs.collect import CollectDialog
from tests.fakes import scenes, wheels
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, part, text
from tests.unit.gui.test_accessibility import nameless
from tests.unit.gui.wheels_opened import count, dropped, newest, opened, over

PROBLEM = Problem(category=Category.RESOLUTION_CONFLICT, title="No versions fit.", explanation="uv says why.")
HOUSE = Path("/srv/house")


def previewed(shown: Shown) -> None:
    over(shown, PreviewWheels, Succeeded(diffs=(wheels.DIFF,), sources=wheels.SOURCES, repaired="Two are copied."))


def adding(shown: Shown) -> AddWheelsDialog:
    dropped(shown, *wheels.DROPPED)
    return part(shown, AddWheelsDialog, "addWheelsDialog")


def labels(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_dropped_wheels_are_read_and_what_they_write_is_shown(shown: Shown) -> None:
    words = dropped(shown, *wheels.DROPPED)
    assert words == "Drop the wheels to let this project use them"
    dialog = part(shown, AddWheelsDialog, "addWheelsDialog")
    assert newest(shown, InspectFiles)[1] == InspectFiles(project=FOLDER, files=wheels.DROPPED)
    change = AddFiles(files=wheels.DROPPED, copy_to=FOLDER / "wheels")
    assert newest(shown, PreviewWheels)[1] == PreviewWheels(project=FOLDER, change=change)
    accept = part(shown, QPushButton, "addWheelsDialogAccept")
    assert not accept.isEnabled()
    over(shown, InspectFiles, Succeeded(wheels=wheels.dropped_report()))
    previewed(shown)
    said = labels(dialog)
    for each in (
        "nxpy 21.4.0",
        "exdist/nxpy-21.4.0-cp310-cp310-win_amd64.whl",
        "where sys_platform == 'win32'",
        "Two are",
    ):
        assert each in said
    assert accept.isEnabled()
    dialog.reject()


def test_the_yard_that_holds_the_other_sources_is_proposed(shown: Shown) -> None:
    opened(shown)
    dialog = adding(shown)
    assert dialog.yard == wheels.EXDIST
    dialog.take_yard(Path("/elsewhere/wheels"))
    QTest.qWait(400)
    _, command = newest(shown, PreviewWheels)
    assert isinstance(command.change, AddFiles)
    assert command.change.copy_to == Path("/elsewhere/wheels")
    dialog.reject()


def test_each_choice_is_previewed_anew_and_the_older_preview_given_up(shown: Shown) -> None:
    dialog = adding(shown)
    first, _ = newest(shown, PreviewWheels)
    dialog._where.show_value(REFER)
    dialog._where.chosen.emit(REFER)
    assert first in shown.session.cancelled
    _, command = newest(shown, PreviewWheels)
    assert command.change == AddFiles(files=wheels.DROPPED)
    before = count(shown, PreviewWheels)
    dialog._goes_to.show_value(GROUP)
    dialog._goes_to.chosen.emit(GROUP)
    assert count(shown, PreviewWheels) == before, "a group without a name cannot be previewed"
    dialog._name.setText("dev")
    QTest.qWait(400)
    _, command = newest(shown, PreviewWheels)
    assert command.change == AddFiles(files=wheels.DROPPED, group="dev")
    dialog._goes_to.show_value(EXTRA)
    dialog._goes_to.chosen.emit(EXTRA)
    dialog._alone.setChecked(True)
    _, command = newest(shown, PreviewWheels)
    assert command.change == AddFiles(files=wheels.DROPPED, extra="dev", alone=True)
    dialog.reject()


def test_one_of_several_files_is_left_out(shown: Shown) -> None:
    dialog = adding(shown)
    dialog.files.left_out.emit(wheels.DROPPED[0])
    _, command = newest(shown, PreviewWheels)
    assert isinstance(command.change, AddFiles)
    assert command.change.files == wheels.DROPPED[1:]
    dialog.reject()


def test_adding_goes_by_what_was_seen_and_is_told(shown: Shown) -> None:
    dialog = adding(shown)
    ends: list[int] = []
    dialog.finished.connect(ends.append)
    previewed(shown)
    click(shown, "addWheelsDialogAccept")
    job, command = newest(shown, ChangeWheels)
    assert command.seen == {str(wheels.PYPROJECT): "digest-1"}
    assert text(shown, "addWheelsDialogDoing") == "Waiting for its turn …"
    shown.session.play(FilesProgressed(job=job, project=FOLDER, done=0, total=2, done_bytes=10, total_bytes=100))
    assert "Copying" in text(shown, "addWheelsDialogDoing")
    shown.session.play(StageChanged(job=job, project=FOLDER, stage=Stage.RESOLVING, at=1.0))
    assert text(shown, "addWheelsDialogDoing") == "Resolving dependencies"
    over(shown, ChangeWheels, Succeeded(repaired="nxpy is a source now."))
    assert ends == [int(QDialog.DialogCode.Accepted)]
    assert "nxpy is a source now." in labels(shown.window.notices)


def test_a_lock_that_fails_keeps_the_dialog_and_says_that_all_is_as_before(shown: Shown) -> None:
    dialog = adding(shown)
    previewed(shown)
    click(shown, "addWheelsDialogAccept")
    over(shown, ChangeWheels, Failed(problem=PROBLEM))
    said = labels(dialog)
    assert "No versions fit." in said
    assert "Everything is as before." in said
    assert dialog.isVisible()
    assert part(shown, QPushButton, "addWheelsDialogCancel").text() == "Cancel"
    dialog.reject()


def test_a_change_under_way_can_be_stopped(shown: Shown) -> None:
    dialog = adding(shown)
    previewed(shown)
    click(shown, "addWheelsDialogAccept")
    job, _ = newest(shown, ChangeWheels)
    stop = part(shown, QPushButton, "addWheelsDialogCancel")
    assert stop.text() == "Stop"
    stop.click()
    assert job in shown.session.cancelled
    over(shown, ChangeWheels, Cancelled())
    assert "Everything is as before." in labels(dialog)
    dialog.reject()


def test_a_dialog_that_is_closed_meanwhile_lets_the_change_go_on(shown: Shown) -> None:
    dialog = adding(shown)
    previewed(shown)
    click(shown, "addWheelsDialogAccept")
    job, _ = newest(shown, ChangeWheels)
    dialog.reject()
    QTest.qWait(20)
    assert job not in shown.session.cancelled
    over(shown, ChangeWheels, Failed(problem=PROBLEM))
    assert "No versions fit." in labels(shown.window.notices)


def test_folders_scripts_and_wheels_each_go_where_they_belong(shown: Shown) -> None:
    dropped(shown, Path("/data/other"), Path("/data/prompt.bat"), *wheels.DROPPED[:1])
    kinds = {type(each) for each in shown.session.submitted}
    assert {AddProject, ImportScript, InspectFiles} <= kinds
    part(shown, AddWheelsDialog, "addWheelsDialog").reject()


def test_without_a_project_there_is_nothing_to_add_to(show: object) -> None:
    shown = show(scenes.session_with_projects().__class__())  # type: ignore[operator] # the fixture's own callable
    dropped(shown, *wheels.DROPPED)
    assert count(shown, InspectFiles) == 0
    assert "none is shown" in labels(shown.window.notices)


def collecting(shown: Shown) -> CollectDialog:
    page = opened(shown)
    page.collect_wanted.emit()
    return part(shown, CollectDialog, "collectDialog")


def test_a_wheelhouse_is_collected_for_the_platforms_of_the_lock(shown: Shown) -> None:
    dialog = collecting(shown)
    start = part(shown, QPushButton, "collectStart")
    assert not start.isEnabled()
    dialog.take_folder(HOUSE)
    start.click()
    job, command = newest(shown, CollectWheels)
    assert command == CollectWheels(
        project=FOLDER,
        to=HOUSE,
        platforms=(wheels.WINDOWS, wheels.LINUX, TargetPlatform("darwin", "arm64")),
    )
    shown.session.play(
        FilesProgressed(
            job=job, project=FOLDER, done=1, total=3, done_bytes=5 << 20, total_bytes=20 << 20, file="numpy.whl"
        )
    )
    assert text(shown, "collectDoing").startswith("1 of 3")
    over(shown, CollectWheels, Succeeded(collection=wheels.collection(HOUSE)))
    said = labels(dialog)
    assert "1 missing" in said
    assert "dash-design-kit 1.6.8 is an sdist" in said
    part(shown, QAbstractButton, "collectCopy-0").click()
    assert QApplication.clipboard().text().startswith("uv sync --offline --find-links")
    dialog.reject()


def test_a_collection_is_stopped_and_fails_in_sentences(shown: Shown) -> None:
    dialog = collecting(shown)
    dialog.take_folder(HOUSE)
    click(shown, "collectStart")
    job, _ = newest(shown, CollectWheels)
    click(shown, "collectClose")
    assert job in shown.session.cancelled
    over(shown, CollectWheels, Cancelled())
    assert "the next collection goes on there" in labels(dialog)
    click(shown, "collectStart")
    over(shown, CollectWheels, Failed(problem=PROBLEM))
    assert "No versions fit." in labels(dialog)
    dialog.reject()


def test_a_collection_goes_on_behind_a_closed_dialog_and_is_told(shown: Shown) -> None:
    dialog = collecting(shown)
    dialog.take_folder(HOUSE)
    click(shown, "collectStart")
    dialog.reject()
    QTest.qWait(20)
    over(shown, CollectWheels, Succeeded(collection=wheels.collection(HOUSE)))
    assert "3 files" in labels(shown.window.notices)


@pytest.mark.parametrize("size", [(547, 373), (1240, 800)], ids=str)
@pytest.mark.parametrize("kind", ["add", "collect"])
def test_dialogs_are_named_plain_and_not_cut_off(kind: str, size: tuple[int, int], shown: Shown, qtbot: QtBot) -> None:
    shown.window.resize(*size)
    qtbot.waitUntil(lambda: shown.window.size().toTuple() == size)
    dialog: QDialog
    if kind == "add":
        dialog = adding(shown)
        over(shown, InspectFiles, Succeeded(wheels=wheels.dropped_report()))
        previewed(shown)
        scroll = part(shown, QScrollArea, "addWheelsDialogScroll")
    else:
        dialog = collecting(shown)
        scroll = part(shown, QScrollArea, "collectScroll")
    assert list(nameless(dialog)) == []
    assert dialog.accessibleName() == dialog.windowTitle()
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in dialog.findChildren(QLabel) if each.text())
    content = scroll.widget()
    assert content is not None

    def cut() -> list[str]:
        return [
            each.objectName()
            for each in content.findChildren(QLabel) + content.findChildren(QPushButton)
            if each.isVisible()
            and each.objectName() != "diffLines"
            and each.mapTo(scroll, each.rect().topRight()).x() > scroll.viewport().width()
            and not any(isinstance(above, QScrollArea) and above is not scroll for above in _above(each))
        ]

    qtbot.waitUntil(lambda: cut() == [], timeout=20_000)
    dialog.reject()


def _above(widget: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    parent = widget.parentWidget()
    while parent is not None:
        found.append(parent)
        parent = parent.parentWidget()
    return found
