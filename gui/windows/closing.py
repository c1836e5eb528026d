"""The end of the window: what runs is named and asked about, and the session ends before the window does."""

from PySide6.QtCore import QObject

from core.model.commands import RelocatePlace, UndoRelocation
from core.model.state import ProjectState
from gui.bridge import Bridge
from gui.questions import Question, Questions


class Closing(QObject):
    """Closes when nothing runs or waits; otherwise asks first, because that would be stopped."""

    def __init__(self, bridge: Bridge, questions: Questions, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._questions = questions

    def ask(self) -> None:
        """Close, or ask whether to."""
        busy = [entry for entry in self._bridge.state.projects if _is_busy(entry)]
        if not busy:
            self._bridge.request_close()
            return
        question = Question(
            title=self.tr("Stop what is running and close?"),
            text=self.tr("{names}: work runs or waits. {end} It can be run again.").format(
                names=", ".join(entry.project.name for entry in busy), end=self._end(busy)
            ),
            accept=self.tr("Stop and close"),
            decline=self.tr("Keep running"),
        )
        self._questions.ask(question, self._on_answer)

    def _end(self, busy: list[ProjectState]) -> str:
        """Say what a stop leaves behind: a move takes itself back, all other work leaves what is done."""
        moves = [_moves(entry) for entry in busy]
        if all(moves):
            return self.tr("What is being moved stays where it was.")
        if any(moves):
            return self.tr("What is done stays done; what is being moved stays where it was.")
        return self.tr("What is done stays done.")

    def _on_answer(self, accepted: bool) -> None:  # noqa: FBT001 - the answer itself
        if accepted:
            self._bridge.request_close()


def _moves(entry: ProjectState) -> bool:
    return entry.activity is not None and isinstance(entry.activity.command, RelocatePlace | UndoRelocation)


def _is_busy(entry: ProjectState) -> bool:
    """Whether a job of the project runs or waits, for its turn or for another Wheelyard."""
    return entry.activity is not None and entry.activity.outcome is None
