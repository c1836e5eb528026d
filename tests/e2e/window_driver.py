"""Drives the real window on a real Session by clicks; a program of its own, started by test_window.py.

`python window_driver.py PROJECT STORY OUT` opens the window on a project, plays the story and writes what it saw.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from core.model.activity import Activity
from core.model.commands import AnyCommand, Sync, UndoRelocation
from core.model.outcome import Failed, Succeeded
from core.model.state import ProjectState
from core.session import open_session
from core.store.documents import to_builtins
from core.store.home import Home
from gui.bridge import SessionPort
from gui.main import make_application, show_session
from gui.windows.main_window import MainWindow

BEAT_MS = 20
LONGEST_STEP = 300.0


class Until(Struct, frozen=True):
    """A pause in a story: it goes on when ``met`` is true; ``what`` names it when that takes too long."""

    what: str
    met: Callable[[], bool]


Story = Iterator[Until]
Found = TypeVar("Found", bound=QWidget)


class Stage(QObject):
    """What a story acts with: the window, its buttons by name, and a record of what was seen."""

    def __init__(self, app: QApplication, project: Path) -> None:
        super().__init__()
        self.app = app
        self.project = project
        self.seen: dict[str, Any] = {}

    @property
    def window(self) -> MainWindow | None:
        """The main window once it is there."""
        windows = (widget for widget in self.app.topLevelWidgets() if isinstance(widget, MainWindow))
        return next((window for window in windows if window.isVisible()), None)

    def entry(self) -> ProjectState | None:
        """The project's state."""
        window = self.window
        return None if window is None else window.bridge.state.of(self.project)

    def activity(self) -> Activity | None:
        """The project's current or last job."""
        entry = self.entry()
        return None if entry is None else entry.activity

    def visible(self, name: str) -> bool:
        """Whether a part of the window is on the screen."""
        return self._find(QWidget, name) is not None

    def enabled(self, name: str) -> bool:
        """Whether a button could be pressed now."""
        button = self._find(QPushButton, name)
        return button is not None and button.isEnabled()

    def press(self, name: str) -> None:
        """Press a button with the mouse."""
        button = self._find(QPushButton, name)
        if button is None or not button.isEnabled():
            raise LookupError(f"there is no button {name} to press")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def remedy(self, part: str) -> str:
        """Return the name of the first remedy's button with ``part`` in it; empty where there is none."""
        window = self.window
        buttons = [] if window is None else window.findChildren(QPushButton)
        names = (button.objectName() for button in buttons if button.isVisible())
        return next((name for name in names if name.startswith("remedy-") and part in name), "")

    def words(self, name: str) -> str:
        """Return everything that the labels in a part of the window say."""
        widget = self._find(QWidget, name)
        if widget is None:
            return ""
        labels = [widget] if isinstance(widget, QLabel) else widget.findChildren(QLabel)
        return "\n".join(entry.text() for entry in labels if entry.isVisible() and entry.text())

    def drop(self, folder: Path) -> None:
        """Drop a folder on the window."""
        window = self.window
        if window is None:
            raise LookupError("there is no window")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(folder))])
        no_key = Qt.KeyboardModifier.NoModifier
        left = Qt.MouseButton.LeftButton
        copy = Qt.DropAction.CopyAction
        self.app.sendEvent(window, QDragEnterEvent(QPoint(50, 50), copy, data, left, no_key))
        self.app.sendEvent(window, QDropEvent(QPointF(50, 50), copy, data, left, no_key))

    def _find(self, kind: type[Found], name: str) -> Found | None:
        window = self.window
        widgets: list[Found] = [] if window is None else window.findChildren(kind, name)
        return next((widget for widget in widgets if widget.isVisible()), None)


def the_main_job(stage: Stage) -> Story:
    """Sync is refused, the panel says why, its button relocates the cache and syncs again, Undo brings it back."""
    stage.drop(stage.project)
    yield Until("the dropped project on the list", lambda: stage.entry() is not None)
    yield Until("the Sync button", lambda: stage.enabled("syncButton"))
    stage.press("syncButton")
    yield Until("the problem panel", lambda: stage.visible("problemPanel") and stage.remedy("relocate") != "")
    stage.seen["panel"] = stage.words("problemPanel")
    stage.seen["raw_before"] = stage.visible("rawText")
    stage.press("rawButton")
    yield Until("the raw text", lambda: stage.visible("rawText"))
    stage.seen["problem"] = _problem(stage)
    stage.seen["log_lines"] = _log_lines(stage)
    name = stage.remedy("relocate")
    yield Until("the remedy's button", lambda: stage.enabled(name))
    stage.press(name)
    yield Until("the relocation and the sync after it", lambda: _succeeded(stage, Sync))
    yield Until("the panel to go", lambda: not stage.visible("problemPanel"))
    activity = stage.activity()
    if activity is not None:
        stage.seen["installed"] = activity.totals().ended
        stage.seen["rows"] = len(activity.packages)
    stage.seen["card"] = stage.words("activityCard")
    stage.seen["cache"] = _cache(stage)
    yield Until("the Undo button", lambda: stage.enabled("undoButton"))
    stage.press("undoButton")
    yield Until("the way back", lambda: _succeeded(stage, UndoRelocation))
    yield Until("the old cache", lambda: _cache(stage) != stage.seen["cache"])
    stage.seen["cache_after_undo"] = _cache(stage)


