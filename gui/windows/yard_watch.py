"""Folders that are watched while they are shown: a change in them is told a moment later, at most twice a second."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_PAUSE_MS = 500
_SHARES_MS = 30_000


class YardWatch(QObject):
    """``changed`` says that folders should be looked at again.

    Shares are not watched, since to ask one that is gone would hold up the window, and most tell of no changes; they
    are looked at every half minute.
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
        """Watch these folders and no others."""
        wanted = {str(folder) for folder in folders if not _is_on_a_share(folder)}
        watched = set(self._watcher.directories())
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))
        if not self.is_on:
            self._shares.start()

    @property
    def is_on(self) -> bool:
        """Whether folders are looked at again."""
        return self._shares.isActive()

    def stop(self) -> None:
        """Watch nothing any more."""
        self.watch(())
        self._pause.stop()
        self._shares.stop()

    def _on_told(self, folder: str) -> None:
        del folder
        self._pause.start()


def _is_on_a_share(folder: Path) -> bool:
    return str(folder).startswith(("\\\\", "//"))
