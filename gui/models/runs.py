"""The runs of a project as a table: when, how it ended, what it was, how long it took, what went wrong."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from typing_extensions import override

from core.model.history import Run
from gui import figures, history_words
from gui.models.roles import ItemRole
from gui.models.rows import RowsModel
from gui.signs import UNFINISHED, Sign
from gui.theme import Tone

Index = QModelIndex | QPersistentModelIndex

_OUTCOMES = {
    history_words.SUCCEEDED: Sign("ok", Tone.OK),
    history_words.FAILED: Sign("bad", Tone.BAD),
    history_words.CANCELLED: Sign("cancelled", Tone.WARN),
}


class RunColumn(IntEnum):
    """The columns from left to right."""

    WHEN = 0
    OUTCOME = 1
    COMMAND = 2
    SECONDS = 3
    PROBLEM = 4
    PACKAGE = 5


class RunsModel(RowsModel[Run]):
    """One row per run, oldest first: a run that ended now is appended, and the rows before it stay."""

    @override
    def headers(self) -> Sequence[str]:
        return (
            self.tr("When"),
            self.tr("Outcome"),
            self.tr("Command"),
            self.tr("Took"),
            self.tr("Problem"),
            self.tr("Package"),
        )

    @override
    def key(self, row: Run) -> object:
        return (row.number, row.started_at, row.command, row.project)

    @override
    def compared_roles(self) -> Sequence[int]:
        return (int(Qt.ItemDataRole.DisplayRole), int(ItemRole.SIGN))

    @override
    def cell(self, row: Run, column: int, role: int) -> object:
        if role == ItemRole.ROW:
            return row
        if role == ItemRole.SORT:
            return self._sort_value(row, column)
        if role == ItemRole.SIGN:
            return sign_of(row) if column == RunColumn.OUTCOME else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (RunColumn.PROBLEM, RunColumn.PACKAGE):
            return self._text(row, column) or None
        return None

    def _text(self, row: Run, column: int) -> str:
        match column:
            case RunColumn.WHEN:
                return figures.moment_text(row.started_at)
            case RunColumn.COMMAND:
                return history_words.command_text(row.command)
            case RunColumn.OUTCOME:
                return history_words.outcome_text(row.outcome)
            case RunColumn.SECONDS:
                return figures.duration_text(row.seconds)
            case RunColumn.PROBLEM:
                return row.title or ""
            case _:
                return row.package or ""

    def _sort_value(self, row: Run, column: int) -> object:
        if column == RunColumn.WHEN:
            return row.started_at
        return row.seconds if column == RunColumn.SECONDS else self._text(row, column).casefold()


class RunsOrder(QSortFilterProxyModel):
    """The order that a person chose, and on demand the runs that failed alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failures_only = False
        self.setSortRole(ItemRole.SORT)

    def set_failures_only(self, *, only: bool) -> None:
        """Show failed runs alone, or all."""
        if only != self._failures_only:
            self._failures_only = only
            self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index, /) -> bool:
        if not self._failures_only:
            return True
        run = self.sourceModel().index(source_row, 0, source_parent).data(ItemRole.ROW)
        return isinstance(run, Run) and run.outcome == history_words.FAILED


def sign_of(run: Run) -> Sign:
    """Return the icon of a run's outcome."""
    return _OUTCOMES.get(run.outcome, UNFINISHED)
