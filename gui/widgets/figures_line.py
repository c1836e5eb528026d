"""Words that change under the mouse: their room is that of the longest ones, so that nothing below them moves."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from gui.theme import set_kind
from gui.widgets.wrapped_label import WrappedLabel, breakable


class FiguresLine(WrappedLabel):
    """Shows one sentence of several in the room of the longest."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        set_kind(self, "muted")
        self._longest = ""

    def reserve(self, sentences: Iterable[str]) -> None:
        """Keep room for the longest of the sentences."""
        self._longest = max(sentences, key=len, default="")
        self._keep_room(self.width())

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._keep_room(event.size().width())

    def _keep_room(self, width: int) -> None:
        words = int(Qt.TextFlag.TextWordWrap)
        room = self.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), words, breakable(self._longest))
        self.setMinimumHeight(room.height())
