"""What saving would do to one file, line by line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.model.setting_values import FileDiff
from gui.theme import XS, S, Tone, current_roles, mono_font
from gui.widgets.text import ElidedLabel, label

_MOST_LINES = 24


class FileDiffView(QWidget):
    """The path, a sentence where there is one, and the lines; their signs tell what goes and what comes."""

    def __init__(self, diff: FileDiff, number: int) -> None:
        super().__init__()
        name = f"settingsDiff-{number}"
        path = ElidedLabel(str(diff.file), kind="section")
        path.setObjectName(f"{name}-path")
        self.lines = QPlainTextEdit()
        self.lines.setObjectName(name)
        self.lines.setAccessibleName(self.tr("Changes of {file}").format(file=diff.file))
        # Not by set_kind: what is polished before it has its font loses that font later.
        self.lines.setProperty("kind", "raw")
        self.lines.setReadOnly(True)
        self.lines.setFont(mono_font())
        self.lines.setTabChangesFocus(True)
        self.lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.lines.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        self.lines.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._colours = _Colours(self.lines.document())
        self.lines.setPlainText("\n".join(diff.lines))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(path)
        if diff.made:
            column.addWidget(label(self.tr("The file is made."), "muted", wrap=True, name=f"{name}-made"))
        if diff.note:
            column.addWidget(label(diff.note, wrap=True, name=f"{name}-note"))
        column.addWidget(self.lines)
        self._fit(len(diff.lines))

    def _fit(self, lines: int) -> None:
        """Be as high as the lines; of very many the rest is scrolled to."""
        shown = max(1, min(lines, _MOST_LINES))
        metrics = self.lines.fontMetrics()
        bar = self.lines.horizontalScrollBar().sizeHint().height()
        self.lines.setFixedHeight(shown * metrics.lineSpacing() + bar + 3 * S)


class _Colours(QSyntaxHighlighter):
    """Tints lines by their sign; the tones are those of everything good and bad in the window."""

    @override
    def highlightBlock(self, text: str, /) -> None:
        roles = current_roles()
        form = QTextCharFormat()
        if text.startswith(("+++", "---", "@@")):
            form.setForeground(roles.muted)
        elif text.startswith("+"):
            form.setForeground(roles.ok)
            form.setBackground(roles.soft(Tone.OK))
            form.setFontWeight(QFont.Weight.DemiBold)
        elif text.startswith("-"):
            form.setForeground(roles.bad)
            form.setBackground(roles.soft(Tone.BAD))
        else:
            return
        self.setFormat(0, len(text), form)
