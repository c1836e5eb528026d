"""The folders that came into question for a relocation, when none was taken, and what a person can choose instead."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from core.model.measurements import Candidate
from gui.models.candidates import CandidateColumn, CandidatesModel
from gui.models.roles import ItemRole
from gui.theme import ROW_HEIGHT, M, S
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.delegates import SignDelegate
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.package_table import make_table
from gui.widgets.text import label

_MOST_ROWS = 6
_FIGURES = (CandidateColumn.REFUSED, CandidateColumn.NEVER, CandidateColumn.WAIT)


class CandidatesPanel(QWidget):
    """A table with figures and verdicts, or with reasons where nothing was measured.

    ``chosen`` carries the folder of the selected row.
    """

    chosen = Signal(object)
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("candidatesPanel")
        self.view = make_table("candidatesTable", self.tr("Folders that came into question"))
        self.model = CandidatesModel(self.view)
        self._order = QSortFilterProxyModel(self.view)
        self._order.setSourceModel(self.model)
        self._order.setSortRole(ItemRole.SORT)
        self.view.setModel(self._order)
        self.view.setSortingEnabled(True)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._order.sort(-1)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._signs = SignDelegate(self.view)
        self.view.setItemDelegateForColumn(CandidateColumn.VERDICT, self._signs)
        self._header = self.view.horizontalHeader()
        # Reasons for and against are sentences: they stand under the table, for the row that is selected.
        self.view.setColumnHidden(CandidateColumn.WHY, True)
        self._title = label(kind="section", wrap=True, name="candidatesTitle")
        self._why = label(kind="muted", wrap=True, name="candidateWhy")
        frame = Card("candidatesFrame", kind="well", inset=1)
        frame.body.addWidget(self.view)
        self._take = PushButton(self.tr("Move to the selected folder"), "takeCandidateButton", icon_name="relocate")
        self._take.setEnabled(False)
        self._other = PushButton(self.tr("Choose a folder yourself…"), "chooseFolderButton", icon_name="folder")
        buttons = FlowLayout(across=S, down=S)
        buttons.addWidget(self._other)
        buttons.addWidget(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M)
        layout.addWidget(self._title)
        layout.addWidget(frame)
        layout.addWidget(self._why)
        layout.addLayout(buttons)
        self.view.horizontalScrollBar().rangeChanged.connect(self._fit_height)
        self._other.clicked.connect(self.folder_wanted)
        self._take.clicked.connect(self._on_take)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops in this panel."""
        return [self.view, self._other, self._take]

    def show_candidates(self, candidates: tuple[Candidate, ...], *, offer_folder: bool = True) -> None:
        """Show other folders; hidden where there are none. ``offer_folder`` shows the button to name one."""
        self.setVisible(bool(candidates))
        self._other.setVisible(offer_folder)
        if candidates == self.model.rows:
            return
        self._show_columns(candidates)
        self.model.set_rows(candidates)
        self._take.setEnabled(False)
        if candidates:
            self.view.selectRow(0)
        self._fit_height()

    def _fit_height(self) -> None:
        """Be as high as the rows, and the bar below them where the columns have no room."""
        across = self.view.horizontalScrollBar()
        rows = max(1, min(len(self.model.rows), _MOST_ROWS))
        bar = across.sizeHint().height() if across.maximum() > 0 else 0
        self.view.setFixedHeight(self._header.sizeHint().height() + rows * ROW_HEIGHT + bar + 4)

    def _show_columns(self, candidates: tuple[Candidate, ...]) -> None:
        """Show figures where any folder has them, else why each was ruled out."""
        measured = sum(candidate.probe is not None for candidate in candidates)
        if measured == len(candidates):
            self._title.setText(self.tr("Places that were measured"))
        elif measured:
            self._title.setText(self.tr("Places that were measured or ruled out"))
        else:
            self._title.setText(self.tr("Places that were ruled out, so none was measured"))
        for column in _FIGURES:
            self.view.setColumnHidden(column, not measured)
        self.view.setColumnHidden(CandidateColumn.AGAINST, bool(measured))
        header = self._header
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        # Folders beside each other often differ in their last part only: they get what room there is.
        header.setSectionResizeMode(CandidateColumn.PLACE, QHeaderView.ResizeMode.Stretch)
        if not measured:
            header.setSectionResizeMode(CandidateColumn.AGAINST, QHeaderView.ResizeMode.Stretch)
        letters = self.fontMetrics().averageCharWidth()
        for column in (CandidateColumn.VERDICT, *_FIGURES):
            self.view.setColumnWidth(column, max(14 * letters, header.sectionSizeHint(column)))

    def _on_row(self, index: QModelIndex) -> None:
        self._take.setEnabled(index.isValid())
        self._why.setText(str(index.siblingAtColumn(CandidateColumn.WHY).data() or ""))

    def _on_take(self) -> None:
        index = self.view.currentIndex()
        row = index.data(ItemRole.ROW)
        if isinstance(row, Candidate):
            folder: Path = row.place
            self.chosen.emit(folder)
