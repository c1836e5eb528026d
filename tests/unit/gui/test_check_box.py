"""The box that can be checked, and the button of a remedy, where there is room and where there is none."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.theme import Appearance, Theme
from gui.widgets.check_box import CheckBox
from gui.widgets.remedy_button import RemedyButton


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.fixture
def box(qtbot: QtBot, theme: Theme) -> CheckBox:
    del theme
    made = CheckBox("Then sync one package at a time", "box")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_checked_looks_other_than_unchecked(box: CheckBox, theme: Theme, appearance: Appearance) -> None:
    theme.choose(appearance)
    box.setChecked(False)
    unchecked = picture(box)
    box.setChecked(True)
    checked = picture(box)
    assert checked != unchecked
    box.setEnabled(False)
    assert picture(box) != checked
    theme.choose(Appearance.LIGHT)


def test_it_is_checked_by_space_and_by_its_words(box: CheckBox) -> None:
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 2, box.height() // 2))
    assert not box.isChecked()


def test_where_it_is_narrow_the_words_are_shortened(box: CheckBox) -> None:
    assert box.minimumSizeHint().width() < box.sizeHint().width()
    wide = picture(box)
    box.resize(box.minimumSizeHint())
    assert box.toolTip() == box.text() == "Then sync one package at a time"
    narrow = picture(box)
    assert narrow.copy(0, 0, 20, narrow.height()) == wide.copy(0, 0, 20, narrow.height())


def test_a_remedy_button_is_shortened_before_the_page_gets_wider(qtbot: QtBot, theme: Theme) -> None:
    del theme
    button = RemedyButton("Use the system's certificates", "button", icon_name="shield", kind="primary")
    qtbot.addWidget(button)
    button.show()
    assert button.minimumSizeHint().width() < button.sizeHint().width() - 60
    assert button.minimumSizeHint().height() == button.sizeHint().height()
    button.resize(button.minimumSizeHint())
    # The end of the words is not painted over the button's edge: the last columns are as those of an empty one.
    shortened = picture(button)
    button.setText("Use")
    plain = picture(button)
    edge = shortened.width() - 12
    assert shortened.copy(edge, 0, 12, shortened.height()) == plain.copy(edge, 0, 12, plain.height())
