"""Fields for one line of text, each with its caption above it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout
from typing_extensions import override

from gui.theme import S
from gui.widgets.buttons import IconButton
from gui.widgets.text import label

_COPYING = frozenset({"edit-copy", "edit-cut"})
"""What Qt calls the entries of a field's menu that copy."""


class Field(QLineEdit):
    """A line of text; ``column`` is the field with its caption."""

    def __init__(self, caption: str, name: str, hint: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(caption)
        self.setPlaceholderText(hint)
        words = label(caption, "section")
        words.setBuddy(self)
        self.line = QHBoxLayout()
        self.line.setSpacing(S)
        self.line.addWidget(self, 1)
        self.column = QVBoxLayout()
        self.column.setSpacing(S - 4)
        self.column.addWidget(words)
        self.column.addLayout(self.line)


class SecretField(Field):
    """A line that shows dots, and its text only while the button beside it is pressed in.

    It is copied in neither case: what is in the clipboard can be read by every program.
    """

    def __init__(self, caption: str, name: str) -> None:
        super().__init__(caption, name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.reveal = IconButton("eye", self.tr("Show what is typed"), f"{name}Reveal", checkable=True)
        self.reveal.toggled.connect(self._on_reveal)
        self.line.addWidget(self.reveal)

    def taken(self) -> str:
        """Return the text and forget it, also what could be brought back by undoing."""
        text = self.text()
        self.reveal.setChecked(False)
        self.setText("")
        return text

    @property
    def holds_secret(self) -> bool:
        """Whether what is typed is a secret, also while it is shown."""
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        keys = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)
        if self.holds_secret and any(event.matches(key) for key in keys):
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        # What is marked is copied at once on some systems, when the button is let go.
        if not self.holds_secret or event.button() is not Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if self.holds_secret and action.objectName() in _COPYING:
                action.setEnabled(False)
        menu.popup(event.globalPos())

    def _on_reveal(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.reveal.show_icon("eye-off" if shown else "eye")
        words = self.tr("Hide what is typed") if shown else self.tr("Show what is typed")
        self.reveal.setAccessibleName(words)
        self.reveal.setToolTip(words)
