"""The table of packages of a job."""

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from core.model.state import PackageRow
from gui.models.packages import PackageColumn, PackagesModel
from gui.models.roles import ItemRole
from gui.theme import ROW_HEIGHT
from gui.widgets.delegates import ProgressDelegate, SignDelegate


def make_table(name: str, accessible: str) -> QTableView:
    """Return a calm table: no grid, whole rows, columns to sort by."""
    table = QTableView()
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


class PackageTable:
    """Puts model, order and delegates of the packages together; ``view`` is the widget."""

    def __init__(self, accessible: str) -> None:
        self.view = make_table("packageTable", accessible)
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

    def show_rows(self, rows: tuple[PackageRow, ...], *, ended: bool) -> None:
        """Show other rows; after the job has ended nothing is under way any more."""
        self.model.set_ended(ended=ended)
        self.model.set_rows(rows)
