"""The frame of the dialogs in which a person answers what a job asks, or says what a remedy needs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from gui.signs import Sign
from gui.theme import XL, L, M, S
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.icon_view import IconView
from gui.widgets.text import label

_WIDTH = 520


class AskingDialog(QDialog):
    """A title, what is asked, and buttons. ``answered`` carries the answer; closing gives the one that does least."""

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
        top = QHBoxLayout()
        top.setSpacing(M)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(self.body, 1)
        self._buttons = FlowLayout(across=S, down=S, last_right=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, XL, XL, L)
        layout.setSpacing(XL)
        layout.addLayout(top)
        layout.addStretch(1)
        layout.addLayout(self._buttons)
        # Lines that wrap need less height at this width than at the narrowest one, which a dialog would go by.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.finished.connect(self._on_finished)

    def withdraw(self) -> None:
        """Close without an answer: none is needed any more."""
        self._withdrawn = True
        self.reject()

    def give(self, answer: object) -> None:
        """Answer and close."""
        self._answer = answer
        self.accept()

    def add_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """Put the buttons below what is asked, in their order; the last one goes to the end."""
        for button in buttons:
            self._buttons.addWidget(button)

    def fit(self) -> None:
        """Be as high as what is said needs at this width."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        width = max(_WIDTH, layout.minimumSize().width())
        self.setMinimumSize(width, layout.totalHeightForWidth(width))
        self.resize(self.minimumSize())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        # Wider, its lines need less height; the least height follows, so that it can be made lower again.
        if layout is not None and event.size().width() != event.oldSize().width():
            self.setMinimumHeight(layout.totalHeightForWidth(event.size().width()))

    def _on_finished(self) -> None:
        if not self._withdrawn:
            self.answered.emit(self._answer)
