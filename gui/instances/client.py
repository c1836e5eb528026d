"""A later start's side: tells the first window what is wanted."""

from time import monotonic

from PySide6.QtNetwork import QLocalSocket

from gui.instances.messages import MOST_BYTES, Answer, Request, answer_of, to_line

PATIENCE = 5.0
"""Seconds that a window may take to answer; one that hangs must not lock anybody out."""


def ask(name: str, request: Request, *, seconds: float = PATIENCE) -> Answer | None:
    """Send a request to the window at ``name``; None when there is none or it does not answer in time."""
    deadline = monotonic() + seconds
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_left(deadline)):
        return None
    socket.write(to_line(request))
    socket.flush()
    while not socket.canReadLine():
        if (
            monotonic() > deadline
            or socket.bytesAvailable() > MOST_BYTES
            or not socket.waitForReadyRead(_left(deadline))
        ):
            break
    return answer_of(bytes(socket.readLine(MOST_BYTES).data())) if socket.canReadLine() else None


def _left(deadline: float) -> int:
    return max(1, int(1000 * (deadline - monotonic())))
