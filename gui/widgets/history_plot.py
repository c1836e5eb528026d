"""Refused renames per place over time: one series of marks per place, readable by mouse, by keyboard and in words."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from core.model.history import RefusalPoint, RefusalsOfPlace
from gui import history_words
from gui.theme import XS, M, Roles, S, current_roles, scaled_font
from gui.widgets.markers import paint_marker
from gui.widgets.plot_area import PlotArea, Spot, paint_axes, paint_series, spots_of
from gui.widgets.time_axis import Tick, time_ticks

_LINES = 11
_LEAST_TICKS = 3
_RADIUS, _SMALL_RADIUS = 5.0, 3.5
_MANY = 80
_REACH = 16.0


class HistoryPlot(QWidget):
    """Time from left to right, the share of renames that were refused at first from bottom to top.

    ``pointed`` carries the sentence of the probe that the mouse or the keyboard is at, an empty one for none. Left and
    right go along a place, up and down from place to place.
    """

    pointed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._places: tuple[RefusalsOfPlace, ...] = ()
        self._begin, self._end = 0.0, 1.0
        self._current: tuple[int, int] | None = None
        self._hovered: tuple[int, int] | None = None
        self._spots: tuple[Spot, ...] | None = None
        self._drawn: QPixmap | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Renames refused at first, per place, over time"))

    @property
    def places(self) -> tuple[RefusalsOfPlace, ...]:
        """What is shown."""
        return self._places

    def show_places(self, places: tuple[RefusalsOfPlace, ...], begin: float, end: float) -> None:
        """Show other probes over a span from ``begin`` to ``end``, in seconds since 1970."""
        end = max(end, begin + 1.0, *(point.at for place in places for point in place.points))
        if (places, begin, end) == (self._places, self._begin, self._end):
            return
        self._places, self._begin, self._end = places, begin, end
        self._hovered = None
        self._forget()
        if self._point(self._current) is None:
            self._current = None
        self._say()
        self.update()

    def spots(self) -> tuple[Spot, ...]:
        """Return the marks in the order they are painted; those that would hide each other stand side by side."""
        if self._spots is None:
            self._spots = spots_of(self._places, self._area(), self._radius())
        return self._spots

    def ticks(self) -> tuple[Tick, ...]:
        """Return the ticks of the time axis for the width there is."""
        widest = QFontMetricsF(scaled_font(0.92)).horizontalAdvance("00 MMM") + 2 * S
        # With two of them at least, a span can be read off.
        return time_ticks(self._begin, self._end, max(_LEAST_TICKS, int(self._area().rect.width() / widest)))

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, self.fontMetrics().height() * _LINES)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._forget()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._forget()

    def _forget(self) -> None:
        self._spots = None
        self._drawn = None

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        self._hover(self._near(event.position()))

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        near = self._near(event.position())
        if near is not None:
            self._go(near)

    @override
    def leaveEvent(self, event: QEvent, /) -> None:
        self._hover(None)

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        if self._current is None:
            series = next((number for number, place in enumerate(self._places) if place.points), None)
            if series is not None:
                self._go((series, len(self._places[series].points) - 1))
        self.update()
        self._say()

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.update()
        self._say()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        wanted = self._wanted(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self._go(wanted)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Drawn once: the mouse goes over many marks a second.
        if self._drawn is None or self._drawn.devicePixelRatio() != self.devicePixelRatio():
            self._drawn = self._draw(roles)
        painter.drawPixmap(0, 0, self._drawn)
        self._paint_pointed(painter, roles)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(roles.accent, 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _draw(self, roles: Roles) -> QPixmap:
        scale = self.devicePixelRatio()
        drawn = QPixmap(self.size() * scale)
        drawn.setDevicePixelRatio(scale)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scaled_font(0.92))
        paint_axes(painter, self._area(), self.ticks(), self.width(), roles)
        paint_series(painter, self.spots(), self._radius(), roles)
        painter.end()
        return drawn

    def _area(self) -> PlotArea:
        metrics = QFontMetricsF(scaled_font(0.92))
        left = metrics.horizontalAdvance(history_words.percent_text(1.0)) + M
        low = metrics.height() + S
        rect = QRectF(self.rect()).adjusted(left, _RADIUS + S, -(_RADIUS + S), -(low + XS))
        return PlotArea(rect, self._begin, self._end)

    def _radius(self) -> float:
        return _SMALL_RADIUS if sum(len(place.points) for place in self._places) > _MANY else _RADIUS

    def _paint_pointed(self, painter: QPainter, roles: Roles) -> None:
        pointed = self._shown()
        for spot in self.spots() if pointed is not None else ():
            if (spot.series, spot.number) == pointed:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(roles.accent, 2))
                painter.drawEllipse(spot.centre, self._radius() + 4, self._radius() + 4)
                paint_marker(painter, spot.series, spot.centre, self._radius(), roles)

    def _shown(self) -> tuple[int, int] | None:
        """Return the probe that is pointed at: the mouse goes before the keyboard."""
        return self._hovered or (self._current if self.hasFocus() else None)

    def _point(self, where: tuple[int, int] | None) -> RefusalPoint | None:
        if where is None or where[0] >= len(self._places):
            return None
        points = self._places[where[0]].points
        return points[where[1]] if where[1] < len(points) else None

    def _near(self, position: QPointF) -> tuple[int, int] | None:
        def away(spot: Spot) -> float:
            return (spot.centre - position).manhattanLength()

        nearest = min(self.spots(), key=away, default=None)
        return None if nearest is None or away(nearest) > _REACH else (nearest.series, nearest.number)

    def _wanted(self, key: Qt.Key) -> tuple[int, int] | None:
        """Return where a key leads from the probe that the keyboard is at."""
        point = self._point(self._current)
        if point is None or self._current is None:
            return None
        series, number = self._current
        last = len(self._places[series].points) - 1
        along = {
            Qt.Key.Key_Left: max(0, number - 1),
            Qt.Key.Key_Right: min(last, number + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in along:
            return series, along[key]
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._neighbour(series, 1 if key == Qt.Key.Key_Down else -1, point.at)
        return None

    def _neighbour(self, series: int, step: int, at: float) -> tuple[int, int] | None:
        """Return the probe of the next place that is nearest in time."""
        count = len(self._places)
        for offset in range(1, count + 1):
            other = (series + step * offset) % count
            points = self._places[other].points
            if points:
                return other, min(range(len(points)), key=lambda number: abs(points[number].at - at))
        return None

    def _go(self, where: tuple[int, int]) -> None:
        self._current = where
        self.update()
        self._say()

    def _hover(self, where: tuple[int, int] | None) -> None:
        if where != self._hovered:
            self._hovered = where
            self.update()
            self._say()

    def _say(self) -> None:
        shown = self._shown()
        point = self._point(shown)
        sentence = ""
        if shown is not None and point is not None:
            sentence = history_words.point_sentence(self._places[shown[0]].place, point)
        whole = [history_words.place_sentence(place) for place in self._places]
        # A screen reader says the probe that the keyboard is at first.
        self.setAccessibleDescription("\n".join(part for part in (sentence, *whole) if part))
        self.pointed.emit(sentence)
