"""The list of projects with their badges."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from typing_extensions import override

from core.model.state import ProjectState
from gui import command_titles, job_words, package_words
from gui.models.roles import ItemRole
from gui.models.rows import RowsModel
from gui.signs import BADGES


class ProjectsModel(RowsModel[ProjectState]):
    """One row per project; name, folder and badge are what a change is measured by."""

    @override
    def headers(self) -> Sequence[str]:
        return (self.tr("Project"),)

    @override
    def key(self, row: ProjectState) -> object:
        return row.project.folder

    @override
    def compared_roles(self) -> Sequence[int]:
        return (int(Qt.ItemDataRole.DisplayRole), int(ItemRole.SIGN), int(ItemRole.DETAIL))

    @override
    def cell(self, row: ProjectState, column: int, role: int) -> object:  # noqa: PLR0911 - one line a role
        if role == Qt.ItemDataRole.DisplayRole:
            return row.project.name
        if role == ItemRole.ROW:
            return row
        if role == ItemRole.SIGN:
            return BADGES[row.badge]
        if role == ItemRole.DETAIL:
            return self._detail(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.project.folder}\n{job_words.badge_text(row.badge)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{name}, {badge}").format(name=row.project.name, badge=self._detail(row))
        return None

    def row_of(self, folder: Path | None) -> int:
        """Return the row of a project, or -1."""
        return next((row for row, entry in enumerate(self.rows) if entry.project.folder == folder), -1)

    def _detail(self, row: ProjectState) -> str:
        activity = row.activity
        if activity is None or not activity.running:
            return job_words.badge_text(row.badge)
        title = command_titles.running_title(activity.command)
        progress = package_words.package_progress_text(activity)
        return self.tr("{title} · {progress}").format(title=title, progress=progress) if progress else title
