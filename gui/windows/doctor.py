"""The check of a project's configuration: asked for, shown, mended from where it is shown, and made again then."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.commands import AnyCommand, CheckConfiguration, OpenSetting, PrepareRequest
from core.model.events import Finished, Queued
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.state import ProjectState
from gui import command_titles
from gui.bridge import Bridge, Changed
from gui.dialogs.doctor import DoctorDialog


class Doctor(QObject):
    """Owns the dialog of the check; what its buttons want goes through ``carry_out``, which asks for what is open."""

    def __init__(
        self,
        bridge: Bridge,
        shown: Callable[[], ProjectState | None],
        carry_out: Callable[[AnyCommand], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._shown = shown
        self._carry_out = carry_out
        self._window = window
        self._dialog: DoctorDialog | None = None
        self._folder: Path | None = None
        self._checking: str | None = None
        self._wanted: type[AnyCommand] | None = None
        self._mending: dict[str, AnyCommand] = {}
        bridge.changed.connect(self._on_changed)

    def ask(self) -> None:
        """Check the shown project and show what is found."""
        entry = self._shown()
        if entry is None or self._dialog is not None or self._bridge.is_closing:
            return
        dialog = DoctorDialog(entry.project.name, self._window)
        self._dialog, self._folder = dialog, entry.project.folder
        dialog.check_wanted.connect(self._check)
        dialog.action_wanted.connect(self._on_action)
        dialog.finished.connect(self._on_closed)
        dialog.open()
        self._check()

    def _check(self) -> None:
        if self._dialog is not None and self._checking is None and not self._bridge.is_closing:
            self._dialog.show_checking()
            self._checking = self._bridge.submit(CheckConfiguration(project=self._folder))

    def _on_action(self, action: AnyCommand) -> None:
        dialog = self._dialog
        if dialog is None or self._bridge.is_closing:
            return
        if isinstance(action, PrepareRequest):
            # The request has a window of its own.
            dialog.accept()
        if action.project is None:
            action = replace(action, project=self._folder)
        self._wanted = type(action)
        self._carry_out(action)

    def _on_closed(self) -> None:
        if self._checking is not None:
            self._bridge.cancel(self._checking)
        self._dialog = self._folder = self._checking = self._wanted = None
        self._mending.clear()

    def _on_changed(self, changed: Changed) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        for event in changed.events:
            if isinstance(event, Queued):
                self._on_queued(event)
            elif isinstance(event, Finished):
                self._on_finished(event)
        if changed.state.of(self._folder) is None:
            dialog.reject()

    def _on_queued(self, event: Queued) -> None:
        """Follow what a button asked for: what is still open was asked for in between, and may have been called off."""
        command = event.command
        wanted = self._wanted is not None and isinstance(command, self._wanted)
        if self._dialog is not None and wanted and command.project == self._folder:
            self._mending[event.job] = command
            self._dialog.show_working()

    def _on_finished(self, event: Finished) -> None:
        if event.job == self._checking:
            self._checking = None
            self._on_checked(event)
        elif event.job in self._mending:
            self._on_mended(self._mending.pop(event.job), event)

    def _on_checked(self, event: Finished) -> None:
        if self._dialog is None:
            return
        match event.outcome:
            case Succeeded(checks=checks):
                self._dialog.show_checks(checks)
            case Failed(problem=problem):
                self._dialog.say_failed(problem.title, problem.explanation)
            case Cancelled():
                self._dialog.reject()

    def _on_mended(self, command: AnyCommand, event: Finished) -> None:
        if self._dialog is None:
            return
        match event.outcome:
            case Succeeded(repaired=sentence):
                title = command_titles.command_noun(command)
                self._dialog.say_done(sentence or self.tr("{title}: done.").format(title=title))
                # What was opened is not mended by that.
                if not self._mending and not isinstance(command, OpenSetting):
                    self._check()
            case Failed(problem=problem):
                self._dialog.say_failed(problem.title, problem.explanation)
            case Cancelled():
                self._dialog.say_cancelled()
