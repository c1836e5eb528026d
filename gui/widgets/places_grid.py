"""The three places of a project with who decided them; a path takes a line of its own where the grid is narrow."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget
from typing_extensions import override

from core.model.settings import Place, PlaceKind
from gui import wording
from gui.theme import M, S
from gui.widgets.text import CopyButton, ElidedLabel, label

_GAP = 2


class _PlaceLine:
    """One place: kind, path with its button, who decided, free space."""

    def __init__(self, kind: PlaceKind, copy_words: str, parent: QWidget) -> None:
        name = kind.value
        self.kind = label(wording.place_label(kind), "muted")
        self.path = ElidedLabel(mono=True, tight=True)
        self.path.setObjectName(f"place-{name}")
        self.copy = CopyButton(copy_words, name=f"place-{name}-copy")
        self.origin = label(kind="muted", name=f"place-{name}-origin")
        self.free = label(kind="muted", name=f"place-{name}-free")
        for part in (self.kind, self.path, self.copy, self.origin, self.free):
            part.setParent(parent)

    def show_place(self, place: Place | None, free: int | None, unknown: str) -> None:
        """Show a place, or that it is not known."""
        detail = "" if place is None else wording.origin_detail(place.origin)
        self.path.show_text(unknown if place is None else str(place.path), detail)
        self.origin.setText("" if place is None else wording.origin_text(place.origin))
        self.origin.setToolTip(detail)
        self.free.setText("" if free is None else wording.free_text(free))
        self.copy.set_text("" if place is None else str(place.path))
        self.copy.setEnabled(place is not None)

    def widths(self) -> tuple[int, int, int, int]:
        """Return how wide kind, path, origin and free space want to be."""
        path = _wide(self.path) + S + _wide(self.copy)
        return (_wide(self.kind), path, _wide(self.origin), _wide(self.free))


class PlacesGrid(QWidget):
    """One row a place; two where a path would be cut short, three where who decided has no room beside the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("placesGrid")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lines = {
            kind: _PlaceLine(kind, self.tr("Copy the path of the {place}").format(place=wording.place_word(kind)), self)
            for kind in PlaceKind
        }

    def show_place(self, kind: PlaceKind, place: Place | None, free: int | None, unknown: str) -> None:
        """Show one place."""
        self._lines[kind].show_place(place, free, unknown)
        self.updateGeometry()
        self._arrange(self.width(), moving=True)

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
        widths = [line.widths() for line in self._lines.values()]
        least = max(max(kind + M + free, origin) for kind, _, origin, free in widths)
        return QSize(least, self._arrange(self.sizeHint().width(), moving=False))

    def _columns(self) -> list[int]:
        return [max(column) for column in zip(*(line.widths() for line in self._lines.values()), strict=True)]

    def _arrange(self, width: int, *, moving: bool) -> int:
        """Return the height that ``width`` takes, and put everything there if ``moving``."""
        columns = self._columns()
        wide = sum(columns) + 3 * M <= width
        top = 0
        for line in self._lines.values():
            rects = self._row(line, columns, width, top) if wide else self._rows(line, columns, width, top)
            top = max(rect.y() + rect.height() for rect in rects.values()) + (_GAP if wide else S)
            if moving:
                for part, rect in rects.items():
                    part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), rect))
        return top - (_GAP if wide else S)

    def _row(self, line: _PlaceLine, columns: list[int], width: int, top: int) -> dict[QWidget, QRect]:
        left = columns[0] + M
        origin = width - columns[3] - M - columns[2]
        tall = max(part.sizeHint().height() for part in (line.kind, line.path, line.copy))
        return {
            line.kind: QRect(0, top, columns[0], tall),
            **self._path(line, left, origin - M, top),
            line.origin: QRect(origin, top, columns[2], tall),
            line.free: QRect(width - _wide(line.free), top, _wide(line.free), tall),
        }

    def _rows(self, line: _PlaceLine, columns: list[int], width: int, top: int) -> dict[QWidget, QRect]:
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

    def _path(self, line: _PlaceLine, left: int, right: int, top: int) -> dict[QWidget, QRect]:
        button = line.copy.sizeHint()
        tall = max(button.height(), line.path.sizeHint().height())
        width = min(_wide(line.path), max(0, right - left - S - button.width()))
        return {
            line.path: QRect(left, top, width, tall),
            line.copy: QRect(left + width + S, top + (tall - button.height()) // 2, button.width(), button.height()),
        }


def _wide(part: QWidget) -> int:
    return part.sizeHint().width()
