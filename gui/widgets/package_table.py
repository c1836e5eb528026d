"""The table of packages of a job."""

from typing import TypeVar

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout

from core.model.activity import PackageRow
from gui.models.packages import PackageColumn, PackagesModel
from gui.models.roles import ItemRole
from gui.theme import ROW_HEIGHT, XL, L
from gui.widgets.delegates import ProgressDelegate, SignDelegate
from gui.widgets.text import label

Table = TypeVar("Table", bound=QTableView)


def make_table(name: str, accessible: str) -> QTableView:
    """Return a calm table."""
    return prepared(QTableView(), name, accessible)


def prepared(table: Table, name: str, accessible: str) -> Table:
    """Make a table calm: no grid, whole rows, columns to sort by."""
    table.setObjectName(name)
    table.setAccessibleName(accessible)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setMouseTracking(True)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


class _PackageView(QTableView):
    """A table that says in its room why it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self._empty = label(kind="muted", wrap=True, name="packageTableEmpty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.hide()
        room = QVBoxLayout(self.viewport())
        room.setContentsMargins(XL, L, XL, L)
        room.addWidget(self._empty)

    def show_empty(self, sentence: str) -> None:
        """Show a sentence in place of rows, or none."""
        self._empty.setText(sentence)
        self._empty.setVisible(bool(sentence))
        self.horizontalHeader().setVisible(not sentence)
        self.setAccessibleDescription(sentence)


class PackageTable:
    """Puts model, order and delegates of the packages together; ``view`` is the widget."""

    def __init__(self, accessible: str) -> None:
        self.view = prepared(_PackageView(), "packageTable", accessible)
        self.model = PackagesModel(self.view)
        self._order = QSortFilterProxyModel(self.view)
        self._order.setSourceModel(self.model)
        self._order.setSortRole(ItemRole.SORT)
        self.view.setModel(self._order)
        self.view.setSortingEnabled(True)
        # uv's own order first: rows stay where they are until a person sorts.
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.horizontalHeader().setSortIndicatorClearable(True)
        self._order.sort(-1)
        self._signs = SignDelegate(self.view)
        self._bars = ProgressDelegate(self.view)
        self.view.setItemDelegateForColumn(PackageColumn.STATE, self._signs)
        self.view.setItemDelegateForColumn(PackageColumn.PROGRESS, self._bars)
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(PackageColumn.PROGRESS, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(72)
        for column, width in ((PackageColumn.PACKAGE, 168), (PackageColumn.VERSION, 92), (PackageColumn.STATE, 128)):
            self.view.setColumnWidth(column, width)

    def show_rows(self, rows: tuple[PackageRow, ...], *, ended: bool, empty: str = "") -> None:
        """Show other rows, or why there are none; after the job has ended nothing is under way any more."""
        self.view.show_empty("" if rows else empty)
        self.model.set_ended(ended=ended)
        self.model.set_rows(rows)
