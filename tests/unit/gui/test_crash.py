"""A defect is shown once per cause, and what runs goes on."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.crash import CrashReporter, CrashWindow


def windows() -> list[CrashWindow]:
    return [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, CrashWindow) and widget.isVisible()
    ]


def defect(message: str) -> None:
    raise ValueError(message)


def fail(reporter: CrashReporter, message: str) -> None:
    try:
        defect(message)
    except ValueError as error:
        reporter.report(type(error), error, error.__traceback__)


@pytest.fixture
def reporter(qapp: QApplication) -> Iterator[CrashReporter]:
    reporter = CrashReporter(qapp)
    yield reporter
    for window in windows():
        window.close()
    reporter.deleteLater()


def test_one_window_per_cause(reporter: CrashReporter, qtbot: QtBot) -> None:
    for number in range(5):
        fail(reporter, f"cell {number}")
    qtbot.waitUntil(lambda: len(windows()) == 1)
    try:
        {}["other"]  # type: ignore[index]  # the defect
    except KeyError as error:
        reporter.report(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(windows()) == 2)


def test_the_text_can_be_copied(reporter: CrashReporter, qtbot: QtBot) -> None:
    fail(reporter, "what happened")
    qtbot.waitUntil(lambda: len(windows()) == 1)
    copy = windows()[0].findChild(QPushButton, "crashCopy")
    assert copy is not None
    copy.click()
    assert "ValueError: what happened" in QGuiApplication.clipboard().text()


def test_it_takes_and_gives_back_the_hook(reporter: CrashReporter) -> None:
    before = sys.excepthook
    reporter.install()
    assert sys.excepthook == reporter.report
    reporter.uninstall()
    assert sys.excepthook is before


def crash_text() -> str:
    shown = windows()[0].findChild(QPlainTextEdit, "crashText")
    assert shown is not None
    return shown.toPlainText()


def test_no_secret_is_shown_or_logged(qapp: QApplication, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    for cleaned, message in (
        (lambda text: text.replace("kn0wn", "****"), "a backend repeats kn0wn"),
        (None, "no answer of https://ada:kn0wn@corp.example"),
    ):
        reporter = CrashReporter(qapp) if cleaned is None else CrashReporter(qapp, cleaned)
        fail(reporter, message)
        qtbot.waitUntil(lambda: len(windows()) == 1)
        assert "ValueError" in crash_text()
        assert "kn0wn" not in crash_text()
        windows()[0].close()
        reporter.deleteLater()
    assert "ValueError" in caplog.text
    assert "kn0wn" not in caplog.text
