"""A sentence in place, with its icon, and perhaps one thing to do about it; no window of its own."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gui.signs import Sign
from gui.theme import RADIUS, XS, L, M, S, Tone, current_roles
from gui.widgets.buttons import IconButton, PushButton
from gui.widgets.icon_view import IconView
from gui.widgets.text import label
from gui.widgets.way_label import WayLabel


class MessageBar(QWidget):
    """Shows a title, a sentence, and paths beneath; hidden while there is nothing to say."""

    closed = Signal()
    acted = Signal()

    def __init__(self, name: str, *, action_text: str = "", closable: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self._tone = Tone.NEUTRAL
        self._icon = IconView("info", size=18)
        self._title = label(kind="section", wrap=True, name=f"{name}Title")
        self._text = label(wrap=True, name=f"{name}Text")
        self._detail = WayLabel(kind="muted")
        self.action: PushButton | None = None
        self._close = IconButton("close", self.tr("Dismiss"), f"{name}Close")
        self._close.setVisible(closable)
        if not closable:
            self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self._on_close)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addWidget(self._detail)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(L, M, M, M)
        layout.setSpacing(M)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        if action_text:
            self.action = PushButton(action_text, f"{name}Action")
            self.action.clicked.connect(self.acted)
            # Under the words, which stay as wide as they can be where the window is narrow.
            words.addSpacing(XS)
            words.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(S if closable else 0)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """Everything that is said."""
        return "\n".join(part for part in (self._title.text(), self._text.text(), self._detail.text()) if part)

    def say(self, sign: Sign, title: str, text: str = "", detail: str = "", hint: str = "") -> None:
        """Show a message."""
        self._tone = sign.tone
        self._icon.show_sign(sign)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._detail.show_text(detail, hint)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(self.text)
        self.show()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        roles = current_roles()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(roles.edge(self._tone), 1))
        painter.setBrush(roles.soft(self._tone))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
