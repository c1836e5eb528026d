"""The button of a remedy, which can wait, and the dots that show how sure the remedy is."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget
from typing_extensions import override

from gui.theme import current_roles
from gui.widgets.buttons import PushButton

MOST_DOTS = 3
_LEAST = 10
"""Letters that stay of a button's words where there is no room for more; the whole is said by its tooltip."""


class SurenessDots(QWidget):
    """One to three dots, as many as there are steps of sureness; the words beside them say the same."""

    def __init__(self, full: int) -> None:
        super().__init__()
        self._full = full
        self.setFixedSize(QSize(MOST_DOTS * 9, 8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(MOST_DOTS):
            painter.setBrush(roles.accent if number < self._full else roles.track)
            painter.drawEllipse(QRectF(number * 9, 1, 6, 6))


class RemedyButton(PushButton):
    """A button that can wait. The one that has the keyboard keeps it meanwhile, and only looks switched off.

    Qt would pass the keyboard on to whatever comes next, and scroll there.
    """

    def __init__(self, text: str, name: str, *, icon_name: str, kind: str) -> None:
        super().__init__(text, name, icon_name=icon_name, kind=kind)
        self.waiting = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        words = self.fontMetrics().horizontalAdvance(self.text())
        least = min(words, _LEAST * self.fontMetrics().averageCharWidth())
        return QSize(hint.width() - words + least, hint.height())

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        missing = self.sizeHint().width() - self.width()
        if missing > 0:
            metrics = self.fontMetrics()
            room = metrics.horizontalAdvance(self.text()) - missing
            option.text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

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
