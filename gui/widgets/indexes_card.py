"""The package indexes of a project, in the order in which uv asks them."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.model.network import Endpoint, EndpointReport, ListedIndex
from core.model.settings import OriginKind
from gui import network_words
from gui.theme import L, M, S
from gui.widgets.boxes import column_box, emptied
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.index_row import IndexRow
from gui.widgets.tab_order import lead_through
from gui.widgets.text import label

_CHANGEABLE = frozenset({OriginKind.USER, OriginKind.PROJECT, OriginKind.PROFILE})


class IndexesCard(Card):
    """Shows indexes; the signals are those of its rows, and ``add_wanted`` asks for a new one."""

    add_wanted = Signal()
    test_wanted = Signal(object)
    store_wanted = Signal(object)
    forget_wanted = Signal(object)
    move_wanted = Signal(object, int)
    remove_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("indexesCard", inset=L)
        self._shown: tuple[ListedIndex, ...] | None = None
        self._rows: list[IndexRow] = []
        self._endpoints: tuple[Endpoint, ...] = ()
        self._reports: Mapping[str, EndpointReport] = {}
        self._urls: list[str] = []
        self._busy = (False, False)
        self._title = label(self.tr("Indexes"), "section", name="indexesTitle")
        self._order = label(
            self.tr("uv asks them in this order and takes a package from the first that has it."),
            "muted",
            wrap=True,
            name="indexesOrder",
        )
        rows, self._column = column_box(M)
        self._add = PushButton(self.tr("Add an index…"), "indexAdd", icon_name="add")
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self.add_wanted)
        buttons = FlowLayout(across=S, down=S)
        buttons.addWidget(self._add)
        for part in (self._title, self._order, rows):
            self.body.addWidget(part)
        self.body.addLayout(buttons)

    @property
    def rows(self) -> tuple[IndexRow, ...]:
        """The rows from top to bottom."""
        return tuple(self._rows)

    def show_reports(self, endpoints: tuple[Endpoint, ...], reports: Mapping[str, EndpointReport]) -> None:
        """Show what the last check said of the server of each index; ``reports`` are by the addresses of servers."""
        self._reports = reports
        if endpoints != self._endpoints:
            self._endpoints = endpoints
            self._find_servers()
        for row, url in zip(self._rows, self._urls, strict=True):
            row.show_report(reports.get(url))

    def _find_servers(self) -> None:
        """Find the server of each index; comparing addresses is too slow for every result that comes."""
        self._urls = [network_words.url_of(row.index, self._endpoints) for row in self._rows]

    def show_indexes(self, indexes: tuple[ListedIndex, ...]) -> None:
        """Show other indexes; the same ones stay as they are, with the keyboard in them."""
        if indexes == self._shown:
            return
        self._shown = indexes
        self._title.setText(self.tr("Indexes ({count})").format(count=len(indexes)))
        self._order.setVisible(len(indexes) > 1)
        emptied(self._column)
        self._rows = [self._made(number, index, indexes) for number, index in enumerate(indexes)]
        for row in self._rows:
            self._column.addWidget(row)
        self._find_servers()
        self.show_reports(self._endpoints, self._reports)
        checks, runs = self._busy
        self.set_busy(checks=checks, runs=runs)
        lead_through(self.stops())

    def _made(self, number: int, index: ListedIndex, indexes: tuple[ListedIndex, ...]) -> IndexRow:
        can_change = index.origin.kind in _CHANGEABLE
        # An index changes its place among those of its own file; the order of the files is uv's own.
        same = [at for at, each in enumerate(indexes) if each.origin.path == index.origin.path and can_change]
        row = IndexRow(
            number,
            index,
            up=can_change and number != same[0],
            down=can_change and number != same[-1],
            can_change=can_change,
        )
        for signal, own in (
            (row.test_wanted, self.test_wanted),
            (row.store_wanted, self.store_wanted),
            (row.forget_wanted, self.forget_wanted),
            (row.move_wanted, self.move_wanted),
            (row.remove_wanted, self.remove_wanted),
        ):
            signal.connect(own)
        return row

    def set_busy(self, *, checks: bool, runs: bool) -> None:
        """Let tests wait while servers are checked, and changes while something of the project runs."""
        self._busy = (checks, runs)
        self._add.setEnabled(not runs)
        for row in self._rows:
            row.set_busy(checks=checks, runs=runs)

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops, from top to bottom."""
        return [*(stop for row in self._rows for stop in row.stops()), self._add]
