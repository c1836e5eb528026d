"""Remedies: what would help, why, how sure, what it changes, and the button that does it."""

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.commands import (
    Command,
    FindCandidates,
    Lock,
    ProbePlaces,
    PruneCache,
    RelocatePlace,
    RepairCommand,
    Sync,
    UndoRelocation,
)
from core.model.problem import Remedy
from core.model.sureness import Sureness, sureness_of
from core.system.command_line import pasteable
from gui import command_titles, problem_words, repair_words
from gui.theme import XS, L, M, S
from gui.widgets.card import Card
from gui.widgets.check_box import CheckBox
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.points import points
from gui.widgets.remedy_button import RemedyButton, SurenessDots
from gui.widgets.text import CopyButton, ElidedLabel, label

_ICONS: dict[type[Command], str] = {
    RelocatePlace: "relocate",
    Sync: "sync",
    Lock: "lock",
    ProbePlaces: "gauge",
    PruneCache: "prune",
    FindCandidates: "search",
    UndoRelocation: "undo",
}
_DOTS = {Sureness.VERY_LIKELY: 3, Sureness.LIKELY: 2, Sureness.POSSIBLE: 1}
_NARROW = 60
_LEAST = 24
"""Letters beside each other, below which the button goes below the words, and which the words need at least."""

CHOOSE_FOLDER = "choose-folder"


def asks_for_folder(remedy: Remedy) -> bool:
    """Whether a remedy is to name a folder."""
    return remedy.id == CHOOSE_FOLDER and remedy.action is None


def can_act(remedy: Remedy) -> bool:
    """Whether a button can do what a remedy says."""
    return remedy.action is not None or asks_for_folder(remedy)


def _icon_of(action: Command) -> str:
    if isinstance(action, Sync) and action.patient:
        return "patient"
    if isinstance(action, repair_words.Repair):
        return repair_words.repair_icon(action)
    return _ICONS.get(type(action), "right")


