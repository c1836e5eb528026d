"""A headline that shows or hides what stands below it."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from gui.icons import icon
from gui.theme import current_roles, set_kind


class Disclosure(QPushButton):
    """Shows ``content`` while it is checked; screen readers hear that from the button's own state.

    Without a content it only changes its sign: whoever made it follows ``toggled``.
    """

    def __init__(self, text: str, name: str, content: QWidget | None = None) -> None:
        super().__init__(text)
        self._content = content
        self.setObjectName(name)
        self.setCheckable(True)
        set_kind(self, "disclosure")
        self.toggled.connect(self._on_toggled)
        self._show(shown=False)
        self._retint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._retint()

    def _on_toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._show(shown=shown)
        self._retint()

    def _show(self, *, shown: bool) -> None:
        if self._content is not None:
            self._content.setVisible(shown)

    def _retint(self) -> None:
        roles = current_roles()
        self.setIcon(icon("down" if self.isChecked() else "right", roles.muted, roles))
