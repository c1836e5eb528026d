"""A button that has the keyboard shows the ring of the style sheet, and no second one inside it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.theme import Theme
from gui.widgets.buttons import PushButton

_RING = 6


def inside(button: PushButton) -> QImage:
    picture = button.grab().toImage()
    return picture.copy(_RING, _RING, picture.width() - 2 * _RING, picture.height() - 2 * _RING)


@pytest.mark.parametrize("kind", ["", "primary", "ghost"])
def test_the_ring_is_the_only_mark_of_the_keyboard(qtbot: QtBot, theme: Theme, kind: str) -> None:
    del theme
    box = QWidget()
    line = QHBoxLayout(box)
    first, second = PushButton("First", "first", kind=kind), PushButton("Second", "second", kind=kind)
    line.addWidget(first)
    line.addWidget(second)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is box)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    without = inside(second)
    # The inner rectangle is drawn only where the keyboard is in use.
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    assert inside(second) == without
