"""The pages of the window, of which one is in front."""

import time
from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget

from gui.actions import Actions
from gui.pages.empty_page import EmptyPage
from gui.pages.history_page import HistoryPage
from gui.pages.network_page import NetworkPage
from gui.pages.project_page import ProjectPage
from gui.pages.wheels_page import WheelsPage


class PageStack(QStackedWidget):
    """Holds the page of a project, those that take its place, and the one that is shown while there is no project."""

    def __init__(self, actions: Actions, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.empty = EmptyPage(actions.add_project)
        self.project = ProjectPage(actions, now)
        self.history = HistoryPage(actions)
        self.wheels = WheelsPage()
        self.network = NetworkPage()
        self._pages = (self.empty, self.project, self.history, self.wheels, self.network)
        for page in self._pages:
            self.addWidget(page)

    def take_focus(self) -> None:
        """Take the keyboard to the page in front."""
        self._pages[self.currentIndex()].take_focus()
