"""Facts below each other: what each is about at the left, what is known of it at the right."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from gui.theme import XS, M
from gui.widgets.boxes import emptied
from gui.widgets.text import label, mono_label

_LEAST_VALUE = 24
"""Letters of a value beside its caption, below which it goes below the caption."""


class FactGrid(QWidget):
    """Shows pairs of caption and value, each value below its caption where it is narrow.

    ``name`` is what the label of each value is called.
    """

    def __init__(self, name: str, *, mono: bool = True) -> None:
        super().__init__()
        self._value_name = name
        self._mono = mono
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout()
        self._narrow = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show other facts."""
        emptied(self._column)
        part = QWidget()
        self._grid = QGridLayout(part)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(XS)
        self._pairs = [self._pair(caption, value) for caption, value in facts]
        self._narrow = self._is_narrow(self.width())
        self._arrange()
        self._column.addWidget(part)

    def _pair(self, caption: str, value: str) -> tuple[QLabel, QLabel]:
        name = self._value_name
        words = mono_label(value, name=name) if self._mono else label(value, wrap=True, name=name)
        words.setAccessibleName(f"{caption}: {value}")
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        return label(caption, "muted"), words

    def _arrange(self) -> None:
        for number, (caption, value) in enumerate(self._pairs):
            if self._narrow:
                self._grid.addWidget(caption, 2 * number, 0)
                self._grid.addWidget(value, 2 * number + 1, 0)
            else:
                self._grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(value, number, 1)
        self._grid.setColumnStretch(0, int(self._narrow))
        self._grid.setColumnStretch(1, int(not self._narrow))

    def _is_narrow(self, width: int) -> bool:
        captions = max((caption.sizeHint().width() for caption, _ in self._pairs), default=0)
        return width < captions + M + _LEAST_VALUE * self.fontMetrics().averageCharWidth()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        narrow = self._is_narrow(event.size().width())
        if narrow is not self._narrow:
            self._narrow = narrow
            self._arrange()

    @override
    def minimumSizeHint(self) -> QSize:
        # Side by side they must not keep the page from becoming narrow: values go below their captions then.
        hint = super().minimumSizeHint()
        parts = (part.minimumSizeHint().width() for pair in self._pairs for part in pair)
        return QSize(min(hint.width(), max(parts, default=0)), hint.height())
