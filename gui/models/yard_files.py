"""The files of all yards as a table: what each is, for what, whether it fits here, what is wrong with it."""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from typing_extensions import override

from core.model.wheels import Yard, YardFile
from gui import figures, wheel_words
from gui.models.roles import ItemRole
from gui.models.rows import RowsModel
from gui.models.version_order import version_order
from gui.signs import Sign

Index = QModelIndex | QPersistentModelIndex

_order = lru_cache(maxsize=20_000)(version_order)
"""A sort asks for the same versions many times, and to read one costs more than to compare it."""


class FileColumn(IntEnum):
    """The columns from left to right."""

    NAME = 0
    VERSION = 1
    PLATFORMS = 2
    FITS = 3
    SIZE = 4
    USED_BY = 5
    WRONG = 6


class YardFilesModel(RowsModel[YardFile]):
    """One row per file, in the order of the yards."""

    @override
    def headers(self) -> Sequence[str]:
        return (
            self.tr("Package"),
            self.tr("Version"),
            self.tr("For"),
            self.tr("Fits here"),
            self.tr("Size"),
            self.tr("Used by"),
            self.tr("What is wrong"),
        )

    @override
    def key(self, row: YardFile) -> object:
        return row.file.path

    @override
    def compared_roles(self) -> Sequence[int]:
        return (int(Qt.ItemDataRole.DisplayRole), int(ItemRole.SIGN), int(ItemRole.SORT))

    @override
    def cell(self, row: YardFile, column: int, role: int) -> object:
        if role == ItemRole.ROW:
            return row
        if role == ItemRole.SORT:
            return self._sort_value(row, column)
        if role == ItemRole.SIGN:
            return _sign(row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _hint(row, column) or None
        return None

    def _text(self, row: YardFile, column: int) -> str:  # noqa: PLR0911 - one line a column
        file = row.file
        match column:
            case FileColumn.NAME:
                return wheel_words.name_text(file)
            case FileColumn.VERSION:
                return file.version
            case FileColumn.PLATFORMS:
                return wheel_words.for_text(file)
            case FileColumn.FITS:
                return wheel_words.fits_text(row.fits)
            case FileColumn.SIZE:
                return figures.size_text(file.size)
            case FileColumn.USED_BY:
                return wheel_words.projects_text(row.used_by)
            case _:
                return wheel_words.trouble_text(file)

    def _sort_value(self, row: YardFile, column: int) -> object:
        file = row.file
        match column:
            case FileColumn.VERSION:
                return _order(file.version)
            case FileColumn.FITS:
                return 1 if row.fits is None else 2 * int(row.fits)
            case FileColumn.SIZE:
                return file.size
            case FileColumn.USED_BY:
                return f"{len(row.used_by):06}{self._text(row, column)}"
            case FileColumn.WRONG:
                return 1000 * (not file.is_usable) + len(file.troubles)
            case _:
                return self._text(row, column).casefold()


class YardFilesOrder(QSortFilterProxyModel):
    """The order that a person chose, and of all files those that a person looks for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._troubled_only = False
        self.setSortRole(ItemRole.SORT)

    def look_for(self, words: str) -> None:
        """Show files in whose name, version, platform, path or users each of the words occurs."""
        wanted = tuple(words.casefold().split())
        if wanted != self._words:
            self._words = wanted
            self.invalidate()

    def set_troubled_only(self, *, only: bool) -> None:
        """Show files alone with which something is wrong, or all."""
        if only != self._troubled_only:
            self._troubled_only = only
            self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index, /) -> bool:
        model = self.sourceModel()
        if not isinstance(model, YardFilesModel) or source_row >= len(model.rows):
            return True
        row = model.rows[source_row]
        if self._troubled_only and not row.file.troubles:
            return False
        if not self._words:
            return True
        searched = _searched(row)
        return all(word in searched for word in self._words)


def files_of(yards: Sequence[Yard]) -> tuple[YardFile, ...]:
    """Return the files of all yards, each once."""
    found: dict[object, YardFile] = {}
    for yard in yards:
        for each in yard.files:
            found.setdefault(each.file.path, each)
    return tuple(found.values())


def _searched(row: YardFile) -> str:
    file = row.file
    parts = (file.name, file.written_name, file.version, str(file.path), wheel_words.for_text(file))
    return "\n".join((*parts, wheel_words.projects_text(row.used_by))).casefold()


def _sign(row: YardFile, column: int) -> Sign | None:
    if column == FileColumn.FITS:
        return wheel_words.fits_sign(row.fits)
    return wheel_words.trouble_sign(row.file) if column == FileColumn.WRONG else None


def _hint(row: YardFile, column: int) -> str:
    match column:
        case FileColumn.NAME:
            return str(row.file.path)
        case FileColumn.PLATFORMS:
            return ", ".join(row.file.tags)
        case FileColumn.FITS:
            return row.why
        case FileColumn.USED_BY:
            return "\n".join(map(str, row.used_by))
        case FileColumn.WRONG:
            return "\n".join(trouble.sentence for trouble in row.file.troubles)
        case _:
            return ""
