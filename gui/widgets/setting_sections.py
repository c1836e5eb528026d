"""The list of sections at the left of the settings."""

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from core.model.setting_keys import Section
from gui.models.roles import ItemRole
from gui.models.settings_sections import SectionRow, SectionsModel
from gui.theme import XS, M, S, current_roles, scaled_font
from gui.widgets.delegates import Index

_BAR = 3
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ENDLESS = 10_000
_NARROW, _WIDE = 128, 208


class SectionList(QListView):
    """``chosen`` carries the section that came to the front."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("settingsSections")
        self.setAccessibleName(self.tr("Sections of the settings"))
        self.rows = SectionsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_SectionDelegate(self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(_WIDE)
        self.selectionModel().currentChanged.connect(self._on_current)

    def fit(self, width: int) -> None:
        """Take a fitting part of the dialog's width."""
        self.setFixedWidth(max(_NARROW, min(_WIDE, width // 4)))

    @property
    def section(self) -> Section | None:
        """The section in front."""
        row = self.currentIndex().row()
        return self.rows.rows[row].section if 0 <= row < len(self.rows.rows) else None

    def show_rows(self, rows: tuple[SectionRow, ...]) -> None:
        """Show other figures; the section in front stays."""
        front = self.section
        self.rows.set_rows(rows)
        if front is None and rows:
            self.setCurrentIndex(self.rows.index(0, 0))
        self.doItemsLayout()

    def show_section(self, section: Section) -> None:
        """Bring a section to the front."""
        for number, row in enumerate(self.rows.rows):
            if row.section is section:
                self.setCurrentIndex(self.rows.index(number, 0))

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.rows.rows[index.row()].section)


class _SectionDelegate(QStyledItemDelegate):
    """A title in as many lines as it needs, and a quiet line below it where there is something to say."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        roles = current_roles()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(XS, 1, -XS, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(roles.selected if selected else roles.hover)
            painter.drawRoundedRect(rect, 6, 6)
        if selected:
            painter.setBrush(roles.accent)
            painter.drawRoundedRect(QRectF(rect.left(), rect.top() + S, _BAR, rect.height() - 2 * S), 1.5, 1.5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(roles.accent)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        room = rect.adjusted(M, S - 1, -XS, -S + 1)
        painter.setFont(scaled_font(1.0, bold=selected))
        painter.setPen(roles.text)
        title = str(index.data(Qt.ItemDataRole.DisplayRole))
        used = painter.boundingRect(room, _WRAP, title)
        painter.drawText(room, _WRAP, title)
        detail = str(index.data(ItemRole.DETAIL))
        if detail:
            painter.setFont(scaled_font(0.92))
            painter.setPen(roles.muted)
            painter.drawText(QRectF(room.left(), used.bottom(), room.width(), room.height()), _WRAP, detail)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else _WIDE
        room = width - 2 * XS - M - XS
        # Bold is the widest that a title gets: it must not jump when it is chosen.
        height = _height(index, Qt.ItemDataRole.DisplayRole, room, bold=True)
        if index.data(ItemRole.DETAIL):
            height += _height(index, ItemRole.DETAIL, room, bold=False)
        return QSize(width, height + 2 * S)


def _height(index: Index, role: int, room: int, *, bold: bool) -> int:
    metrics = QFontMetrics(scaled_font(1.0 if bold else 0.92, bold=bold))
    return metrics.boundingRect(0, 0, room, _ENDLESS, _WRAP, str(index.data(role))).height()
