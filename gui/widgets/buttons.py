"""Buttons that draw their icon anew when the colours change."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton
from typing_extensions import override

from gui.icons import icon
from gui.theme import ICON, current_roles, set_kind

_GAP = 4
_BESIDE_WORDS = 4
"""Pixels by which the style sheet makes each side of a quiet button narrower where it shows no words."""


class PushButton(QPushButton):
    """A button with words and, if named, an icon."""

    def __init__(self, text: str, name: str, *, icon_name: str = "", kind: str = "", hint: str = "") -> None:
        super().__init__(text)
        self.setObjectName(name)
        self._icon_name = icon_name
        self._tint = ""
        self.setIconSize(QSize(ICON + _GAP, ICON))
        if kind:
            set_kind(self, kind)
        if hint:
            self.setToolTip(hint)
        self._retint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._retint()

    def _retint(self) -> None:
        if self._icon_name:
            roles = current_roles()
            primary = str(self.property("kind") or "").startswith("primary")
            colour = roles.on_accent if primary else roles.text
            if colour.name() == self._tint:
                return
            self._tint = colour.name()
            self.setIcon(icon(self._icon_name, colour, roles, _GAP))


class IconButton(QToolButton):
    """A quiet button with an icon alone; its words are the tooltip and the accessible name."""

    def __init__(self, icon_name: str, words: str, name: str, *, checkable: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._icon_name = icon_name
        self._tint = ""
        set_kind(self, "ghost")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(QSize(ICON, ICON))
        self._retint()

    def show_icon(self, icon_name: str) -> None:
        """Draw another icon."""
        self._icon_name = icon_name
        self._tint = ""
        self._retint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._retint()

    def _retint(self) -> None:
        roles = current_roles()
        colour = roles.on_accent if str(self.property("kind") or "").startswith("primary") else roles.muted
        if colour.name() != self._tint:
            self._tint = colour.name()
            self.setIcon(icon(self._icon_name, colour, roles))


class MenuEnd(IconButton):
    """The end of a button: it opens a menu, and can be pressed while its last entry can."""

    def __init__(self, words: str, name: str, kind: str, last: QAction) -> None:
        super().__init__("down", words, name)
        self.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        set_kind(self, kind)
        self._last = last
        self._retint()
        last.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._last.isEnabled())


class ActionButton(PushButton):
    """A button for an action: its words, its shortcut in the tooltip, enabled and shown as the action is.

    ``short`` are words that say enough where the button stands; who listens hears those of the action.
    """

    def __init__(self, action: QAction, name: str, *, icon_name: str, kind: str = "", short: str = "") -> None:
        super().__init__(short or action.text(), name, icon_name=icon_name, kind=kind)
        self._action = action
        self._short = short
        self.shows_words = True
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @property
    def words_width(self) -> int:
        """The pixels that the words take, shown or not, with the room at both sides that only words need."""
        self.ensurePolished()
        return self.fontMetrics().horizontalAdvance(self._short or self._action.text()) + 2 * _BESIDE_WORDS

    def show_words(self, *, shown: bool) -> None:
        """Show the words, or the icon alone; who listens hears them in either case."""
        self.shows_words = shown
        self._follow()
        self.setProperty("wordless", not shown)
        self.style().unpolish(self)
        self.style().polish(self)

    def _follow(self) -> None:
        action = self._action
        self.setText((self._short or action.text()) if self.shows_words else "")
        self.setAccessibleName(action.text())
        self.setEnabled(action.isEnabled())
        # A button that stands nowhere yet would be shown as a window of its own.
        if not action.isVisible() or self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            self.setVisible(action.isVisible())
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        said = action.statusTip() or action.text()
        self.setToolTip(f"{said} ({shortcut})" if shortcut else said)
