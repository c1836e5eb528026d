"""Where things are in a plot of shares over time, and its axes."""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from core.model.history import RefusalsOfPlace
from gui import history_words
from gui.theme import XS, Roles, S
from gui.widgets.markers import line_pen, paint_marker
from gui.widgets.time_axis import Tick

_STEPS_ASIDE = 4
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class Spot(NamedTuple):
    """One probe where it is painted; ``series`` and ``number`` count from 0."""

    series: int
    number: int
    centre: QPointF


@dataclass(frozen=True)
class PlotArea:
    """The rectangle between the axes: from ``begin`` to ``end`` (seconds since 1970), from none to all."""

    rect: QRectF
    begin: float
    end: float

    def place(self, at: float, share: float) -> QPointF:
        """Return where a share from 0 to 1 at a moment is."""
        across = (at - self.begin) / (self.end - self.begin)
        return QPointF(self.rect.left() + across * self.rect.width(), self.rect.bottom() - share * self.rect.height())


def spots_of(places: tuple[RefusalsOfPlace, ...], area: PlotArea, radius: float) -> tuple[Spot, ...]:
    """Return the marks in the order they are painted; those that would hide each other stand side by side."""
    wide = 2 * radius + 1
    taken: set[tuple[int, int]] = set()
    spots: list[Spot] = []
    for series, refusals in enumerate(places):
        for number, point in enumerate(refusals.points):
            centre = area.place(point.at, history_words.share(point))
            x, y, aside = centre.x(), centre.y(), 0
            step = -wide if x + _STEPS_ASIDE * wide > area.rect.right() else wide
            while (cell := (round(x / wide), round(y / wide))) in taken and aside < _STEPS_ASIDE:
                x, aside = x + step, aside + 1
            taken.add(cell)
            spots.append(Spot(series, number, QPointF(x, y)))
    return tuple(spots)


def paint_axes(painter: QPainter, area: PlotArea, ticks: tuple[Tick, ...], width: int, roles: Roles) -> None:
    """Paint lines for shares and ticks for time, with their words; words that would meet are left out."""
    metrics = QFontMetricsF(painter.font())
    high, rect = metrics.height(), area.rect
    for share in _SHARES:
        y = area.place(area.begin, share).y()
        painter.setPen(QPen(roles.border_strong if share == 0 else roles.border, 1))
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        painter.setPen(roles.muted)
        words = QRectF(0, y - high / 2, rect.left() - S, high)
        painter.drawText(words, _RIGHT, history_words.percent_text(share))
    before = -1.0
    for tick in ticks:
        foot = area.place(tick.at, 0.0)
        painter.setPen(QPen(roles.border_strong, 1))
        painter.drawLine(foot, QPointF(foot.x(), foot.y() + XS))
        wide = metrics.horizontalAdvance(tick.text)
        left = min(max(foot.x() - wide / 2, 0.0), width - wide - XS)
        if left > before:
            painter.setPen(roles.muted)
            painter.drawText(QRectF(left, rect.bottom() + XS + 2, wide, high), _CENTRE, tick.text)
            before = left + wide + S


def paint_series(painter: QPainter, spots: tuple[Spot, ...], radius: float, roles: Roles) -> None:
    """Paint the lines first and the marks over them."""
    for series in sorted({spot.series for spot in spots}):
        painter.setPen(line_pen(series, roles))
        centres = [spot.centre for spot in spots if spot.series == series]
        # Piece by piece: one line of 1,000 pieces that crosses itself took 0.2 s.
        painter.drawLines([QLineF(one, other) for one, other in pairwise(centres)])
    for spot in spots:
        paint_marker(painter, spot.series, spot.centre, radius, roles)
