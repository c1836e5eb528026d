"""What is shown while a folder or a script is dragged over the window."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.icons import paint_icon
from gui.theme import L, current_roles, scaled_font

_SIDE = 56


class DropOverlay(QWidget):
    """Covers the window with one sentence; it takes no input of its own."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("dropOverlay")
        self._script = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        """What will become of what is dragged."""
        if self._script:
            return self.tr("Drop the script to import its settings into this project")
        return self.tr("Drop the folder to add it as a project")

    def show_over(self, rect: QRect, *, script: bool = False) -> None:
        """Cover a part of the window; ``script`` says that scripts are dragged, and no folders."""
        self._script = script
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
            "download" if self._script else "folder-add",
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
