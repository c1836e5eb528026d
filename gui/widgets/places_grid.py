"""Places with who decided them and what they hold; a path takes a line of its own where the grid is narrow."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget
from typing_extensions import override

from core.model.measurements import PlaceInventory
from core.model.settings import PersonPlaceKind, Place, PlaceKind
from gui import place_words
from gui.theme import M, S
from gui.widgets.place_line import PlaceLine
from gui.widgets.text import label

_GAP = 2


class PlacesGrid(QWidget):
    """The places of a project, and below them those of the person, which are shown when they were counted.

    One row a place, and a second one for its figures; more where a path or who decided has no room beside the rest.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("placesGrid")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lines: dict[PlaceKind | PersonPlaceKind, PlaceLine] = {
            kind: PlaceLine(
                kind, self.tr("Copy the path of the {place}").format(place=place_words.kind_word(kind)), self
            )
            for kind in (*PlaceKind, *PersonPlaceKind)
        }
        self._yours = label(self.tr("Yours, for all projects"), "caption", name="personPlaces")
        self._yours.setParent(self)
        self._yours.hide()

    def show_place(self, kind: PlaceKind, place: Place | None, free: int | None, unknown: str) -> None:
        """Show one place of the project."""
        path, origin = (None, None) if place is None else (place.path, place.origin)
        self._lines[kind].show_place(path, origin, free, unknown)
        self._follow()

    def show_inventory(self, inventory: tuple[PlaceInventory, ...], places: dict[PlaceKind, Place]) -> None:
        """Show what was counted; figures of a folder where a place is no longer are left out."""
        known = {place.kind: place for place in inventory}
        for kind, line in self._lines.items():
            counted = known.get(kind)
            if isinstance(kind, PlaceKind):
                place = places.get(kind)
                same = counted is not None and place is not None and place.path == counted.path
                line.show_inventory(counted if same else None)
                continue
            line.set_shown(is_shown=counted is not None)
            if counted is not None:
                line.show_place(counted.path, counted.origin, counted.free_bytes, "")
            line.show_inventory(counted)
        self._yours.setVisible(any(line.is_shown for line in self._persons()))
        self._follow()

    def _persons(self) -> list[PlaceLine]:
        return [line for kind, line in self._lines.items() if isinstance(kind, PersonPlaceKind)]

    def _follow(self) -> None:
        self.updateGeometry()
        self._arrange(self.width(), moving=True)

    @override
    def event(self, event: QEvent, /) -> bool:
        # Without a layout of its own the grid is told here that one of its parts wants another size.
        if event.type() == QEvent.Type.LayoutRequest:
            self._follow()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width(), moving=True)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        return self._arrange(width, moving=False)

    @override
    def sizeHint(self) -> QSize:
        width = sum(self._columns()) + 3 * M
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        lines = [line for line in self._lines.values() if line.is_shown]
        widths = [line.widths() for line in lines]
        least = max(max(kind + M + free, origin) for kind, _, origin, free in widths)
        figures = [line.figures.minimumSizeHint().width() for line in lines if not line.figures.isHidden()]
        least = max(least, *figures) if figures else least
        return QSize(least, self._arrange(self.sizeHint().width(), moving=False))

    def _columns(self) -> list[int]:
        shown = [line.widths() for line in self._lines.values() if line.is_shown]
        return [max(column) for column in zip(*shown, strict=True)]

    def _arrange(self, width: int, *, moving: bool) -> int:
        """Return the height that ``width`` takes, and put everything there if ``moving``."""
        columns = self._columns()
        wide = sum(columns) + 3 * M <= width
        counted = any(not line.figures.isHidden() for line in self._lines.values())
        gap = _GAP if wide and not counted else S + _GAP
        top = 0
        rects: dict[QWidget, QRect] = {}
        for kind, line in self._lines.items():
            if not line.is_shown:
                continue
            if kind is PersonPlaceKind.PYTHONS or (isinstance(kind, PersonPlaceKind) and self._yours not in rects):
                tall = self._yours.sizeHint().height()
                rects[self._yours] = QRect(0, top + S, width, tall)
                top += S + tall + _GAP
            upper = self._row(line, columns, width, top) if wide else self._rows(line, columns, width, top)
            low = max(rect.y() + rect.height() for rect in upper.values())
            left = columns[0] + M if wide else 0
            lower = self._below(line, left, width, low)
            rects |= upper | lower
            top = max(rect.y() + rect.height() for rect in (*upper.values(), *lower.values())) + gap
        if moving:
            for part, rect in rects.items():
                part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), rect))
        return top - gap

    def _below(self, line: PlaceLine, left: int, width: int, top: int) -> dict[QWidget, QRect]:
        """Return where figures go, and what could not be read below them."""
        rects: dict[QWidget, QRect] = {}
        for part in (line.figures, line.trouble):
            if not part.isHidden():
                tall = part.heightForWidth(width - left)
                rects[part] = QRect(left, top + _GAP, width - left, tall)
                top += _GAP + tall
        return rects

    def _row(self, line: PlaceLine, columns: list[int], width: int, top: int) -> dict[QWidget, QRect]:
        left = columns[0] + M
        origin = width - columns[3] - M - columns[2]
        tall = max(part.sizeHint().height() for part in (line.kind, line.path, line.copy))
        free = line.widths()[3]
        return {
            line.kind: QRect(0, top, columns[0], tall),
            **self._path(line, left, origin - M, top),
            line.origin: QRect(origin, top, columns[2], tall),
            line.free: QRect(width - free, top, free, tall),
        }

    def _rows(self, line: PlaceLine, columns: list[int], width: int, top: int) -> dict[QWidget, QRect]:
        tall = line.kind.sizeHint().height()
        kind, _, origin, free = line.widths()
        below = top + tall
        rects: dict[QWidget, QRect] = {
            line.kind: QRect(0, top, kind, tall),
            line.free: QRect(width - free, top, free, tall),
            **self._path(line, 0, width, below),
        }
        if columns[0] + M + origin + M + free <= width:
            rects[line.origin] = QRect(columns[0] + M, top, origin, tall)
        else:
            lower = max(rect.y() + rect.height() for rect in rects.values())
            rects[line.origin] = QRect(0, lower, min(origin, width), tall)
        return rects

    def _path(self, line: PlaceLine, left: int, right: int, top: int) -> dict[QWidget, QRect]:
        button = line.copy.sizeHint()
        tall = max(button.height(), line.path.sizeHint().height())
        width = min(line.path.sizeHint().width(), max(0, right - left - S - button.width()))
        return {
            line.path: QRect(left, top, width, tall),
            line.copy: QRect(left + width + S, top + (tall - button.height()) // 2, button.width(), button.height()),
        }
