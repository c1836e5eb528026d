"""A wheelhouse that is being collected: asked for in a dialog, followed, stopped, and told of."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.commands import CollectWheels
from core.model.events import FilesProgressed, Finished
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.state import ProjectState
from core.model.wheels import CollectionReport, TargetPlatform
from gui import wheel_words
from gui.bridge import Bridge, Changed
from gui.dialogs.collect import CollectDialog
from gui.questions import Questions
from gui.widgets.notices import Notices


class WheelCollecting(QObject):
    """Owns the dialog and its job; a dialog that is closed leaves the job alone, and what came of it is said."""

    def __init__(
        self,
        *,
        bridge: Bridge,
        questions: Questions,
        notices: Notices,
        shown: Callable[[], ProjectState | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._questions = questions
        self._notices = notices
        self._shown = shown
        self._window = window
        self._dialog: CollectDialog | None = None
        self._project: Path | None = None
        self._collecting: str | None = None
        bridge.changed.connect(self._on_changed)
        bridge.closing.connect(self._on_closing)

    def ask(self, covered: tuple[TargetPlatform, ...]) -> None:
        """Ask where to, and for which platforms; ``covered`` are those of the project's lock."""
        entry = self._shown()
        if entry is None or self._dialog is not None or self._collecting is not None or self._bridge.is_closing:
            return
        dialog = CollectDialog(entry.project.name, covered, self._window)
        self._dialog, self._project = dialog, entry.project.folder
        dialog.collect_wanted.connect(self._on_wanted)
        dialog.stop_wanted.connect(self._on_stop)
        dialog.folder_wanted.connect(self._on_folder)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_wanted(self, command: CollectWheels) -> None:
        if self._dialog is None or self._collecting is not None or self._bridge.is_closing:
            return
        self._dialog.show_working()
        self._collecting = self._bridge.submit(replace(command, project=self._project))

    def _on_stop(self) -> None:
        if self._collecting is not None:
            self._bridge.cancel(self._collecting)

    def _on_folder(self) -> None:
        start = self._project.parent if self._project is not None else None
        self._questions.choose_folder(self.tr("Choose the folder"), start, self._on_chosen, self._dialog)

    def _on_chosen(self, folder: Path) -> None:
        if self._dialog is not None:
            self._dialog.take_folder(folder)

    def _on_closed(self) -> None:
        self._dialog = self._project = None

    def _on_closing(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, FilesProgressed) and event.job == self._collecting and self._dialog is not None:
                self._dialog.show_working(event)
            elif isinstance(event, Finished) and event.job == self._collecting:
                self._collecting = None
                self._on_collected(event.outcome)

    def _on_collected(self, outcome: Outcome) -> None:
        dialog = self._dialog
        match outcome:
            case Succeeded(collection=CollectionReport() as report):
                if dialog is not None:
                    dialog.show_report(report)
                else:
                    self._notices.say_done(wheel_words.collected_text(report), str(report.folder))
            case Failed(problem=problem):
                say = self._notices.say if dialog is None else dialog.say_failed
                say(problem.title, problem.explanation)
            case Cancelled() if dialog is not None:
                dialog.say_stopped()
            case _:
                pass
