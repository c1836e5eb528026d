"""The page of the wheels and its dialogs: named, reachable, and whole at every size and in every light."""

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from core.model.commands import CollectWheels, InspectFiles, PreviewWheels
from core.model.outcome import Succeeded
from gui.theme import Appearance, Theme
from gui.widgets.fit_grid import FitGrid
from tests.fakes import wheels
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import part
from tests.unit.gui.wheels_opened import choose, end, open_page
from tests.unit.gui.whole_pages import cut_off, guessing, nameless, out_of_reach, settle

SIZES = [(547, 373), (600, 600), (820, 560), (1240, 800)]


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
