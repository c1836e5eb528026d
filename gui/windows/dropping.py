"""Folders and scripts that are dropped on the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gui.widgets.drop_overlay import Dragged, DropOverlay

_DISTRIBUTIONS = (".whl", ".tar.gz", ".zip")


class Dropping(QObject):
    """Takes local folders that are dragged onto a window, shows where they will go, and hands each on.

    A file with one of the ``endings`` is a script and goes to ``take_script``; wheels and source distributions go
    together to ``take_wheels``.
    """

    def __init__(
        self,
        window: QWidget,
        take: Callable[[Path], None],
        take_script: Callable[[Path], None],
        endings: frozenset[str],
        take_wheels: Callable[[tuple[Path, ...]], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._take = take
        self._take_script = take_script
        self._endings = endings
        self._take_wheels = take_wheels
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
                kind = Dragged.FOLDERS
                if all(map(self._is_script, dragged)):
                    kind = Dragged.SCRIPTS
                elif all(map(is_distribution, dragged)):
                    kind = Dragged.WHEELS
                self._overlay.show_over(self._window.rect(), kind)
            case QDropEvent() if event.type() == QEvent.Type.Drop:
                self._overlay.hide()
                event.acceptProposedAction()
                self._hand_on(_paths(event.mimeData()))
            case QDragLeaveEvent():
                self._overlay.hide()
                event.accept()
            case _:
                return False
        return True

    def _hand_on(self, dropped: list[Path]) -> None:
        wheels = tuple(path for path in dropped if is_distribution(path))
        for path in dropped:
            if path not in wheels:
                (self._take_script if self._is_script(path) else self._take)(path)
        if wheels:
            self._take_wheels(wheels)

    def _is_script(self, path: Path) -> bool:
        # By its name alone: a folder of such a name is none that anybody has, and the disk need not be asked.
        return path.suffix.lower() in self._endings


def is_distribution(path: Path) -> bool:
    """Return whether a path is meant as a wheel or source distribution, by its ending alone; reading tells the rest."""
    return path.name.lower().endswith(_DISTRIBUTIONS)


def _paths(data: QMimeData) -> list[Path]:
    """Return the local paths that are dragged; whether each is a project's folder is the core's to say."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
