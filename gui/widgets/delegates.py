"""How cells with a sign or a progress are painted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.icons import paint_icon
from gui.models.packages import Progress
from gui.models.roles import ItemRole
from gui.signs import Sign
from gui.theme import ICON, ROW_HEIGHT, Roles, Tone, current_roles, mixed, scaled_font

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, roles: Roles) -> None:
    """Paint what a selected or hovered row stands on."""
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, roles.selected)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, roles.hover)


class SignDelegate(QStyledItemDelegate):
    """An icon in its tone, and the word in the colour of text."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        sign = index.data(ItemRole.SIGN)
        if not isinstance(sign, Sign):
            super().paint(painter, option, index)
            return
        roles = current_roles()
        painter.save()
        paint_ground(painter, option, roles)
        rect = option.rect
        box = QRectF(rect.left() + 8, rect.center().y() - ICON / 2 + 1, ICON, ICON)
        paint_icon(painter, sign.icon, box, roles.tone(sign.tone))
        painter.setFont(option.font)
        painter.setPen(roles.muted if sign.tone is Tone.NEUTRAL else roles.text)
        room = rect.adjusted(8 + ICON + 8, 0, -6, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(room, _LEFT, option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()))
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        return QSize(option.fontMetrics.horizontalAdvance(text) + ICON + 28, ROW_HEIGHT)


class ProgressDelegate(QStyledItemDelegate):
    """A bar, and uv's bytes beside it."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        progress = index.data(ItemRole.PROGRESS)
        if not isinstance(progress, Progress):
            super().paint(painter, option, index)
            return
        roles = current_roles()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, roles)
        font = scaled_font(0.92)
        painter.setFont(font)
        words = painter.fontMetrics().horizontalAdvance("000.0 MiB of 000.0 MiB")
        rect = option.rect.adjusted(8, 0, -12, 0)
        bar_width = rect.width() - words - 12
        if bar_width >= 48 and progress.share is not None:
            bar = QRectF(rect.left(), rect.center().y() - 2, bar_width, 5)
            _bar(painter, bar, roles.track, 1.0)
            _bar(
                painter, bar, mixed(roles.surface, roles.ok, 0.5) if progress.finished else roles.accent, progress.share
            )
        painter.setPen(roles.muted)
        shown = painter.fontMetrics().elidedText(progress.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _RIGHT, shown)
        painter.restore()


def _bar(painter: QPainter, rect: QRectF, colour: QColor, share: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if share > 0:
        painter.drawRoundedRect(
            QRectF(rect.left(), rect.top(), max(rect.height(), rect.width() * share), rect.height()),
            rect.height() / 2,
            rect.height() / 2,
        )


class ProjectDelegate(QStyledItemDelegate):
    """A project in the list: name, folder, and its state as icon and words."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        roles = current_roles()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(8, 2, -8, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(roles.selected)
            painter.drawRoundedRect(rect, 8, 8)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(roles.hover)
            painter.drawRoundedRect(rect, 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(roles.accent)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        sign = index.data(ItemRole.SIGN)
        if isinstance(sign, Sign):
            box = QRectF(rect.left() + 10, rect.center().y() - 9, 18, 18)
            paint_icon(painter, sign.icon, box, roles.tone(sign.tone))
        room = rect.adjusted(38, 7, -10, -7)
        half = room.height() / 2
        top = QRectF(room.left(), room.top(), room.width(), half)
        low = QRectF(room.left(), room.top() + half, room.width(), half)
        _line(painter, top, str(index.data(Qt.ItemDataRole.DisplayRole)), roles.text, bold=True)
        _line(painter, low, str(index.data(ItemRole.DETAIL)), roles.muted, bold=False)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, option.fontMetrics.height() * 2 + 24)


def _line(painter: QPainter, rect: QRectF, text: str, colour: QColor, *, bold: bool) -> None:
    painter.setFont(scaled_font(1.0 if bold else 0.92, bold=bold))
    painter.setPen(colour)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, _LEFT, shown)
