"""A table over a tuple of frozen rows that passes on only what differs."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows are told apart by ``key``; equal rows stay untouched, changed ones change in their cells."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are shown."""
        return self._rows

    def headers(self) -> Sequence[str]:
        """Return the titles of the columns."""
        raise NotImplementedError

    def key(self, row: Row) -> object:
        """Return what stays the same while a row changes."""
        raise NotImplementedError

    def cell(self, row: Row, column: int, role: int) -> object:
        """Return what one cell answers for one role, None for nothing."""
        raise NotImplementedError

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows: appended ones are inserted, changed ones change, everything else resets."""
        old = self._rows
        if rows is old:
            return
        shared = min(len(old), len(rows))
        if len(rows) < len(old) or any(self.key(a) != self.key(b) for a, b in zip(old, rows, strict=False)):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        # New rows are announced one step before changed cells, so that a view never asks for a row that is not there.
        if len(rows) > shared:
            self.beginInsertRows(QModelIndex(), shared, len(rows) - 1)
            self._rows = (*old, *rows[shared:])
            self.endInsertRows()
        self._rows = rows
        for index in range(shared):
            if old[index] is not rows[index] and old[index] != rows[index]:
                self._announce(index, old[index], rows[index])

    def _announce(self, index: int, old: Row, new: Row) -> None:
        roles = self.compared_roles()
        for column in range(len(self.headers())):
            changed = [role for role in roles if self.cell(old, column, role) != self.cell(new, column, role)]
            if changed:
                cell = self.index(index, column)
                self.dataChanged.emit(cell, cell, [])

    def compared_roles(self) -> Sequence[int]:
        """Return the roles that tell whether a cell changed."""
        return (int(Qt.ItemDataRole.DisplayRole),)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default value
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default value
        return 0 if parent.isValid() else len(self.headers())

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self.cell(self._rows[index.row()], index.column(), int(role))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        titles = self.headers()
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(titles):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None
