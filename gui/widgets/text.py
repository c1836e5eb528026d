"""Labels that show values as they are: never as rich text, elided where there is no room, copyable."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override

from gui import clipboard
from gui.theme import mono_font, set_kind
from gui.widgets.buttons import IconButton
from gui.widgets.copy_menu import popup_copy_menu
from gui.widgets.wrapped_label import WrappedLabel


def label(text: str = "", kind: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """Return a label for plain text with its part in the style sheet."""
    result = WrappedLabel() if wrap else QLabel()
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setText(text)
    if kind:
        set_kind(result, kind)
    if name:
        result.setObjectName(name)
    return result


def mono_label(text: str, kind: str = "", *, name: str = "") -> QLabel:
    """Return a label of several lines for paths and code."""
    result = label(text, wrap=True, name=name)
    # Before its part: what is polished before it has its font loses that font later.
    result.setFont(mono_font())
    if kind:
        set_kind(result, kind)
    return result


class ElidedLabel(QLabel):
    """One line that is shortened in its middle; the whole text is in the tooltip and can be copied."""

    def __init__(
        self,
        text: str = "",
        *,
        kind: str = "",
        mono: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
        tight: bool = False,
    ) -> None:
        super().__init__()
        self._mode = mode
        self._hint = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        # A tight label is as wide as its text at most, so that what follows stands beside it.
        across = QSizePolicy.Policy.Maximum if tight else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        if mono:
            self.setFont(mono_font())
        if kind:
            set_kind(self, kind)
        self.show_text(text)

    def show_text(self, text: str, hint: str = "") -> None:
        """Show a text; ``hint`` goes before it in the tooltip."""
        self._hint = hint
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()
        self._show_hint()

    def _show_hint(self) -> None:
        parts = [part for part in (self._hint, self.text()) if part]
        self.setToolTip("\n".join(parts))

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height() + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(min(self.sizeHint().width(), metrics.averageCharWidth() * 6), metrics.height() + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.shortened(self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)

    def shortened(self, width: int) -> str:
        """Return the text as it is painted in so much room."""
        return self.fontMetrics().elidedText(self.text(), self._mode, width)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.text():
            return
        popup_copy_menu(self, event.globalPos(), self._copy)

    def _copy(self) -> None:
        clipboard.copy(self.text())


class CopyButton(IconButton):
    """Copies a text; ``what`` names it for the tooltip and for screen readers."""

    def __init__(self, what: str, text: str = "", name: str = "") -> None:
        super().__init__("copy", what, name)
        self._text = text
        self.clicked.connect(self._copy)

    def set_text(self, text: str) -> None:
        """Copy another text from now on."""
        self._text = text

    def _copy(self) -> None:
        clipboard.copy(self._text)
