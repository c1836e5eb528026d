"""Files that are dropped or chosen: shown, previewed with each choice, added, and the lock followed to its end."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.model.commands import AddProject, ChangeWheels, ImportScript, InspectFiles, PreviewWheels, ScanYards
from core.model.events import FilesProgressed, Stage, StageChanged
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.wheel_commands import AddFiles
from core.model.wheels import WheelsReport
from gui.dialogs.add_wheels import AddWheelsDialog
from gui.widgets.drop_overlay import DropOverlay
from tests.fakes import scenes, wheels
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import click, is_shown, part, text
from tests.unit.gui.wheels_opened import asked, end, job_of, open_page, submitted

PACK, SCRIPT = Path("/home/person/pack-1.0.zip"), Path("/home/person/terminal.cmd")
PROBLEM = Problem(category=Category.RESOLUTION_CONFLICT, title="nxpy needs numpy 2.", explanation="Lift numpy<2.")
PREVIEW = Succeeded(diffs=(wheels.DIFF,), sources=wheels.SOURCES, repaired="nxpy is a dependency already.")


def dropped(shown: Shown, *paths: Path) -> str:
    """Drop paths on the window, and return what it said while they were dragged."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(shown.window, QDragEnterEvent(QPoint(40, 40), copy, data, left, no_key))
    words = part(shown, DropOverlay, "dropOverlay").words
    QApplication.sendEvent(shown.window, QDropEvent(QPointF(40, 40), copy, data, left, no_key))
    return words


def added(shown: Shown) -> AddWheelsDialog:
    """Drop the two wheels of a new version, and let the jobs behind the dialog end."""
    dropped(shown, *wheels.DROPPED)
    dialog = part(shown, AddWheelsDialog, "addWheelsDialog")
    end(shown, InspectFiles, Succeeded(wheels=wheels.dropped_report()))
    return dialog


def previewed(shown: Shown, qtbot: QtBot) -> AddWheelsDialog:
    dialog = added(shown)
    wanted = AddFiles(files=wheels.DROPPED, copy_to=wheels.EXDIST)
    qtbot.waitUntil(lambda: last_change(shown) == wanted, timeout=20_000)
    end(shown, PreviewWheels, PREVIEW)
    return dialog


def last_change(shown: Shown) -> AddFiles:
    preview = submitted(shown, PreviewWheels)[-1]
    assert isinstance(preview, PreviewWheels)
    assert isinstance(preview.change, AddFiles)
    return preview.change


def accept(shown: Shown) -> QPushButton:
    return part(shown, QPushButton, "addWheelsDialogAccept")


def press(shown: Shown, name: str) -> None:
    part(shown, QAbstractButton, name).click()


def test_files_that_are_dropped_together_come_into_one_dialog(shown: Shown) -> None:
    words = dropped(shown, *wheels.DROPPED, wheels.DESIGN_KIT.path, PACK)
    assert "this project" in words
    assert len(submitted(shown, InspectFiles)) == 1
    (inspect,) = submitted(shown, InspectFiles)
    assert isinstance(inspect, InspectFiles)
    assert inspect.files == (*wheels.DROPPED, wheels.DESIGN_KIT.path, PACK)
    assert submitted(shown, AddProject) == []
    assert part(shown, AddWheelsDialog, "addWheelsDialog").windowTitle() == "Add 4 files to risk-dashboard"
    part(shown, AddWheelsDialog, "addWheelsDialog").reject()


def test_folders_and_scripts_go_where_they_went_before(shown: Shown, tmp_path: Path) -> None:
    dropped(shown, tmp_path, SCRIPT, *wheels.DROPPED)
    assert submitted(shown, AddProject) == [AddProject(project=tmp_path)]
    assert submitted(shown, ImportScript) == [ImportScript(project=FOLDER, file=SCRIPT)]
    (inspect,) = submitted(shown, InspectFiles)
    assert isinstance(inspect, InspectFiles)
    assert inspect.files == wheels.DROPPED
    part(shown, AddWheelsDialog, "addWheelsDialog").reject()


def test_without_a_project_a_message_says_what_to_do_first(shown: Shown) -> None:
    for folder in (FOLDER, scenes.OTHER):
        shown.session.remove(folder)
    dropped(shown, *wheels.DROPPED)
    assert "none is shown" in text(shown, "messageBarTitle")
    assert submitted(shown, InspectFiles) == []


def test_what_the_files_are_and_whether_they_fit_is_said(shown: Shown, qtbot: QtBot) -> None:
    dropped(shown, *wheels.DROPPED)
    assert text(shown, "addedFile-0-facts") == "Reading …"
    assert not accept(shown).isEnabled()
    end(shown, InspectFiles, Succeeded(wheels=wheels.dropped_report()))
    qtbot.wait(20)
    # Parts that were replaced go when the loop has run.
    assert shown.window.findChildren(QLabel, "addedFile-0-facts")[-1].text() == "Windows x86-64 · Python 3.10 · 640 KiB"
    assert wheels.NOT_HERE in [label.text() for label in shown.window.findChildren(QLabel, "addedFile-0-said")]
    part(shown, AddWheelsDialog, "addWheelsDialog").reject()


