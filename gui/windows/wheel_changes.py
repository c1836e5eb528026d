"""Changes of local sources: previewed with each choice, made when a person agrees, and proved by the lock."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.commands import ChangeWheels, InspectFiles, PreviewWheels
from core.model.events import FilesProgressed, Finished, StageChanged
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.state import ProjectState
from core.model.wheel_commands import AnyWheelsChange
from core.model.wheels import WheelsReport, YardFile
from gui import job_words, wheel_words
from gui.bridge import Bridge, Changed
from gui.dialogs.add_wheels import AddWheelsDialog
from gui.dialogs.change_wheels import ChangeDialog
from gui.questions import Questions
from gui.widgets.notices import Notices


class WheelChanges(QObject):
    """Owns the dialog of a change and the jobs behind it; one dialog at a time.

    ``said`` takes a sentence on what was done.
    """

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
        self._dialog: ChangeDialog | None = None
        self._project: Path | None = None
        self._named_yard = False
        self._previewing: str | None = None
        self._inspecting: str | None = None
        self._changing: str | None = None
        self._let_go: set[str] = set()
        bridge.changed.connect(self._on_changed)
        bridge.closing.connect(self._on_closing)

    def add(self, files: tuple[Path, ...], yard: Path | None = None) -> None:
        """Show what adding files to the shown project would write; ``yard`` is proposed as the place for copies."""
        entry = self._shown()
        if entry is None:
            self._notices.say(
                self.tr("Files are added to a project, and none is shown."),
                self.tr("Add or choose the project first, then drop the files again."),
                "\n".join(map(str, files)),
            )
            return
        if self._dialog is not None or self._bridge.is_closing or not files:
            return
        project = entry.project.folder
        dialog = AddWheelsDialog(files, project, entry.project.name, self._window)
        dialog.folder_wanted.connect(self._on_folder)
        self._named_yard = yard is not None
        if yard is not None:
            dialog.propose_yard(yard)
        self._open(dialog, project)
        self._inspecting = self._bridge.submit(InspectFiles(project=project, files=files))
        dialog.begin()

    def ask_for_files(self, yard: Path | None = None) -> None:
        """Ask for files, and show what adding them to the shown project would write."""
        entry = self._shown()
        if entry is not None:
            self._choose(self.tr("Add files"), entry.project.folder, lambda files: self.add(files, yard))

    def ask_to_replace(self, row: YardFile) -> None:
        """Ask for the files that take the place of one, and show what that would write."""
        title = self.tr("Replace {file}").format(file=row.file.path.name)
        self._choose(title, row.file.path.parent, lambda files: self.add(files, row.file.path.parent))

    def _choose(self, title: str, start: Path, chosen: Callable[[tuple[Path, ...]], None]) -> None:
        kinds = self.tr("Wheels and source distributions (*.whl *.tar.gz *.zip);;All files (*)")
        self._questions.choose_files(title, kinds, start, chosen)

    def ask(self, change: AnyWheelsChange, title: str, accept: str) -> None:
        """Show what another change of the shown project's sources would write."""
        entry = self._shown()
        if entry is None or self._dialog is not None or self._bridge.is_closing:
            return
        dialog = ChangeDialog("changeWheelsDialog", title, accept, self._window)
        self._open(dialog, entry.project.folder)
        dialog.ask_for(change)

    def _open(self, dialog: ChangeDialog, project: Path) -> None:
        self._dialog, self._project = dialog, project
        dialog.preview_wanted.connect(self._on_preview_wanted)
        dialog.change_wanted.connect(self._on_change_wanted)
        dialog.stop_wanted.connect(self._on_stop_wanted)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_preview_wanted(self, change: AnyWheelsChange) -> None:
        if self._previewing is not None:
            self._bridge.cancel(self._previewing)
            self._previewing = None
        if not self._bridge.is_closing:
            self._previewing = self._bridge.submit(PreviewWheels(project=self._project, change=change))

    def _on_change_wanted(self, change: AnyWheelsChange) -> None:
        if self._dialog is None or self._changing is not None or self._bridge.is_closing:
            return
        self._dialog.show_changing(self.tr("Waiting for its turn …"))
        command = ChangeWheels(project=self._project, change=change, seen=self._dialog.seen)
        self._changing = self._bridge.submit(command)

    def _on_stop_wanted(self) -> None:
        if self._changing is not None:
            self._bridge.cancel(self._changing)

    def _on_folder(self) -> None:
        self._questions.choose_folder(self.tr("Choose the yard"), self._project, self._on_yard, self._dialog)

    def _on_yard(self, folder: Path) -> None:
        if isinstance(self._dialog, AddWheelsDialog):
            self._dialog.take_yard(folder)

    def _on_closed(self) -> None:
        # A change that is under way is let be: it was wanted, and is all or nothing. The next dialog is not its own.
        if self._changing is not None:
            self._let_go.add(self._changing)
            self._changing = None
        for job in (self._previewing, self._inspecting):
            if job is not None:
                self._bridge.cancel(job)
        self._dialog = self._project = self._previewing = self._inspecting = None

    def _on_closing(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, Finished):
                self._on_finished(event)
            elif isinstance(event, StageChanged | FilesProgressed) and event.job == self._changing:
                self._on_progress(event)
        if self._dialog is not None and changed.state.of(self._project) is None:
            self._dialog.reject()

    def _on_progress(self, event: StageChanged | FilesProgressed) -> None:
        if self._dialog is None:
            return
        if isinstance(event, StageChanged):
            self._dialog.show_changing(job_words.stage_text(event.stage))
            return
        said = wheel_words.progress_text(event.done, event.total, event.done_bytes, event.total_bytes)
        share = min(1.0, event.done_bytes / event.total_bytes) if event.total_bytes else None
        self._dialog.show_changing(self.tr("Copying: {said}").format(said=said), share)

    def _on_finished(self, event: Finished) -> None:
        match event.job:
            case self._inspecting:
                self._inspecting = None
                self._on_inspected(event.outcome)
            case self._previewing:
                self._previewing = None
                self._on_previewed(event.outcome)
            case self._changing:
                self._changing = None
                self._on_made(event.outcome, self._dialog)
            case _ if event.job in self._let_go:
                self._let_go.discard(event.job)
                self._on_made(event.outcome, None)
            case _:
                pass

    def _on_inspected(self, outcome: Outcome) -> None:
        if not isinstance(self._dialog, AddWheelsDialog):
            return
        match outcome:
            case Succeeded(wheels=WheelsReport() as report):
                if report.home_yard is not None and not self._named_yard:
                    self._dialog.propose_yard(report.home_yard)
                self._dialog.show_inspected(report)
            case Failed(problem=problem):
                self._dialog.say_failed(problem.title, problem.explanation)
            case _:
                pass

    def _on_previewed(self, outcome: Outcome) -> None:
        if self._dialog is None:
            return
        match outcome:
            case Succeeded(diffs=diffs, sources=sources, repaired=said):
                self._dialog.show_preview(diffs, sources, said or "")
            case Failed(problem=problem):
                self._dialog.say_failed(problem.title, problem.explanation)
            case Cancelled():
                pass

    def _on_made(self, outcome: Outcome, dialog: ChangeDialog | None) -> None:
        match outcome:
            case Succeeded(repaired=sentence):
                if dialog is not None:
                    dialog.accept()
                # The first line says what was done, the others what to know of it.
                done, _, more = (sentence or self.tr("The local sources were changed.")).partition("\n")
                self._notices.say_done(done, "", explanation=more)
            case Failed(problem=problem) if dialog is not None:
                dialog.say_failed(problem.title, problem.explanation)
            case Failed(problem=problem):
                self._notices.say(problem.title, problem.explanation)
            case Cancelled():
                if dialog is not None:
                    dialog.say_stopped()
