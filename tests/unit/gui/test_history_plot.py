"""The plot of refused renames: where its marks are, how they differ, and how it is read without a mouse."""

import itertools
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDateTime, QEvent, QPointF, Qt, QTime
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.model.history import RefusalsOfPlace
from gui import history_words
from gui.theme import Theme, luminance, palette_for, roles_of
from gui.widgets import markers
from gui.widgets.history_plot import HistoryPlot
from gui.widgets.plot_area import Spot
from gui.widgets.time_axis import time_ticks
from tests.fakes.findings import OLD_CACHE
from tests.unit.gui.pasts import DAY, END, PLACES, point

BEGIN = END - 30 * DAY
Matrix = tuple[tuple[float, float, float], ...]
SIGHTS: tuple[Matrix, ...] = (
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
)
"""What is left of linear red, green and blue in full colour blindness (Machado, Oliveira and Fernandes, 2009)."""


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> Iterator[HistoryPlot]:
    del theme
    box = QWidget()
    column = QVBoxLayout(box)
    other = QPushButton("Other")
    made = HistoryPlot("plot")
    column.addWidget(other)
    column.addWidget(made)
    box.resize(800, 280)
    qtbot.addWidget(box)
    made.show_places(PLACES, BEGIN, END)
    other.setFocus()
    box.show()
    box.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is box, timeout=20_000)
    yield made
    # The box owns the plot, and lives as long as the test.
    box.close()


def spot(plot: HistoryPlot, series: int, number: int) -> Spot:
    return next(spot for spot in plot.spots() if (spot.series, spot.number) == (series, number))


def test_time_goes_right_and_refusals_go_up(plot: HistoryPlot) -> None:
    first, worst, last = (spot(plot, 0, number).centre for number in range(3))
    assert first.x() < worst.x() < last.x()
    assert worst.y() < first.y() < last.y()
    assert spot(plot, 1, 0).centre.y() > last.y()
    # A third of the span lies before the first probe.
    assert first.x() == pytest.approx(plot._area().rect.left() + plot._area().rect.width() / 3, abs=1)


def test_a_probe_after_the_span_is_still_inside(plot: HistoryPlot) -> None:
    late = RefusalsOfPlace(place=OLD_CACHE, points=(point(-2, 3),))
    plot.show_places((late,), BEGIN, END)
    assert plot.spots()[0].centre.x() <= plot._area().rect.right()


def test_marks_that_would_hide_each_other_stand_side_by_side(plot: HistoryPlot) -> None:
    same = tuple(RefusalsOfPlace(place=Path(f"/place/{number}"), points=(point(9, 0),)) for number in range(4))
    plot.show_places(same, BEGIN, END)
    for one, other in itertools.combinations(plot.spots(), 2):
        assert (one.centre - other.centre).manhattanLength() >= 2 * plot._radius()


def test_the_keyboard_goes_along_a_place_and_from_place_to_place(plot: HistoryPlot, qtbot: QtBot) -> None:
    said: list[str] = []
    plot.pointed.connect(said.append)
    plot.setFocus()
    qtbot.waitUntil(plot.hasFocus)
    first = history_words.point_sentence
    assert said[-1] == first(OLD_CACHE, PLACES[0].points[2])
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert said[-1] == first(OLD_CACHE, PLACES[0].points[1])
    assert plot.accessibleDescription().startswith(said[-1])
    QTest.keyClick(plot, Qt.Key.Key_Home)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert said[-1] == first(OLD_CACHE, PLACES[0].points[0])
    QTest.keyClick(plot, Qt.Key.Key_End)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert said[-1] == first(OLD_CACHE, PLACES[0].points[2])
    QTest.keyClick(plot, Qt.Key.Key_Down)
    # The probe of the other place that is nearest in time.
    assert said[-1] == first(PLACES[1].place, PLACES[1].points[0])
    QTest.keyClick(plot, Qt.Key.Key_Up)
    assert said[-1] == first(OLD_CACHE, PLACES[0].points[2])
    plot.clearFocus()
    assert said[-1] == ""


