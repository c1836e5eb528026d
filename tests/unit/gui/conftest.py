"""The window's tests run offscreen; where Qt cannot be loaded they are skipped and say why."""

import os
from collections.abc import Callable

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("WHEELYARD_THEME", "light")

try:
    import PySide6.QtGui  # noqa: F401 - the import is the question
except ImportError as error:
    if os.environ.get("CI") == "true":
        raise
    pytest.skip(f"Qt cannot be loaded here: {error}", allow_module_level=True)

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


@pytest.fixture
def show(qtbot: QtBot, qapp: object) -> Callable[[ScriptedSession], Shown]:
    """Show a window over a session; its clock stands at ``NOW``."""

    def build(session: ScriptedSession) -> Shown:
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - known to load by now

        assert isinstance(qapp, QApplication)
        window = MainWindow(Bridge(session), Theme(qapp, Appearance.LIGHT), lambda: NOW)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        return Shown(window, session)

    return build


@pytest.fixture
def shown(show: Callable[[ScriptedSession], Shown]) -> Shown:
    """A window with two projects, the first one selected."""
    return show(scenes.session_with_projects())
