"""A layout that goes on in a new row where there is no more room, so that nothing is cut off."""

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


class FlowLayout(QLayout):
    """Its items side by side, each as wide as it wants to be, in as many rows as that takes.

    ``last_right`` puts the last item to the end of its row; ``even`` lets the items of a row share its whole width.
    """

    def __init__(
        self, parent: QWidget | None = None, *, across: int, down: int, last_right: bool = False, even: bool = False
    ) -> None:
        super().__init__(parent)
        self._across = across
        self._down = down
        self._last_right = last_right
        self._even = even
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int, /) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        margins = self.contentsMargins()
        rows = self._rows(width - margins.left() - margins.right())
        return sum(_height(row) for row in rows) + self._down * max(0, len(rows) - 1) + margins.top() + margins.bottom()

    @override
    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self._across * max(0, len(hints) - 1)
        return _grown(QSize(width, max((hint.height() for hint in hints), default=0)), self.contentsMargins())

    @override
    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return _grown(least, self.contentsMargins())

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        top = room.top()
        for row in self._rows(room.width()):
            left = room.left()
            height = _height(row)
            share = (room.width() - self._across * (len(row) - 1)) // len(row)
            for item in row:
                size = item.sizeHint()
                width = share if self._even else min(size.width(), room.width())
                if self._last_right and item is self._items[-1]:
                    left = max(left, room.left() + room.width() - width)
                # An item that is lower than its row stands in the row's middle.
                low = min(height, size.height())
                item.setGeometry(QRect(left, top + (height - low) // 2, width, low))
                left += width + self._across
            top += height + self._down

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            if not rows or self._taken([*rows[-1], item]) > width:
                rows.append([])
            rows[-1].append(item)
        return rows

    def _taken(self, row: list[QLayoutItem]) -> int:
        """Return the width that a row takes; shared evenly, each item has what the widest one wants."""
        widths = [item.sizeHint().width() for item in row]
        return (max(widths) * len(row) if self._even else sum(widths)) + self._across * (len(row) - 1)


def _height(row: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in row)


def _grown(size: QSize, margins: QMargins) -> QSize:
    return QSize(size.width() + margins.left() + margins.right(), size.height() + margins.top() + margins.bottom())
