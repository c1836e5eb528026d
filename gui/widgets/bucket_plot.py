"""What a cache consists of: one bar in parts, and under it what each part is, with figures."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from core.model.measurements import CacheBucket, CacheContents, Held
from gui import place_words
from gui.figures import files_text, size_text
from gui.theme import M, Roles, S, current_roles, scaled_font

_BAR = 26
_SWATCH = 12
_LEAST_SEGMENT = 3.0
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class BucketPlot(QWidget):
    """Parts are told apart by their order, their words and their colour; wide ones carry their share."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._parts: tuple[tuple[CacheBucket, Held], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("What the cache consists of"))

    @property
    def parts(self) -> tuple[tuple[CacheBucket, Held], ...]:
        """What is shown, from left to right."""
        return self._parts

    def show_contents(self, contents: CacheContents | None) -> None:
        """Show other figures; parts that hold nothing are left out."""
        known = {} if contents is None else contents.buckets
        parts = tuple((bucket, known[bucket]) for bucket in CacheBucket if bucket in known and known[bucket].files)
        if parts == self._parts:
            return
        self._parts = parts
        self.setAccessibleDescription("; ".join(f"{_name(part)}: {self._figures(part)}" for part in parts))
        self.updateGeometry()
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        columns = self._columns(width)
        rows = (len(self._parts) + columns - 1) // columns
        return round(_BAR + M + rows * self._entry() + max(0, rows - 1) * S) + 1

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(max(480, self.width())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def event(self, event: QEvent, /) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            part = self._part_at(event.pos().x()) if event.pos().y() <= _BAR else None
            QToolTip.showText(event.globalPos(), "" if part is None else f"{_name(part)}\n{self._figures(part)}", self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter, roles)
        self._paint_legend(painter, roles)

    def _widths(self) -> list[float]:
        """Return how wide each part is; the smallest ones stay visible, and the largest one pays for that."""
        total = sum(held.bytes for _, held in self._parts)
        if not total:
            return [self.width() / max(1, len(self._parts)) for _ in self._parts]
        widths = [max(_LEAST_SEGMENT, self.width() * held.bytes / total) for _, held in self._parts]
        widths[widths.index(max(widths))] -= sum(widths) - self.width()
        return widths

    def _part_at(self, x: int) -> tuple[CacheBucket, Held] | None:
        left = 0.0
        for part, width in zip(self._parts, self._widths(), strict=True):
            left += width
            if x < left:
                return part
        return None

    def _paint_bar(self, painter: QPainter, roles: Roles) -> None:
        rect = QRectF(0, 0, self.width(), _BAR)
        clip = QPainterPath()
        clip.addRoundedRect(rect, 6, 6)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(rect, roles.track)
        painter.setFont(scaled_font(0.88, bold=True))
        metrics = QFontMetricsF(painter.font())
        total = max(1, sum(held.bytes for _, held in self._parts))
        left = 0.0
        for (bucket, held), width in zip(self._parts, self._widths(), strict=True):
            part = QRectF(left, 0, width, _BAR)
            painter.fillRect(part, roles.series(_number(bucket)))
            share = f"{100 * held.bytes / total:.0f} %"
            if metrics.horizontalAdvance(share) + 2 * S <= width:
                painter.setPen(roles.on_series(_number(bucket)))
                painter.drawText(part, _CENTRE, share)
            left += width
            painter.fillRect(QRectF(left - 1, 0, 1.5, _BAR), roles.surface)
        painter.restore()

    def _paint_legend(self, painter: QPainter, roles: Roles) -> None:
        columns = self._columns(self.width())
        wide = self.width() / columns
        line = float(self.fontMetrics().height())
        for number, part in enumerate(self._parts):
            left = (number % columns) * wide
            top = _BAR + M + (number // columns) * (self._entry() + S)
            swatch = QRectF(left, top + (line - _SWATCH) / 2, _SWATCH, _SWATCH)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(roles.series(_number(part[0])))
            painter.drawRoundedRect(swatch, 3, 3)
            room = wide - _SWATCH - S - M
            words = QRectF(left + _SWATCH + S, top, room, line)
            painter.setFont(scaled_font(1.0, bold=True))
            painter.setPen(roles.text)
            painter.drawText(words, _LEFT, self._fitting(painter, _name(part), room))
            painter.setFont(scaled_font(0.92))
            painter.setPen(roles.muted)
            painter.drawText(words.translated(0, line + 1), _LEFT, self._fitting(painter, self._figures(part), room))

    def _fitting(self, painter: QPainter, text: str, room: float) -> str:
        return QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _entry(self) -> float:
        return 2.0 * self.fontMetrics().height() + 1

    def _columns(self, width: int) -> int:
        bold, small = QFontMetricsF(scaled_font(1.0, bold=True)), QFontMetricsF(scaled_font(0.92))
        widest = max(
            (
                max(bold.horizontalAdvance(_name(part)), small.horizontalAdvance(self._figures(part)))
                for part in self._parts
            ),
            default=0.0,
        )
        return max(1, min(max(1, len(self._parts)), int(width // (widest + _SWATCH + S + M + 1))))

    def _figures(self, part: tuple[CacheBucket, Held]) -> str:
        return self.tr("{size} · {files}").format(size=size_text(part[1].bytes), files=files_text(part[1].files))


def _name(part: tuple[CacheBucket, Held]) -> str:
    return place_words.bucket_text(part[0])


def _number(bucket: CacheBucket) -> int:
    return list(CacheBucket).index(bucket)
