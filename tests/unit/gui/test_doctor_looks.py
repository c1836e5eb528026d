"""How the check of the configuration looks: nothing cut off, everything named, all of it read by keyboard."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from core.model.checks import CheckRemedy, CheckStatus
from gui import check_words
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import part
from tests.unit.gui.test_accessibility import nameless
from tests.unit.gui.test_doctor import CERTIFICATES, CHECKS, KEY, opened


def test_what_is_long_is_read_by_keyboard(shown: Shown, qtbot: QtBot) -> None:
    dialog = opened(shown, tuple(replace(KEY, id=str(number)) for number in range(12)))
    bar = part(shown, QScrollArea, "doctorScroll").verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(part(shown, QPushButton, "doctorClose"), Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(part(shown, QPushButton, "doctorClose"), Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_part_has_a_name_and_no_text_is_taken_for_rich(shown: Shown) -> None:
    dialog = opened(shown)
    assert list(nameless(dialog)) == []
    assert dialog.accessibleName() == dialog.windowTitle()
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in dialog.findChildren(QLabel) if each.text())
    assert dialog.focusWidget() is part(shown, QPushButton, "doctorClose")
    dialog.reject()


@pytest.mark.parametrize("size", [(547, 373), (1240, 800)], ids=str)
def test_nothing_is_cut_off(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    long = CheckRemedy(
        title="A remedy whose title says a good deal more than a button has room for", action=CERTIFICATES
    )
    shown.window.resize(*size)
    qtbot.waitUntil(lambda: shown.window.size().toTuple() == size)
    dialog = opened(shown, (replace(KEY, remedies=(*KEY.remedies, long)), *CHECKS))
    scroll = part(shown, QScrollArea, "doctorScroll")
    content = scroll.widget()
    assert content is not None

    def cut() -> list[str]:
        return [
            each.objectName()
            for each in content.findChildren(QWidget)
            if each.isVisible()
            and isinstance(each, QPushButton | QLabel)
            and each.mapTo(scroll, each.rect().topRight()).x() > scroll.viewport().width()
        ]

    qtbot.waitUntil(lambda: cut() == [], timeout=20_000)
    for name in ("doctorAgain", "doctorCopy", "doctorClose"):
        button = part(shown, QPushButton, name)
        assert button.width() >= button.sizeHint().width()
        assert dialog.rect().contains(QRect(button.mapTo(dialog, button.rect().topLeft()), button.size()))
    dialog.reject()


def test_every_status_has_words_and_a_sign() -> None:
    assert len({check_words.status_text(status) for status in CheckStatus}) == len(CheckStatus)
    assert set(check_words.SIGNS) == set(check_words.ORDER) == set(CheckStatus)
