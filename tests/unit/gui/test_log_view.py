"""The log: appends only what is new, searches, and leaves the window alive under a flood."""

import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from core.model.activity import Activity
from core.model.commands import Sync
from gui.widgets.log_view import LogView


def activity(*chunks: tuple[str, ...], job: str = "j", dropped: int = 0) -> Activity:
    return Activity(
        job=job, command=Sync(), log=chunks, log_lines=sum(len(chunk) for chunk in chunks), log_dropped=dropped
    )


@pytest.fixture
def log(qtbot: QtBot) -> LogView:
    view = LogView()
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    return view


def text_of(log: LogView) -> QPlainTextEdit:
    text = log.findChild(QPlainTextEdit, "logText")
    assert isinstance(text, QPlainTextEdit)
    return text


def search_of(log: LogView) -> QLineEdit:
    field = log.findChild(QLineEdit, "logSearch")
    assert isinstance(field, QLineEdit)
    return field


def matches(log: LogView) -> str:
    return log._count.text()


def test_lines_are_appended_once(qtbot: QtBot, log: LogView) -> None:
    first = ("Resolved 3 packages", "Downloading numpy")
    log.show_activity(activity(first))
    log.show_activity(activity(first))
    log.show_activity(activity(first, ("<b>Installed</b> & done",)))
    qtbot.waitUntil(lambda: text_of(log).blockCount() == 3)
    assert text_of(log).toPlainText() == "Resolved 3 packages\nDownloading numpy\n<b>Installed</b> & done"


def test_another_job_begins_an_empty_log(qtbot: QtBot, log: LogView) -> None:
    log.show_activity(activity(("old",)))
    log.show_activity(activity(("new",), job="k"))
    qtbot.waitUntil(lambda: text_of(log).toPlainText() == "new")
    log.show_activity(None)
    assert text_of(log).toPlainText() == ""


def test_dropped_lines_are_not_missed(qtbot: QtBot, log: LogView) -> None:
    log.show_activity(activity(("one", "two")))
    log.show_activity(activity(("two", "three"), dropped=1))
    qtbot.waitUntil(lambda: text_of(log).toPlainText() == "one\ntwo\nthree")


def test_search_counts_and_goes_round(qtbot: QtBot, log: LogView) -> None:
    log.show_activity(activity(("Download numpy", "prepared", "DOWNLOAD scipy download")))
    qtbot.waitUntil(lambda: text_of(log).blockCount() == 3)
    search_of(log).setText("download")
    assert matches(log) == "1 of 3"
    log.find_next()
    log.find_next()
    assert matches(log) == "3 of 3"
    assert text_of(log).textCursor().blockNumber() == 2
    log.find_next()
    assert matches(log) == "1 of 3"
    log.find_previous()
    assert matches(log) == "3 of 3"
    search_of(log).setText("nothing like it")
    assert matches(log) == "No match"
    search_of(log).clear()
    assert matches(log) == ""


def test_new_lines_are_searched_too(log: LogView) -> None:
    log.show_activity(activity(("warning: a",)))
    search_of(log).setText("warning")
    log.show_activity(activity(("warning: a",), ("all well", "warning: b")))
    assert matches(log) == "1 of 2"


def test_the_whole_log_is_copied(log: LogView) -> None:
    log.show_activity(activity(("a", "b")))
    log._copy()
    assert QGuiApplication.clipboard().text() == "a\nb"


def test_sixty_thousand_lines_leave_the_window_alive(qtbot: QtBot, log: LogView) -> None:
    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(beat)
    timer.start()
    flood = tuple(f"DEBUG line {number} of a flood that a talkative build prints" for number in range(60_000))
    log.show_activity(activity(flood))
    qtbot.waitUntil(lambda: text_of(log).blockCount() == 60_000, timeout=60_000)
    timer.stop()
    assert log.line_count == 60_000
    assert max(gaps) < 1.0
    assert len(gaps) > 10


@pytest.mark.parametrize("hidden", [False, True])
def test_following_shows_the_beginnings_of_long_lines(qtbot: QtBot, log: LogView, *, hidden: bool) -> None:
    log.setVisible(not hidden)
    log.show_activity(activity(tuple(f"line {number} {'and on ' * 60}" for number in range(50))))
    qtbot.waitUntil(lambda: text_of(log).blockCount() == 50)
    log.show()
    log.resize(620, 320)
    across = text_of(log).horizontalScrollBar()
    qtbot.waitUntil(lambda: across.maximum() > 0)
    text_of(log).setFocus()
    text_of(log).ensureCursorVisible()
    assert across.value() == across.minimum()
    down = text_of(log).verticalScrollBar()
    assert down.value() == down.maximum()


def test_the_end_is_followed_until_a_search_goes_elsewhere(qtbot: QtBot, log: LogView) -> None:
    log.show_activity(activity(tuple(f"line {number}" for number in range(500))))
    qtbot.waitUntil(lambda: text_of(log).blockCount() == 500)
    bar = text_of(log).verticalScrollBar()
    assert bar.value() == bar.maximum()
    search_of(log).setText("line 3")
    assert bar.value() < bar.maximum()
    assert not log._follow.isChecked()
    log._follow.setChecked(True)
    assert bar.value() == bar.maximum()
