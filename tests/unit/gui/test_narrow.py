"""In a narrow window nothing is cut off and the page does not scroll sideways."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from core.model.events import ProjectDescribed
from core.model.problem import Category, Problem
from gui.dialogs.asking import AskingDialog
from tests.fakes import inventories, repairs, scenes
from tests.fakes.scripted_session import ScriptedSession
from tests.unit.gui.conftest import NOW, Shown
from tests.unit.gui.looking import part

# The sizes of the review, and the same ones on a screen that draws half as large again.
SIZES = [(820, 560), (900, 600), (600, 400), (547, 373)]
BUTTONS = ("syncButton", "lockButton", "relocateButton", "undoButton", "cancelButton")


def quiet(session: ScriptedSession, *, at: float) -> None:
    """Leave everything as it is."""
    del session, at


def narrow(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    """Make the window small and let the layouts settle."""
    shown.window.resize(*size)
    qtbot.waitUntil(lambda: shown.window.size().toTuple() == size)
    qtbot.wait(50)


def test_what_went_wrong_has_the_width_of_the_page(shown: Shown, qtbot: QtBot) -> None:
    scenes.refused_rename(shown.session, at=NOW)
    narrow(shown, qtbot, (600, 400))
    explanation, copy = part(shown, QLabel, "problemExplanation"), part(shown, QPushButton, "problemCopy")
    assert explanation.mapTo(shown.window, explanation.rect().topRight()).x() >= (
        copy.mapTo(shown.window, copy.rect().topRight()).x()
    )


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    "scene",
    [
        quiet,
        scenes.sync_under_way,
        scenes.refused_rename,
        scenes.relocating,
        scenes.relocated,
        scenes.none_clear,
        inventories.counted,
        inventories.syncing_patiently,
        repairs.certificates,
        repairs.many_remedies,
        repairs.repaired,
        repairs.waits,
    ],
    ids=lambda scene: scene.__name__,
)
def test_nothing_is_cut_off(shown: Shown, qtbot: QtBot, size: tuple[int, int], scene: Callable[..., None]) -> None:
    scene(shown.session, at=NOW)
    narrow(shown, qtbot, size)
    for name in BUTTONS:
        button = part(shown, QPushButton, name)
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), name
            inside = QRect(button.mapTo(shown.window, button.rect().topLeft()), button.size())
            assert shown.window.rect().contains(inside), name
    for name in ("relocateMenuButton", "syncMenuButton"):
        more = part(shown, QToolButton, name)
        assert more.width() >= more.sizeHint().width()
    assert part(shown, QScrollArea, "projectScroll").horizontalScrollBar().maximum() == 0


def test_paths_have_the_width_of_the_card_where_it_is_narrow(shown: Shown, qtbot: QtBot) -> None:
    long = scenes.NEW_CACHE / "of a project with a long name"
    shown.session.play(ProjectDescribed(project=scenes.project(), details=scenes.details(long)))
    narrow(shown, qtbot, (820, 560))
    path = part(shown, QWidget, "place-cache")
    assert path.width() >= path.sizeHint().width()
    assert path.y() > part(shown, QWidget, "place-cache-origin").y()
    narrow(shown, qtbot, (1400, 800))
    assert path.width() >= path.sizeHint().width()
    origin = part(shown, QWidget, "place-cache-origin")
    assert abs(path.geometry().center().y() - origin.geometry().center().y()) <= 2


@pytest.mark.parametrize("size", [*SIZES, (1240, 800)], ids=str)
def test_figures_of_places_have_their_room(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    inventories.counted(shown.session, at=NOW)
    narrow(shown, qtbot, size)
    grid = part(shown, QWidget, "placesGrid")
    # Heights follow widths in several rounds of the layouts; on a busy computer they take a moment.
    qtbot.waitUntil(lambda: grid.height() >= grid.heightForWidth(grid.width()))
    bottom = -1
    for name in ("cache", "temp", "environment", "pythons", "tools"):
        path = part(shown, QWidget, f"place-{name}")
        held = part(shown, QLabel, f"place-{name}-held")
        assert held.isVisible()
        assert held.width() >= held.sizeHint().width()
        # One below the other, and no two over each other.
        top = path.mapTo(grid, path.rect().topLeft()).y()
        low = held.mapTo(grid, held.rect().bottomLeft()).y()
        assert bottom < top < low <= grid.height()
        bottom = low


@pytest.mark.parametrize("size", [(547, 373), (1240, 800)], ids=str)
def test_the_dialog_of_the_cache_cuts_nothing_off(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    narrow(shown, qtbot, size)
    inventories.counted(shown.session, at=NOW)
    shown.window.actions_.show_cache.trigger()
    qtbot.wait(50)
    dialog = part(shown, QDialog, "cacheDialog")
    assert dialog.width() <= max(520, size[0])
    for name in ("cleanChosenButton", "cleanAllButton", "countCacheButton", "cacheClose"):
        button = part(shown, QPushButton, name)
        assert button.width() >= button.sizeHint().width()
        assert dialog.rect().contains(QRect(button.mapTo(dialog, button.rect().topLeft()), button.size()))
    plot = part(shown, QWidget, "bucketPlot")
    assert plot.height() >= plot.heightForWidth(plot.width())
    assert part(shown, QScrollArea, "cacheScroll").horizontalScrollBar().maximum() == 0
    dialog.reject()


@pytest.mark.parametrize(
    "scene",
    [repairs.asked_before, repairs.asked_to_end, repairs.asked_for_credential, repairs.certificates],
    ids=lambda scene: scene.__name__,
)
def test_dialogs_that_ask_cut_nothing_off(shown: Shown, qtbot: QtBot, scene: Callable[..., None]) -> None:
    narrow(shown, qtbot, (547, 373))
    scene(shown.session, at=NOW)
    if scene is repairs.certificates:
        part(shown, QPushButton, "remedyMore").click()
        part(shown, QPushButton, "remedy-proxy").click()
    qtbot.wait(50)
    (dialog,) = shown.window.findChildren(AskingDialog)
    assert dialog.width() <= 547
    labels = [label for label in dialog.findChildren(QLabel) if label.isVisible()]
    for label in labels:
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    for button in dialog.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width(), button.text()
    for widget in (*labels, *dialog.findChildren(QPushButton)):
        assert dialog.rect().contains(QRect(widget.mapTo(dialog, widget.rect().topLeft()), widget.size()))
    dialog.reject()


def test_without_a_table_what_is_said_stays_together(shown: Shown, qtbot: QtBot) -> None:
    inventories.counting(shown.session, at=NOW)
    shown.window.actions_.show_cache.trigger()
    qtbot.wait(50)
    held, line = part(shown, QLabel, "cacheHeld"), part(shown, QWidget, "cacheLine")
    assert held.height() <= 2 * held.sizeHint().height()
    assert line.geometry().bottom() < part(shown, QScrollArea, "cacheScroll").height() // 2
    part(shown, QDialog, "cacheDialog").reject()


def test_the_side_bar_stays_as_wide_when_undo_appears(shown: Shown, qtbot: QtBot) -> None:
    narrow(shown, qtbot, (820, 560))
    before = shown.window.sidebar.width()
    scenes.relocated(shown.session, at=NOW)
    qtbot.wait(50)
    assert part(shown, QPushButton, "undoButton").isVisible()
    assert shown.window.sidebar.width() == before


def test_messages_leave_the_buttons_in_a_low_window(shown: Shown, qtbot: QtBot) -> None:
    narrow(shown, qtbot, (547, 373))
    for number in range(9):
        problem = Problem(category=Category.CONFIG_INVALID, title="There is no pyproject.toml.", explanation="")
        shown.window.notices.refuse(Path(f"/home/person/folder-{number}"), problem)
    qtbot.wait(50)
    assert shown.window.notices.height() <= 373 * 2 // 5
    assert "… and 3 more." in shown.window.notices.message.text
    bar = part(shown, QWidget, "actionBar")
    assert bar.height() >= bar.heightForWidth(bar.width())
    part(shown, QToolButton, "messageBarClose").click()
    assert not part(shown, QWidget, "notices").isVisible()


def test_a_message_is_as_high_as_what_it_says(shown: Shown, qtbot: QtBot) -> None:
    narrow(shown, qtbot, (820, 560))
    problem = Problem(category=Category.CONFIG_INVALID, title="There is no pyproject.toml.", explanation="Add one.")
    shown.window.notices.refuse(Path("/home/person/folder"), problem)
    qtbot.wait(50)
    assert shown.window.notices.verticalScrollBar().maximum() == 0
    assert shown.window.notices.height() < 120


def test_cancel_stands_at_the_end_of_the_row(shown: Shown, qtbot: QtBot) -> None:
    narrow(shown, qtbot, (1240, 800))
    bar = part(shown, QWidget, "actionBar")
    cancel = part(shown, QPushButton, "cancelButton")
    assert cancel.geometry().right() == bar.rect().right()
    assert cancel.y() == part(shown, QPushButton, "syncButton").y()
