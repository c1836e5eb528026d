"""A label of several lines that breaks long paths and names, too, so that none makes the window wider."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override

from gui import clipboard
from gui.widgets.copy_menu import popup_copy_menu

_LONG = 24
_PART = 12
_BREAK = "\u200b"
_WORD = re.compile(r"\S+")
_AFTER = re.compile(r"(?<=[\\/._=?&@-])(?=[^\\/\s])")
_PIECE = re.compile(rf"[^{_BREAK}]{{{_PART}}}(?=[^{_BREAK}])")


class WrappedLabel(QLabel):
    """Plain text in lines. Qt breaks only between words; here long ones hold breaks that nobody sees or copies.

    ``long`` is how many letters a word has at least that is broken.
    """

    def __init__(self, long: int = _LONG + 1) -> None:
        super().__init__()
        self._whole = ""
        self._long = long
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    @override
    def setText(self, text: str, /) -> None:
        self._whole = text
        super().setText(breakable(text, self._long))
        self.setAccessibleName(text)

    @override
    def text(self) -> str:
        return self._whole

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            self._copy()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        super().mouseReleaseEvent(event)
        # What is marked is copied at once on some systems.
        if QGuiApplication.clipboard().supportsSelection() and self.hasSelectedText():
            clipboard.copy(self._selected(), QClipboard.Mode.Selection)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        popup_copy_menu(self, event.globalPos(), self._copy)

    def _selected(self) -> str:
        return self.selectedText().replace(_BREAK, "")

    def _copy(self) -> None:
        clipboard.copy(self._selected() or self._whole)


def breakable(text: str, long: int = _LONG + 1) -> str:
    """Return the text with places to break inside its long words: after the signs of a path, else anywhere."""
    return _WORD.sub(lambda word: word[0] if len(word[0]) < long else _with_breaks(word), text)


def _with_breaks(found: re.Match[str]) -> str:
    return _PIECE.sub(rf"\g<0>{_BREAK}", _AFTER.sub(_BREAK, found[0]))
