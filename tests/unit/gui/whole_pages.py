"""What tests ask of every page and dialog: named, reachable by the keyboard, plain, and nothing cut off."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.widgets.fit_grid import FitGrid
from tests.unit.gui.conftest import Shown

INPUTS = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QProgressBar, FitGrid)


def nameless(root: QWidget) -> Iterator[str]:
    for widget in root.findChildren(QWidget):
        if widget.objectName().startswith("qt_") or not isinstance(widget, INPUTS):
            continue
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if not name and (type(widget).__module__.startswith("gui") or widget.objectName()):
            yield f"{type(widget).__name__} {widget.objectName()!r}"


def guessing(root: QWidget) -> list[str]:
    labels = root.findChildren(QLabel)
    return [label.text() for label in labels if label.text() and label.textFormat() != Qt.TextFormat.PlainText]


def out_of_reach(root: QWidget) -> list[str]:
    """Return what takes input that Tab does not lead to; behind a chosen button the arrow keys lead on."""
    reachable = set()
    widget = root.nextInFocusChain()
    while widget is not None and widget is not root and widget not in reachable:
        reachable.add(widget)
        widget = widget.nextInFocusChain()
    return [
        widget.objectName()
        for widget in root.findChildren(QWidget)
        if isinstance(widget, INPUTS)
        and not isinstance(widget, QProgressBar)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.objectName()
        and not widget.objectName().startswith("qt_")
        and not (isinstance(widget, QAbstractButton) and widget.group() is not None and not widget.isChecked())
        and (widget not in reachable or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


def tab_stops(root: QWidget, first: QWidget, qtbot: QtBot) -> list[QWidget]:
    """Return where Tab stops inside a part, from its first stop on until it leaves the part or comes round."""
    root.activateWindow()
    first.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first, timeout=20_000)
    stops = [first]
    for _ in range(500):
        QTest.keyClick(stops[-1], Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in stops or not root.isAncestorOf(now):
            return stops
        stops.append(now)
    raise AssertionError("Tab comes to no end")


def settle(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    shown.window.resize(*size)
    qtbot.waitUntil(lambda: shown.window.size().toTuple() == size, timeout=20_000)
    qtbot.wait(50)


def cut_off(root: QWidget, area: str) -> list[str]:
    """Return the buttons and words in sight that have less room than they need, or lie beyond the width."""
    cut = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QPushButton):
            continue
        inside = QRect(widget.mapTo(root, widget.rect().topLeft()), widget.size())
        small = isinstance(widget, QPushButton) and widget.text() and widget.width() < widget.minimumSizeHint().width()
        low = (
            isinstance(widget, QLabel) and widget.wordWrap() and widget.height() < widget.heightForWidth(widget.width())
        )
        if small or low or inside.right() > root.rect().right() or inside.left() < 0:
            cut.append(f"{widget.objectName()}: {widget.text()}")
    scroll = root.findChild(QScrollArea, area)
    assert isinstance(scroll, QScrollArea)
    assert scroll.horizontalScrollBar().maximum() == 0
    return cut