class RemedyCard(Card):
    """One remedy; its button does it, or its command can be copied where only a person can act.

    ``chosen`` carries the remedy as it is wanted: without the command after it where its box is not checked.
    """

    chosen = Signal(object)

    def __init__(self, remedy: Remedy, *, kind: str, inset: int) -> None:
        super().__init__(f"remedyRow-{remedy.id}", kind=kind, inset=inset)
        self._remedy = remedy
        self.button: RemedyButton | None = None
        self.then: CheckBox | None = None
        self._copy: CopyButton | None = None
        if can_act(remedy):
            self.button = self._make_button(remedy)
            self.then = self._make_then(remedy)

    @property
    def remedy(self) -> Remedy:
        """The remedy that is shown."""
        return self._remedy

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops in this card."""
        return [widget for widget in (self.button, self.then, self._copy) if widget is not None]

    def set_busy(self, *, busy: bool) -> None:
        """Let the button wait, or offer it again."""
        if self.button is not None:
            self.button.set_waiting(waiting=busy)

    def _add_sureness(self, words: QVBoxLayout) -> None:
        sureness = sureness_of(self._remedy)
        line = QHBoxLayout()
        line.setSpacing(S)
        if sureness in _DOTS:
            line.addWidget(SurenessDots(_DOTS[sureness]))
        line.addWidget(label(problem_words.sureness_text(sureness), "caption", name=f"sureness-{self._remedy.id}"))
        line.addStretch(1)
        words.addLayout(line)

    def _add_changes(self, words: QVBoxLayout, kind: str) -> None:
        changes = self._remedy.changes
        if changes:
            words.addSpacing(XS)
            words.addWidget(label(self.tr("What it will change"), "caption"))
            words.addLayout(points(changes, kind=kind, name=f"change-{self._remedy.id}"))

    def _add_command(self) -> None:
        if self.button is None and self._remedy.command:
            command = pasteable(self._remedy.command)
            self._copy = CopyButton(self.tr("Copy the command"), command, f"remedy-{self._remedy.id}-copy")
            below = QHBoxLayout()
            below.addWidget(ElidedLabel(command, mono=True), 1)
            below.addWidget(self._copy)
            self.body.addLayout(below)

    def _make_button(self, remedy: Remedy) -> RemedyButton:
        kind = "primary" if isinstance(self, FirstRemedy) else ""
        if remedy.action is None:
            words, icon_name = self.tr("Choose a folder…"), "folder"
        else:
            words = command_titles.command_title(remedy.action)
            icon_name = _icon_of(remedy.action)
        button = RemedyButton(words, f"remedy-{remedy.id}", icon_name=icon_name, kind=kind)
        button.setAccessibleName(remedy.title)
        button.setAccessibleDescription(" ".join((remedy.why, *remedy.changes)))
        button.setToolTip(pasteable(remedy.command) if remedy.command else remedy.title)
        button.clicked.connect(self._on_click)
        return button

    def _make_then(self, remedy: Remedy) -> CheckBox | None:
        action = remedy.action
        if not isinstance(action, RepairCommand) or action.then is None:
            return None
        box = CheckBox(repair_words.then_text(action.then), f"remedy-{remedy.id}-then")
        box.setChecked(True)
        # Several boxes of a panel say the same words; what they belong to tells them apart.
        box.setAccessibleDescription(remedy.title)
        return box

    def _on_click(self) -> None:
        if self.button is None or self.button.waiting:
            return
        remedy = self._remedy
        action = remedy.action
        if self.then is not None and not self.then.isChecked() and isinstance(action, RepairCommand):
            remedy = replace(remedy, action=replace(action, then=None))
        self.chosen.emit(remedy)


class FirstRemedy(RemedyCard):
    """The remedy to try first, large: what it changes and its button stand below its words.

    Where it is narrow its words take many lines, and the button stands before what it changes, so that both begin in
    sight.
    """

    def __init__(self, remedy: Remedy) -> None:
        super().__init__(remedy, kind="lead", inset=L)
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addWidget(label(remedy.title, "heading", wrap=True))
        words.addWidget(label(remedy.why, wrap=True))
        self._add_sureness(words)
        self.body.addLayout(words)
        changes = QVBoxLayout()
        changes.setSpacing(XS)
        self._add_changes(changes, "")
        self._below = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._below.setSpacing(M)
        self._below.addLayout(changes)
        self.body.addLayout(self._below)
        if self.button is not None:
            line = FlowLayout(across=L, down=S)
            line.addWidget(self.button)
            if self.then is not None:
                self.then.setFixedHeight(self.button.sizeHint().height())
                line.addWidget(self.then)
            self._below.addLayout(line)
        self._add_command()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        narrow = _is_narrow(self, event)
        direction = QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.TopToBottom
        if direction != self._below.direction():
            self._below.setDirection(direction)


class RemedyRow(RemedyCard):
    """One of the other remedies; its button stands beside its words, below them where it is narrow."""

    def __init__(self, remedy: Remedy) -> None:
        super().__init__(remedy, kind="well", inset=M)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(label(remedy.title, "section", wrap=True))
        words.addWidget(label(remedy.why, "muted", wrap=True))
        self._add_sureness(words)
        self._add_changes(words, "muted")
        self._line = line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(M)
        line.addLayout(words, 1)
        if self.button is not None:
            doing = QVBoxLayout()
            doing.setSpacing(S)
            doing.addStretch(1)
            doing.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
            if self.then is not None:
                doing.addWidget(self.then, 0, Qt.AlignmentFlag.AlignLeft)
            doing.addStretch(1)
            line.addLayout(doing)
        self.body.addLayout(line)
        self._add_command()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        narrow = _is_narrow(self, event)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if direction != self._line.direction():
            self._line.setDirection(direction)

    @override
    def minimumSizeHint(self) -> QSize:
        # Beside the words the button must not keep the page from becoming narrow: it goes below them then.
        hint = super().minimumSizeHint()
        parts = [part.minimumSizeHint().width() for part in (self.button, self.then) if part is not None]
        least = max([*parts, _LEAST * self.fontMetrics().averageCharWidth()]) + 2 * M + 2
        return QSize(min(hint.width(), least), hint.height())


def _is_narrow(card: RemedyCard, event: QResizeEvent) -> bool:
    return event.size().width() < _NARROW * card.fontMetrics().averageCharWidth()
