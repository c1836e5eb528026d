"""A page that takes the place of a project's own: opened, closed, and shown for the project that is selected."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from core.model.commands import AnyCommand, RelocatePlace, TakeInventory
from core.model.state import ProjectState
from gui.actions import Actions
from gui.bridge import Bridge
from gui.pages.project_page import ProjectPage
from gui.pages.side_page import SidePage


class SidePageCare(QObject):
    """Goes with the selection while its page is in front; ``_begin`` and ``_leave`` are those of each page.

    ``_folder`` is the project that is shown, None while the page is not in front.
    """

    def __init__(
        self,
        *,
        bridge: Bridge,
        stack: QStackedWidget,
        page: SidePage,
        project: ProjectPage,
        shown: Callable[[], ProjectState | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._stack = stack
        self._side_page = page
        self._project = project
        self._shown = shown
        self._folder: Path | None = None
        page.back_wanted.connect(self.close)
        stack.currentChanged.connect(self._on_page)

    def follow_actions(self, own: QAction, actions: Actions) -> None:
        """Open and close the page with its own action; whatever is watched on the project's page leads back there."""
        own.triggered.connect(self.toggle)
        for action in (actions.find, actions.sync, actions.sync_patiently, actions.lock, actions.undo):
            action.triggered.connect(self.close)

    @property
    def is_open(self) -> bool:
        """Whether the page is in front."""
        return self._stack.currentWidget() is self._side_page

    def toggle(self) -> None:
        """Open the page, or go back to the project."""
        if self.is_open:
            self.close()
        elif self._shown() is not None:
            self._stack.setCurrentWidget(self._side_page)
            self._side_page.take_focus()

    def close(self) -> None:
        """Go back to the page of the project."""
        if self.is_open:
            self._stack.setCurrentWidget(self._project)
            self._project.take_focus()

    def follow(self) -> None:
        """Show the project that is selected now, where the page is open."""
        entry = self._shown()
        if not self.is_open or entry is None:
            return
        self._side_page.show_entry(entry)
        if entry.project.folder != self._folder:
            if self._folder is not None:
                self._leave()
            self._folder = entry.project.folder
            self._begin()

    def _on_page(self) -> None:
        if self.is_open:
            self.follow()
        elif self._folder is not None:
            self._leave()
            self._folder = None

    def _is_watched_elsewhere(self, command: AnyCommand) -> bool:
        """Whether what begins is a move or a count of the shown project, which its own page shows."""
        return isinstance(command, RelocatePlace | TakeInventory) and command.project == self._folder

    def _begin(self) -> None:
        """Find out what the page shows of the project in ``_folder``."""
        raise NotImplementedError

    def _leave(self) -> None:
        """Give up what is under way for the project in ``_folder``, which is still that of before."""
        raise NotImplementedError
