"""Tabs that leave the mouse wheel to the page they stand on."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QTabBar, QTabWidget
from typing_extensions import override


class _CalmTabBar(QTabBar):
    """Scrolling the page must not turn to another tab because the mouse passed over it."""

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        event.ignore()


class Tabs(QTabWidget):
    """A tab widget whose tabs change by click and key alone."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self.setTabBar(_CalmTabBar())
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setDocumentMode(True)
