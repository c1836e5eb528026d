"""No secret goes into the clipboard: neither out of a field, nor out of texts that hold one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

import gui
from core.model.questions import CredentialQuestion
from gui.clipboard import copy
from gui.dialogs.credential import CredentialDialog
from gui.widgets.fields import SecretField
from gui.widgets.raw_text import RawText
from gui.widgets.setting_masked import MaskedField
from gui.widgets.text import CopyButton, ElidedLabel, label
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import part

OPEN = "https://someone:hunter2@packages.example/simple"
KEPT = "what was copied before"


@pytest.fixture(autouse=True)
def _before(qapp: QApplication) -> Iterator[None]:
    del qapp
    QGuiApplication.clipboard().setText(KEPT)
    yield
    QGuiApplication.clipboard().clear()


def copied() -> str:
    return QGuiApplication.clipboard().text()


def test_there_is_one_way_to_the_clipboard() -> None:
    folder = Path(gui.__file__).parent
    others = [
        str(file.relative_to(folder))
        for file in folder.rglob("*.py")
        if re.search(r"clipboard\(\)\s*\.set", file.read_text(encoding="utf-8")) and file.name != "clipboard.py"
    ]
    assert others == []


def test_what_is_copied_has_stars_for_secrets() -> None:
    copy(f"index {OPEN} and UV_INDEX_CORP_PASSWORD=hunter2")
    assert copied() == "index https://****@packages.example/simple and UV_INDEX_CORP_PASSWORD=****"


def test_labels_and_buttons_copy_no_secret(qtbot: QtBot) -> None:
    wrapped, elided, button = label(OPEN, wrap=True), ElidedLabel(OPEN), CopyButton("Copy", OPEN)
    for widget in (wrapped, elided, button):
        qtbot.addWidget(widget)
    for copy_it in (wrapped._copy, elided._copy, button._copy):  # type: ignore[attr-defined]  # a label that wraps
        QGuiApplication.clipboard().setText(KEPT)
        copy_it()
        assert copied() == "https://****@packages.example/simple"


def test_what_uv_printed_is_masked_before_a_part_can_be_marked(qtbot: QtBot) -> None:
    raw = RawText("raw", "What uv printed")
    qtbot.addWidget(raw)
    raw.show_lines(f"error: {OPEN}", 9)
    raw.selectAll()
    raw.copy()
    assert copied() == "error: https://****@packages.example/simple"


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("revealed", [False, True])
def test_a_secret_field_is_not_copied(shown: Shown, revealed: bool) -> None:  # noqa: FBT001 - a parameter
    dialog = CredentialDialog(CredentialQuestion(index="corp", url="https://packages.example"), shown.window)
    dialog.open()
    field = part(shown, SecretField, "credentialSecret")
    field.setFocus()
    QTest.keyClicks(field, "hunter2")
    field.reveal.setChecked(revealed)
    field.selectAll()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
        assert copied() == KEPT
    assert field.text() == "hunter2"
    QTest.mouseDClick(field, Qt.MouseButton.LeftButton, pos=QPoint(12, field.height() // 2))
    assert "hunter2" not in QGuiApplication.clipboard().text(QClipboard.Mode.Selection)
    at = field.mapToGlobal(QPoint(5, 5))
    QApplication.sendEvent(field, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), at))
    (menu,) = [each for each in field.findChildren(QMenu) if each.isVisible()]
    able = {action.objectName(): action.isEnabled() for action in menu.actions() if action.objectName()}
    assert not able["edit-copy"]
    assert not able["edit-cut"]
    menu.close()
    dialog.reject()


def test_an_ordinary_address_in_a_masked_field_can_be_copied(qtbot: QtBot) -> None:
    field = MaskedField("Address", "address")
    qtbot.addWidget(field)
    field.setText("https://packages.example/simple")
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == "https://packages.example/simple"
    QGuiApplication.clipboard().setText(KEPT)
    field.setText(OPEN)
    field.set_secret(secret=True)
    field.reveal.setChecked(True)
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == KEPT
    assert field.echoMode() == QLineEdit.EchoMode.Normal
