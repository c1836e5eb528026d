"""The page of the wheels and its dialogs: named, reachable, and whole at every size and in every light."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.model.commands import CollectWheels, InspectFiles, PreviewWheels
from core.model.outcome import Succeeded
from gui.theme import Appearance, Theme
from gui.widgets.fit_grid import FitGrid
from tests.fakes import wheels
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import part
from tests.unit.gui.wheels_opened import choose, end, open_page

SIZES = [(547, 373), (600, 600), (820, 560), (1240, 800)]
INPUTS = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QProgressBar, FitGrid)


def opened(shown: Shown) -> None:
    open_page(shown)
    choose(shown, "nxpy", "21.3.4")
    shown.window.wheels_page.findings.set_open(is_open=True)


def add_dialog(shown: Shown) -> QDialog:
    shown.window.wheels_page.show_entry(shown.session.state.projects[0])
    shown.window._side_pages.take_wheels(wheels.DROPPED)
    end(shown, InspectFiles, Succeeded(wheels=wheels.dropped_report()))
    end(shown, PreviewWheels, Succeeded(diffs=(wheels.DIFF,), sources=wheels.SOURCES, repaired="It is said."))
    return part(shown, QDialog, "addWheelsDialog")


def collect_dialog(shown: Shown) -> QDialog:
    shown.window.wheels_page.collect_wanted.emit()
    dialog = part(shown, QDialog, "collectDialog")
    part(shown, QLineEdit, "collectFolder").setText("/data/wheelhouse/of a project with a long name/risk-dashboard")
    part(shown, QPushButton, "collectStart").click()
    end(shown, CollectWheels, Succeeded(collection=wheels.collection(wheels.SHARE)))
    return dialog


def nameless(root: QWidget) -> Iterator[str]:
    for widget in root.findChildren(QWidget):
        if widget.objectName().startswith("qt_") or not isinstance(widget, INPUTS):
            continue
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if not name and (type(widget).__module__.startswith("gui") or widget.objectName()):
            yield f"{type(widget).__name__} {widget.objectName()!r}"


def guessing(root: QWidget) -> list[str]:
    labels = root.findChildren(QLabel)
    return [label.text() for label in labels if label.text() and label.textFormat() != Qt.TextFormat.PlainText]


def out_of_reach(root: QWidget) -> list[str]:
    """Return what takes input that Tab does not lead to; behind a chosen button the arrow keys lead on."""
    reachable = set()
    widget = root.nextInFocusChain()
    while widget is not None and widget is not root and widget not in reachable:
        reachable.add(widget)
        widget = widget.nextInFocusChain()
    return [
        widget.objectName()
        for widget in root.findChildren(QWidget)
        if isinstance(widget, INPUTS)
        and not isinstance(widget, QProgressBar)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.objectName()
        and not widget.objectName().startswith("qt_")
        and not (isinstance(widget, QAbstractButton) and widget.group() is not None and not widget.isChecked())
        and (widget not in reachable or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


def settle(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    shown.window.resize(*size)
    qtbot.waitUntil(lambda: shown.window.size().toTuple() == size, timeout=20_000)
    qtbot.wait(50)


def cut_off(root: QWidget, area: str) -> list[str]:
    """Return the buttons and words in sight that have less room than they need, or lie beyond the width."""
    cut = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QPushButton):
            continue
        inside = QRect(widget.mapTo(root, widget.rect().topLeft()), widget.size())
        small = isinstance(widget, QPushButton) and widget.text() and widget.width() < widget.minimumSizeHint().width()
        low = (
            isinstance(widget, QLabel) and widget.wordWrap() and widget.height() < widget.heightForWidth(widget.width())
        )
        if small or low or inside.right() > root.rect().right() or inside.left() < 0:
            cut.append(f"{widget.objectName()}: {widget.text()}")
    scroll = root.findChild(QScrollArea, area)
    assert isinstance(scroll, QScrollArea)
    assert scroll.horizontalScrollBar().maximum() == 0
    return cut


def test_the_page_is_named_and_reachable(shown: Shown, qtbot: QtBot) -> None:
    opened(shown)
    qtbot.wait(50)
    page = shown.window.wheels_page
    assert list(nameless(page)) == []
    assert out_of_reach(page) == []
    assert guessing(page) == []


@pytest.mark.parametrize("dialog", [add_dialog, collect_dialog])
def test_the_dialogs_are_named_and_reachable(shown: Shown, qtbot: QtBot, dialog: object) -> None:
    open_page(shown)
    made = dialog(shown)  # type: ignore[operator]  # one of the two above
    qtbot.wait(50)
    assert list(nameless(made)) == []
    assert out_of_reach(made) == []
    assert guessing(made) == []
    assert made.accessibleName() == made.windowTitle()
    made.reject()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_page_cuts_nothing_off(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    settle(shown, qtbot, size)
    opened(shown)
    qtbot.wait(50)
    assert cut_off(shown.window.wheels_page, "wheelsScroll") == []
    grid = part(shown, FitGrid, "fitGrid")
    last = grid._rect((len(grid._platforms) - 1, len(grid._pythons) - 1))
    assert last.right() <= grid.width()
    assert last.bottom() <= grid.height()


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("dialog", [add_dialog, collect_dialog])
def test_the_dialogs_cut_nothing_off(shown: Shown, qtbot: QtBot, size: tuple[int, int], dialog: object) -> None:
    settle(shown, qtbot, size)
    open_page(shown)
    made = dialog(shown)  # type: ignore[operator]  # one of the two above
    qtbot.wait(50)
    assert made.width() <= max(520, size[0])
    assert cut_off(made, f"{made.objectName()}Scroll" if dialog is add_dialog else "collectScroll") == []
    made.reject()


def test_the_grid_is_drawn_anew_in_the_dark(shown: Shown, qtbot: QtBot, theme: Theme) -> None:
    opened(shown)
    qtbot.wait(50)
    grid = part(shown, FitGrid, "fitGrid")
    light = grid.grab().toImage()
    theme.choose(Appearance.DARK)
    dark = grid.grab().toImage()
    assert light.pixelColor(light.width() // 2, 2).lightness() > dark.pixelColor(dark.width() // 2, 2).lightness()


def test_pointing_at_the_grid_moves_nothing_below_it(shown: Shown, qtbot: QtBot) -> None:
    settle(shown, qtbot, (600, 600))
    opened(shown)
    qtbot.wait(50)
    grid = part(shown, FitGrid, "fitGrid")
    below = part(shown, QPushButton, "filePathCopy")
    before = below.mapTo(shown.window, below.rect().topLeft())
    for row in range(3):
        for column in range(4):
            grid._hover((row, column))
            qtbot.wait(5)
            assert below.mapTo(shown.window, below.rect().topLeft()) == before
    grid._hover(None)


def test_return_brings_the_details_into_sight(shown: Shown, qtbot: QtBot) -> None:
    settle(shown, qtbot, (820, 560))
    open_page(shown)
    choose(shown, "nxpy", "21.3.4")
    qtbot.wait(50)
    view = shown.window.wheels_page.files.view
    view.activated.emit(view.currentIndex())
    qtbot.wait(20)
    title, area = part(shown, QLabel, "fileTitle"), part(shown, QScrollArea, "wheelsScroll")
    top = title.mapTo(area.viewport(), title.rect().topLeft()).y()
    assert 0 <= top < area.viewport().height()
