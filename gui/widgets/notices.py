"""What the window says above the page: what was refused, what was interrupted, a list that cannot be read."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.problem import Problem
from core.model.project import InputError
from gui.signs import Sign
from gui.theme import XL, L, S, Tone, set_kind
from gui.widgets.message_bar import MessageBar

_MOST_LINES = 6


class Notices(QScrollArea):
    """Three messages at most, each until a person dismisses it or it is no longer true."""

    def __init__(self, set_aside: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("notices")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._most = 400
        self._refused: dict[Path, Problem] = {}
        self._error: InputError | None = None
        self._settled: list[str] = []
        self.message = MessageBar("messageBar")
        self.settled = MessageBar("settledBar")
        self.settled.closed.connect(self._on_settled_closed)
        self.damaged = MessageBar(
            "damagedListBar", action_text=self.tr("Set it aside and start a new list"), closable=False
        )
        self.damaged.acted.connect(set_aside)
        self.message.closed.connect(self._on_closed)
        content = QWidget()
        set_kind(content, "scrolled")
        # What a label calls its least height is that of a narrow one; the height for the true width counts.
        content.setMinimumHeight(1)
        inset = QVBoxLayout(content)
        inset.setContentsMargins(XL, L, XL, S)
        inset.setSpacing(S)
        inset.addWidget(self.damaged)
        inset.addWidget(self.settled)
        inset.addWidget(self.message)
        inset.addStretch(1)
        self.setWidget(content)
        self.hide()

    def fit(self, most: int) -> None:
        """Be as high as what is said, and ``most`` pixels at most; the rest can be scrolled to."""
        self._most = most
        self._fit()

    def say_damaged(self, error: InputError) -> None:
        """Say that the list of projects cannot be read, and offer a new one."""
        self._error = error
        self.damaged.say(Sign("warning", Tone.WARN), error.sentence, error.way_out)
        self._follow()
        if self.damaged.action is not None:
            self.damaged.action.setFocus()

    def say_set_aside(self, kept: Path) -> None:
        """Say where the damaged list went; what was refused because of it can be added now."""
        self._error = None
        self._refused.clear()
        self.damaged.hide()
        self.message.say(
            Sign("info", Tone.INFO),
            self.tr("A new list of projects begins"),
            self.tr("The damaged one was kept as it is. Your projects can be added again; nothing of theirs changed."),
            str(kept),
        )
        self._follow()

    def refuse(self, folder: Path, problem: Problem) -> None:
        """Say that a folder could not be added, beside the others that could not."""
        if self._error is not None and problem.title == self._error.sentence:
            return  # it is said already, with the way out beside it
        self._refused[folder] = problem
        self._say_refused()

    def say(self, title: str, explanation: str, detail: str = "") -> None:
        """Say what could not be done; it takes the place of what was said before."""
        self._refused.clear()
        self.message.say(Sign("warning", Tone.WARN), title, explanation, detail)
        self._follow()

    def say_done(self, sentence: str, detail: str, *, explanation: str = "") -> None:
        """Say what was done; it takes the place of what was said before."""
        self._refused.clear()
        self.message.say(Sign("ok", Tone.OK), sentence, explanation, detail)
        self._follow()

    def say_settled(self, sentence: str) -> None:
        """Say that something an earlier job left open is settled; stays until it is dismissed."""
        if sentence in self._settled:
            return
        self._settled.append(sentence)
        lines = self._settled if len(self._settled) == 1 else [f"• {line}" for line in self._settled]
        self.settled.say(Sign("info", Tone.INFO), self.tr("What an earlier job left open is settled"), "\n".join(lines))
        self._follow()

    def settle(self, folder: Path) -> None:
        """Forget that a folder was refused, because it was added or is tried again."""
        if self._refused.pop(folder, None) is not None:
            self._say_refused()

    def _say_refused(self) -> None:
        sign = Sign("warning", Tone.WARN)
        refused = self._refused
        if len(refused) == 1:
            ((folder, problem),) = refused.items()
            self.message.say(sign, problem.title, problem.explanation, str(folder))
        elif refused:
            title = self.tr("{count} things could not be added").format(count=len(refused))
            lines = [_line(folder, problem) for folder, problem in list(refused.items())[:_MOST_LINES]]
            if len(refused) > _MOST_LINES:
                lines.append(self.tr("… and {count} more.").format(count=len(refused) - _MOST_LINES))
            self.message.say(sign, title, "\n".join(lines))
        else:
            self.message.hide()
        self._follow()

    def _on_settled_closed(self) -> None:
        self._settled.clear()
        self._follow()

    def _on_closed(self) -> None:
        self._refused.clear()
        self._follow()

    def _follow(self) -> None:
        bars = (self.message, self.settled, self.damaged)
        self.setVisible(not all(bar.isHidden() for bar in bars))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        done = super().eventFilter(watched, event)
        # Other words, of another height.
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        content = self.widget()
        if not self.isHidden() and content is not None:
            # The width without a scroll bar: where there is one, the height is the most anyway.
            self.setFixedHeight(max(1, min(content.heightForWidth(self.width()), self._most)))


def _line(folder: Path, problem: Problem) -> str:
    """Return what is wrong with one folder; the ways out of several would bury it."""
    said = problem.title
    return f"• {said}" if str(folder) in said else f"• {folder}: {said}"
