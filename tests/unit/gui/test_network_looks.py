"""The page of the network and its dialogs: named, reachable in the order of the eye, whole at every size."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from core.model.questions import CredentialQuestion
from gui.dialogs.credential import CredentialDialog
from gui.pages.network_page import NetworkPage
from tests.fakes import network
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, part
from tests.unit.gui.network_opened import check_all, open_network, row
from tests.unit.gui.whole_pages import cut_off, guessing, nameless, out_of_reach, settle, tab_stops

SIZES = [(547, 373), (600, 600), (900, 540), (1240, 800)]
QUESTIONS = (
    CredentialQuestion(index="corp", url=network.CORP),
    CredentialQuestion(
        index="corp", url=network.CORP, user="jürgen", was_refused=True, keyring_trouble="No service answers."
    ),
    CredentialQuestion(index="proxy", url="http://proxy.corp.example:8080", is_proxy=True, was_refused=True),
)


def opened(shown: Shown) -> NetworkPage:
    """Show everything there is to see: reports, details, what uv printed, the names of packages."""
    page = open_network(shown, replace(network.view(), keyring_trouble=None))
    check_all(shown)
    for each in page.endpoints.rows:
        each.more.setChecked(True)
    for name in ("endpointWordsMore", "endpointMore", "index-0-more-packages"):
        for button in page.findChildren(QPushButton, name):
            button.setChecked(True)
    QTest.qWait(50)
    return page


def test_the_page_is_named_and_reachable(shown: Shown) -> None:
    page = opened(shown)
    assert list(nameless(page)) == []
    assert out_of_reach(page) == []
    assert guessing(page) == []


def test_the_keyboard_goes_from_top_to_bottom(shown: Shown, qtbot: QtBot) -> None:
    page = opened(shown)
    # Rows and details that are made later find their place in the order, too.
    check_all(shown, (replace(network.INTERCEPTED, sentence="Another sentence."), network.WANTED))
    QTest.qWait(50)
    stops = tab_stops(page, page._back, qtbot)
    content = page._scroll.widget()
    assert content is not None
    # The page scrolls with the keyboard; what stands above it comes first.
    inside = [stop for stop in stops if content.isAncestorOf(stop)]
    assert stops[-len(inside) :] == inside
    tops = [stop.mapTo(content, QPoint(0, stop.height() // 2)).y() for stop in inside]
    # Side by side counts as the same height: buttons of a row differ by less than one of them is high.
    wrong = [
        (before.objectName(), after.objectName())
        for before, after, high, low in zip(inside, inside[1:], tops, tops[1:], strict=False)
        if low < high - 20
    ]
    assert wrong == []
    assert len(stops) > 30


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_page_cuts_nothing_off(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    settle(shown, qtbot, size)
    page = opened(shown)
    qtbot.wait(50)
    assert cut_off(page, "networkScroll") == []


@pytest.mark.parametrize("size", [(547, 373), (1240, 800)], ids=str)
@pytest.mark.parametrize("question", QUESTIONS, ids=("new", "refused", "proxy"))
def test_the_credential_dialog_is_whole(
    shown: Shown, qtbot: QtBot, size: tuple[int, int], question: CredentialQuestion
) -> None:
    settle(shown, qtbot, size)
    dialog = CredentialDialog(question, shown.window)
    dialog.open()
    qtbot.wait(50)
    whole(dialog, "credentialDialogScroll")
    dialog.reject()


@pytest.mark.parametrize("size", [(547, 373), (1240, 800)], ids=str)
def test_the_export_dialog_is_whole(shown: Shown, qtbot: QtBot, size: tuple[int, int]) -> None:
    settle(shown, qtbot, size)
    open_network(shown)
    click(shown, "networkExport")
    qtbot.wait(50)
    dialog = part(shown, QDialog, "exportDialog")
    whole(dialog, "exportDialogScroll")
    dialog.reject()


def whole(dialog: QDialog, area: str) -> None:
    assert list(nameless(dialog)) == []
    assert out_of_reach(dialog) == []
    assert guessing(dialog) == []
    assert dialog.accessibleName() == dialog.windowTitle()
    assert cut_off(dialog, area) == []


def test_results_leave_what_has_the_keyboard_where_it_is(shown: Shown, qtbot: QtBot) -> None:
    settle(shown, qtbot, (900, 540))
    open_network(shown)
    qtbot.wait(50)
    button = row(shown, network.PYTHONS).check
    shown.window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button, timeout=20_000)
    shown.window.network_page._scroll.ensureWidgetVisible(button)
    qtbot.wait(50)
    before = button.mapTo(shown.window, QPoint(0, 0)).y()
    check_all(shown)
    qtbot.wait(50)
    assert abs(button.mapTo(shown.window, QPoint(0, 0)).y() - before) <= 1
