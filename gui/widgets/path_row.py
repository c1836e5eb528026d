"""The row below a project's name: its path, and the quiet buttons beside it, without their words where it is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from gui.theme import S
from gui.widgets.buttons import ActionButton
from gui.widgets.text import CopyButton, ElidedLabel

_LEAST_PATH = 14
"""Letters of the path that the words of the buttons leave."""


class PathRow(QWidget):
    """Shows a path that can be copied, and buttons at the end of the row."""

    def __init__(self, tools: Sequence[QWidget]) -> None:
        super().__init__()
        self.setObjectName("pathRow")
        self._path = ElidedLabel(kind="muted", mono=True, tight=True)
        self._path.setObjectName("projectPath")
        self._copy = CopyButton(self.tr("Copy the path of the project"), name="projectPathCopy")
        self._words: bool | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S - 4)
        row.addWidget(self._path)
        row.addWidget(self._copy)
        row.addStretch(1)
        for tool in tools:
            row.addWidget(tool)
        self._tools = tuple(tools)
        self._buttons = [
            button
            for tool in tools
            for button in ([tool] if isinstance(tool, ActionButton) else tool.findChildren(ActionButton))
        ]

    def show_path(self, path: str) -> None:
        """Show another path."""
        self._path.show_text(path)
        self._copy.set_text(path)

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        # What the words take is given back where there is no room for them.
        spared = sum(button.words_width for button in self._buttons if button.shows_words)
        return QSize(hint.width() - spared, hint.height())

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        least = self.minimumSizeHint().width() + sum(button.words_width for button in self._buttons)
        path = (_LEAST_PATH - 6) * self._path.fontMetrics().averageCharWidth()
        fits = event.size().width() >= least + path
        if fits is not self._words:
            self._words = fits
            for button in self._buttons:
                button.show_words(shown=fits)
