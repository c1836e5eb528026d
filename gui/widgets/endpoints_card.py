"""The servers that a project talks to, below each other, and a line for any other address."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.model.checks import CheckStatus
from core.model.network import Endpoint, EndpointReport
from gui.theme import L, M
from gui.widgets.address_field import AddressField
from gui.widgets.boxes import column_box
from gui.widgets.card import Card
from gui.widgets.endpoint_row import EndpointRow
from gui.widgets.text import label


class EndpointsCard(Card):
    """Shows servers; the row of an address stays for as long as the project talks to it.

    ``check_wanted`` carries an address, ``chosen`` the remedy whose button was pressed.
    """

    check_wanted = Signal(str)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("endpointsCard", inset=L)
        self._rows: dict[str, EndpointRow] = {}
        self._busy = (False, False)
        self._title = label(self.tr("Servers"), "section", name="endpointsTitle")
        self.address = AddressField()
        self.address.wanted.connect(self.check_wanted)
        self._empty = label(
            self.tr("The project names no index, and its lock no server. An address of your own can be checked above."),
            "muted",
            wrap=True,
            name="endpointsEmpty",
        )
        rows, self._column = column_box(M)
        for part in (self._title, self.address, self._empty, rows):
            self.body.addWidget(part)

    @property
    def rows(self) -> tuple[EndpointRow, ...]:
        """The rows from top to bottom."""
        return tuple(self._rows.values())

    def show_servers(
        self, endpoints: tuple[Endpoint, ...], reports: Mapping[str, EndpointReport], checking: Collection[str]
    ) -> bool:
        """Show servers with what is known of each; return whether there are others than before, or in another order.

        ``checking`` are the addresses whose turn is to come.
        """
        self._title.setText(self.tr("Servers ({count})").format(count=len(endpoints)))
        self._empty.setVisible(not endpoints)
        others = self._keep({each.url: each for each in endpoints})
        for url, row in self._rows.items():
            row.show_report(reports.get(url), checking=url in checking)
        return others

    def open_first_wrong(self) -> EndpointRow | None:
        """Show the details of the first server that uv cannot use, unless a person opened any; return its row."""
        wrong = [row for row in self.rows if row.report is not None and row.report.status is CheckStatus.FAIL]
        if not wrong or any(row.more.isChecked() for row in self.rows):
            return None
        wrong[0].open()
        return wrong[0]

    def set_busy(self, *, checks: bool, runs: bool) -> None:
        """Let buttons wait while servers are checked, or while something of the project runs."""
        self._busy = (checks, runs)
        self.address.set_busy(busy=checks)
        for row in self._rows.values():
            row.set_busy(checks=checks, runs=runs)

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops, from top to bottom."""
        return [*self.address.stops(), *(stop for row in self._rows.values() for stop in row.stops())]

    def _keep(self, wanted: Mapping[str, Endpoint]) -> bool:
        for url in [url for url in self._rows if url not in wanted]:
            row = self._rows.pop(url)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        before = list(self._rows)
        kept = self._rows
        self._rows = {url: kept.get(url) or self._made(endpoint) for url, endpoint in wanted.items()}
        for url, endpoint in wanted.items():
            self._rows[url].show_endpoint(endpoint)
        if before == list(self._rows):
            return False
        for number, row in enumerate(self._rows.values()):
            self._column.insertWidget(number, row)
        return True

    def _made(self, endpoint: Endpoint) -> EndpointRow:
        row = EndpointRow(endpoint)
        checks, runs = self._busy
        row.set_busy(checks=checks, runs=runs)
        row.check_wanted.connect(self.check_wanted)
        row.chosen.connect(self.chosen)
        return row
