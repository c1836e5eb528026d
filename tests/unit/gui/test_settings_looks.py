"""The dialog of the settings: names and stops for everything, room for everything, and its search."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.model.setting_keys import Section, SettingKey
from core.model.setting_values import SettingsView
from tests.fakes import settings
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import is_shown, part
from tests.unit.gui.settings_opened import Opened, open_settings, read_view
from tests.unit.gui.test_accessibility import nameless


@pytest.fixture
def view(tmp_path: Path) -> SettingsView:
    return read_view(tmp_path)


@pytest.fixture
def opened(shown: Shown, view: SettingsView) -> Iterator[Opened]:
    made = open_settings(shown, view)
    yield made
    made.close()


def test_searching_finds_by_label_name_and_variable(opened: Opened) -> None:
    def found() -> set[SettingKey]:
        return {row.key for row in opened.dialog.form.rows if row.isVisible()}

    QTest.keyClick(opened.dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = part(opened.shown, QLineEdit, "settingsSearch")
    QTest.keyClicks(search, "UV_LINK")
    assert found() == {SettingKey.LINK_MODE}
    search.setText("concurrent")
    assert found() == {SettingKey.CONCURRENT_DOWNLOADS, SettingKey.CONCURRENT_BUILDS, SettingKey.CONCURRENT_INSTALLS}
    search.setText("nothing of the kind")
    assert found() == set()
    assert is_shown(opened.shown, "settingsNothing")
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert opened.dialog.isVisible()
    assert SettingKey.CACHE in found()


def test_every_input_has_a_name_and_no_label_guesses(opened: Opened) -> None:
    for section in Section:
        opened.dialog.form.sections.show_section(section)
    opened.row(SettingKey.INDEXES).editor.setFocus()
    opened.dialog.show_preview((), settings.diffs())
    assert list(nameless(opened.dialog)) == []
    labels = opened.dialog.findChildren(QLabel)
    assert not [each.text() for each in labels if each.text() and each.textFormat() != Qt.TextFormat.PlainText]


def test_the_keyboard_reaches_everything(opened: Opened, qtbot: QtBot) -> None:
    assert opened.dialog.focusWidget() is opened.dialog.form.sections
    QTest.keyClick(opened.dialog.form.sections, Qt.Key.Key_Down)
    QTest.keyClick(opened.dialog.form.sections, Qt.Key.Key_Down)
    assert opened.dialog.form.sections.section is Section.WHEELS
    qtbot.wait(20)
    # The arrows choose within the words, as in a list of choices.
    chosen = opened.button("setting-link-mode-symlink")
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Left)
    assert opened.row(SettingKey.LINK_MODE).editor.text() == "hardlink"
    reachable = _stops(opened.dialog)
    names = {"settingsSearch", "settingsSections", "settingsSave", "settingsCancel", "setting-link-mode-scope-profile"}
    names |= {"setting-link-mode-hardlink", "setting-link-mode-reset", "setting-find-links-add"}
    assert names <= reachable


def _stops(dialog: QDialog) -> set[str]:
    found = set()
    widget: QWidget | None = dialog.nextInFocusChain()
    for _ in range(3000):
        if widget is None or widget is dialog:
            break
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.add(widget.objectName())
        widget = widget.nextInFocusChain()
    return found


@pytest.mark.parametrize("size", [(547, 373), (547, 540), (1240, 800)], ids=str)
def test_nothing_is_cut_off(opened: Opened, qtbot: QtBot, size: tuple[int, int]) -> None:
    opened.dialog.resize(max(520, size[0] - 60), max(340, size[1] - 40))
    for section in Section:
        opened.dialog.form.sections.show_section(section)
        qtbot.wait(30)
        assert part(opened.shown, QScrollArea, "settingsScroll").horizontalScrollBar().maximum() == 0
        for button in opened.dialog.form.area.findChildren(QPushButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), button.objectName()
        viewport = opened.dialog.form.area.viewport()
        for row in opened.dialog.form.rows:
            if row.isVisible():
                assert row.width() <= viewport.width(), row.key
    for name in ("settingsSave", "settingsCancel"):
        button = part(opened.shown, QPushButton, name)
        place = QRect(button.mapTo(opened.dialog, button.rect().topLeft()), button.size())
        assert opened.dialog.rect().contains(place), name
