"""The settings of a project, shown as they were read; what cannot be chosen says why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from core.model.commands import (
    OpenSetting,
    ReadSettings,
    RelocatePlace,
    Sync,
)
from core.model.outcome import Succeeded
from core.model.setting_keys import Section, SettingKey, SettingScope
from core.model.setting_values import SettingsView
from core.settings.stored_choices import text_of
from gui.dialogs.settings.dialog import SettingsDialog
from gui.widgets.setting_row import SettingRow
from tests.fakes import settings
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import is_shown, part, text
from tests.unit.gui.settings_opened import Opened, open_settings, read_view

PROJECT = SettingScope.PROJECT


@pytest.fixture
def view(tmp_path: Path) -> SettingsView:
    return read_view(tmp_path)


@pytest.fixture
def opened(shown: Shown, view: SettingsView) -> Iterator[Opened]:
    made = open_settings(shown, view)
    yield made
    made.close()


def test_reading_shows_progress_and_holds_nothing_up(shown: Shown, view: SettingsView) -> None:
    shown.window.actions_.settings.trigger()
    dialog = part(shown, SettingsDialog, "settingsDialog")
    assert shown.session.submitted[-1] == ReadSettings(project=FOLDER)
    assert dialog.windowTitle() == "Settings of risk-dashboard"
    assert is_shown(shown, "settingsLine")
    assert text(shown, "settingsSaid") == "Reading the settings …"
    assert not part(shown, QPushButton, "settingsSave").isEnabled()
    settings.read(shown.session, view)
    assert not is_shown(shown, "settingsLine")
    assert text(shown, "settingsSaid") == "Nothing is changed."
    dialog.reject()
    assert not dialog.isVisible()


def test_closing_it_calls_the_reading_off(shown: Shown) -> None:
    shown.window.actions_.settings.trigger()
    part(shown, SettingsDialog, "settingsDialog").reject()
    assert shown.session.cancelled == [f"job-{len(shown.session.submitted)}"]


def test_every_setting_shows_what_was_read(opened: Opened) -> None:
    draft = opened.dialog.draft
    assert draft is not None
    assert len(draft.declarations()) == len(opened.view.settings)
    for declaration in draft.declarations():
        row = opened.row(declaration.key)
        setting = opened.view.of(declaration.key)
        fixed = setting.locked_by is not None or draft.moves(row.key, row.scope)
        chosen = draft.stored(row.key, row.scope)
        if fixed:
            chosen = None if setting.value is None else text_of(declaration.kind, setting.value)
        assert _tidy(row, row.editor.text()) == _tidy(row, chosen), declaration.key
        assert row.editor.isVisibleTo(row)


def test_looking_at_everything_changes_nothing(opened: Opened) -> None:
    for section in Section:
        opened.dialog.form.sections.show_section(section)
    for row in opened.dialog.form.rows:
        for scope in SettingScope:
            button = opened.dialog.findChild(QAbstractButton, f"setting-{row.key.value}-scope-{scope}")
            if button is not None:
                button.click()
        row.effective.more.click()
    assert opened.dialog.changes == ()
    assert not opened.button("settingsSave").isEnabled()
    opened.press("settingsCancel")
    assert not opened.dialog.isVisible()
    assert opened.wanted() == []


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (
            SettingKey.PYTHON_PREFERENCE,
            "In effect: only-system. From pyproject.toml, line 10 (everyone in this project).",
        ),
        (SettingKey.LINK_MODE, "In effect: symlink. Chosen by you for this project."),
        (SettingKey.EXCLUDE_NEWER, "In effect: 2026-01-31. From pyproject.toml, line 11 (everyone in this project)."),
        (SettingKey.HTTP_TIMEOUT, "In effect: 120 seconds. From the variable UV_HTTP_TIMEOUT."),
        (SettingKey.OFFLINE, "In effect: no (the default)."),
        (SettingKey.CERTIFICATE_FILE, "In effect: nothing is chosen, uv decides."),
    ],
    ids=str,
)
def test_the_value_in_effect_says_where_it_comes_from(opened: Opened, key: SettingKey, sentence: str) -> None:
    assert opened.row(key).effective.text == sentence


def test_it_says_at_a_glance_why_the_cache_is_there(opened: Opened) -> None:
    cache = opened.view.of(SettingKey.CACHE).value
    said = opened.row(SettingKey.CACHE).effective.text
    assert said == f"In effect: {cache}. From uv.toml, line 1 (all your projects)."


def test_what_it_overrides_is_behind_a_headline(opened: Opened) -> None:
    row = opened.row(SettingKey.LINK_MODE)
    assert row.effective.more.text() == "What it overrides (2)"
    name = "setting-link-mode-source"
    assert not any(each.isVisible() for each in row.findChildren(QLabel, name))
    row.effective.more.click()
    lines = [each.text() for each in row.findChildren(QLabel, name) if each.isVisible()]
    assert len(lines) == 3
    assert lines[0] == "your choice for this project: symlink"
    assert lines[1].endswith("pyproject.toml, line 7: copy")
    assert lines[2].endswith("uv.toml, line 2: hardlink")


def test_parts_that_uv_joins_are_told_apart(opened: Opened) -> None:
    row = opened.row(SettingKey.INDEXES)
    assert row.effective.text.endswith("From 2 sources, joined.")
    assert row.effective.more.text() == "Where its parts come from (2)"
    # What is edited is the part of the scope in front alone.
    assert row.scope is PROJECT
    assert "mirror" not in (row.editor.text() or "")


def test_a_dangerous_choice_is_said_beside_it(opened: Opened) -> None:
    opened.row(SettingKey.INSECURE_HOSTS)
    assert "old.corp.example can change what is installed" in text(opened.shown, "setting-insecure-hosts-caution")


def test_what_policy_locks_says_who_locked_it(opened: Opened) -> None:
    row = opened.row(SettingKey.SYSTEM_CERTS)
    assert settings.POLICY in row.effective.text
    assert "Locked by policy" in row.effective.text
    assert row.editor.text() == "true"
    for name in ("true", "false", "none", "reset"):
        assert not opened.button(f"setting-system-certs-{name}").isEnabled(), name


def test_what_this_uv_does_not_know_is_said_and_switched_off(shown: Shown, tmp_path: Path) -> None:
    project, environ = settings.made(tmp_path)
    old = replace(settings.view(settings.profile(project), environ, version=(0, 9, 0)), project=FOLDER)
    shown.window.actions_.settings.trigger()
    settings.read(shown.session, old)
    opened = Opened(shown, old, part(shown, SettingsDialog, "settingsDialog"))
    row = opened.row(SettingKey.LOCK_TIMEOUT)
    assert "uv knows it from version 0.9.4 on." in row.effective.text
    assert part(shown, QLineEdit, "setting-lock-timeout").isReadOnly()
    assert not opened.button("setting-lock-timeout-reset").isEnabled()
    opened.dialog.leave()


def test_troubles_stand_at_the_top_and_open_at_their_line(shown: Shown, tmp_path: Path) -> None:
    project, environ = settings.made(tmp_path, user='link-mode = "copy"\nlink-mod = 1\n')
    environ["UV_OFFLINE"] = "perhaps"
    read = replace(settings.view(settings.profile(project), environ), project=FOLDER)
    shown.window.actions_.settings.trigger()
    settings.read(shown.session, read)
    file = tmp_path / "config" / "uv" / "uv.toml"
    dialog = part(shown, SettingsDialog, "settingsDialog")
    said = [each.accessibleName() for each in dialog.findChildren(QWidget) if "Trouble-" in each.objectName()]
    assert any("link-mod" in each and f"{file}, line 2" in each for each in said)
    assert any("UV_OFFLINE cannot be used" in each for each in said)
    opens = [each for each in dialog.findChildren(QPushButton) if each.accessibleName().startswith("Open ")]
    # A variable is no file that could be opened.
    assert len(opens) == 1
    opens[0].click()
    assert shown.session.submitted[-1] == OpenSetting(project=FOLDER, file=file, line=2)
    dialog.leave()


def test_places_are_moved_by_the_question_that_moves_them_always(opened: Opened) -> None:
    assert part(opened.shown, QLineEdit, "setting-temp").isReadOnly()
    opened.press("setting-cache-scope-profile")
    opened.press("setting-cache-move")
    assert not opened.dialog.isVisible()
    question = part(opened.shown, QDialog, "questionDialog")
    assert question.isVisible()
    part(opened.shown, QPushButton, "questionAccept").click()
    assert isinstance(opened.wanted()[-1], RelocatePlace)


def test_while_a_job_runs_nothing_can_be_moved(opened: Opened) -> None:
    opened.shown.session.begin(Sync(project=FOLDER), at=NOW, job="other")
    assert not opened.button("setting-temp-move").isEnabled()
    opened.shown.session.end(FOLDER, Succeeded(), job="other")
    assert opened.button("setting-temp-move").isEnabled()


def test_it_closes_with_its_project(opened: Opened) -> None:
    opened.write(SettingKey.RETRIES, "9")
    opened.shown.session.remove(FOLDER)
    assert not opened.dialog.isVisible()


def _tidy(row: SettingRow, text: str | None) -> object:
    return None if text is None else row.declaration.kind.parse(text)
