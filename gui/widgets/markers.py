"""Marks of the series of a plot: each has a shape, a colour and a kind of line of its own."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from gui.theme import Roles, mixed

# The first four are told apart with every kind of colour blindness; shapes and lines tell all six apart without colour.
_COLOURS = (1, 3, 0, 5, 4, 2)
_DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (2, 2.5), (8, 3, 2, 3), (4, 2), (10, 4))


def colour(number: int, roles: Roles) -> QColor:
    """Return the colour of a series."""
    return roles.series(_COLOURS[number % len(_COLOURS)])


def edge(number: int, roles: Roles) -> QColor:
    """Return the colour of a series for lines and outlines, which stand out from every ground."""
    return mixed(colour(number, roles), roles.text, 0.4)


def line_pen(number: int, roles: Roles) -> QPen:
    """Return the pen that joins the points of a series."""
    pen = QPen(edge(number, roles), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    dashes = _DASHES[number % len(_DASHES)]
    if dashes:
        pen.setDashPattern(dashes)
    return pen


def paint_marker(painter: QPainter, number: int, centre: QPointF, radius: float, roles: Roles) -> None:
    """Paint the mark of one point; from the seventh series on, marks are hollow."""
    painter.setPen(QPen(edge(number, roles), 1.4))
    painter.setBrush(colour(number, roles) if number < len(_SHAPES) else roles.surface)
    painter.drawPath(marker_path(number, centre, radius))


def marker_path(number: int, centre: QPointF, radius: float) -> QPainterPath:
    """Return the outline of the mark of a series."""
    path = QPainterPath()
    _SHAPES[number % len(_SHAPES)](path, centre, radius)
    return path


def _circle(path: QPainterPath, centre: QPointF, radius: float) -> None:
    path.addEllipse(centre, radius, radius)


def _square(path: QPainterPath, centre: QPointF, radius: float) -> None:
    half = radius * 0.9
    path.addRect(QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half))


def _polygon(path: QPainterPath, centre: QPointF, radius: float, angles: tuple[float, ...]) -> None:
    corners = [
        QPointF(
            centre.x() + radius * math.cos(math.radians(angle)), centre.y() + radius * math.sin(math.radians(angle))
        )
        for angle in angles
    ]
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()


def _triangle(path: QPainterPath, centre: QPointF, radius: float) -> None:
    _polygon(path, QPointF(centre.x(), centre.y() + radius * 0.2), radius * 1.25, (-90, 30, 150))


def _diamond(path: QPainterPath, centre: QPointF, radius: float) -> None:
    _polygon(path, centre, radius * 1.25, (-90, 0, 90, 180))


def _triangle_down(path: QPainterPath, centre: QPointF, radius: float) -> None:
    _polygon(path, QPointF(centre.x(), centre.y() - radius * 0.2), radius * 1.25, (90, 210, 330))


def _plus(path: QPainterPath, centre: QPointF, radius: float) -> None:
    long, short = radius * 1.15, radius * 0.42
    path.addRect(QRectF(centre.x() - long, centre.y() - short, 2 * long, 2 * short))
    upright = QPainterPath()
    upright.addRect(QRectF(centre.x() - short, centre.y() - long, 2 * short, 2 * long))
    path.swap(path.united(upright))


_SHAPES: tuple[Callable[[QPainterPath, QPointF, float], None], ...] = (
    _circle,
    _square,
    _triangle,
    _diamond,
    _triangle_down,
    _plus,
)
