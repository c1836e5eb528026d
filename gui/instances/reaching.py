"""Puts the window behind its server: what later starts want is done by the window's own ways."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot

from gui.instances.server import InstanceServer
from gui.windows.main_window import MainWindow


def make_reachable(window: MainWindow, name: str) -> InstanceServer:
    """Let later starts of the same home reach ``window``; it ends with the window."""
    server = InstanceServer(name, window)
    _Reached(window, server)
    window.bridge.closing.connect(server.close)
    return server


class _Reached(QObject):
    def __init__(self, window: MainWindow, server: InstanceServer) -> None:
        super().__init__(server)
        self._window = window
        server.show_asked.connect(self._on_show)
        server.quit_asked.connect(self._on_quit)

    @Slot(object)
    def _on_show(self, folder: Path | None) -> None:
        self._to_front()
        if folder is not None:
            self._window.select(folder)

    @Slot()
    def _on_quit(self) -> None:
        self._to_front()
        self._window.ask_to_close()

    def _to_front(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
