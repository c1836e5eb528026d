"""The menu of a text that can be copied."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget


def popup_copy_menu(owner: QWidget, at: QPoint, copy: Callable[[], None]) -> None:
    """Show the menu at a place of the screen; it goes with its choice."""
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    action = QAction(QCoreApplication.translate("copy_menu", "Copy"), menu)
    action.triggered.connect(copy)
    menu.addAction(action)
    menu.popup(at)
