"""Cards: the grounds that things of one subject stand on; one kind folds away."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from gui.icons import icon
from gui.theme import L, M, S, current_roles, set_kind
from gui.widgets.text import ElidedLabel


class Card(QFrame):
    """A ground with an even inset."""

    def __init__(self, name: str, *, kind: str = "card", inset: int = L) -> None:
        super().__init__()
        self.setObjectName(name)
        set_kind(self, kind)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(inset, inset, inset, inset)
        self.body.setSpacing(M)


class FoldingCard(QFrame):
    """A card with a headline that shows or hides the rest; folded, it says the essence in one line."""

    folded_by_person = Signal(bool)

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._open = True
        self._button = QPushButton(title)
        self.setObjectName(name)
        set_kind(self, "card")
        self._button.setObjectName(f"{name}Fold")
        set_kind(self._button, "disclosure")
        self._button.setCheckable(True)
        self._button.setChecked(True)
        self._button.clicked.connect(self._on_click)
        self._summary = ElidedLabel(kind="muted", mode=Qt.TextElideMode.ElideRight)
        self._summary.setVisible(False)
        head = QHBoxLayout()
        head.setContentsMargins(S, 6, L, 6)
        head.setSpacing(S)
        head.addWidget(self._button)
        head.addWidget(self._summary, 1)
        head.addStretch(0)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(L, 0, L, L)
        self.body.setSpacing(M)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self._content)
        self._retint()

    @property
    def is_open(self) -> bool:
        """Whether the rest is shown."""
        return self._open

    def set_summary(self, text: str) -> None:
        """Say the essence, shown while folded."""
        self._summary.show_text(text)

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide the rest."""
        if is_open == self._open:
            return
        self._open = is_open
        self._button.setChecked(is_open)
        self._content.setVisible(is_open)
        self._summary.setVisible(not is_open)
        self._retint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._retint()

    def _retint(self) -> None:
        roles = current_roles()
        self._button.setIcon(icon("down" if self._open else "right", roles.muted, roles))

    def _on_click(self) -> None:
        self.set_open(is_open=not self._open)
        self.folded_by_person.emit(self._open)
