"""What is shown while folders, scripts or wheels are dragged over the window."""

from enum import Enum, auto

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.icons import paint_icon
from gui.theme import L, current_roles, scaled_font

_SIDE = 56


class Dragged(Enum):
    """What is dragged."""

    FOLDERS = auto()
    SCRIPTS = auto()
    WHEELS = auto()


class DropOverlay(QWidget):
    """Covers the window with one sentence; it takes no input of its own."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("dropOverlay")
        self._dragged = Dragged.FOLDERS
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        """What will become of what is dragged."""
        if self._dragged is Dragged.SCRIPTS:
            return self.tr("Drop the script to import its settings into this project")
        if self._dragged is Dragged.WHEELS:
            return self.tr("Drop the wheels to let this project use them")
        return self.tr("Drop the folder to add it as a project")

    def show_over(self, rect: QRect, dragged: Dragged = Dragged.FOLDERS) -> None:
        """Cover a part of the window, and say what becomes of what is dragged."""
        self._dragged = dragged
        self.update()
        self.setGeometry(rect)
        self.raise_()
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(roles.window)
        veil.setAlphaF(0.90)
        painter.fillRect(self.rect(), veil)
        frame = QRectF(self.rect()).adjusted(L, L, -L, -L)
        painter.setPen(QPen(roles.accent, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, 14, 14)
        middle = frame.center()
        paint_icon(
            painter,
            "folder-add" if self._dragged is Dragged.FOLDERS else "download",
            QRectF(middle.x() - _SIDE / 2, middle.y() - _SIDE - 8, _SIDE, _SIDE),
            roles.accent,
        )
        painter.setFont(scaled_font(1.35, bold=True))
        painter.setPen(roles.text)
        painter.drawText(
            QRectF(frame.left(), middle.y() + 4, frame.width(), 80),
            int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap),
            self.words,
        )
