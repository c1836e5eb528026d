"""The request to the IT department: asked for, shown, saved, handed to the mail program."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from core.diagnosis.request_mail import is_whole_in_link, mail_link
from core.model.commands import PrepareRequest
from core.model.events import Finished, Queued
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.request import Request
from core.model.state import ProjectState
from gui.bridge import Bridge, Changed
from gui.dialogs.request import Form, RequestDialog
from gui.widgets.notices import Notices


class RequestCare(QObject):
    """Shows every request that is prepared for the shown project, whoever asked for it."""

    def __init__(
        self, bridge: Bridge, notices: Notices, shown: Callable[[], ProjectState | None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._notices = notices
        self._shown = shown
        self._window = window
        self._dialog: RequestDialog | None = None
        self._folder: Path | None = None
        self._writing: str | None = None
        self._about: str | None = None
        self._left: set[str] = set()
        self._saves: dict[str, Path] = {}
        bridge.changed.connect(self._on_changed)

    def ask(self) -> None:
        """Have the request about the shown project's last problem written; it is shown when it is there."""
        entry = self._shown()
        if entry is None or self._dialog is not None or self._bridge.is_closing:
            return
        job = self._bridge.submit(PrepareRequest(project=entry.project.folder))
        # A session that says at once what it was given has opened the dialog by now.
        if self._dialog is None:
            self._begin(entry, job)

    def _begin(self, entry: ProjectState, job: str | None) -> RequestDialog:
        dialog = RequestDialog(entry.project.name, self._window)
        self._dialog, self._folder, self._writing = dialog, entry.project.folder, job
        dialog.save_wanted.connect(self._on_save)
        dialog.mail_wanted.connect(self._on_mail)
        dialog.finished.connect(self._on_closed)
        dialog.open()
        return dialog

    def _on_closed(self) -> None:
        if self._writing is not None:
            self._bridge.cancel(self._writing)
            self._left.add(self._writing)
        self._dialog = self._folder = self._writing = self._about = None

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            if isinstance(event, Queued):
                self._on_queued(event)
            elif isinstance(event, Finished):
                self._on_finished(event)
        if self._dialog is not None and changed.state.of(self._folder) is None:
            self._dialog.reject()

    def _on_queued(self, event: Queued) -> None:
        """Open the dialog for a request that a remedy asked for."""
        command = event.command
        if not isinstance(command, PrepareRequest) or command.out is not None or self._dialog is not None:
            return
        entry = self._shown()
        if entry is not None and entry.project.folder == command.project:
            self._begin(entry, event.job)
            self._about = command.url

    def _on_finished(self, event: Finished) -> None:
        if event.job in self._left:
            # It may have been written before the cancel reached it; nobody waits for it any more.
            self._left.remove(event.job)
        elif event.job in self._saves:
            self._on_saved(self._saves.pop(event.job), event)
        elif event.job == self._writing and self._dialog is not None:
            self._writing = None
            match event.outcome:
                case Succeeded(request=Request() as request):
                    self._dialog.show_request(request)
                case Failed(problem=problem):
                    self._dialog.say_failed(problem.title, problem.explanation)
                case Succeeded() | Cancelled():
                    self._dialog.reject()
        elif isinstance(event.outcome, Succeeded) and event.outcome.request is not None:
            self._show(event, event.outcome.request)

    def _show(self, event: Finished, request: Request) -> None:
        entry = self._shown()
        if entry is not None and entry.project.folder == event.project and self._dialog is None:
            self._begin(entry, None).show_request(request)

    def _on_save(self, form: Form) -> None:
        dialog = self._dialog
        if dialog is None or self._folder is None:
            return
        suffix = "md" if form is Form.MARKDOWN else "txt"
        kinds = {"md": self.tr("Markdown (*.md)"), "txt": self.tr("Plain text (*.txt)")}
        chooser = QFileDialog(dialog, self.tr("Save the request"))
        chooser.setObjectName("requestFileDialog")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilters(list(kinds.values()))
        chooser.selectNameFilter(kinds[suffix])
        chooser.setDefaultSuffix(suffix)
        # The program's own folder is nothing that a person looks into.
        chooser.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        chooser.selectFile(self.tr("request to IT, {name}").format(name=self._folder.name) + f".{suffix}")

        def finish(result: int) -> None:
            files = chooser.selectedFiles()
            if result == int(QDialog.DialogCode.Accepted) and files:
                self.save(Path(files[0]))

        chooser.finished.connect(finish)
        chooser.open()

    def save(self, file: Path) -> None:
        """Have the request written into a file: Markdown into one named ``.md``, else plain text."""
        if self._folder is not None and not self._bridge.is_closing:
            self._saves[self._bridge.submit(PrepareRequest(project=self._folder, out=file, url=self._about))] = file

    def _on_saved(self, file: Path, event: Finished) -> None:
        done = self.tr("The request was saved.") if isinstance(event.outcome, Succeeded) else ""
        title, explanation = self.tr("The request was not saved."), ""
        if isinstance(event.outcome, Failed):
            title, explanation = event.outcome.problem.title, event.outcome.problem.explanation
        # Whoever closed the dialog meanwhile is told all the same.
        if self._dialog is None and done:
            self._notices.say_done(done, str(file))
        elif self._dialog is None:
            self._notices.say(title, explanation, str(file))
        elif done:
            self._dialog.say_done(done, str(file))
        else:
            self._dialog.say_failed(title, explanation)

    def _on_mail(self) -> None:
        dialog = self._dialog
        if dialog is None or dialog.request is None:
            return
        url = QUrl.fromEncoded(mail_link(dialog.request).encode("ascii"), QUrl.ParsingMode.StrictMode)
        if not QDesktopServices.openUrl(url):
            dialog.say_failed(
                self.tr("No mail program answered."),
                self.tr("Copy the request, and paste it into a mail or into the form of your IT department."),
            )
        elif not is_whole_in_link(dialog.request):
            dialog.copy_whole()
