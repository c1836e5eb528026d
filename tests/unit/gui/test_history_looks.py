"""The page of the history and the dialog of the request: named, reachable, and whole at every size."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.model.events import Finished
from core.model.outcome import Succeeded
from gui.models.runs import RunColumn
from gui.theme import Appearance, Theme
from gui.widgets.history_plot import HistoryPlot
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import part
from tests.unit.gui.pasts import REQUEST, report

SIZES = [(547, 373), (600, 600), (820, 560), (1240, 800)]
INPUTS = (QAbstractButton, QAbstractItemView, QPlainTextEdit, QProgressBar, QTabWidget, HistoryPlot)


def show_history(shown: Shown) -> None:
    shown.window.actions_.history.trigger()
    _end(shown, Succeeded(history=report()))


def show_request(shown: Shown) -> QDialog:
    shown.window.actions_.request.trigger()
    _end(shown, Succeeded(request=REQUEST))
    return part(shown, QDialog, "requestDialog")


def _end(shown: Shown, outcome: Succeeded) -> None:
    job = f"job-{len(shown.session.submitted)}"
    shown.session.play(Finished(job=job, project=FOLDER, outcome=outcome, seconds=0.1))


def nameless(root: QWidget) -> Iterator[str]:
    for widget in root.findChildren(QWidget):
        if widget.objectName().startswith("qt_") or not isinstance(widget, INPUTS):
            continue
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if not name and (type(widget).__module__.startswith("gui") or widget.objectName()):
            yield f"{type(widget).__name__} {widget.objectName()!r}"


def out_of_reach(root: QWidget) -> list[str]:
    """Return the buttons, lists and plots that Tab does not lead to."""
    reachable = set()
    widget = root.nextInFocusChain()
    while widget is not None and widget is not root and widget not in reachable:
        reachable.add(widget)
        widget = widget.nextInFocusChain()
    return [
        widget.objectName()
        for widget in root.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QAbstractItemView | QPlainTextEdit | HistoryPlot)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.objectName()
        and not widget.objectName().startswith("qt_")
        and not _is_behind_the_chosen(widget)
        and (widget not in reachable or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


def _is_behind_the_chosen(widget: QWidget) -> bool:
    """Whether a button is reached by the arrow keys, from the chosen one of its group."""
    return isinstance(widget, QAbstractButton) and widget.group() is not None and not widget.isChecked()


def guessing(root: QWidget) -> list[str]:
    labels = root.findChildren(QLabel)
    return [label.text() for label in labels if label.text() and label.textFormat() != Qt.TextFormat.PlainText]


def settle(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    shown.window.resize(*size)
    qtbot.waitUntil(lambda: shown.window.size().toTuple() == size, timeout=20_000)
    qtbot.wait(50)


def whole(button: QAbstractButton, inside: QWidget) -> bool:
    place = QRect(button.mapTo(inside, button.rect().topLeft()), button.size())
    return button.width() >= button.sizeHint().width() and inside.rect().contains(place)


def test_the_page_is_named_and_reachable(shown: Shown) -> None:
    show_history(shown)
    page = shown.window.history_page
    page.runs.details.show_run(report().runs[1])
    assert list(nameless(page)) == []
    assert out_of_reach(page) == []
    assert guessing(page) == []


def test_the_dialog_is_named_and_reachable(shown: Shown) -> None:
    dialog = show_request(shown)
    assert list(nameless(dialog)) == []
    assert out_of_reach(dialog) == []
    assert guessing(dialog) == []
    assert dialog.accessibleName()
    dialog.reject()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_page_cuts_nothing_off(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    settle(shown, qtbot, size)
    show_history(shown)
    qtbot.wait(50)
    for name in ("historyBack", "historyRequest"):
        assert whole(part(shown, QPushButton, name), shown.window), name
    for days in (7, 30, 90, 365):
        assert whole(part(shown, QToolButton, f"historySpan-{days}"), shown.window), days
    assert part(shown, QScrollArea, "historyScroll").horizontalScrollBar().maximum() == 0
    only = part(shown, QToolButton, "failuresOnly")
    assert only.width() >= only.sizeHint().width()
    plot = part(shown, HistoryPlot, "historyPlot")
    assert len(plot.ticks()) >= 2
    # How a run ended is in sight without scrolling sideways, and so is how to learn more.
    view = part(shown, QTableView, "runsTable")
    outcome = view.visualRect(view.model().index(1, RunColumn.OUTCOME))
    assert view.viewport().rect().contains(outcome)
    hint = part(shown, QLabel, "runsHint")
    assert hint.text() == "Return or a double click shows the details of a run."
    assert hint.isVisible()
    assert hint.height() >= hint.heightForWidth(hint.width())


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_dialog_cuts_nothing_off(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    settle(shown, qtbot, size)
    dialog = show_request(shown)
    qtbot.wait(50)
    assert dialog.width() <= max(520, size[0])
    for name in ("requestCopy", "requestSave", "requestMail", "requestClose"):
        assert whole(part(shown, QPushButton, name), dialog), name
    assert part(shown, QPlainTextEdit, "requestMarkdown").height() >= 100
    dialog.reject()


def test_pointing_at_marks_moves_nothing(shown: Shown, qtbot: QtBot) -> None:
    settle(shown, qtbot, (600, 600))
    show_history(shown)
    qtbot.wait(50)
    legend = part(shown, QWidget, "historyLegend")
    before = legend.geometry()
    plot = part(shown, HistoryPlot, "historyPlot")
    for series, place in enumerate(plot.places):
        for number in range(len(place.points)):
            plot._go((series, number))
            plot._hover((series, number))
            qtbot.wait(10)
            assert legend.geometry() == before
    plot._hover(None)


def test_the_problem_has_the_room_that_is_left(shown: Shown, qtbot: QtBot) -> None:
    settle(shown, qtbot, (1400, 800))
    show_history(shown)
    qtbot.wait(50)
    view = shown.window.history_page.runs.view
    assert view.horizontalScrollBar().maximum() == 0
    settle(shown, qtbot, (600, 600))
    assert view.horizontalScrollBar().maximum() > 0


def test_it_is_drawn_anew_in_the_dark(shown: Shown, theme: Theme) -> None:
    show_history(shown)
    plot = part(shown, HistoryPlot, "historyPlot")
    light = plot.grab().toImage()
    theme.choose(Appearance.DARK)
    dark = plot.grab().toImage()
    assert light.size() == dark.size()
    # Marks stay where they are and change their colour.
    for spot in plot.spots():
        here = spot.centre.toPoint()
        assert light.pixelColor(here) != dark.pixelColor(here)