def test_the_yard_of_the_other_sources_is_proposed_unless_a_person_names_one(shown: Shown, qtbot: QtBot) -> None:
    dialog = previewed(shown, qtbot)
    assert part(shown, QLineEdit, "addYard").text() == "exdist"
    dialog.reject()
    qtbot.waitUntil(lambda: shown.window.findChild(AddWheelsDialog) is None, timeout=20_000)
    dropped(shown, *wheels.DROPPED)
    assert last_change(shown).copy_to == FOLDER / "wheels"
    field = part(shown, QLineEdit, "addYard")
    field.setFocus()
    QTest.keyClicks(field, "mine")
    end(shown, InspectFiles, Succeeded(wheels=wheels.dropped_report()))
    assert field.text() == "mine"
    qtbot.waitUntil(lambda: last_change(shown).copy_to == FOLDER / "mine", timeout=20_000)
    part(shown, AddWheelsDialog, "addWheelsDialog").reject()


def test_each_choice_has_its_own_preview_and_the_one_before_is_called_off(shown: Shown, qtbot: QtBot) -> None:
    dialog = previewed(shown, qtbot)
    press(shown, "addWhere-refer")
    assert last_change(shown) == AddFiles(files=wheels.DROPPED)
    assert not is_shown(shown, "addYard")
    before = job_of(shown, PreviewWheels)
    press(shown, "addAlone")
    assert before in shown.session.cancelled
    assert last_change(shown) == AddFiles(files=wheels.DROPPED, alone=True)
    # What the preview of another choice says is not shown.
    shown.session.end(FOLDER, PREVIEW, job=before)
    assert not accept(shown).isEnabled()
    press(shown, "addGoesTo-group")
    count = len(submitted(shown, PreviewWheels))
    assert not accept(shown).isEnabled()
    QTest.keyClicks(part(shown, QLineEdit, "addName"), "quant")
    qtbot.waitUntil(lambda: len(submitted(shown, PreviewWheels)) > count, timeout=20_000)
    qtbot.waitUntil(lambda: last_change(shown).group == "quant", timeout=20_000)
    press(shown, "addGoesTo-extra")
    assert (last_change(shown).group, last_change(shown).extra) == (None, "quant")
    dialog.reject()


def test_a_file_can_be_left_out(shown: Shown, qtbot: QtBot) -> None:
    dialog = previewed(shown, qtbot)
    press(shown, "addedFile-0-leave")
    assert last_change(shown).files == wheels.DROPPED[1:]
    dialog.reject()


def test_the_preview_shows_sources_with_markers_and_the_diff(shown: Shown, qtbot: QtBot) -> None:
    dialog = previewed(shown, qtbot)
    sources = [label.text() for label in shown.window.findChildren(QLabel, "plannedSource")]
    assert sources == [f"nxpy: {source.path}" for source in wheels.SOURCES]
    markers = [label.text() for label in shown.window.findChildren(QLabel, "plannedMarker")]
    assert markers[0] == "where sys_platform == 'win32' and python_version < '3.11'"
    assert text(shown, "addWheelsDialogNote") == "nxpy is a dependency already."
    assert text(shown, "settingsDiff-0-path") == str(wheels.PYPROJECT)
    dialog.reject()


def test_the_lock_is_followed_and_a_failure_leaves_everything_as_before(shown: Shown, qtbot: QtBot) -> None:
    dialog = previewed(shown, qtbot)
    click(shown, "addWheelsDialogAccept")
    wanted = ChangeWheels(
        project=FOLDER,
        change=AddFiles(files=wheels.DROPPED, copy_to=wheels.EXDIST),
        seen={str(wheels.PYPROJECT): "digest-1"},
    )
    assert asked(shown)[-1] == wanted
    job = job_of(shown, ChangeWheels)
    shown.session.begin(wanted, at=NOW, job=job)
    progress = FilesProgressed(job=job, project=FOLDER, done=1, total=2, done_bytes=5 << 20, total_bytes=10 << 20)
    shown.session.play(progress)
    assert text(shown, "addWheelsDialogDoing") == "Copying: 1 of 2 · 5.0 MiB of 10.0 MiB"
    shown.session.play(StageChanged(job=job, project=FOLDER, stage=Stage.RESOLVING, at=1.0))
    assert text(shown, "addWheelsDialogDoing") == "Resolving dependencies"
    assert not accept(shown).isEnabled()
    assert not part(shown, QCheckBox, "addAlone").isEnabled()
    shown.session.end(FOLDER, Failed(problem=PROBLEM), job=job)
    assert text(shown, "addWheelsDialogMessageTitle") == PROBLEM.title
    assert text(shown, "addWheelsDialogMessageText") == "Lift numpy<2."
    assert accept(shown).isEnabled()
    dialog.reject()


