"""The dialog of the settings in tests: opened over a scripted session, pressed, written into, read."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
)

from core.model.commands import (
    AnyCommand,
    Command,
    DescribeProject,
    ReadSettings,
)
from core.model.outcome import Outcome
from core.model.setting_keys import SettingKey
from core.model.setting_values import SettingsView
from gui.dialogs.settings.dialog import SettingsDialog
from gui.widgets.setting_row import SettingRow
from tests.fakes import settings
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import part


class Opened:
    """The dialog over a scripted session, with the settings read."""

    def __init__(self, shown: Shown, view: SettingsView, dialog: SettingsDialog) -> None:
        self.shown = shown
        self.view = view
        self.dialog = dialog

    def row(self, key: SettingKey) -> SettingRow:
        self.dialog.form.show_setting(key)
        return next(row for row in self.dialog.form.rows if row.key is key)

    def button(self, name: str) -> QAbstractButton:
        return part(self.shown, QAbstractButton, name)

    def press(self, name: str) -> None:
        button = self.button(name)
        assert button.isEnabled(), name
        button.click()

    def write(self, key: SettingKey, words: str) -> None:
        self.row(key)
        field = part(self.shown, QLineEdit, f"setting-{key.value}")
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)

    def wanted(self) -> list[Command]:
        passing = (DescribeProject, ReadSettings)
        return [each for each in self.shown.session.submitted if not isinstance(each, passing)]

    def end(self, kind: type[AnyCommand], outcome: Outcome) -> None:
        """Let the last job of a kind end."""
        submitted = self.shown.session.submitted
        number = max(at for at, command in enumerate(submitted, 1) if isinstance(command, kind))
        self.shown.session.end(submitted[number - 1].project, outcome, seconds=0.2, job=f"job-{number}")

    def close(self) -> None:
        """Close it without a question, if it is still there."""
        if self.shown.window.findChild(SettingsDialog) is not None:
            self.dialog.leave()


def read_view(folder: Path) -> SettingsView:
    """Return the settings of the example project below a folder, with one that policy locks."""
    project, environ = settings.made(folder)
    read = settings.view(settings.profile(project), environ, locks=settings.locked())
    return replace(read, project=FOLDER)


def open_settings(shown: Shown, view: SettingsView) -> Opened:
    """Open the settings of the shown project and let them be read."""
    shown.window.actions_.settings.trigger()
    dialog = part(shown, SettingsDialog, "settingsDialog")
    settings.read(shown.session, view)
    return Opened(shown, view, dialog)
