"""The scrolled column that pages of the settings stand in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from gui.theme import L, M, set_kind
from gui.widgets.steady_scroll import ScrolledContent, SteadyScrollArea


def scrolled(name: str) -> tuple[SteadyScrollArea, QVBoxLayout]:
    """Return a scroll area that is no stop of the keyboard, and the column in it."""
    content = ScrolledContent()
    set_kind(content, "scrolled")
    column = QVBoxLayout(content)
    column.setContentsMargins(L, M, L, L)
    column.setSpacing(M)
    scroll = SteadyScrollArea()
    scroll.setObjectName(name)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(content)
    return scroll, column
