"""The frame of the dialogs in which a person answers what a job asks, or says what a remedy needs."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.signs import Sign
from gui.theme import XL, L, M, S, set_kind
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.icon_view import IconView
from gui.widgets.steady_scroll import ScrolledContent, SteadyScrollArea
from gui.widgets.text import label

_WIDTH = 520
_LEAST_HEIGHT = 240
_FRAME = 40
"""Height that the window's own title and edges take of the screen."""


class AskingDialog(QDialog):
    """A title, what is asked, and buttons. ``answered`` carries the answer; closing gives the one that does least.

    What is asked scrolls where the screen is too low for it; the buttons below it stay in sight.
    """

    answered = Signal(object)

    def __init__(self, name: str, title: str, sign: Sign, parent: QWidget, *, least: object) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._answer = least
        self._withdrawn = False
        icon = IconView(sign.icon, size=22)
        icon.show_sign(sign)
        self.body = QVBoxLayout()
        self.body.setSpacing(M)
        self.body.addWidget(label(title, "heading", wrap=True, name=f"{name}Title"))
        self._content = ScrolledContent()
        set_kind(self._content, "scrolled")
        top = QHBoxLayout()
        top.setSpacing(M)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(self.body, 1)
        asked = QVBoxLayout(self._content)
        asked.setContentsMargins(XL, XL, XL, M)
        asked.addLayout(top)
        asked.addStretch(1)
        self._scroll = SteadyScrollArea()
        self._scroll.setObjectName(f"{name}Scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        # It would be a stop that shows no ring; the dialog hands it the keys that scroll.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._content)
        self._line = QFrame()
        set_kind(self._line, "line")
        self._line.hide()
        self._foot = QWidget()
        self._buttons = FlowLayout(self._foot, across=S, down=S, last_right=True)
        self._buttons.setContentsMargins(XL, M, XL, L)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._line)
        layout.addWidget(self._foot)
        # Lines that wrap need less height at this width than at the narrowest one, which a dialog would go by.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.finished.connect(self._on_finished)

    def withdraw(self) -> None:
        """Close without an answer: none is needed any more."""
        self._withdrawn = True
        self.reject()

    def give(self, answer: object) -> None:
        """Answer and close."""
        self._answer = answer
        self.accept()

    def describe(self, sentences: Iterable[str]) -> None:
        """Say to screen readers what is asked: they read the dialog's name and description when it opens."""
        self.setAccessibleDescription("\n".join(sentence for sentence in sentences if sentence))

    def add_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """Put the buttons below what is asked, in their order; the last one goes to the end."""
        for button in buttons:
            self._buttons.addWidget(button)

    def fit(self) -> None:
        """Be as high as what is said needs at this width, as far as the screen has the room."""
        width = max(_WIDTH, self._content.minimumSizeHint().width(), self._buttons.minimumSize().width())
        height = self._bounded(self._needed(width))
        self.setMinimumSize(width, min(height, _LEAST_HEIGHT))
        self.resize(width, height)

    def grow(self) -> None:
        """Take the height that more words need now; what a person made higher is left as it is."""
        height = self._bounded(self._needed(self.width()))
        if height > self.height():
            self.resize(self.width(), height)

    def _needed(self, width: int) -> int:
        asked = self._content.layout()
        if asked is None:
            return self.height()
        asked.activate()
        return asked.totalHeightForWidth(width) + self._buttons.heightForWidth(width)

    def _bounded(self, height: int) -> int:
        return min(height, self.screen().availableGeometry().height() - _FRAME)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._scroll.scroll_by(event):
            super().keyPressEvent(event)

    def _on_range(self, least: int, most: int) -> None:
        self._line.setVisible(most > least)

    def _on_finished(self) -> None:
        if not self._withdrawn:
            self.answered.emit(self._answer)
