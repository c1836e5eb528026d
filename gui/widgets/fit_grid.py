"""Which file serves which platform and Python, as a grid that can be read by mouse, by keyboard and in words."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from core.model.wheels import FitTable, Target, TargetPlatform, WheelFile
from gui import wheel_words
from gui.icons import paint_icon
from gui.theme import XS, Roles, S, Tone, current_roles, scaled_font

_ICON = 14
_WIDEST, _NARROWEST = 92, 26
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)

Cell = tuple[int, int]


class FitGrid(QWidget):
    """A row per platform, a column per Python; a cell says the version of the file that is installed there.

    ``pointed`` carries the sentence of the cell that the mouse or the keyboard is at, an empty one for none.
    """

    pointed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._table: FitTable | None = None
        self._versions: dict[object, str] = {}
        self._marked: object = None
        self._platforms: tuple[TargetPlatform, ...] = ()
        self._pythons: tuple[str, ...] = ()
        self._current: Cell = (0, 0)
        self._hovered: Cell | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Which file serves which platform and Python"))

    def show_table(self, table: FitTable | None, files: tuple[WheelFile, ...], marked: object = None) -> None:
        """Show another table; ``files`` give the versions, ``marked`` is the path of the file that is spoken of."""
        self._table, self._marked = table, marked
        self._versions = {file.path: file.version for file in files}
        targets = () if table is None else tuple(dict.fromkeys(fit.target for fit in table.fits))
        before = self._platforms, self._pythons
        self._platforms = tuple(dict.fromkeys(target.platform for target in targets))
        self._pythons = tuple(dict.fromkeys(target.python for target in targets))
        # A person who reads a cell stays at it when a report comes again.
        if (self._platforms, self._pythons) != before:
            self._current, self._hovered = (0, 0), None
        self.setVisible(bool(targets))
        self.updateGeometry()
        self.update()
        self._say()

    def sentences(self) -> tuple[str, ...]:
        """Return what each cell says."""
        cells = ((row, column) for row in range(len(self._platforms)) for column in range(len(self._pythons)))
        return tuple(self._sentence(cell) for cell in cells)

    @override
    def sizeHint(self) -> QSize:
        wide = self._words_width() + len(self._pythons) * (_WIDEST + XS)
        return QSize(wide, (len(self._platforms) + 1) * (self._high() + XS) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(100 + len(self._pythons) * (_NARROWEST + XS), self.sizeHint().height())

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        self._hover(self._at(event.position().toPoint()))

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        cell = self._at(event.position().toPoint())
        if cell is not None:
            self._go(cell)

    @override
    def leaveEvent(self, event: QEvent, /) -> None:
        self._hover(None)

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self.update()
        self._say()

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.update()
        self._say()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        step = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }.get(Qt.Key(event.key()))
        if step is None or not self._platforms:
            super().keyPressEvent(event)
            return
        row = min(max(0, self._current[0] + step[0]), len(self._platforms) - 1)
        column = min(max(0, self._current[1] + step[1]), len(self._pythons) - 1)
        self._go((row, column))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scaled_font(0.92))
        metrics = painter.fontMetrics()
        for column, python in enumerate(self._pythons):
            head = self._rect((-1, column))
            painter.setPen(roles.muted)
            painter.drawText(head, _CENTRE, metrics.elidedText(python, Qt.TextElideMode.ElideRight, int(head.width())))
        for row, platform in enumerate(self._platforms):
            words = QRectF(0, self._rect((row, 0)).top(), self._left() - S, self._high())
            painter.setPen(roles.text)
            shown = metrics.elidedText(platform.words, Qt.TextElideMode.ElideRight, int(words.width()))
            painter.drawText(words, _LEFT, shown)
            for column in range(len(self._pythons)):
                self._paint_cell(painter, (row, column), roles)
        pointed = self._shown()
        if pointed is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(roles.accent, 2))
            painter.drawRoundedRect(self._rect(pointed).adjusted(-1.5, -1.5, 1.5, 1.5), 6, 6)

    def _paint_cell(self, painter: QPainter, cell: Cell, roles: Roles) -> None:
        rect = self._rect(cell)
        served = self._served(cell)
        tone = Tone.NEUTRAL if served is None else Tone.OK
        marked = served is not None and served == self._marked
        painter.setPen(QPen(roles.tone(tone) if marked else roles.edge(tone), 1.6 if marked else 1))
        painter.setBrush(roles.soft(tone) if served is not None else roles.surface)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        version = "" if served is None else self._versions.get(served, "")
        metrics = painter.fontMetrics()
        sign = wheel_words.FITS_NOT.icon if served is None else "check"
        wide = _ICON + XS + metrics.horizontalAdvance(version)
        if version and wide <= rect.width() - S:
            left = rect.left() + (rect.width() - wide) / 2
            box = QRectF(left, rect.center().y() - _ICON / 2, _ICON, _ICON)
            paint_icon(painter, sign, box, roles.tone(tone))
            painter.setPen(roles.text)
            painter.drawText(rect.adjusted(left - rect.left() + _ICON + XS, 0, 0, 0), _LEFT, version)
            return
        middle = rect.center()
        box = QRectF(middle.x() - _ICON / 2, middle.y() - _ICON / 2, _ICON, _ICON)
        paint_icon(painter, sign, box, roles.tone(tone))

    def _high(self) -> int:
        return max(24, self.fontMetrics().height() + S)

    def _words_width(self) -> int:
        widths = (self.fontMetrics().horizontalAdvance(platform.words) for platform in self._platforms)
        return max(widths, default=0) + S

    def _left(self) -> int:
        """Return where the cells begin: the words give way before the cells become too narrow to be hit."""
        count = max(1, len(self._pythons))
        return min(self._words_width(), max(60, self.width() - count * (_NARROWEST + XS)))

    def _rect(self, cell: Cell) -> QRectF:
        count = max(1, len(self._pythons))
        wide = min(_WIDEST, max(_NARROWEST, (self.width() - self._left()) // count - XS))
        return QRectF(self._left() + cell[1] * (wide + XS), (cell[0] + 1) * (self._high() + XS), wide, self._high())

    def _at(self, point: QPoint) -> Cell | None:
        for row in range(len(self._platforms)):
            for column in range(len(self._pythons)):
                if self._rect((row, column)).contains(point):
                    return row, column
        return None

    def _target(self, cell: Cell) -> Target:
        return Target(self._platforms[cell[0]], self._pythons[cell[1]])

    def _served(self, cell: Cell) -> object:
        return None if self._table is None else self._table.served.get(self._target(cell))

    def _sentence(self, cell: Cell) -> str:
        if self._table is None or cell[0] >= len(self._platforms):
            return ""
        return wheel_words.cell_sentence(self._table, self._target(cell))

    def _shown(self) -> Cell | None:
        """Return the cell that is pointed at: the mouse goes before the keyboard."""
        if not self._platforms:
            return None
        return self._hovered or (self._current if self.hasFocus() else None)

    def _go(self, cell: Cell) -> None:
        self._current = cell
        self.update()
        self._say()

    def _hover(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self.update()
            self._say()

    def _say(self) -> None:
        shown = self._shown()
        sentence = "" if shown is None else self._sentence(shown)
        whole = "" if self._table is None else wheel_words.table_sentence(self._table)
        # A screen reader says the cell that the keyboard is at first.
        self.setAccessibleDescription("\n".join(part for part in (sentence, whole) if part))
        self.setToolTip(sentence)
        self.pointed.emit(sentence)
