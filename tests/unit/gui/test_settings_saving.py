"""Settings that are edited in the window: previewed, saved as exactly what was meant, or let be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from core.model.commands import (
    ChangeSettings,
    PreviewSettings,
    ReadSettings,
)
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category, Problem
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange, SettingsView
from gui.dialogs.settings.dialog import SettingsDialog
from tests.fakes import settings
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, is_shown, part, text
from tests.unit.gui.settings_opened import Opened, open_settings, read_view

PROFILE, PROJECT, USER = SettingScope.PROFILE, SettingScope.PROJECT, SettingScope.USER
CHANGED = Problem(
    category=Category.CONFIG_INVALID,
    title="pyproject.toml was changed meanwhile.",
    explanation="Nothing was written; look at it and save again.",
)


@pytest.fixture
def view(tmp_path: Path) -> SettingsView:
    return read_view(tmp_path)


@pytest.fixture
def opened(shown: Shown, view: SettingsView) -> Iterator[Opened]:
    made = open_settings(shown, view)
    yield made
    made.close()


def test_a_choice_for_me_alone_is_saved_at_once(opened: Opened) -> None:
    opened.row(SettingKey.OFFLINE)
    opened.press("setting-offline-true")
    assert text(opened.shown, "setting-offline-said") == "Changed, not saved yet."
    assert text(opened.shown, "settingsSaid") == "1 change, not saved yet."
    assert opened.button("settingsSave").text() == "Save"
    opened.press("settingsSave")
    change = SettingChange(key=SettingKey.OFFLINE, scope=PROFILE, value="true")
    assert opened.wanted() == [ChangeSettings(project=FOLDER, changes=(change,), seen=opened.view.files)]
    opened.end(ChangeSettings, Succeeded(repaired="In risk-dashboard, uv asks no server."))
    assert not opened.dialog.isVisible()
    assert "uv asks no server" in opened.shown.window.notices.message.text


def test_files_are_written_only_after_their_preview_was_seen(opened: Opened) -> None:
    opened.write(SettingKey.EXCLUDE_NEWER, "2026-03-31")
    assert opened.button("settingsSave").text() == "Save…"
    opened.press("settingsSave")
    changes = (SettingChange(key=SettingKey.EXCLUDE_NEWER, scope=PROJECT, value="2026-03-31"),)
    assert opened.wanted() == [PreviewSettings(project=FOLDER, changes=changes)]
    assert is_shown(opened.shown, "settingsLine")
    opened.end(PreviewSettings, Succeeded(diffs=settings.diffs()))
    assert opened.wanted() == [PreviewSettings(project=FOLDER, changes=changes)]
    page = part(opened.shown, QPlainTextEdit, "settingsDiff-0")
    assert page.isVisible()
    assert page.toPlainText().splitlines() == list(settings.diffs()[0].lines)
    assert "also for those that Wheelyard does not know" in text(opened.shown, "settingsDiff-1-note")
    assert is_shown(opened.shown, "settingsDiff-1-made")
    assert not is_shown(opened.shown, "settingsSave")
    opened.press("settingsWrite")
    assert opened.wanted()[-1] == ChangeSettings(project=FOLDER, changes=changes, seen=opened.view.files)
    opened.end(ChangeSettings, Succeeded())
    assert not opened.dialog.isVisible()
    assert "The settings were saved." in opened.shown.window.notices.message.text


def test_back_from_the_preview_the_edits_are_there(opened: Opened) -> None:
    opened.write(SettingKey.EXCLUDE_NEWER, "2026-03-31")
    opened.press("settingsSave")
    opened.end(PreviewSettings, Succeeded(diffs=settings.diffs()))
    QTest.keyClick(opened.dialog, Qt.Key.Key_Escape)
    assert opened.dialog.isVisible()
    assert is_shown(opened.shown, "settingsSave")
    assert part(opened.shown, QLineEdit, "setting-exclude-newer").text() == "2026-03-31"
    assert not any(isinstance(each, ChangeSettings) for each in opened.wanted())


def test_a_preview_that_fails_says_why_and_keeps_the_edits(opened: Opened) -> None:
    opened.write(SettingKey.EXCLUDE_NEWER, "2026-03-31")
    opened.press("settingsSave")
    opened.end(PreviewSettings, Failed(problem=CHANGED))
    assert text(opened.shown, "settingsMessageTitle") == CHANGED.title
    assert len(opened.dialog.changes) == 1
    assert opened.button("settingsSave").isEnabled()


def test_after_a_conflict_it_reads_again_and_keeps_the_edits(opened: Opened) -> None:
    opened.write(SettingKey.EXCLUDE_NEWER, "2026-03-31")
    opened.press("settingsSave")
    opened.end(PreviewSettings, Succeeded(diffs=settings.diffs()))
    opened.press("settingsWrite")
    opened.end(ChangeSettings, Failed(problem=CHANGED))
    assert opened.shown.session.submitted[-1] == ReadSettings(project=FOLDER)
    later = replace(opened.view, files=dict.fromkeys(opened.view.files, "another digest"))
    settings.read(opened.shown.session, later)
    assert text(opened.shown, "settingsMessageTitle") == CHANGED.title
    assert is_shown(opened.shown, "settingsMessage")
    assert part(opened.shown, QLineEdit, "setting-exclude-newer").text() == "2026-03-31"
    # The next attempt goes by what was seen now.
    opened.press("settingsSave")
    opened.end(PreviewSettings, Succeeded(diffs=settings.diffs()))
    opened.press("settingsWrite")
    last = opened.wanted()[-1]
    assert isinstance(last, ChangeSettings)
    assert last.seen == later.files


def test_what_was_typed_goes_with_the_scope_that_is_chosen_after_it(opened: Opened) -> None:
    opened.row(SettingKey.LINK_MODE)
    opened.press("setting-link-mode-clone")
    for scope in (USER, PROJECT):
        opened.press(f"setting-link-mode-scope-{scope}")
        assert opened.dialog.changes == (SettingChange(key=SettingKey.LINK_MODE, scope=scope, value="clone"),)


def test_the_other_scopes_of_an_untouched_setting_show_their_own_choice(opened: Opened) -> None:
    row = opened.row(SettingKey.LINK_MODE)
    for scope, choice in ((USER, "hardlink"), (PROJECT, "copy"), (PROFILE, "symlink")):
        opened.press(f"setting-link-mode-scope-{scope}")
        assert row.editor.text() == choice
    assert not opened.dialog.changes


def test_reset_takes_back_the_choice_of_its_scope(opened: Opened) -> None:
    opened.row(SettingKey.LINK_MODE)
    opened.press("setting-link-mode-reset")
    assert opened.dialog.changes == (SettingChange(key=SettingKey.LINK_MODE, scope=PROFILE, value=None),)
    assert text(opened.shown, "setting-link-mode-said") == "The choice is taken back when you save."
    opened.row(SettingKey.NO_BUILD)
    assert not opened.button("setting-no-build-reset").isEnabled()


def test_what_is_wrong_is_said_while_it_is_typed(opened: Opened) -> None:
    opened.write(SettingKey.RETRIES, "often")
    said = part(opened.shown, QLabel, "setting-retries-said")
    assert said.text().startswith("“often” is no number from 0 to 100.")
    assert said.property("kind") == "bad"
    assert said.text() in part(opened.shown, QLineEdit, "setting-retries").accessibleDescription()
    assert text(opened.shown, "settingsSaid") == "1 value cannot be saved as it is."
    assert not opened.button("settingsSave").isEnabled()
    opened.write(SettingKey.RETRIES, "9")
    assert opened.button("settingsSave").isEnabled()


def test_leaving_over_edits_is_asked_about(opened: Opened) -> None:
    opened.write(SettingKey.RETRIES, "9")
    opened.press("settingsCancel")
    assert opened.dialog.isVisible()
    click(opened.shown, "questionDecline")
    assert opened.dialog.isVisible()
    assert len(opened.dialog.changes) == 1
    QTest.qWait(0)
    opened.dialog.close()
    assert opened.dialog.isVisible()
    part(opened.shown, QPushButton, "questionAccept").click()
    assert not opened.dialog.isVisible()
    assert opened.wanted() == []


def test_a_folder_is_chosen_over_the_dialog(opened: Opened, tmp_path: Path) -> None:
    opened.row(SettingKey.TOOLS)
    opened.press("setting-tools-browse")
    chooser = part(opened.shown, QFileDialog, "folderDialog")
    assert chooser.parent() is opened.dialog
    chooser.setDirectory(str(tmp_path))
    chooser.selectFile(str(tmp_path))
    chooser.accept()
    assert opened.dialog.changes == (SettingChange(key=SettingKey.TOOLS, scope=PROFILE, value=str(tmp_path)),)


def test_the_defaults_are_for_all_projects(shown: Shown, tmp_path: Path) -> None:
    _, environ = settings.made(tmp_path)
    read = settings.view(None, environ)
    shown.window.actions_.default_settings.trigger()
    assert shown.session.submitted[-1] == ReadSettings(project=None)
    dialog = part(shown, SettingsDialog, "settingsDialog")
    assert dialog.windowTitle() == "Defaults for all projects"
    settings.read(shown.session, read)
    opened = Opened(shown, read, dialog)
    assert text(shown, "setting-cache-scope") == "For all my projects"
    assert not part(shown, QLineEdit, "setting-cache").isReadOnly()
    opened.row(SettingKey.OFFLINE)
    opened.press("setting-offline-true")
    opened.press("settingsSave")
    change = SettingChange(key=SettingKey.OFFLINE, scope=USER, value="true")
    assert opened.wanted() == [PreviewSettings(project=None, changes=(change,))]
    opened.end(PreviewSettings, Succeeded(diffs=settings.diffs()[1:]))
    opened.press("settingsWrite")
    assert opened.wanted()[-1] == ChangeSettings(project=None, changes=(change,), seen=read.files)
    dialog.leave()


def test_closing_while_it_is_saved_asks_nothing_and_calls_nothing_off(opened: Opened) -> None:
    opened.write(SettingKey.RETRIES, "9")
    opened.press("settingsSave")
    opened.press("settingsCancel")
    assert not opened.dialog.isVisible()
    assert opened.shown.session.cancelled == []
    opened.end(ChangeSettings, Failed(problem=CHANGED))
    assert CHANGED.title in opened.shown.window.notices.message.text
