"""Fields for one line of text, each with its caption above it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from gui.theme import S
from gui.widgets.buttons import IconButton
from gui.widgets.text import label


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
    """A line that shows dots, and its text only while the button beside it is pressed in."""

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

    def _on_reveal(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.reveal.show_icon("eye-off" if shown else "eye")
        words = self.tr("Hide what is typed") if shown else self.tr("Show what is typed")
        self.reveal.setAccessibleName(words)
        self.reveal.setToolTip(words)
