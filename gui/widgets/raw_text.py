"""What another program printed, as it is: lines that can be marked and copied."""

from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

from core.model.secrets import without_secrets
from gui.theme import S, mono_font


class RawText(QPlainTextEdit):
    """Lines of plain text in a well of a height that does not change by itself, which Tab leads out of again."""

    def __init__(self, name: str, accessible: str, height: int = 0) -> None:
        super().__init__()
        self.setObjectName(name)
        # Not by set_kind: what is polished before it has its font loses that font later.
        self.setProperty("kind", "raw")
        self.setAccessibleName(accessible)
        self.setReadOnly(True)
        self.setFont(mono_font())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setFixedHeight(height)

    @override
    def setPlainText(self, text: str, /) -> None:
        # Here and not where it is copied: a part that is marked may hold a secret without what tells it from words.
        super().setPlainText(without_secrets(text))

    def show_lines(self, text: str, most: int) -> None:
        """Show a text, and be as high as its lines are, ``most`` of them at most."""
        self.setPlainText(text)
        lines = max(1, min(most, text.count("\n") + 1))
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + bar + 3 * S)
