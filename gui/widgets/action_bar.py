"""The row of buttons of a project page."""

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from gui.actions import Actions
from gui.theme import S, set_kind
from gui.widgets.buttons import ActionButton, IconButton


class ActionBar(QWidget):
    """Sync first, then the rest; Undo is there only when there is something to undo."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("actionBar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        layout.addWidget(ActionButton(actions.sync, "syncButton", icon_name="sync", kind="primary"))
        layout.addWidget(ActionButton(actions.lock, "lockButton", icon_name="lock"))
        layout.addLayout(self._relocate(actions))
        layout.addWidget(ActionButton(actions.undo, "undoButton", icon_name="undo"))
        layout.addStretch(1)
        layout.addWidget(ActionButton(actions.cancel, "cancelButton", icon_name="stop"))

    def _follow(self) -> None:
        self._more.setEnabled(self._relocate_to.isEnabled())

    def _relocate(self, actions: Actions) -> QHBoxLayout:
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
        pair = QHBoxLayout()
        pair.setSpacing(0)
        main = ActionButton(actions.relocate, "relocateButton", icon_name="relocate", kind="split")
        more.setFixedHeight(main.sizeHint().height())
        pair.addWidget(main)
        pair.addWidget(more)
        return pair
