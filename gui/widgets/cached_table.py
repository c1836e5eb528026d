"""The table of the largest packages in a cache; several can be chosen."""

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from core.model.measurements import CachedPackage
from gui.models.cached import CachedColumn, CachedModel
from gui.models.roles import ItemRole
from gui.theme import ROW_HEIGHT
from gui.widgets.card import Card
from gui.widgets.delegates import ProgressDelegate
from gui.widgets.package_table import make_table

_LEAST_ROWS = 4


class CachedTable(QWidget):
    """Shows packages with a bar for their size; ``chosen_changed`` says that others are selected."""

    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view = make_table("cachedTable", self.tr("The largest packages in the cache"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.model = CachedModel(self.view)
        self._order = QSortFilterProxyModel(self.view)
        self._order.setSourceModel(self.model)
        self._order.setSortRole(ItemRole.SORT)
        self.view.setModel(self._order)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(CachedColumn.SIZE, Qt.SortOrder.DescendingOrder)
        self._bars = ProgressDelegate(self.view)
        self.view.setItemDelegateForColumn(CachedColumn.SIZE, self._bars)
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(CachedColumn.SIZE, QHeaderView.ResizeMode.Stretch)
        letters = self.fontMetrics().averageCharWidth()
        for column, wide in ((CachedColumn.PACKAGE, 26), (CachedColumn.VERSION, 14), (CachedColumn.FILES, 11)):
            self.view.setColumnWidth(column, wide * letters)
        frame = Card("cachedFrame", inset=1)
        frame.body.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.view.selectionModel().selectionChanged.connect(self.chosen_changed)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the selected packages, each once."""
        rows = (index.data(ItemRole.ROW) for index in self.view.selectionModel().selectedRows())
        return tuple(dict.fromkeys(row.name for row in rows if isinstance(row, CachedPackage)))

    def show_packages(self, packages: tuple[CachedPackage, ...]) -> None:
        """Show other packages; a few rows are always in sight."""
        self.model.set_rows(packages)
        rows = max(1, min(len(packages), _LEAST_ROWS))
        self.view.setMinimumHeight(self.view.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + 4)
        self.chosen_changed.emit()
