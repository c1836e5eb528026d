"""The frame of the pages that take the place of a project's own: the way back, a title, and a content that scrolls."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from core.model.state import ProjectState
from gui.theme import XL, L, M, set_kind
from gui.widgets.buttons import PushButton
from gui.widgets.steady_scroll import ScrolledContent, SteadyScrollArea
from gui.widgets.text import ElidedLabel


class SidePage(QWidget):
    """A page over the project's; ``back_wanted`` says that a person wants to leave it, by its button or by Escape.

    ``column`` takes what is scrolled.
    """

    back_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}Page")
        set_kind(self, "page")
        self._back = PushButton(self.tr("Back"), f"{name}Back", icon_name="left", hint=self.tr("Back to the project"))
        self._name = ElidedLabel(kind="title", mode=Qt.TextElideMode.ElideRight)
        self._name.setObjectName(f"{name}Name")
        content = ScrolledContent()
        set_kind(content, "scrolled")
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(XL, L, XL, XL)
        self.column.setSpacing(L)
        self._scroll = SteadyScrollArea()
        self._scroll.setObjectName(f"{name}Scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        # Keys that scroll reach it from what stands in it; on its own it would be a stop that shows no ring.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setMinimumHeight(L)
        self._scroll.setWidget(content)
        self._back.clicked.connect(self.back_wanted)
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.back_wanted)

    def lay_out(self, tools: QLayout) -> None:
        """Put the page together: the title, ``tools`` below it, and the content, which ends where its last part does.

        The keyboard goes through a page in the order in which its parts get their place.
        """
        title = QHBoxLayout()
        title.setSpacing(M)
        title.addWidget(self._back)
        title.addWidget(self._name, 1)
        header = QVBoxLayout()
        header.setContentsMargins(XL, L, XL, M)
        header.setSpacing(M)
        header.addLayout(title)
        header.addLayout(tools)
        line = QFrame()
        set_kind(line, "line")
        self.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(line)
        layout.addWidget(self._scroll, 1)

    def take_focus(self) -> None:
        """Take the keyboard to the way back; what there is to read comes after it."""
        self._back.setFocus()

    def show_entry(self, entry: ProjectState) -> None:
        """Show which project the page is about, and what its state means for the page."""
        raise NotImplementedError
