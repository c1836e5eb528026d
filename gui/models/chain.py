"""The certificates that a server sent, as a table."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntEnum

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from core.model.endpoint import CertificateSeen
from gui.models.roles import ItemRole
from gui.models.rows import RowsModel
from gui.signs import Sign
from gui.theme import Tone

_PARTS = tuple(re.compile(rf"(?:^|,){part}=((?:\\.|[^,\\])+)", re.IGNORECASE) for part in ("CN", "OU", "O"))
"""The parts of a name that tell it from others, the one that tells most first."""


class ChainColumn(IntEnum):
    """The columns from left to right."""

    SUBJECT = 0
    ISSUER = 1
    VALID = 2
    KEY = 3


class ChainModel(RowsModel[CertificateSeen]):
    """One row per certificate, the server's own first; names are short in the cells and whole in the tooltips."""

    def __init__(self, parent: QObject | None = None, now: datetime | None = None) -> None:
        super().__init__(parent)
        self._now = now or datetime.now(UTC)

    @override
    def headers(self) -> Sequence[str]:
        return (self.tr("Certificate of"), self.tr("Issued by"), self.tr("Valid"), self.tr("Key"))

    @override
    def key(self, row: CertificateSeen) -> object:
        return row

    @override
    def cell(self, row: CertificateSeen, column: int, role: int) -> object:
        if role == ItemRole.ROW:
            return row
        if role == ItemRole.SIGN and column == ChainColumn.VALID:
            return _validity_sign(row, self._now)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._whole(row, column)
        return None

    def _text(self, row: CertificateSeen, column: int) -> str:
        if column == ChainColumn.SUBJECT:
            return short_name(row.subject)
        if column == ChainColumn.ISSUER:
            return self.tr("itself") if row.self_signed else short_name(row.issuer)
        if column == ChainColumn.VALID:
            return self._validity(row)
        return row.key

    def _validity(self, row: CertificateSeen) -> str:
        if row.not_after < self._now:
            return self.tr("expired {date}").format(date=_date(row.not_after))
        if row.not_before > self._now:
            return self.tr("from {date}").format(date=_date(row.not_before))
        return self.tr("until {date}").format(date=_date(row.not_after))

    def _whole(self, row: CertificateSeen, column: int) -> str:
        if column == ChainColumn.SUBJECT:
            return row.subject
        if column == ChainColumn.ISSUER:
            return row.issuer
        if column == ChainColumn.VALID:
            return self.tr("from {first} until {last}").format(first=_date(row.not_before), last=_date(row.not_after))
        return row.key


def short_name(name: str) -> str:
    """Return the part of a certificate's name that tells most, the whole name where none does."""
    found = next((match for part in _PARTS if (match := part.search(name)) is not None), None)
    return re.sub(r"\\(.)", r"\1", found[1]) if found is not None else name


def _validity_sign(row: CertificateSeen, now: datetime) -> Sign:
    return Sign("ok", Tone.OK) if row.not_before <= now <= row.not_after else Sign("bad", Tone.BAD)


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()
