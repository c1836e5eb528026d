"""The sections of the settings as a list, each with how much of it is found, changed or wrong."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from typing_extensions import override

from core.model.setting_keys import Section
from gui import setting_words
from gui.models.roles import ItemRole
from gui.models.rows import RowsModel


class SectionRow(Struct, frozen=True, kw_only=True):
    """A section; ``found`` is how many settings a search found in it, None while nothing is searched for."""

    section: Section
    changed: int = 0
    wrong: int = 0
    found: int | None = None


class SectionsModel(RowsModel[SectionRow]):
    """One row a section, with a second line on what is found, changed or wrong."""

    @override
    def headers(self) -> Sequence[str]:
        return (self.tr("Section"),)

    @override
    def key(self, row: SectionRow) -> object:
        return row.section

    @override
    def compared_roles(self) -> Sequence[int]:
        return (int(Qt.ItemDataRole.DisplayRole), int(ItemRole.DETAIL))

    @override
    def cell(self, row: SectionRow, column: int, role: int) -> object:
        if role == ItemRole.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return setting_words.section_title(row.section)
        if role == ItemRole.DETAIL:
            return self._detail(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (setting_words.section_title(row.section), self._detail(row)) if part)
        return None

    def _detail(self, row: SectionRow) -> str:
        said = []
        if row.found:
            said.append(self.tr("{count} found").format(count=row.found))
        if row.wrong:
            said.append(self.tr("{count} wrong").format(count=row.wrong))
        elif row.changed:
            said.append(self.tr("{count} changed").format(count=row.changed))
        return ", ".join(said)
