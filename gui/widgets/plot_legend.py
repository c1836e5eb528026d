"""The legend of a plot over places: mark, path and a few figures of each."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.history import RefusalsOfPlace
from gui import history_words
from gui.theme import L, S, current_roles
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.markers import line_pen, paint_marker
from gui.widgets.text import ElidedLabel, label

_RADIUS = 5.0


class _Sample(QWidget):
    """A piece of the line of a series with its mark."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(34, 18)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(line_pen(self._number, roles))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        paint_marker(painter, self._number, QPointF(self.width() / 2, middle), _RADIUS, roles)


class _Entry(QWidget):
    """One place: its mark, its path, and how its probes went."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName(f"legend-{number}")
        self._path = ElidedLabel(mono=True, tight=True)
        self._path.setObjectName(f"legend-{number}-path")
        self._figures = label(kind="caption", name=f"legend-{number}-figures")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._path)
        words.addWidget(self._figures)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(_Sample(number), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)

    def show_place(self, refusals: RefusalsOfPlace) -> None:
        """Show another place."""
        self._path.show_text(str(refusals.place))
        self._figures.setText(history_words.place_figures(refusals))


class PlotLegend(QWidget):
    """Entries side by side where there is room; long paths are shortened in their middle."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._entries: list[_Entry] = []
        self._flow = FlowLayout(self, across=L, down=S, even=True)

    def show_places(self, places: tuple[RefusalsOfPlace, ...]) -> None:
        """Show other places, in the order of their series."""
        while len(self._entries) < len(places):
            entry = _Entry(len(self._entries))
            self._entries.append(entry)
            self._flow.addWidget(entry)
        for number, entry in enumerate(self._entries):
            entry.setVisible(number < len(places))
            if number < len(places):
                entry.show_place(places[number])
        self.updateGeometry()
