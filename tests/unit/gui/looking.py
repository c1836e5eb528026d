"""How tests find parts of the window, read them and press them."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QWidget,
)

from core.model.commands import CleanCache, Command, PruneCache
from core.model.events import Finished
from core.model.outcome import Outcome
from tests.unit.gui.conftest import NOW, Shown

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


def ended(shown: Shown, outcome: Outcome) -> None:
    """Let the job that was submitted last end."""
    command = shown.session.submitted[-1]
    job = f"job-{len(shown.session.submitted)}"
    if not isinstance(command, CleanCache | PruneCache) or not command.preview:
        shown.session.begin(command, at=NOW, job=job)
    shown.session.play(Finished(job=job, project=command.project, outcome=outcome, seconds=1.0))


def points(shown: Shown) -> str:
    return "\n".join(label.text() for label in shown.window.findChildren(QLabel, "questionPoint"))