def a_cancelled_sync(stage: Stage) -> Story:
    """A sync that takes minutes is cancelled by its button, and the window is closed while nothing runs."""
    yield Until("the Sync button", lambda: stage.enabled("syncButton"))
    stage.press("syncButton")
    pids = Path(os.environ["WHEELYARD_TEST_PIDS"])
    yield Until("the slow build", pids.exists)
    stage.seen["sync_while_running"] = stage.enabled("syncButton")
    before = time.monotonic()
    stage.press("cancelButton")
    yield Until("the end of the job", lambda: ended(stage.activity()))
    stage.seen["seconds_to_cancel"] = time.monotonic() - before
    stage.seen["outcome"] = type(getattr(stage.activity(), "outcome", None)).__name__
    yield Until("the Sync button again", lambda: stage.enabled("syncButton"))


def closed_while_running(stage: Stage) -> Story:
    """The window is closed in the middle of a sync."""
    yield Until("the Sync button", lambda: stage.enabled("syncButton"))
    stage.press("syncButton")
    yield Until("the slow build", Path(os.environ["WHEELYARD_TEST_PIDS"]).exists)


STORIES = {story.__name__: story for story in (the_main_job, a_cancelled_sync, closed_while_running)}


def ended(activity: Activity | None) -> bool:
    """Whether a job is over."""
    return activity is not None and activity.outcome is not None


def _succeeded(stage: Stage, kind: type[AnyCommand]) -> bool:
    activity = stage.activity()
    if activity is None or activity.outcome is None:
        return False
    failed = activity.outcome if isinstance(activity.outcome, Failed) else None
    if failed is not None and not isinstance(activity.command, Sync):
        raise RuntimeError(f"{activity.command} failed: {failed.problem}")
    return isinstance(activity.command, kind) and isinstance(activity.outcome, Succeeded)


def _problem(stage: Stage) -> Any:
    entry = stage.entry()
    return None if entry is None or entry.problem is None else to_builtins(entry.problem)


def _log_lines(stage: Stage) -> int:
    activity = stage.activity()
    return 0 if activity is None else activity.log_lines


def _cache(stage: Stage) -> str | None:
    entry = stage.entry()
    details = None if entry is None else entry.details
    return str(details.places.cache.path) if details is not None and details.places is not None else None


class Player(QObject):
    """Plays a story, a beat every 20 ms, and keeps the longest time between two beats: how long the window hung."""

    def __init__(self, stage: Stage, story: Story, out: Path) -> None:
        super().__init__()
        self._stage = stage
        self._story = story
        self._out = out
        self._until: Until | None = None
        self._since = self._beat = time.monotonic()
        self._longest = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start(BEAT_MS)

    def _on_beat(self) -> None:
        if self._stage.window is None:
            return
        now = time.monotonic()
        if self._until is not None:
            self._longest = max(self._longest, now - self._beat)
        self._beat = now
        try:
            self._step(now)
        except StopIteration:
            self._end(None)
        except Exception as error:  # noqa: BLE001 - whatever it was is what the test must hear
            self._end(f"{type(error).__name__}: {error}")

    def _step(self, now: float) -> None:
        if self._until is None or self._until.met():
            self._until = next(self._story)
            self._since = now
        elif now - self._since > LONGEST_STEP:
            self._end(f"waited {LONGEST_STEP:.0f} s for {self._until.what}; the window says: {self._all_words()}")

    def _all_words(self) -> str:
        return self._stage.words("projectPage") or self._stage.words("mainWindow")

    def _end(self, failure: str | None) -> None:
        self._timer.stop()
        seen = self._stage.seen | {"failure": failure, "longest_hang": self._longest}
        self._out.write_text(json.dumps(seen, default=str), encoding="utf-8")
        window = self._stage.window
        if window is not None:
            window.close()


def main() -> int:
    """Open the window and play the story."""
    project, story, out = Path(sys.argv[1]), STORIES[sys.argv[2]], Path(sys.argv[3])
    app = make_application()

    def make_session() -> SessionPort:
        session = open_session(Home.locate(os.environ), os.environ)
        session.load_projects()
        return session

    stage = Stage(app, project)
    player = Player(stage, story(stage), out)
    # A dropped folder is added by the story itself; the others begin with the project shown.
    status = show_session(app, make_session, None if story is the_main_job else project)
    player.deleteLater()
    return status


if __name__ == "__main__":
    sys.exit(main())
