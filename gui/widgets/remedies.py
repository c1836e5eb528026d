"""Remedies: what would help, as buttons, each with why and how sure."""

import shlex

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.commands import Command, FindCandidates, Lock, ProbePlaces, RelocatePlace, Sync, UndoRelocation
from core.model.problem import Remedy
from gui import wording
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
_DOTS = 5
CHOOSE_FOLDER = "choose-folder"


class Sureness(QWidget):
    """Five dots for a confidence; the words beside them give the figure."""

    def __init__(self, confidence: float) -> None:
        super().__init__()
        self._full = max(1, round(confidence * _DOTS))
        self.setFixedSize(QSize(_DOTS * 9, 8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(_DOTS):
            painter.setBrush(roles.accent if number < self._full else roles.track)
            painter.drawEllipse(QRectF(number * 9, 1, 6, 6))


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
        sure = QHBoxLayout()
        sure.setSpacing(S)
        sure.addWidget(Sureness(remedy.confidence))
        sure.addWidget(label(wording.sureness_text(remedy.confidence), "caption"))
        sure.addStretch(1)
        words.addLayout(sure)
        line = QHBoxLayout()
        line.setSpacing(M)
        line.addLayout(words, 1)
        if remedy.action is not None or remedy.id == CHOOSE_FOLDER:
            self.button: PushButton | None = self._make_button(remedy, first=first)
            line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            self.button = None
        self.body.addLayout(line)
        if self.button is None and remedy.command:
            self.body.addLayout(self._command_line(shlex.join(remedy.command)))

    def set_busy(self, *, busy: bool) -> None:
        """Let the button wait, or offer it again."""
        if self.button is not None:
            self.button.setEnabled(not busy)

    def _make_button(self, remedy: Remedy, *, first: bool) -> PushButton:
        kind = "primary" if first else ""
        if remedy.action is None:
            words, icon_name = self.tr("Choose a folder…"), "folder"
        else:
            words = wording.command_title(remedy.action)
            icon_name = _ICONS.get(type(remedy.action), "right")
        button = PushButton(words, f"remedy-{remedy.id}", icon_name=icon_name, kind=kind)
        button.setAccessibleName(remedy.title)
        button.setAccessibleDescription(remedy.why)
        button.setToolTip(shlex.join(remedy.command) if remedy.command else remedy.title)
        button.clicked.connect(self._on_click)
        return button

    def _command_line(self, command: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(ElidedLabel(command, mono=True), 1)
        line.addWidget(CopyButton(self.tr("Copy the command"), command, f"remedy-{self._remedy.id}-copy"))
        return line

    def _on_click(self) -> None:
        self.chosen.emit(self._remedy)
