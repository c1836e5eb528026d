"""Projects are described in the background, and again whenever what was said may have become untrue."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model.commands import (
    AnyCommand,
    ChooseSetting,
    DescribeProject,
    InstallPython,
    Lock,
    RecreateEnvironment,
    RelocatePlace,
    Sync,
    UndoRelocation,
)
from core.model.events import Finished, ProjectAdded, ProjectDescribed, ProjectDetails, Queued, Started
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.problem import Category, Problem
from core.model.setting_keys import SettingKey
from gui.bridge import Bridge
from gui.theme import Theme
from gui.windows.main_window import MainWindow
from tests.fakes import scenes
from tests.fakes.findings import FOLDER
from tests.fakes.scripted_session import ScriptedSession
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import is_shown, text

THIRD = Path("/home/person/work/third")
TROUBLE = ProjectDetails(trouble="Line 3 of pyproject.toml is no TOML. Mend it.")
Show = Callable[[ScriptedSession], Shown]


def described(session: ScriptedSession) -> list[Path | None]:
    """Return the folders whose description was asked for, in order."""
    return [command.project for command in session.submitted if isinstance(command, DescribeProject)]


def finish(session: ScriptedSession, details: ProjectDetails | None = None) -> None:
    """Let the description that was asked for last come to its end."""
    command = session.submitted[-1]
    assert isinstance(command, DescribeProject)
    assert command.project is not None
    job = f"job-{len(session.submitted)}"
    session.play(ProjectDescribed(project=scenes.project(command.project), details=details or scenes.details()))
    session.play(Finished(job=job, outcome=Succeeded(), seconds=0.1))


class Clock:
    """A clock that a test moves on."""

    now = 5000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clocked(qtbot: QtBot, theme: Theme) -> Iterator[tuple[Shown, Clock]]:
    """A window over two described projects, with a clock of the test's own."""
    clock = Clock()
    session = scenes.session_with_projects()
    window = MainWindow(Bridge(session), theme, clock)
    window.show()
    qtbot.waitExposed(window)
    yield Shown(window, session), clock
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_every_project_is_described_one_after_another_the_shown_one_first(show: Show) -> None:
    session = ScriptedSession()
    for folder in (FOLDER, scenes.OTHER, THIRD):
        session.add(folder)
    show(session)
    assert described(session) == [FOLDER]
    finish(session)
    assert described(session) == [FOLDER, scenes.OTHER]
    finish(session)
    finish(session)
    assert described(session) == [FOLDER, scenes.OTHER, THIRD]


def test_a_description_that_fails_is_not_asked_for_without_end(show: Show) -> None:
    session = ScriptedSession()
    session.add(FOLDER)
    session.add(scenes.OTHER)
    show(session)
    problem = Problem(category=Category.OTHER, title="A defect", explanation="")
    session.play(Finished(job="job-1", outcome=Failed(problem=problem), seconds=0.1))
    session.play(Finished(job="job-2", outcome=Failed(problem=problem), seconds=0.1))
    assert described(session) == [FOLDER, scenes.OTHER]


def test_selecting_a_project_again_describes_it_again(shown: Shown, qtbot: QtBot) -> None:
    shown.session.play(ProjectDescribed(project=scenes.project(), details=TROUBLE))
    assert is_shown(shown, "troubleBar")
    shown.window.sidebar.select(scenes.OTHER)
    shown.window.sidebar.select(FOLDER)
    qtbot.waitUntil(lambda: described(shown.session) == [FOLDER])
    shown.session.play(
        ProjectDescribed(project=replace(scenes.project(), name="mended"), details=scenes.details()),
        Finished(job="job-1", outcome=Succeeded(), seconds=0.1),
    )
    assert not is_shown(shown, "troubleBar")
    assert text(shown, "projectName") == "mended"


def test_coming_back_to_the_window_describes_the_shown_project(clocked: tuple[Shown, Clock], qtbot: QtBot) -> None:
    shown, clock = clocked
    window, session = shown.window, shown.session

    def come_back() -> None:
        QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
        QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    come_back()
    qtbot.wait(400)
    assert described(session) == []  # it was described a moment ago
    clock.now += 10
    come_back()
    qtbot.waitUntil(lambda: described(session) == [FOLDER])
    come_back()
    qtbot.wait(400)
    assert described(session) == [FOLDER]  # one is under way
    finish(session)
    come_back()
    qtbot.wait(400)
    assert described(session) == [FOLDER]


@pytest.mark.parametrize(
    "command",
    [
        Sync(project=FOLDER),
        Lock(project=FOLDER),
        RelocatePlace(project=FOLDER),
        UndoRelocation(project=FOLDER),
        ChooseSetting(project=FOLDER, key=SettingKey.SYSTEM_CERTS, value="true"),
        RecreateEnvironment(project=FOLDER),
        InstallPython(project=FOLDER),
    ],
)
@pytest.mark.parametrize("outcome", [Succeeded(), Cancelled()])
def test_a_job_that_may_have_changed_the_project_is_followed_by_a_description(
    shown: Shown, command: AnyCommand, outcome: Outcome
) -> None:
    shown.session.begin(command, job="work")
    assert described(shown.session) == []
    shown.session.end(FOLDER, outcome, job="work")
    assert described(shown.session) == [FOLDER]


def test_what_was_read_before_a_job_ended_is_read_again(shown: Shown) -> None:
    shown.window.actions_.refresh.trigger()
    shown.session.begin(Sync(project=FOLDER), job="work")
    shown.session.end(FOLDER, Succeeded(), job="work")
    assert described(shown.session) == [FOLDER]
    finish(shown.session)
    assert described(shown.session) == [FOLDER, FOLDER]
    finish(shown.session)
    assert described(shown.session) == [FOLDER, FOLDER]


def test_refresh_has_a_key_and_a_place_in_the_menu(shown: Shown, qtbot: QtBot) -> None:
    shown.window.activateWindow()
    qtbot.waitUntil(shown.window.isActiveWindow)
    QTest.keyClick(shown.window, Qt.Key.Key_F5)
    assert shown.session.submitted == [DescribeProject(project=FOLDER)]
    assert shown.window.actions_.refresh in shown.window.sidebar.menu.actions()


def test_a_project_that_is_removed_is_not_put_back_by_its_description(show: Show, qtbot: QtBot) -> None:
    session = ScriptedSession()
    session.add(FOLDER)
    shown = show(session)
    shown.window.forget(FOLDER)
    assert session.cancelled == ["job-1"]


def test_a_new_project_is_described(shown: Shown) -> None:
    shown.window.add(THIRD)
    shown.session.play(ProjectAdded(project=scenes.project(THIRD)))
    assert described(shown.session) == [THIRD]


def test_nothing_is_asked_of_a_session_that_closes(shown: Shown) -> None:
    shown.session.play(Queued(job="work", project=FOLDER, command=Sync(project=FOLDER)))
    shown.session.play(Started(job="work", project=FOLDER, at=1.0))

    def cancelled() -> None:
        shown.session.play(Finished(job="work", project=FOLDER, outcome=Cancelled(), seconds=1.0))

    shown.window.bridge.closing.connect(cancelled)
    shown.window.bridge.request_close()
    assert shown.session.state.projects[0].activity is not None
    assert described(shown.session) == []
