"""The folders that a relocation measured, when none was taken, and what a person can choose instead."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from core.model.measurements import Candidate
from gui.models.candidates import CandidateColumn, CandidatesModel
from gui.models.roles import ItemRole
from gui.theme import ROW_HEIGHT, M, S
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.delegates import SignDelegate
from gui.widgets.package_table import make_table
from gui.widgets.text import label


class CandidatesPanel(QWidget):
    """A table with figures and verdicts; ``chosen`` carries the folder of the selected row."""

    chosen = Signal(object)
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("candidatesPanel")
        self.view = make_table("candidatesTable", self.tr("Folders that were measured"))
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
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(CandidateColumn.PLACE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 132), (2, 118), (3, 108), (4, 104)):
            self.view.setColumnWidth(column, width)
        # Reasons are sentences: they stand under the table, for the row that is selected.
        self.view.setColumnHidden(CandidateColumn.WHY, True)
        self._why = label(kind="muted", wrap=True, name="candidateWhy")
        frame = Card("candidatesFrame", kind="well", inset=1)
        frame.body.addWidget(self.view)
        self._take = PushButton(self.tr("Move to the selected folder"), "takeCandidateButton", icon_name="relocate")
        self._take.setEnabled(False)
        other = PushButton(self.tr("Choose a folder yourself…"), "chooseFolderButton", icon_name="folder")
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addWidget(other)
        buttons.addWidget(self._take)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M)
        layout.addWidget(label(self.tr("Places that were measured"), "section"))
        layout.addWidget(frame)
        layout.addWidget(self._why)
        layout.addLayout(buttons)
        other.clicked.connect(self.folder_wanted)
        self._take.clicked.connect(self._on_take)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)

    def show_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        """Show other folders; hidden where there are none."""
        self.setVisible(bool(candidates))
        if candidates == self.model.rows:
            return
        self.model.set_rows(candidates)
        self._take.setEnabled(False)
        if candidates:
            self.view.selectRow(0)
        rows = max(1, min(len(candidates), 6))
        self.view.setFixedHeight(self.view.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + 4)

    def _on_row(self, index: QModelIndex) -> None:
        self._take.setEnabled(index.isValid())
        self._why.setText(str(index.siblingAtColumn(CandidateColumn.WHY).data() or ""))

    def _on_take(self) -> None:
        index = self.view.currentIndex()
        row = index.data(ItemRole.ROW)
        if isinstance(row, Candidate):
            folder: Path = row.place
            self.chosen.emit(folder)
