"""Short sentences below each other, each with a mark before it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gui.theme import S
from gui.widgets.text import label


def points(sentences: Iterable[str], *, kind: str = "", name: str = "", gap: int = 3) -> QVBoxLayout:
    """Return the sentences as points; ``name`` is what the label of each is called."""
    column = QVBoxLayout()
    column.setSpacing(gap)
    for sentence in sentences:
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(label("•", "muted"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(sentence, kind, wrap=True, name=name), 1)
        column.addLayout(line)
    return column
