"""The page of the network in tests: opened over a scripted session, with what its jobs find."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from core.model.commands import CheckNetwork, ReadNetwork
from core.model.events import EndpointChecked, EndpointsFound
from core.model.network import Endpoint, EndpointReport, NetworkView
from core.model.outcome import Succeeded
from gui.pages.network_page import NetworkPage
from gui.widgets.endpoint_row import EndpointRow
from tests.fakes import network
from tests.fakes.findings import FOLDER
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import part
from tests.unit.gui.wheels_opened import end, job_of


def open_network(shown: Shown, view: NetworkView | None = None) -> NetworkPage:
    """Open the page, and let the network be read."""
    shown.window.actions_.network.trigger()
    end(shown, ReadNetwork, Succeeded(network=view or network.view()))
    return shown.window.network_page


def check_all(shown: Shown, reports: Sequence[EndpointReport] = network.REPORTS) -> None:
    """Let a person check all servers, and the check end."""
    shown.window.network_page.check.click()
    end(shown, CheckNetwork, Succeeded(endpoints=tuple(reports)))
    QTest.qWait(20)


def found(shown: Shown, endpoints: tuple[Endpoint, ...]) -> None:
    shown.session.play(EndpointsFound(job=job_of(shown, CheckNetwork), project=FOLDER, endpoints=endpoints))


def checked(shown: Shown, report: EndpointReport) -> None:
    shown.session.play(EndpointChecked(job=job_of(shown, CheckNetwork), project=FOLDER, report=report))


def row(shown: Shown, url: str) -> EndpointRow:
    return next(row for row in shown.window.network_page.endpoints.rows if row.endpoint.url == url)


def said(of: QWidget, name: str) -> str:
    """Return what the label of a name says inside a part."""
    found_label = of.findChild(QWidget, name)
    assert found_label is not None, name
    text: str = found_label.text()  # type: ignore[attr-defined]  # a label
    return text


def menu(shown: Shown, number: int) -> dict[str, QAction]:
    """Return what the menu of an index offers."""
    button = part(shown, QToolButton, f"index-{number}-more")
    return {action.text(): action for action in button.menu().actions() if not action.isSeparator()}
