"""Remedies: what would help, as buttons, each with why and how sure."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.commands import Command, FindCandidates, Lock, ProbePlaces, RelocatePlace, Sync, UndoRelocation
from core.model.problem import Remedy
from core.model.sureness import Sureness, sureness_of
from core.system.command_line import pasteable
from gui import job_words, problem_words
from gui.theme import M, S, current_roles
from gui.widgets.buttons import PushButton
from gui.widgets.card import Card
from gui.widgets.text import CopyButton, ElidedLabel, label

_ICONS: dict[type[Command], str] = {
    RelocatePlace: "relocate",
    Sync: "sync",
    Lock: "lock",
    ProbePlaces: "gauge",
    FindCandidates: "search",
    UndoRelocation: "undo",
}
_DOTS = {Sureness.VERY_LIKELY: 3, Sureness.LIKELY: 2, Sureness.POSSIBLE: 1}
_MOST_DOTS = 3
_NARROW = 60
_LEAST = 24
"""Letters beside each other, below which the button goes below the words, and which the words need at least."""

CHOOSE_FOLDER = "choose-folder"


class SurenessDots(QWidget):
    """One to three dots, as many as there are steps of sureness; the words beside them say the same."""

    def __init__(self, full: int) -> None:
        super().__init__()
        self._full = full
        self.setFixedSize(QSize(_MOST_DOTS * 9, 8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(_MOST_DOTS):
            painter.setBrush(roles.accent if number < self._full else roles.track)
            painter.drawEllipse(QRectF(number * 9, 1, 6, 6))


class RemedyButton(PushButton):
    """A button that can wait. The one that has the keyboard keeps it meanwhile, and only looks switched off.

    Qt would pass the keyboard on to whatever comes next, and scroll there.
    """

    def __init__(self, text: str, name: str, *, icon_name: str, kind: str) -> None:
        super().__init__(text, name, icon_name=icon_name, kind=kind)
        self.waiting = False

    def set_waiting(self, *, waiting: bool) -> None:
        """Let the button wait, or offer it again."""
        self.waiting = waiting
        held = waiting and self.hasFocus()
        self.setEnabled(held or not waiting)
        self._look_waiting(waiting=held)

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        # A window that another one covers gives the keyboard back to where it was.
        kept = event.reason() in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if self.waiting and not kept:
            self.setEnabled(False)
            self._look_waiting(waiting=False)

    def _look_waiting(self, *, waiting: bool) -> None:
        if bool(self.property("waiting")) != waiting:
            self.setProperty("waiting", waiting)
            self.style().unpolish(self)
            self.style().polish(self)


def _icon_of(action: Command) -> str:
    if isinstance(action, Sync) and action.patient:
        return "patient"
    return _ICONS.get(type(action), "right")


class RemedyRow(Card):
    """One remedy; its button does it, or its command can be copied where only a person can act."""

    chosen = Signal(object)

    def __init__(self, remedy: Remedy, *, first: bool) -> None:
        super().__init__(f"remedyRow-{remedy.id}", kind="well", inset=M)
        self._remedy = remedy
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(label(remedy.title, "section", wrap=True))
        words.addWidget(label(remedy.why, "muted", wrap=True))
        sureness = sureness_of(remedy)
        sure = QHBoxLayout()
        sure.setSpacing(S)
        if sureness in _DOTS:
            sure.addWidget(SurenessDots(_DOTS[sureness]))
        sure.addWidget(label(problem_words.sureness_text(sureness), "caption", name=f"sureness-{remedy.id}"))
        sure.addStretch(1)
        words.addLayout(sure)
        self._line = line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(M)
        line.addLayout(words, 1)
        if remedy.action is not None or remedy.id == CHOOSE_FOLDER:
            self.button: RemedyButton | None = self._make_button(remedy, first=first)
            line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        else:
            self.button = None
        self.body.addLayout(line)
        self._copy: CopyButton | None = None
        if self.button is None and remedy.command:
            command = pasteable(remedy.command)
            self._copy = CopyButton(self.tr("Copy the command"), command, f"remedy-{remedy.id}-copy")
            below = QHBoxLayout()
            below.addWidget(ElidedLabel(command, mono=True), 1)
            below.addWidget(self._copy)
            self.body.addLayout(below)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if direction != self._line.direction():
            self._line.setDirection(direction)

    @override
    def minimumSizeHint(self) -> QSize:
        # Beside the words the button must not keep the page from becoming narrow: it goes below them then.
        hint = super().minimumSizeHint()
        button = 0 if self.button is None else self.button.minimumSizeHint().width()
        least = max(button, _LEAST * self.fontMetrics().averageCharWidth()) + 2 * M + 2
        return QSize(min(hint.width(), least), hint.height())

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops in this row."""
        return [widget for widget in (self.button, self._copy) if widget is not None]

    def set_busy(self, *, busy: bool) -> None:
        """Let the button wait, or offer it again."""
        if self.button is not None:
            self.button.set_waiting(waiting=busy)

    def _make_button(self, remedy: Remedy, *, first: bool) -> RemedyButton:
        kind = "primary" if first else ""
        if remedy.action is None:
            words, icon_name = self.tr("Choose a folder…"), "folder"
        else:
            words = job_words.command_title(remedy.action)
            icon_name = _icon_of(remedy.action)
        button = RemedyButton(words, f"remedy-{remedy.id}", icon_name=icon_name, kind=kind)
        button.setAccessibleName(remedy.title)
        button.setAccessibleDescription(remedy.why)
        button.setToolTip(pasteable(remedy.command) if remedy.command else remedy.title)
        button.clicked.connect(self._on_click)
        return button

    def _on_click(self) -> None:
        if self.button is not None and not self.button.waiting:
            self.chosen.emit(self._remedy)
