"""The largest packages of a cache as a table."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from core.model.measurements import CachedPackage
from gui.figures import size_text
from gui.models.packages import Progress
from gui.models.roles import ItemRole
from gui.models.rows import RowsModel
from gui.models.version_order import version_order


class CachedColumn(IntEnum):
    """The columns from left to right."""

    PACKAGE = 0
    VERSION = 1
    FILES = 2
    SIZE = 3


class CachedModel(RowsModel[CachedPackage]):
    """One row per package and version, largest first as they were counted; the bar compares with the largest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._most = 1

    @override
    def set_rows(self, rows: tuple[CachedPackage, ...]) -> None:
        most = max((row.held.bytes for row in rows), default=1)
        changed = most != self._most
        self._most = max(1, most)
        super().set_rows(rows)
        if changed and rows:
            last = len(self.rows) - 1
            self.dataChanged.emit(self.index(0, CachedColumn.SIZE), self.index(last, CachedColumn.SIZE), [])

    @override
    def headers(self) -> Sequence[str]:
        return (self.tr("Package"), self.tr("Version"), self.tr("Files"), self.tr("Size"))

    @override
    def key(self, row: CachedPackage) -> object:
        return (row.name, row.version)

    @override
    def compared_roles(self) -> Sequence[int]:
        return (int(Qt.ItemDataRole.DisplayRole), int(ItemRole.SORT))

    @override
    def cell(self, row: CachedPackage, column: int, role: int) -> object:
        if role == ItemRole.ROW:
            return row
        if role == ItemRole.SORT:
            return _sort_value(row, column)
        if role == ItemRole.PROGRESS and column == CachedColumn.SIZE:
            return Progress(row.held.bytes / self._most, size_text(row.held.bytes))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (CachedColumn.PACKAGE, CachedColumn.VERSION):
            return self._text(row, column)
        return None

    def _text(self, row: CachedPackage, column: int) -> str:
        if column == CachedColumn.PACKAGE:
            return row.name
        if column == CachedColumn.VERSION:
            return row.version or ""
        if column == CachedColumn.FILES:
            return f"{row.held.files:,}"
        return size_text(row.held.bytes)


def _sort_value(row: CachedPackage, column: int) -> object:
    if column == CachedColumn.PACKAGE:
        return row.name.casefold()
    if column == CachedColumn.VERSION:
        return version_order(row.version)
    return row.held.files if column == CachedColumn.FILES else row.held.bytes
