"""The row of buttons of a project page."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from gui.actions import Actions
from gui.theme import S
from gui.widgets.buttons import ActionButton, MenuEnd
from gui.widgets.flow_layout import FlowLayout


class ActionBar(QWidget):
    """Sync first, then the rest, in a second row where it is narrow; Undo only when there is something to undo."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("actionBar")
        self._sync = ActionButton(actions.sync, "syncButton", icon_name="sync", kind="primary-split")
        self._cancel = ActionButton(actions.cancel, "cancelButton", icon_name="stop")
        layout = FlowLayout(self, across=S, down=S, last_right=True)
        for button in (
            self._with_more(
                self._sync,
                "primary-split-end",
                self.tr("More ways to sync"),
                "syncMenuButton",
                (actions.sync_patiently,),
            ),
            ActionButton(actions.lock, "lockButton", icon_name="lock"),
            self._relocate(actions),
            ActionButton(actions.undo, "undoButton", icon_name="undo"),
            self._cancel,
        ):
            layout.addWidget(button)

    def take_focus(self) -> None:
        """Take the keyboard to what can be pressed now: Cancel while something runs, else Sync."""
        (self._cancel if self._cancel.isEnabled() else self._sync).setFocus()

    def _relocate(self, actions: Actions) -> QWidget:
        main = ActionButton(actions.relocate, "relocateButton", icon_name="relocate", kind="split")
        ways = (actions.relocate, actions.relocate_to, actions.relocate_temp, actions.relocate_environment)
        return self._with_more(main, "split-end", self.tr("More ways to relocate"), "relocateMenuButton", ways)

    def _with_more(self, main: ActionButton, kind: str, words: str, name: str, ways: tuple[QAction, ...]) -> QWidget:
        """Return a button with a second one at its end that opens more ways to do the same."""
        menu = QMenu(self)
        menu.addActions(ways)
        more = MenuEnd(words, name, kind, ways[-1])
        more.setMenu(menu)
        more.setFixedHeight(main.sizeHint().height())
        pair = QWidget()
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(main)
        line.addWidget(more)
        return pair
