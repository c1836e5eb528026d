"""An icon as a widget, and a pill of an icon and a word."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from gui.icons import paint_icon
from gui.signs import Sign
from gui.theme import ICON, Tone, current_roles, scaled_font


class IconView(QWidget):
    """One icon in the colour of a tone; the words beside it say the same."""

    def __init__(self, name: str, tone: Tone = Tone.NEUTRAL, *, size: int = ICON) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self.setFixedSize(size, size)

    def show_sign(self, sign: Sign) -> None:
        """Show another icon."""
        self._name, self._tone = sign
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = current_roles().tone(self._tone)
        paint_icon(painter, self._name, QRectF(self.rect()), colour)


class Pill(QWidget):
    """A state as an icon and a word on a quiet ground."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._sign = Sign("unknown", Tone.NEUTRAL)
        self._text = ""
        self.setFont(scaled_font(0.92, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The word."""
        return self._text

    def show_state(self, sign: Sign, text: str) -> None:
        """Show another state."""
        if (sign, text) == (self._sign, self._text):
            return
        self._sign, self._text = sign, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 38, max(24, metrics.height() + 8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(roles.edge(self._sign.tone), 1))
        painter.setBrush(roles.soft(self._sign.tone))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        side = 14
        paint_icon(
            painter, self._sign.icon, QRectF(9, (self.height() - side) / 2, side, side), roles.tone(self._sign.tone)
        )
        painter.setPen(roles.tone(self._sign.tone))
        painter.drawText(
            self.rect().adjusted(28, 0, -8, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self._text,
        )
