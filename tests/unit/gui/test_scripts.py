"""Scripts: saved in the language that is chosen, read from a file or a drop, and taken over only as far as wanted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.model.commands import AddProject, ChangeSettings, ImportScript, SaveScript
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange
from core.model.shells import ImportedScript, PassedOver, ShellKind, ShellScript
from gui.dialogs.asking import AskingDialog
from gui.widgets.drop_overlay import DropOverlay
from tests.fakes import scenes
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, ended, is_shown, last, part, wanted

SCRIPT = FOLDER / "Custom_command_prompt.bat"
PROBLEM = Problem(category=Category.CONFIG_INVALID, title="The script cannot be read.", explanation="It is no text.")


def choice(key: SettingKey, value: str) -> SettingChange:
    return SettingChange(key=key, scope=SettingScope.PROFILE, value=value)


TEMP = choice(SettingKey.TEMP, r"C:\Temp & more\größe")
CACHE = choice(SettingKey.CACHE, r"D:\uv-cache")
OWN = choice(SettingKey.VARIABLES, "UV_INDEX_NEXUS_PASSWORD=hunter2")
PASSED = (
    PassedOver(line=1, text="@echo off", reason="It sets nothing."),
    PassedOver(line=9, text="  set API_TOKEN=geheim  ", reason="It is no variable of uv."),
)
IMPORTED = ImportedScript(file=SCRIPT, changes=(TEMP, CACHE, OWN), passed_over=PASSED)


def dropped(shown: Shown, *paths: Path) -> str:
    """Drop paths on the window, and return what it said while they were dragged."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(shown.window, QDragEnterEvent(QPoint(40, 40), copy, data, left, no_key))
    words = part(shown, DropOverlay, "dropOverlay").words
    QApplication.sendEvent(shown.window, QDropEvent(QPointF(40, 40), copy, data, left, no_key))
    return words


def read(shown: Shown, imported: ImportedScript = IMPORTED) -> AskingDialog:
    dropped(shown, imported.file)
    assert last(shown) == ImportScript(project=FOLDER, file=imported.file)
    ended(shown, Succeeded(imported=imported))
    return part(shown, AskingDialog, "importDialog")


def box(shown: Shown, number: int) -> QCheckBox:
    return part(shown, QCheckBox, f"importChange-{number}")


@pytest.mark.parametrize(
    ("shell", "name"),
    [
        (ShellKind.CMD, "Command prompt (*.cmd)"),
        (ShellKind.POWERSHELL, "PowerShell (*.ps1)"),
        (ShellKind.SH, "Shell (*.sh)"),
    ],
)
def test_a_script_is_saved_in_the_language_that_is_chosen(
    shown: Shown, tmp_path: Path, shell: ShellKind, name: str
) -> None:
    shown.window.actions_.save_script.trigger()
    chooser = part(shown, QFileDialog, "scriptFileDialog")
    chooser.setDirectory(str(tmp_path))
    chooser.selectNameFilter(name)
    chooser.filterSelected.emit(name)
    chooser.selectFile("my prompt")
    chooser.accept()
    file = tmp_path / f"my prompt{shell.suffix}"
    assert wanted(shown) == [SaveScript(project=FOLDER, shell=shell, file=file)]
    script = ShellScript(shell=shell, text="x", file=file, notes=("The login stays in the keyring.", "Call it."))
    ended(shown, Succeeded(script=script))
    said = shown.window.notices.message.text
    assert said.startswith("The script was saved.\nThe login stays in the keyring.\nCall it.")
    assert str(file) in said


def test_the_ending_that_is_typed_says_the_language(shown: Shown, tmp_path: Path) -> None:
    shown.window.actions_.save_script.trigger()
    chooser = part(shown, QFileDialog, "scriptFileDialog")
    chooser.setDirectory(str(tmp_path))
    chooser.selectFile("start.PS1")
    chooser.accept()
    assert last(shown) == SaveScript(project=FOLDER, shell=ShellKind.POWERSHELL, file=tmp_path / "start.PS1")


def test_one_chooser_is_open_at_a_time(shown: Shown, qtbot: QtBot) -> None:
    for _ in range(2):
        shown.window.actions_.save_script.trigger()
    (chooser,) = shown.window.findChildren(QFileDialog, "scriptFileDialog")
    chooser.reject()
    qtbot.waitUntil(lambda: not shown.window.findChildren(QFileDialog, "scriptFileDialog"))
    assert wanted(shown) == []
    shown.window.actions_.save_script.trigger()
    part(shown, QFileDialog, "scriptFileDialog").reject()


def test_a_script_that_was_not_saved_says_why(shown: Shown, tmp_path: Path) -> None:
    shown.window.actions_.save_script.trigger()
    chooser = part(shown, QFileDialog, "scriptFileDialog")
    chooser.setDirectory(str(tmp_path))
    chooser.accept()
    ended(shown, Failed(problem=PROBLEM))
    assert "The script cannot be read." in shown.window.notices.message.text


def test_a_script_is_chosen_and_shown_before_anything_is_taken_over(shown: Shown, tmp_path: Path) -> None:
    file = tmp_path / "prompt.bat"
    file.write_text("set TEMP=x", encoding="utf-8")
    shown.window.actions_.import_script.trigger()
    chooser = part(shown, QFileDialog, "fileDialog")
    chooser.setDirectory(str(tmp_path))
    chooser.selectFile(str(file))
    chooser.accept()
    assert wanted(shown) == [ImportScript(project=FOLDER, file=file)]
    ended(shown, Succeeded(imported=IMPORTED))
    assert isinstance(last(shown), ImportScript)
    assert [box(shown, number).text() for number in range(3)] == ["Temp folder", "Cache", "Variables of your own"]
    assert all(box(shown, number).isChecked() for number in range(3))
    part(shown, AskingDialog, "importDialog").reject()
    assert isinstance(last(shown), ImportScript)


