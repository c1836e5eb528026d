"""Buttons that stay down: what is chosen carries a line or a tick, so that colour says nothing alone."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton
from typing_extensions import override

from gui.icons import icon
from gui.theme import ICON, XS, S, current_roles, set_kind

_LINE = 2.0
_GAP = 4


class ChoiceButton(QToolButton):
    """One of several of which one is down; that one is underlined like a tab in front."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_kind(self, "ghost")

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, XS)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            roles = current_roles()
            colour = roles.accent if self.isEnabled() else roles.disabled
            painter.fillRect(QRectF(S, self.height() - _LINE - 2, self.width() - 2 * S, _LINE), colour)


class ToggleButton(QToolButton):
    """A choice that is on or off; on, it carries a tick."""

    def __init__(self, text: str, name: str, icon_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setText(text)
        self._icon_name = icon_name
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(ICON + _GAP, ICON))
        set_kind(self, "ghost")
        self.toggled.connect(self._retint)
        self._retint()

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, XS)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._retint()

    def _retint(self) -> None:
        roles = current_roles()
        on = self.isChecked()
        self.setIcon(icon("check" if on else self._icon_name, roles.accent if on else roles.muted, roles, _GAP))
