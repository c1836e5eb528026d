"""A scroll area as high as its content, in which what has the keyboard stays in its place when things come or go."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication, QScrollArea, QWidget
from typing_extensions import override

_LEVELS = 8
"""From a part of a row over the row, its card and the content to the scroll area."""
_MOVES: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class ScrolledContent(QWidget):
    """Content that needs the height it has at its width, and not the one it would have when it is as narrow as can be.

    Lines that wrap make the difference; without this the page could be scrolled beyond its end.
    """

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            hint.setHeight(layout.totalHeightForWidth(max(self.width(), hint.width())))
        return hint


class SteadyScrollArea(QScrollArea):
    """Changes inside ``steady`` leave the focused widget where the person sees it."""

    def scroll_by(self, event: QKeyEvent) -> bool:
        """Scroll as a key asks for, and return whether it was one that scrolls; for whoever has the keyboard."""
        move = _MOVES.get(event.key())
        if move is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self.verticalScrollBar().triggerAction(move)
        return True

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Keep the focused widget at its height in the view, if it is in view at all."""
        focused = self._focused()
        before = None if focused is None else self._top(focused)
        yield
        # Where it is now does not count: what came may have pushed it out of the view.
        if focused is None or before is None or focused is not QApplication.focusWidget() or not focused.isVisible():
            return
        # The new heights count now, and not when the events for them come round; each level asks the next one.
        for _ in range(_LEVELS):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        moved = self._top(focused) - before
        if moved:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + moved)

    def _focused(self) -> QWidget | None:
        widget = QApplication.focusWidget()
        content = self.widget()
        if widget is None or content is None or not content.isAncestorOf(widget) or not widget.isVisible():
            return None
        top = self._top(widget)
        return widget if -widget.height() < top < self.viewport().height() else None

    def _top(self, widget: QWidget) -> int:
        return widget.mapTo(self.viewport(), QPoint(0, 0)).y()
