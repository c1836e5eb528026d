"""The packages of one job as a table: package, version, state, progress."""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from core.model.activity import PackageRow
from core.model.events import PackagePhase
from core.model.outcome import ChangeAction
from gui import figures, package_words
from gui.models.roles import ItemRole
from gui.models.rows import RowsModel
from gui.models.version_order import version_order
from gui.signs import PHASES, UNFINISHED, Sign

_UNDER_WAY = frozenset({PackagePhase.WAITING, PackagePhase.DOWNLOADING, PackagePhase.BUILDING, PackagePhase.PREPARING})
_ORDER = {phase: number for number, phase in enumerate(PackagePhase)}


class PackageColumn(IntEnum):
    """The columns from left to right."""

    PACKAGE = 0
    VERSION = 1
    STATE = 2
    PROGRESS = 3


class Progress(NamedTuple):
    """What the progress cell paints: a share from 0 to 1 where uv gave one, and words."""

    share: float | None
    text: str
    finished: bool = False


class PackagesModel(RowsModel[PackageRow]):
    """Rows of the activity; a cell changes only when what it shows changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ended = False

    def set_ended(self, *, ended: bool) -> None:
        """Say whether the job has ended: then a package that was under way was left unfinished."""
        if ended == self._ended:
            return
        self._ended = ended
        for number, row in enumerate(self.rows):
            if row.phase in _UNDER_WAY:
                cell = self.index(number, PackageColumn.STATE)
                self.dataChanged.emit(cell, cell, [])

    @override
    def headers(self) -> Sequence[str]:
        return (self.tr("Package"), self.tr("Version"), self.tr("State"), self.tr("Progress"))

    @override
    def key(self, row: PackageRow) -> object:
        return row.name

    @override
    def compared_roles(self) -> Sequence[int]:
        return (int(Qt.ItemDataRole.DisplayRole), int(ItemRole.PROGRESS), int(ItemRole.SIGN))

    @override
    def cell(self, row: PackageRow, column: int, role: int) -> object:  # noqa: PLR0911 - one line a role
        if role == ItemRole.ROW:
            return row
        if role == ItemRole.SORT:
            return _sort_value(row, column)
        if role == ItemRole.SIGN:
            return self._sign(row) if column == PackageColumn.STATE else None
        if role == ItemRole.PROGRESS:
            return _progress(row) if column == PackageColumn.PROGRESS else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (PackageColumn.PACKAGE, PackageColumn.VERSION):
            return self._text(row, column)
        return None

    def _sign(self, row: PackageRow) -> Sign:
        return UNFINISHED if self._ended and row.phase in _UNDER_WAY else PHASES[row.phase]

    def _text(self, row: PackageRow, column: int) -> str:
        if column == PackageColumn.PACKAGE:
            return row.name
        if column == PackageColumn.VERSION:
            return row.version or ""
        if column == PackageColumn.STATE:
            if self._ended and row.phase in _UNDER_WAY:
                return self.tr("Not finished")
            return package_words.phase_text(row.phase, row.action)
        return _progress(row).text


def _progress(row: PackageRow) -> Progress:
    """Return uv's own figures; a package that uv gave no bytes for has words only."""
    if row.action is ChangeAction.REMOVED:
        return Progress(None, "")
    if row.phase in (PackagePhase.PREPARED, PackagePhase.INSTALLED):
        finished = row.phase is PackagePhase.INSTALLED
        return Progress(1.0, figures.size_of_text(None, row.total_bytes), finished)
    if row.phase is PackagePhase.WAITING:
        return Progress(0.0, figures.size_of_text(row.done_bytes, row.total_bytes))
    if row.done_bytes is not None and row.total_bytes:
        share = min(1.0, row.done_bytes / row.total_bytes)
        return Progress(share, figures.size_of_text(row.done_bytes, row.total_bytes))
    return Progress(None, figures.size_of_text(row.done_bytes, row.total_bytes))


def _sort_value(row: PackageRow, column: int) -> object:
    if column == PackageColumn.PACKAGE:
        return row.name.casefold()
    if column == PackageColumn.VERSION:
        return version_order(row.version)
    if column == PackageColumn.STATE:
        return _ORDER[row.phase]
    return row.total_bytes or row.done_bytes or 0
