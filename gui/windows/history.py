"""The page of the history: opened, read, kept up to date, closed."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from core.model.commands import (
    AnyCommand,
    CleanCache,
    DescribePlacesRoot,
    DescribeProject,
    PrepareRequest,
    PruneCache,
    ReadHistory,
    TakeInventory,
)
from core.model.events import Finished, Queued
from core.model.outcome import Failed, Succeeded
from core.model.state import ProjectState
from gui.actions import Actions
from gui.bridge import Bridge, Changed
from gui.pages.history_page import HistoryPage
from gui.pages.project_page import ProjectPage
from gui.windows.side_page_care import SidePageCare


class History(SidePageCare):
    """Shows the past of the selected project in the place of its page, and goes with the selection.

    A move or a count that begins meanwhile is watched on the project's page, so that page comes back with it; a
    measurement that was begun on the page of the history is watched there.
    """

    def __init__(
        self,
        *,
        bridge: Bridge,
        stack: QStackedWidget,
        page: HistoryPage,
        project: ProjectPage,
        shown: Callable[[], ProjectState | None],
        parent: QObject,
    ) -> None:
        super().__init__(bridge=bridge, stack=stack, page=page, project=project, shown=shown, parent=parent)
        self._page = page
        self._reading: str | None = None
        self._measures = False
        self._commands: dict[str, AnyCommand] = {}
        page.days_wanted.connect(self._on_days)
        bridge.changed.connect(self._on_changed)

    def connect_to(self, actions: Actions) -> None:
        """Follow the action of the page; whatever is watched on the project's page leads back there."""

        def measure() -> None:
            self._measures = True
            actions.measure.trigger()

        self._page.measure_wanted.connect(measure)
        self.follow_actions(actions.history, actions)

    @override
    def _begin(self) -> None:
        self._page.show_reading()
        self._read()

    @override
    def _leave(self) -> None:
        self._measures = False
        self._stop()

    def _on_days(self, days: int) -> None:
        del days  # the page knows the span that was chosen
        self._read()

    def _read(self) -> None:
        if self._folder is None or self._bridge.is_closing:
            return
        self._stop()
        self._reading = self._bridge.submit(ReadHistory(project=self._folder, days=self._page.span.days))

    def _stop(self) -> None:
        if self._reading is not None:
            self._bridge.cancel(self._reading)
            self._reading = None

    def _on_changed(self, changed: Changed) -> None:
        stale = False
        for event in changed.events:
            if isinstance(event, Queued):
                self._commands[event.job] = event.command
                self._on_queued(event.command)
            elif isinstance(event, Finished):
                command = self._commands.pop(event.job, None)
                if event.job == self._reading:
                    self._on_read(event)
                elif self._is_of_history(command, event):
                    stale = True
        self.follow()
        if stale and self.is_open:
            self._read()

    def _on_queued(self, command: AnyCommand) -> None:
        """Go to where a job is watched, unless it was begun here."""
        if not self._is_watched_elsewhere(command):
            return
        begun_here = self._measures and isinstance(command, TakeInventory)
        self._measures = False
        if not begun_here:
            self.close()

    def _on_read(self, event: Finished) -> None:
        self._reading = None
        match event.outcome:
            case Succeeded(history=report) if report is not None:
                self._page.show_report(report)
            case Failed(problem=problem):
                self._page.say_failed(problem.title, problem.explanation)
            case _:
                pass

    def _is_of_history(self, command: AnyCommand | None, event: Finished) -> bool:
        """Whether a job that ended may have been written down for the shown project."""
        match command:
            case ReadHistory() | DescribeProject() | DescribePlacesRoot() | PrepareRequest():
                return False
            case CleanCache(preview=True) | PruneCache(preview=True):
                return False
            case None:
                folder = event.project
            case _:
                folder = command.project or event.project
        return folder is not None and folder == self._folder
