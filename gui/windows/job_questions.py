"""What jobs ask while they run: each question is a dialog over the window, and closes by itself when it is settled."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.events import Finished, QuestionAsked, QuestionSettled
from core.model.questions import Answer, CredentialQuestion, EndQuestion, PreflightQuestion
from gui import command_titles
from gui.bridge import Bridge, Changed
from gui.dialogs.asking import AskingDialog
from gui.dialogs.credential import CredentialDialog
from gui.dialogs.end_program import EndProgramDialog
from gui.dialogs.preflight import PreflightDialog


class JobQuestions(QObject):
    """Shows one question at a time, in the order they were asked, and hands each answer to the job that asked."""

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._window = window
        self._waiting: list[QuestionAsked] = []
        self._dialog: AskingDialog | None = None
        bridge.changed.connect(self._on_changed)

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            match event:
                case QuestionAsked():
                    self._waiting.append(event)
                case QuestionSettled(job=job, number=number):
                    self._settle([asked for asked in self._waiting if (asked.job, asked.number) == (job, number)])
                case Finished(job=job):
                    self._settle([asked for asked in self._waiting if asked.job == job])
                case _:
                    pass
        self._show_next()

    def _settle(self, settled: list[QuestionAsked]) -> None:
        """Forget questions that need no answer any more."""
        shown = self._waiting[0] if self._waiting and self._dialog is not None else None
        self._waiting = [asked for asked in self._waiting if asked not in settled]
        if shown in settled and self._dialog is not None:
            dialog, self._dialog = self._dialog, None
            dialog.withdraw()

    def _show_next(self) -> None:
        if self._dialog is not None or not self._waiting:
            return
        asked = self._waiting[0]
        dialog = self._make(asked)
        self._dialog = dialog

        def answered(answer: Answer) -> None:
            self._dialog = None
            self._waiting = [other for other in self._waiting if other is not asked]
            self._bridge.answer(asked.job, asked.number, answer)
            self._show_next()

        dialog.answered.connect(answered)
        dialog.open()

    def _make(self, asked: QuestionAsked) -> AskingDialog:
        match asked.question:
            case PreflightQuestion() as question:
                return PreflightDialog(question, self._subject(asked), self._window)
            case EndQuestion() as question:
                return EndProgramDialog(question, self._window)
            case CredentialQuestion() as question:
                return CredentialDialog(question, self._window)

    def _subject(self, asked: QuestionAsked) -> str:
        """Say which project and which of its jobs asks."""
        entry = self._bridge.state.of(asked.project)
        if entry is None:
            return ""
        activity = entry.activity
        if activity is None or activity.job != asked.job:
            return entry.project.name
        title = command_titles.running_title(activity.command)
        return self.tr("{title} of {name}").format(title=title, name=entry.project.name)
