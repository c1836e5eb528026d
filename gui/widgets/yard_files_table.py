"""The table of the files of all yards, the search in it, and the details of one file below it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, SignalInstance
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QMenu, QWidget
from typing_extensions import override

from core.model.wheels import FitTable, WheelsReport, YardFile
from gui import figures
from gui.models.roles import ItemRole
from gui.models.yard_files import FileColumn, YardFilesModel, YardFilesOrder, files_of
from gui.theme import ROW_HEIGHT, L, M, S
from gui.widgets.card import Card
from gui.widgets.delegates import SignDelegate
from gui.widgets.file_details import FileDetails
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.package_table import make_table
from gui.widgets.text import label
from gui.widgets.toggle import ToggleButton

_MOST_ROWS = 9
_LETTERS = {
    FileColumn.NAME: 17,
    FileColumn.VERSION: 9,
    FileColumn.PLATFORMS: 27,
    FileColumn.FITS: 13,
    FileColumn.SIZE: 9,
    FileColumn.USED_BY: 15,
}
_WRONG_LETTERS = 17
_SEARCH_MS = 120


class YardFilesTable(Card):
    """Files by name until a person sorts them; the details go with the row that is chosen."""

    def __init__(self) -> None:
        super().__init__("yardFilesCard", inset=L)
        self._tables: dict[str, FitTable] = {}
        self._inspected: Mapping[Path, tuple[YardFile, FitTable | None]] = {}
        self._chosen: Path | None = None
        self._title = label(self.tr("Files"), "section", name="yardFilesTitle")
        self.search = QLineEdit()
        self.search.setObjectName("yardFilesSearch")
        self.search.setAccessibleName(self.tr("Search the files"))
        self.search.setPlaceholderText(self.tr("Name, version, platform"))
        self.search.setClearButtonEnabled(True)
        self.troubled = ToggleButton(self.tr("Troubled only"), "troubledOnly", "warning")
        self._empty = label(kind="muted", wrap=True, name="yardFilesEmpty")
        self.view = make_table("yardFilesTable", self.tr("Files of the yards"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.model = YardFilesModel(self.view)
        self._order = YardFilesOrder(self.view)
        self._order.setSourceModel(self.model)
        self.view.setModel(self._order)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(FileColumn.NAME, Qt.SortOrder.AscendingOrder)
        self._signs = SignDelegate(self.view)
        for column in (FileColumn.FITS, FileColumn.WRONG):
            self.view.setItemDelegateForColumn(column, self._signs)
        self.details = FileDetails()
        self._searching = QTimer(self)
        self._searching.setSingleShot(True)
        self._searching.setInterval(_SEARCH_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        # Where two scroll bars meet, the style would draw a frame.
        self.view.setCornerWidget(QWidget())
        letters = self.fontMetrics().averageCharWidth()
        for column, wide in _LETTERS.items():
            self.view.setColumnWidth(column, wide * letters)
        self.search.setMinimumWidth(26 * letters)
        head = FlowLayout(across=M, down=S)
        for widget in (self._title, self.search, self.troubled):
            head.addWidget(widget)
        self.body.addLayout(head)
        for part in (self._empty, self.view, self.details):
            self.body.addWidget(part)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._searching.start)
        self.search.returnPressed.connect(self._on_search)
        self._searching.timeout.connect(self._on_search)
        self.troubled.toggled.connect(self._on_troubled)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.customContextMenuRequested.connect(self._on_menu)

    def show_report(self, report: WheelsReport) -> None:
        """Show what lies in the yards now; the chosen file stays chosen."""
        self._tables = {table.package: table for table in report.tables}
        chosen = self._chosen
        self.model.set_rows(files_of(report.yards))
        self._chosen = chosen
        self._restore()
        self._follow()

    def show_inspected(self, inspected: Mapping[Path, tuple[YardFile, FitTable | None]]) -> None:
        """Show what was found out about files that were read wholly."""
        self._inspected = inspected
        self._show_details()

    def clear(self) -> None:
        """Forget what was shown: it is another project's."""
        self._chosen = None
        self._tables = {}
        self._inspected = {}
        self.search.clear()
        self.model.set_rows(())
        self.details.show_file(None)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give what is wrong the room that the other columns leave; where that is too little, scroll sideways."""
        others = sum(self.view.columnWidth(column) for column in FileColumn if column != FileColumn.WRONG)
        bar = self.view.verticalScrollBar().sizeHint().width()
        rest = self.width() - 2 * L - bar - S - others
        least = _WRONG_LETTERS * self.fontMetrics().averageCharWidth()
        self.view.setColumnWidth(FileColumn.WRONG, max(least, rest))
        rows = max(1, min(self._order.rowCount(), _MOST_ROWS))
        below = self.view.horizontalScrollBar().sizeHint().height() if rest < least else 0
        self.view.setFixedHeight(self.view.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + below)

    def _follow(self) -> None:
        known, seen = len(self.model.rows), self._order.rowCount()
        count = f"{known:,}" if seen == known else figures.count_of_text(seen, known)
        self._title.setText(self.tr("Files ({count})").format(count=count))
        self.search.setVisible(known > 0)
        self.troubled.setVisible(known > 0)
        self.view.setVisible(seen > 0)
        self._empty.setVisible(seen == 0)
        self._empty.setText(
            self.tr("No file is like that.")
            if known
            else self.tr("Drop wheels on the window, or add a folder that holds them, and they are listed here.")
        )
        self._fit()

    def _restore(self) -> None:
        """Choose the same file again, where it is still there; the model may have begun anew."""
        row = next((at for at, each in enumerate(self.model.rows) if each.file.path == self._chosen), None)
        index = QModelIndex() if row is None else self._order.mapFromSource(self.model.index(row, 0))
        if row is None:
            self._chosen = None
        elif index.isValid() and self.view.currentIndex().row() != index.row():
            self.view.setCurrentIndex(index)
        self._show_details()

    def _show_details(self) -> None:
        row = next((each for each in self.model.rows if each.file.path == self._chosen), None)
        if row is None:
            self.details.show_file(None)
            return
        read, table = self._inspected.get(row.file.path, (row, None))
        same = (read.file.size, read.file.modified_ns) == (row.file.size, row.file.modified_ns)
        # What was read of the file before it became another one is not said of this one.
        shown = YardFile(file=read.file, fits=row.fits, why=row.why, used_by=row.used_by) if same else row
        table = self._tables.get(row.file.name) or (table if same else None)
        files = tuple(each.file for each in self.model.rows if each.file.name == row.file.name)
        self.details.show_file(shown, table, files)

    def _on_search(self) -> None:
        self._order.look_for(self.search.text())
        self._follow()

    def _on_troubled(self, only: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._order.set_troubled_only(only=only)
        self._follow()

    def _on_current(self, index: QModelIndex) -> None:
        row = index.data(ItemRole.ROW) if index.isValid() else None
        if isinstance(row, YardFile):
            self._chosen = row.file.path
            self._show_details()

    def _on_menu(self, at: QPoint) -> None:
        if not self.view.indexAt(at).isValid() or self.details.row is None:
            return
        menu = self.menu()
        menu.popup(self.view.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """Return what can be done with the chosen file; it goes with its choice."""
        menu = QMenu(self.view)
        menu.setObjectName("yardFileMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        details = self.details
        for words, signal, needs_use in (
            (self.tr("Read it wholly"), details.inspect_wanted, False),
            (self.tr("Replace…"), details.replace_wanted, True),
            (self.tr("Remove…"), details.remove_wanted, True),
        ):
            action = QAction(words, menu)
            action.setEnabled(not needs_use or bool(details.row and details.row.used_by))
            action.triggered.connect(_emitter(signal, details))
            menu.addAction(action)
        return menu


def _emitter(signal: SignalInstance, details: FileDetails) -> Callable[[], None]:
    def emit() -> None:
        signal.emit(details.row)

    return emit
