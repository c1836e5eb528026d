"""The export of certificates: asked for in a dialog, then submitted."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.commands import AnyCommand, ExportCertificates
from core.model.state import ProjectState
from gui.bridge import Bridge
from gui.dialogs.export_certificates import ExportDialog
from gui.questions import Questions


class Certificates(QObject):
    """Owns the dialog; ``submit`` takes the command with its project."""

    def __init__(
        self,
        bridge: Bridge,
        questions: Questions,
        shown: Callable[[], ProjectState | None],
        submit: Callable[[AnyCommand], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._questions = questions
        self._shown = shown
        self._submit = submit
        self._window = window
        self._dialog: ExportDialog | None = None
        bridge.closing.connect(self._on_closing)

    def ask(self) -> None:
        """Ask which file the certificates go into, and who uses it."""
        entry = self._shown()
        if entry is None or self._dialog is not None:
            return
        project = entry.project.folder
        dialog = ExportDialog(entry.project.name, self._window)
        self._dialog = dialog

        def answered(answer: ExportCertificates | None) -> None:
            self._dialog = None
            if answer is not None:
                self._submit(replace(answer, project=project))

        def ask_target() -> None:
            kinds = self.tr("Certificates (*.pem)")
            self._questions.choose_new_file(
                self.tr("Save the certificates"), kinds, project, dialog.take_target, dialog
            )

        def ask_more() -> None:
            kinds = self.tr("Certificates (*.pem *.crt *.cer);;All files (*)")
            title = self.tr("Choose a file with root certificates")
            self._questions.choose_file(title, kinds, project, dialog.take_more, dialog)

        dialog.target_wanted.connect(ask_target)
        dialog.more_wanted.connect(ask_more)
        dialog.answered.connect(answered)
        dialog.open()

    def _on_closing(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()
