"""A text that shows its first lines where it is long, and the whole on demand."""

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from gui.theme import XS
from gui.widgets.disclosure import Disclosure
from gui.widgets.wrapped_label import WrappedLabel, breakable

_SHORT = 3
_LONG = 6
"""Lines that are shown of a text with more lines than ``_LONG``; to fold a shorter one would win nothing."""
_ENDLESS = 100_000


class FoldedText(QWidget):
    """Shows a text; of a long one the first lines and a headline that shows the rest.

    What is long depends on the width: in a wide window the same text may need no fold.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._label = _Lines()
        self._label.setObjectName(name)
        self.more = Disclosure(self.tr("The whole explanation"), f"{name}More")
        self.more.toggled.connect(self._on_more)
        line = QHBoxLayout()
        line.addWidget(self.more)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self._label)
        column.addLayout(line)
        self.more.hide()

    def show_text(self, text: str) -> None:
        """Show another text, folded where it is long."""
        self._label.setText(text)
        self.more.setChecked(False)
        self._follow()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._follow()

    def _follow(self) -> None:
        self.more.setVisible(self._label.is_long(self.width()))

    def _on_more(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._label.show_whole(whole=shown)


class _Lines(WrappedLabel):
    """A label that ends after some lines; screen readers, and who copies it, get the whole."""

    def __init__(self) -> None:
        super().__init__()
        self._shows_whole = False
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def show_whole(self, *, whole: bool) -> None:
        """Show all lines, or the first ones of many."""
        self._shows_whole = whole
        self._cut()
        self.updateGeometry()

    def is_long(self, width: int) -> bool:
        """Whether the whole has so many lines at a width that it is folded."""
        return self._lines(self.text(), width) > _LONG

    @override
    def setText(self, text: str, /) -> None:
        self._shows_whole = False
        super().setText(text)
        self._cut()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._cut()

    @override
    def heightForWidth(self, width: int, /) -> int:
        lines = self._lines(self.text(), width)
        shown = lines if self._shows_whole or lines <= _LONG else _SHORT
        return self._metrics().height() + (shown - 1) * self._metrics().lineSpacing()

    @override
    def sizeHint(self) -> QSize:
        width = super().sizeHint().width()
        return QSize(width, self.heightForWidth(max(width, self.width())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._metrics().height())

    def _cut(self) -> None:
        """Give the label what it shows at its width: of a long text the words that fit, with a mark at the end."""
        width = self.width()
        shown = self.text()
        if not self._shows_whole and self.is_long(width):
            shown = self._beginning(width)
        QLabel.setText(self, breakable(shown))

    def _beginning(self, width: int) -> str:
        words = self.text().split(" ")
        fits, too_many = 0, len(words)
        while too_many - fits > 1:
            middle = (fits + too_many) // 2
            if self._lines(f"{' '.join(words[:middle])} …", width) <= _SHORT:
                fits = middle
            else:
                too_many = middle
        return f"{' '.join(words[:fits])} …"

    def _lines(self, text: str, width: int) -> int:
        metrics = self._metrics()
        rect = metrics.boundingRect(0, 0, max(1, width), _ENDLESS, int(Qt.TextFlag.TextWordWrap), breakable(text))
        return max(1, ceil((rect.height() - metrics.height()) / metrics.lineSpacing()) + 1)

    def _metrics(self) -> QFontMetrics:
        self.ensurePolished()
        return self.fontMetrics()
