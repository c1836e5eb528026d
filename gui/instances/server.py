"""The first window's side: hears what later starts want."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from gui.instances.messages import MOST_BYTES, Answer, Request, Wish, request_of, to_line


class InstanceServer(QObject):
    """``show_asked`` with a folder or None, ``quit_asked`` when the program is to close; for its own user only.

    Where no server can be made the window works all the same, and later starts open windows of their own.
    """

    show_asked = Signal(object)
    quit_asked = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(name):
            # What a killed process left on POSIX; a living one would have answered before it came to this.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    @property
    def is_listening(self) -> bool:
        """Whether later starts can reach this window."""
        return self._server.isListening()

    def close(self) -> None:
        """Hear nothing any more."""
        self._server.close()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setParent(self)
            socket.readyRead.connect(self._on_bytes)
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _on_bytes(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > MOST_BYTES:
                socket.abort()
            return
        request = request_of(bytes(socket.readLine(MOST_BYTES).data()))
        if request is None:
            socket.abort()
            return
        agreed = request.wish is Wish.SHOW or request.installation == sys.prefix
        socket.write(to_line(Answer(os.getpid(), agreed)))
        socket.flush()
        socket.disconnectFromServer()
        if agreed:
            self._act(request)

    def _act(self, request: Request) -> None:
        match request.wish:
            case Wish.SHOW:
                self.show_asked.emit(Path(request.folder) if request.folder else None)
            case Wish.QUIT:
                self.quit_asked.emit()
