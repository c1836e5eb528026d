"""How tests find parts of the window, read them and press them."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QWidget,
)

from core.model.commands import (
    Command,
)
from tests.unit.gui.conftest import Shown

Child = TypeVar("Child", bound=QWidget)


def part(shown: Shown, kind: type[Child], name: str) -> Child:
    found = shown.window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def click(shown: Shown, name: str) -> None:
    button = part(shown, QPushButton, name)
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def text(shown: Shown, name: str) -> str:
    return part(shown, QLabel, name).text()


def is_shown(shown: Shown, name: str) -> bool:
    return part(shown, QWidget, name).isVisible()


def last(shown: Shown) -> Command:
    return shown.session.submitted[-1]
