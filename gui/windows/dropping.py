"""Folders that are dropped on the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.widgets.drop_overlay import DropOverlay


class Dropping(QObject):
    """Takes local folders that are dragged onto a window, shows where they will go, and hands each on."""

    def __init__(self, window: QWidget, take: Callable[[Path], None]) -> None:
        super().__init__(window)
        self._window = window
        self._take = take
        self._overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is not self._window:
            return False
        match event:
            case QDragEnterEvent():
                if not _folders(event.mimeData()):
                    return False
                event.acceptProposedAction()
                self._overlay.show_over(self._window.rect())
            case QDropEvent() if event.type() == QEvent.Type.Drop:
                self._overlay.hide()
                event.acceptProposedAction()
                for folder in _folders(event.mimeData()):
                    self._take(folder)
            case QDragLeaveEvent():
                self._overlay.hide()
                event.accept()
            case _:
                return False
        return True


def _folders(data: QMimeData) -> list[Path]:
    """Return the local paths that are dragged; whether each is a project's folder is the core's to say."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
