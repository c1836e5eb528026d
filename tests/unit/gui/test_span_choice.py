"""The choice of a time span by keyboard: Tab leads to the chosen one, arrows choose another one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.span_choice import SpanChoice


class Row(QWidget):
    """The choice between two buttons."""

    def __init__(self, days: int) -> None:
        super().__init__()
        self.before, self.choice, self.after = QPushButton("before"), SpanChoice("span", days), QPushButton("after")
        layout = QVBoxLayout(self)
        for widget in (self.before, self.choice, self.after):
            layout.addWidget(widget)
        self.chosen: list[int] = []
        self.choice.chosen.connect(self.chosen.append)

    def press(self, key: Qt.Key) -> str:
        """Press a key where the keyboard is, and return where it is then."""
        QTest.keyClick(QApplication.focusWidget() or self, key)
        widget = QApplication.focusWidget()
        return "" if widget is None else widget.objectName()


@pytest.fixture(params=[30, 365])
def row(qtbot: QtBot, request: pytest.FixtureRequest) -> Row:
    made = Row(request.param)
    made.before.setObjectName("before")
    made.after.setObjectName("after")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made, timeout=20_000)
    return made


def test_tab_lands_on_the_chosen_span_and_space_changes_nothing(row: Row) -> None:
    days = row.choice.days
    row.before.setFocus()
    assert row.press(Qt.Key.Key_Tab) == f"span-{days}"
    row.press(Qt.Key.Key_Space)
    assert row.choice.days == days
    assert row.press(Qt.Key.Key_Tab) == "after"


def test_back_from_behind_it_is_the_same(row: Row) -> None:
    row.after.setFocus()
    assert row.press(Qt.Key.Key_Backtab) == f"span-{row.choice.days}"
    assert row.press(Qt.Key.Key_Backtab) == "before"


def test_an_arrow_chooses_the_next_one_which_tab_leads_to_from_then_on(row: Row) -> None:
    before = row.choice.days
    row.before.setFocus()
    row.press(Qt.Key.Key_Tab)
    at = row.press(Qt.Key.Key_Left)
    assert row.choice.days < before
    assert at == f"span-{row.choice.days}"
    assert row.chosen == [row.choice.days]
    row.before.setFocus()
    assert row.press(Qt.Key.Key_Tab) == at


def test_a_click_on_another_one_moves_where_tab_lands(row: Row) -> None:
    other = row.choice.findChild(QWidget, "span-90")
    assert other is not None
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert row.choice.days == 90
    row.before.setFocus()
    assert row.press(Qt.Key.Key_Tab) == "span-90"
    assert row.press(Qt.Key.Key_Tab) == "after"
