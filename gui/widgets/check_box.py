"""A box that can be checked, drawn in the colours of the design system."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy
from typing_extensions import override

from gui.icons import paint_icon
from gui.theme import ICON, S, current_roles

_BOX = ICON
_RING = 3
_LEAST = 10
"""Letters that stay of a text where there is no room for more; the whole is in the tooltip."""


class CheckBox(QCheckBox):
    """A box with words; where it is narrow the words are shortened, and never the page made wider."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return self._size(self.fontMetrics().horizontalAdvance(self.text()) + 1)

    @override
    def minimumSizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text()) + 1
        return self._size(min(words, _LEAST * self.fontMetrics().averageCharWidth()))

    @override
    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - _BOX) / 2
        box = QRectF(_RING, top, _BOX, _BOX)
        checked, able = self.isChecked(), self.isEnabled()
        ground = roles.accent if checked else roles.surface
        edge = roles.accent if checked else roles.muted
        painter.setPen(QPen(edge if able else roles.border_strong, 1))
        painter.setBrush(ground if able else roles.track)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
        if checked:
            paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), roles.on_accent if able else roles.disabled)
        if self.hasFocus():
            painter.setPen(QPen(roles.text if checked else roles.accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), 5, 5)
        painter.setPen(roles.text if able else roles.disabled)
        left = _RING + _BOX + S
        room = self.width() - left
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(left, 0, room, self.height()), align, words)

    def _size(self, words: int) -> QSize:
        return QSize(_RING + _BOX + S + words, max(_BOX + 2 * _RING, self.fontMetrics().height()))
