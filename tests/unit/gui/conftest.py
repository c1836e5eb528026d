"""The window's tests run offscreen; where Qt cannot be loaded they are skipped and say why."""

import os
from collections.abc import Callable, Iterator

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("WHEELYARD_THEME", "light")

try:
    import PySide6.QtGui  # noqa: F401 - the import is the question
except ImportError as error:
    if os.environ.get("CI") == "true":
        raise
    pytest.skip(f"Qt cannot be loaded here: {error}", allow_module_level=True)

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.bridge import Bridge
from gui.theme import Appearance, Theme
from gui.windows.main_window import MainWindow
from tests.fakes import scenes
from tests.fakes.scripted_session import ScriptedSession

NOW = 5000.0


class Shown:
    """A window over a scripted session."""

    def __init__(self, window: MainWindow, session: ScriptedSession) -> None:
        self.window = window
        self.session = session


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the one warning pass that the offscreen platform gives for every dialog."""
    for item in items:
        if "gui" in item.path.parts:
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The one theme of the application."""
    return Theme(qapp, Appearance.LIGHT)


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[ScriptedSession], Shown]]:
    """Show a window over a session; its clock stands at ``NOW``, and it is gone when the test is."""
    windows: list[MainWindow] = []

    def build(session: ScriptedSession) -> Shown:
        window = MainWindow(Bridge(session), theme, lambda: NOW)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        return Shown(window, session)

    yield build
    for window in windows:
        window.bridge.request_close()
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.choose(Appearance.LIGHT)


@pytest.fixture
def shown(show: Callable[[ScriptedSession], Shown]) -> Shown:
    """A window with two projects, the first one selected."""
    return show(scenes.session_with_projects())
