"""The row of buttons of a project page."""

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from gui.actions import Actions
from gui.theme import S, set_kind
from gui.widgets.buttons import ActionButton, IconButton
from gui.widgets.flow_layout import FlowLayout


class ActionBar(QWidget):
    """Sync first, then the rest, in a second row where it is narrow; Undo only when there is something to undo."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("actionBar")
        self._sync = ActionButton(actions.sync, "syncButton", icon_name="sync", kind="primary")
        self._cancel = ActionButton(actions.cancel, "cancelButton", icon_name="stop")
        layout = FlowLayout(self, across=S, down=S, last_right=True)
        for button in (
            self._sync,
            ActionButton(actions.lock, "lockButton", icon_name="lock"),
            self._relocate(actions),
            ActionButton(actions.undo, "undoButton", icon_name="undo"),
            self._cancel,
        ):
            layout.addWidget(button)

    def take_focus(self) -> None:
        """Take the keyboard to what can be pressed now: Cancel while something runs, else Sync."""
        (self._cancel if self._cancel.isEnabled() else self._sync).setFocus()

    def _follow(self) -> None:
        self._more.setEnabled(self._relocate_to.isEnabled())

    def _relocate(self, actions: Actions) -> QWidget:
        menu = QMenu(self)
        menu.addAction(actions.relocate)
        menu.addAction(actions.relocate_to)
        more = IconButton("down", self.tr("More ways to relocate the cache"), "relocateMenuButton")
        more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(menu)
        set_kind(more, "split-end")
        self._more = more
        self._relocate_to = actions.relocate_to
        actions.relocate_to.changed.connect(self._follow)
        self._follow()
        pair = QWidget()
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        main = ActionButton(actions.relocate, "relocateButton", icon_name="relocate", kind="split")
        more.setFixedHeight(main.sizeHint().height())
        line.addWidget(main)
        line.addWidget(more)
        return pair
