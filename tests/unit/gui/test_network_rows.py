"""Rows of servers stay what they are while results come: the same rows, with the keyboard in them."""

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model.commands import CheckNetwork
from core.model.outcome import Succeeded
from gui.widgets.remedy_button import RemedyButton
from tests.fakes import network
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, text
from tests.unit.gui.network_opened import check_all, checked, found, open_network, row
from tests.unit.gui.wheels_opened import end


def test_thirty_servers_are_shown_and_kept(shown: Shown) -> None:
    page = open_network(shown, replace(network.view(), endpoints=network.many(30)))
    before = page.endpoints.rows
    click(shown, "networkCheck")
    found(shown, network.many(30))
    for each in network.many(30):
        checked(shown, replace(network.FINE, endpoint=each))
    end(shown, CheckNetwork, Succeeded())
    assert text(shown, "networkSentence") == "uv can use all 30 servers"
    assert all(one is other for one, other in zip(before, page.endpoints.rows, strict=True))


def test_a_later_report_leaves_the_keyboard_with_its_server(shown: Shown, qtbot: QtBot) -> None:
    open_network(shown)
    check_all(shown)
    corp = row(shown, network.CORP)
    button = corp.findChild(RemedyButton, "remedy-store-credential")
    assert isinstance(button, RemedyButton)
    shown.window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button, timeout=20_000)
    shown.window.network_page.check.click()
    checked(shown, replace(network.WANTED, sentence="It is said otherwise."))
    assert QApplication.focusWidget() is button
    checked(shown, replace(network.WANTED, remedies=(network.EXPORT,)))
    holder = QApplication.focusWidget()
    assert holder is not None
    assert corp.isAncestorOf(holder)
