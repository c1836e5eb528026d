"""Folders that are watched while they are shown: a change in them is told a moment later, at most twice a second."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_PAUSE_MS = 500
_SHARES_MS = 30_000


class YardWatch(QObject):
    """``changed`` says that folders should be looked at again.

    Network shares often do not tell of changes, so that every half minute counts as one, too.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._shares = QTimer(self)
        self._shares.setInterval(_SHARES_MS)
        self._watcher.directoryChanged.connect(self._on_told)
        self._pause.timeout.connect(self.changed)
        self._shares.timeout.connect(self.changed)

    @property
    def folders(self) -> frozenset[Path]:
        """The folders that are watched."""
        return frozenset(map(Path, self._watcher.directories()))

    def watch(self, folders: Sequence[Path]) -> None:
        """Watch these folders and no others; one that cannot be watched is looked at every half minute all the same."""
        wanted, watched = set(map(str, folders)), set(self._watcher.directories())
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))
        if wanted:
            self._shares.start()

    def stop(self) -> None:
        """Watch nothing any more."""
        self.watch(())
        self._pause.stop()
        self._shares.stop()

    def _on_told(self, folder: str) -> None:
        del folder
        self._pause.start()
