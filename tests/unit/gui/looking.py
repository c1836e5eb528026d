"""How tests find parts of the window, read them and press them."""

from typing import Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QWidget,
)

from core.model.commands import CleanCache, Command, DescribeProject, PruneCache
from core.model.events import Finished
from core.model.outcome import Outcome
from tests.fakes.scripted_session import ScriptedSession
from tests.unit.gui.conftest import NOW, Shown

Child = TypeVar("Child", bound=QWidget)


class Scene(Protocol):
    """A situation as events of a session."""

    def __call__(self, session: ScriptedSession, *, at: float) -> None: ...


def part(shown: Shown, kind: type[Child], name: str) -> Child:
    found = shown.window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def play(shown: Shown, scene: Scene) -> None:
    """Let a scene happen, and what is new in the window find its place."""
    scene(shown.session, at=NOW)
    QTest.qWait(30)


def click(shown: Shown, name: str) -> None:
    button = part(shown, QPushButton, name)
    assert button.isEnabled(), name
    # What came into sight just now has its place when the loop has run.
    QTest.qWait(20)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def text(shown: Shown, name: str) -> str:
    return part(shown, QLabel, name).text()


def is_shown(shown: Shown, name: str) -> bool:
    return part(shown, QWidget, name).isVisible()


def last(shown: Shown) -> Command:
    return shown.session.submitted[-1]


def wanted(shown: Shown) -> list[Command]:
    """Return what was submitted because a person wanted it: descriptions come by themselves."""
    return [command for command in shown.session.submitted if not isinstance(command, DescribeProject)]


def ended(shown: Shown, outcome: Outcome) -> None:
    """Let the job that was submitted last end."""
    command = shown.session.submitted[-1]
    job = f"job-{len(shown.session.submitted)}"
    if not isinstance(command, CleanCache | PruneCache) or not command.preview:
        shown.session.begin(command, at=NOW, job=job)
    shown.session.play(Finished(job=job, project=command.project, outcome=outcome, seconds=1.0))


def points(shown: Shown) -> str:
    return "\n".join(label.text() for label in shown.window.findChildren(QLabel, "questionPoint"))
