"""The page of wheels by keyboard, and what has the keyboard while a report comes again."""

import time
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from core.model.wheels import WheelsReport, YardOrigin
from gui.models.yard_files import FileColumn
from tests.fakes import wheels
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import part, text
from tests.unit.gui.wheels_opened import choose, names, open_page, table


@pytest.fixture
def active(shown: Shown, qtbot: QtBot) -> Shown:
    """A window that has the keyboard, with the page of the wheels open."""
    open_page(shown)
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window, timeout=20_000)
    return shown


def holder() -> str:
    """Return the name of what has the keyboard."""
    QTest.qWait(20)
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


def show_again(shown: Shown, report: WheelsReport) -> None:
    """Let a report come, and what it replaced be gone."""
    shown.window.wheels_page.show_report(report)
    QTest.qWait(20)


def with_one_more() -> WheelsReport:
    """Return the report with one file more in the first yard, whose words are therefore others."""
    new = wheels.seen(wheels.wheel("aaa", "1", "py3-none-any"), fits=True, why="")
    first = replace(wheels.YARDS[0], files=(new, *wheels.YARDS[0].files))
    return replace(wheels.report(), yards=(first, *wheels.YARDS[1:]))


def test_the_arrow_keys_go_through_the_rows_and_the_details_follow(active: Shown) -> None:
    view = table(active)
    view.setFocus()
    view.selectRow(0)
    rows = names(active)
    for row in (1, 2, 3):
        QTest.keyClick(view, Qt.Key.Key_Down)
        assert view.currentIndex().row() == row
        assert text(active, "fileTitle").startswith(f"{rows[row]} · ")
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert text(active, "fileTitle").startswith(f"{rows[-1]} · ")


def test_tab_leads_out_of_the_table(active: Shown) -> None:
    table(active).setFocus()
    choose(active, "nxtools", "1.2a2")
    QTest.keyClick(table(active), Qt.Key.Key_Tab)
    assert holder() != "yardFilesTable"


def test_a_stroke_leads_from_the_rows_to_the_search(active: Shown) -> None:
    table(active).setFocus()
    QTest.keyClick(table(active), Qt.Key.Key_Slash)
    assert holder() == "yardFilesSearch"
    assert part(active, QLineEdit, "yardFilesSearch").text() == ""


@pytest.mark.parametrize("name", ["yard-0-more", "yard-1-more", "yard-0-copy", "yardFilesTable", "yardFilesSearch"])
def test_a_report_that_comes_again_leaves_the_keyboard_where_it_is(active: Shown, name: str) -> None:
    choose(active, "nxtools", "1.2a2")
    part(active, QWidget, name).setFocus()
    assert holder() == name
    show_again(active, replace(wheels.report(), targets=()))
    assert holder() == name
    show_again(active, with_one_more())
    assert text(active, "yard-0-text").endswith("7 files, 1.8 MiB")
    assert holder() == name


# The offscreen platform warns of every menu.
@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_a_menu_that_is_open_stays_open_when_a_file_comes_into_the_yard(active: Shown, qtbot: QtBot) -> None:
    menu = part(active, QToolButton, "yard-0-more").menu()
    menu.popup(active.window.mapToGlobal(active.window.rect().center()))
    qtbot.waitUntil(menu.isVisible, timeout=20_000)
    show_again(active, with_one_more())
    assert part(active, QToolButton, "yard-0-more").menu() is menu
    assert menu.isVisible()
    menu.close()


def test_what_a_yard_offers_goes_with_what_the_project_draws_from(active: Shown) -> None:
    drawn = replace(wheels.YARDS[0], origins=(YardOrigin.SOURCES, YardOrigin.FIND_LINKS, YardOrigin.CHOSEN))
    show_again(active, replace(wheels.report(), yards=(drawn, *wheels.YARDS[1:])))
    actions = [each for each in part(active, QToolButton, "yard-0-more").menu().actions() if not each.isSeparator()]
    assert [action.isEnabled() for action in actions] == [False, True, True, True]
    assert actions[-1].text() == "Take it off my list of yards"


def test_the_cell_of_the_grid_is_kept_when_what_is_known_of_the_file_changes(active: Shown) -> None:
    choose(active, "nxpy", "21.3.0")
    grid = part(active, QWidget, "fitGrid")
    grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(grid, key)
    before = text(active, "fitSentence")
    assert before.startswith("Linux x86-64, Python 3.11")
    files = tuple(replace(each, used_by=()) for each in wheels.YARDS[0].files)
    report = replace(wheels.report(), yards=(replace(wheels.YARDS[0], files=files), *wheels.YARDS[1:]))
    show_again(active, report)
    assert holder() == "fitGrid"
    assert text(active, "fitSentence") == before


def test_five_thousand_files_are_no_burden_to_the_page(active: Shown, qtbot: QtBot) -> None:
    page = active.window.wheels_page
    report = wheels.many(5000)
    header = table(active).horizontalHeader()
    steps: tuple[Callable[[], object], ...] = (
        lambda: page.show_report(report),
        lambda: table(active).sortByColumn(FileColumn.VERSION, Qt.SortOrder.DescendingOrder),
        lambda: table(active).sortByColumn(FileColumn.SIZE, Qt.SortOrder.AscendingOrder),
        lambda: part(active, QLineEdit, "yardFilesSearch").setText("package-123"),
        lambda: qtbot.waitUntil(lambda: len(names(active)) == 7, timeout=20_000),
        lambda: page.show_report(replace(report, targets=wheels.TARGETS)),
    )
    taken = []
    for step in steps:
        began = time.perf_counter()
        step()
        QApplication.processEvents()
        taken.append(time.perf_counter() - began)
    assert header.sortIndicatorSection() == FileColumn.SIZE
    assert text(active, "yardFilesTitle") == "Files (7 of 5,000)"
    # Each is a fraction of a second on a quiet machine; what grows with the square of the rows would need minutes.
    assert max(taken) < 10, taken