def test_the_mouse_says_the_figures_of_the_mark_it_is_at(plot: HistoryPlot) -> None:
    said: list[str] = []
    plot.pointed.connect(said.append)
    move(plot, spot(plot, 0, 1).centre + QPointF(3, 3))
    assert "12 of 12 renames refused at first (100 %); renames are refused, 95 % within 1.3 s." in said[-1]
    assert said[-1] == history_words.point_sentence(OLD_CACHE, PLACES[0].points[1])
    move(plot, QPointF(60, 120))
    assert said[-1] == ""


def move(plot: HistoryPlot, to: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    over = plot.mapToGlobal(to)
    event = QMouseEvent(QEvent.Type.MouseMove, to, over, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(plot, event)


def test_the_plot_is_said_in_words(plot: HistoryPlot) -> None:
    lines = plot.accessibleDescription().splitlines()
    assert lines == [history_words.place_sentence(place) for place in PLACES]
    assert plot.accessibleName() == "Renames refused at first, per place, over time"


def test_a_probe_that_is_gone_is_pointed_at_no_more(plot: HistoryPlot, qtbot: QtBot) -> None:
    plot.setFocus()
    qtbot.waitUntil(plot.hasFocus)
    fewer = (replace(PLACES[0], points=PLACES[0].points[:1]),)
    plot.show_places(fewer, BEGIN, END)
    assert plot.accessibleDescription() == history_words.place_sentence(fewer[0])
    QTest.keyClick(plot, Qt.Key.Key_Left)
    plot.show_places((), BEGIN, END)
    assert plot.spots() == ()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_series_stand_out_from_the_ground(dark: bool) -> None:  # noqa: FBT001 - a parameter of the test
    roles = roles_of(palette_for(dark=dark))
    for number in range(6):
        assert contrast(markers.edge(number, roles), roles.surface) >= 3.0, number


@pytest.mark.parametrize("sight", SIGHTS, ids=["protan", "deutan", "tritan"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_first_four_are_told_apart_by_the_colour_blind(dark: bool, sight: Matrix) -> None:  # noqa: FBT001 - a parameter
    roles = roles_of(palette_for(dark=dark))
    seen = [_lab(markers.colour(number, roles), sight) for number in range(4)]
    for one, other in itertools.combinations(seen, 2):
        # Some 2 can just be seen side by side.
        assert math.dist(one, other) >= 20


def _lab(colour: QColor, sight: Matrix) -> tuple[float, float, float]:
    """Return a colour as it is seen, in CIE L*a*b* (D65)."""
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    red, green, blue = (sum(by * part for by, part in zip(row, light, strict=True)) for row in sight)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_series_has_a_shape_and_a_line_of_its_own(qapp: object) -> None:
    roles = roles_of(palette_for(dark=False))
    outlines = {_outline(number) for number in range(6)}
    dashes = {tuple(markers.line_pen(number, roles).dashPattern()) for number in range(6)}
    assert len(outlines) == 6
    assert len(dashes) == 6


def _outline(number: int) -> tuple[tuple[float, float], ...]:
    path = markers.marker_path(number, QPointF(0, 0), 5.0)
    return tuple((round(path.elementAt(at).x, 3), round(path.elementAt(at).y, 3)) for at in range(path.elementCount()))


@pytest.mark.parametrize("days", [7, 30, 90, 365])
@pytest.mark.parametrize("most", [3, 6, 12])
def test_ticks_are_midnights_evenly_apart_and_not_too_many(qapp: object, days: int, most: int) -> None:
    ticks = time_ticks(END - days * DAY, END, most)
    assert 2 <= len(ticks) <= most + 1
    moments = [QDateTime.fromSecsSinceEpoch(int(tick.at)) for tick in ticks]
    assert all(moment.time() == QTime(0, 0) for moment in moments)
    gaps = [later.at - earlier.at for earlier, later in itertools.pairwise(ticks)]
    assert max(gaps) <= 1.2 * min(gaps)
    assert END - days * DAY <= ticks[0].at < ticks[-1].at <= END


def test_months_carry_their_year_where_it_begins(qapp: object) -> None:
    texts = [tick.text for tick in time_ticks(END - 365 * DAY, END, 7)]
    assert texts == ["Jul 2024", "Sep", "Nov", "Jan 2025", "Mar", "May"]


def test_an_axis_without_room_or_time_has_no_ticks(qapp: object) -> None:
    assert time_ticks(END, END, 5) == ()
    assert time_ticks(BEGIN, END, 0) == ()
