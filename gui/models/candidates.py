"""Folders that a relocation measured, as a table with figures and verdicts."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import Qt
from typing_extensions import override

from core.model.measurements import Candidate
from gui import figures, place_names
from gui.models.roles import ItemRole
from gui.models.rows import RowsModel
from gui.signs import VERDICTS, Sign
from gui.theme import Tone


class CandidateColumn(IntEnum):
    """The columns from left to right."""

    PLACE = 0
    VERDICT = 1
    REFUSED = 2
    NEVER = 3
    WAIT = 4
    WHY = 5
    AGAINST = 6


class CandidatesModel(RowsModel[Candidate]):
    """One row per folder, best first as the core ordered them."""

    @override
    def headers(self) -> Sequence[str]:
        return (
            self.tr("Folder"),
            self.tr("Verdict"),
            self.tr("Refused at first"),
            self.tr("Never passed"),
            self.tr("Median wait"),
            self.tr("Why"),
            self.tr("Why not"),
        )

    @override
    def key(self, row: Candidate) -> object:
        return row.place

    @override
    def cell(self, row: Candidate, column: int, role: int) -> object:
        if role == ItemRole.ROW:
            return row
        if role == ItemRole.SORT:
            return self._sort_value(row, column)
        if role == ItemRole.SIGN:
            return _sign(row) if column == CandidateColumn.VERDICT else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((str(row.place), *_reasons(row)))
        return None

    def _text(self, row: Candidate, column: int) -> str:  # noqa: PLR0911 - one line a column
        if column == CandidateColumn.PLACE:
            return str(row.place)
        if column == CandidateColumn.WHY:
            return " ".join(_reasons(row))
        if column == CandidateColumn.AGAINST:
            return against(row)
        probe = row.probe
        if probe is None:
            return self.tr("Ruled out") if column == CandidateColumn.VERDICT else "–"  # noqa: RUF001 - a dash
        if column == CandidateColumn.VERDICT:
            return place_names.verdict_text(probe.verdict)
        if column == CandidateColumn.REFUSED:
            return self.tr("{count} of {rounds}").format(count=probe.refused_first, rounds=probe.rounds)
        if column == CandidateColumn.NEVER:
            return self.tr("{count} of {rounds}").format(count=probe.never_passed, rounds=probe.rounds)
        return figures.wait_text(probe.wait_ms.median)

    def _sort_value(self, row: Candidate, column: int) -> object:
        probe = row.probe
        if column == CandidateColumn.VERDICT:
            return row.score
        if column == CandidateColumn.REFUSED:
            return -1 if probe is None else probe.refused_first
        if column == CandidateColumn.NEVER:
            return -1 if probe is None else probe.never_passed
        if column == CandidateColumn.WAIT:
            return -1.0 if probe is None else probe.wait_ms.median
        return self._text(row, column).casefold()


def _sign(row: Candidate) -> Sign:
    return Sign("unknown", Tone.NEUTRAL) if row.probe is None else VERDICTS[row.probe.verdict]


def against(row: Candidate) -> str:
    """Return why a folder was ruled out before it was measured; the core says that last."""
    return row.reasons[-1] if row.probe is None and row.reasons else ""


def _reasons(row: Candidate) -> tuple[str, ...]:
    if row.reasons:
        return row.reasons
    return () if row.probe is None else (row.probe.why,)