def test_a_change_that_was_proved_closes_the_dialog_and_is_said_above_the_page(shown: Shown, qtbot: QtBot) -> None:
    open_page(shown)
    click(shown, "wheelsAdd")
    (chooser,) = shown.window.findChildren(QFileDialog)
    chooser.reject()
    before = len(submitted(shown, ScanYards))
    dialog = part_of_drop(shown, qtbot)
    # The page is open, so the yard is known and no further look is needed for it.
    assert len(submitted(shown, ScanYards)) == before
    click(shown, "addWheelsDialogAccept")
    job = job_of(shown, ChangeWheels)
    shown.session.begin(submitted(shown, ChangeWheels)[-1], at=NOW, job=job)
    shown.session.end(FOLDER, Succeeded(repaired="uv lock has proved it."), job=job)
    assert not dialog.isVisible()
    assert text(shown, "messageBarTitle") == "uv lock has proved it."
    assert isinstance(asked(shown)[-1], ScanYards)


def part_of_drop(shown: Shown, qtbot: QtBot) -> AddWheelsDialog:
    dropped(shown, *wheels.DROPPED)
    end(shown, PreviewWheels, PREVIEW)
    qtbot.waitUntil(lambda: accept(shown).isEnabled(), timeout=20_000)
    return part(shown, AddWheelsDialog, "addWheelsDialog")


def test_a_change_can_be_stopped(shown: Shown, qtbot: QtBot) -> None:
    dialog = previewed(shown, qtbot)
    click(shown, "addWheelsDialogAccept")
    assert part(shown, QPushButton, "addWheelsDialogCancel").text() == "Stop"
    click(shown, "addWheelsDialogCancel")
    assert shown.session.cancelled[-1] == job_of(shown, ChangeWheels)
    assert dialog.isVisible()
    end(shown, ChangeWheels, Cancelled())
    assert text(shown, "addWheelsDialogMessageTitle") == "Stopped. Everything is as before."
    dialog.reject()


def test_a_dialog_that_is_closed_meanwhile_lets_the_change_go_on_and_the_next_one_is_free(
    shown: Shown, qtbot: QtBot
) -> None:
    dialog = previewed(shown, qtbot)
    click(shown, "addWheelsDialogAccept")
    job = job_of(shown, ChangeWheels)
    dialog.reject()
    assert job not in shown.session.cancelled
    qtbot.waitUntil(lambda: shown.window.findChild(AddWheelsDialog) is None, timeout=20_000)
    again = previewed(shown, qtbot)
    # What goes on in the change before is not what goes on here.
    shown.session.play(StageChanged(job=job, project=FOLDER, stage=Stage.RESOLVING, at=1.0))
    assert accept(shown).isEnabled()
    shown.session.end(FOLDER, Failed(problem=PROBLEM), job=job)
    assert text(shown, "messageBarTitle") == PROBLEM.title
    assert not is_shown(shown, "addWheelsDialogMessage")
    click(shown, "addWheelsDialogAccept")
    assert len(submitted(shown, ChangeWheels)) == 2
    again.reject()


def test_a_proposal_that_comes_while_files_are_added_changes_nothing(shown: Shown, qtbot: QtBot) -> None:
    dropped(shown, *wheels.DROPPED)
    end(shown, PreviewWheels, PREVIEW)
    click(shown, "addWheelsDialogAccept")
    count = len(submitted(shown, PreviewWheels))
    end(shown, InspectFiles, Succeeded(wheels=wheels.dropped_report()))
    qtbot.wait(400)
    assert len(submitted(shown, PreviewWheels)) == count
    assert part(shown, QPushButton, "addWheelsDialogCancel").text() == "Stop"
    part(shown, AddWheelsDialog, "addWheelsDialog").reject()


def test_what_cannot_be_is_said_and_cannot_be_pressed(shown: Shown, qtbot: QtBot) -> None:
    dialog = added(shown)
    end(shown, PreviewWheels, Failed(problem=PROBLEM, bad_input=True))
    assert text(shown, "addWheelsDialogMessageTitle") == PROBLEM.title
    assert "as before" not in text(shown, "addWheelsDialogMessageText")
    assert not accept(shown).isEnabled()
    qtbot.waitUntil(lambda: last_change(shown).copy_to == wheels.EXDIST, timeout=20_000)
    end(shown, PreviewWheels, Succeeded())
    assert text(shown, "addWheelsDialogMessageTitle") == "Nothing would change: it is all there already."
    assert not accept(shown).isEnabled()
    dialog.reject()


@pytest.mark.parametrize("late", [InspectFiles, PreviewWheels])
def test_what_comes_after_the_dialog_is_closed_changes_nothing(shown: Shown, late: type) -> None:
    dropped(shown, *wheels.DROPPED)
    job = job_of(shown, late)
    part(shown, AddWheelsDialog, "addWheelsDialog").reject()
    assert job in shown.session.cancelled
    outcome = PREVIEW if late is PreviewWheels else Succeeded(wheels=WheelsReport())
    end(shown, late, outcome)
    assert submitted(shown, ChangeWheels) == []


def test_a_project_that_goes_takes_its_dialog_along(shown: Shown) -> None:
    dropped(shown, *wheels.DROPPED)
    dialog = part(shown, AddWheelsDialog, "addWheelsDialog")
    shown.session.remove(FOLDER)
    assert not dialog.isVisible()
