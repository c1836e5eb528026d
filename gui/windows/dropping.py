"""Folders and scripts that are dropped on the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.widgets.drop_overlay import DropOverlay


class Dropping(QObject):
    """Takes local folders that are dragged onto a window, shows where they will go, and hands each on.

    A file with one of the ``endings`` is a script and goes to ``take_script``.
    """

    def __init__(
        self,
        window: QWidget,
        take: Callable[[Path], None],
        take_script: Callable[[Path], None],
        endings: frozenset[str],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._take = take
        self._take_script = take_script
        self._endings = endings
        self._overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is not self._window:
            return False
        match event:
            case QDragEnterEvent():
                dragged = _paths(event.mimeData())
                if not dragged:
                    return False
                event.acceptProposedAction()
                self._overlay.show_over(self._window.rect(), script=all(map(self._is_script, dragged)))
            case QDropEvent() if event.type() == QEvent.Type.Drop:
                self._overlay.hide()
                event.acceptProposedAction()
                for path in _paths(event.mimeData()):
                    (self._take_script if self._is_script(path) else self._take)(path)
            case QDragLeaveEvent():
                self._overlay.hide()
                event.accept()
            case _:
                return False
        return True

    def _is_script(self, path: Path) -> bool:
        # By its name alone: a folder of such a name is none that anybody has, and the disk need not be asked.
        return path.suffix.lower() in self._endings


def _paths(data: QMimeData) -> list[Path]:
    """Return the local paths that are dragged; whether each is a project's folder is the core's to say."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