def test_what_is_checked_is_taken_over_in_one_change(shown: Shown) -> None:
    read(shown)
    box(shown, 1).setChecked(False)
    click(shown, "importTake")
    assert last(shown) == ChangeSettings(project=FOLDER, changes=(TEMP, OWN))
    ended(shown, Succeeded(repaired="2 settings were changed."))
    # What came of it is said where every change of a setting is.
    assert part(shown, QLabel, "stageLabel").text() == "2 settings were changed."


def test_with_nothing_checked_there_is_nothing_to_take_over(shown: Shown) -> None:
    dialog = read(shown)
    for number in range(3):
        box(shown, number).setChecked(False)
    assert not part(shown, QPushButton, "importTake").isEnabled()
    box(shown, 0).setChecked(True)
    assert part(shown, QPushButton, "importTake").isEnabled()
    dialog.reject()


def test_values_and_lines_are_shown_without_their_secrets(shown: Shown) -> None:
    dialog = read(shown)
    assert part(shown, QLabel, "importValue-0").text() == TEMP.value
    assert part(shown, QLabel, "importValue-2").text() == "UV_INDEX_NEXUS_PASSWORD=****"
    texts = "\n".join(label.text() for label in dialog.findChildren(QLabel)) + dialog.accessibleDescription()
    assert "hunter2" not in texts
    assert "geheim" not in texts
    dialog.reject()


def test_lines_that_were_passed_over_are_said_on_demand(shown: Shown) -> None:
    dialog = read(shown)
    fold = part(shown, QPushButton, "importPassedOver")
    assert fold.text() == "Passed over (2)"
    lines = dialog.findChildren(QLabel, "importLine")
    assert not any(line.isVisible() for line in lines)
    QTest.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert [line.text() for line in lines] == ["Line 1: @echo off", "Line 9: set API_TOKEN=****"]
    assert all(line.isVisible() for line in lines)
    assert [reason.text() for reason in dialog.findChildren(QLabel, "importReason")] == [each.reason for each in PASSED]
    dialog.reject()


def test_a_script_without_settings_shows_its_lines_at_once(shown: Shown) -> None:
    dialog = read(shown, ImportedScript(file=SCRIPT, passed_over=PASSED))
    assert "Nothing in it" in part(shown, QLabel, "importSubject").text()
    assert all(line.isVisible() for line in dialog.findChildren(QLabel, "importLine"))
    assert shown.window.findChild(QPushButton, "importTake") is None or not is_shown(shown, "importTake")
    click(shown, "importCancel")
    assert isinstance(last(shown), ImportScript)


def test_a_script_that_cannot_be_read_says_so(shown: Shown) -> None:
    dropped(shown, SCRIPT)
    ended(shown, Failed(problem=PROBLEM, bad_input=True))
    said = shown.window.notices.message.text
    assert said.startswith("The script cannot be read.")
    assert str(SCRIPT) in said
    assert shown.window.findChild(QDialog, "importDialog") is None


def test_reading_that_is_called_off_shows_nothing(shown: Shown) -> None:
    dropped(shown, SCRIPT)
    ended(shown, Cancelled())
    assert shown.window.findChild(QDialog, "importDialog") is None


@pytest.mark.parametrize("name", ["a.bat", "B.CMD", "größe & c.ps1"])
def test_a_dropped_script_is_read_and_no_folder_added(shown: Shown, name: str) -> None:
    words = dropped(shown, FOLDER / name)
    assert "script" in words
    assert wanted(shown) == [ImportScript(project=FOLDER, file=FOLDER / name)]


def test_folders_beside_scripts_are_added_as_ever(shown: Shown, tmp_path: Path) -> None:
    words = dropped(shown, tmp_path / "a.bat", tmp_path / "project", tmp_path / "notes.txt")
    assert "folder" in words
    assert wanted(shown) == [
        ImportScript(project=FOLDER, file=tmp_path / "a.bat"),
        AddProject(project=tmp_path / "project"),
        AddProject(project=tmp_path / "notes.txt"),
    ]


def test_a_script_without_a_project_to_import_it_into_says_what_is_missing(shown: Shown) -> None:
    shown.session.remove(FOLDER)
    shown.session.remove(scenes.OTHER)
    dropped(shown, SCRIPT)
    assert wanted(shown) == []
    assert "none is shown" in shown.window.notices.message.text


def test_the_settings_go_to_the_project_that_was_shown_when_it_was_dropped(shown: Shown) -> None:
    dropped(shown, SCRIPT)
    shown.window.sidebar.select(scenes.OTHER)
    job = f"job-{len(shown.session.submitted)}"
    shown.session.end(FOLDER, Succeeded(imported=IMPORTED), job=job)
    click(shown, "importTake")
    assert last(shown) == ChangeSettings(project=FOLDER, changes=IMPORTED.changes)


def test_another_script_takes_the_place_of_the_one_that_is_shown(shown: Shown, qtbot: QtBot) -> None:
    read(shown)
    read(shown, ImportedScript(file=SCRIPT, changes=(CACHE,)))
    qtbot.waitUntil(lambda: len(shown.window.findChildren(QDialog, "importDialog")) == 1)
    click(shown, "importTake")
    assert last(shown) == ChangeSettings(project=FOLDER, changes=(CACHE,))
