"""Signals of the system that ask the program to end, brought into Qt's loop."""

import signal
import socket
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal

# SIGBREAK is Ctrl+Break of Windows; SIGTERM and SIGHUP are what sessions and terminals of POSIX say at their end.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class EndSignals(QObject):
    """``asked`` when the process is told to end; signals that it was started to ignore stay ignored.

    Python runs a handler only when its interpreter has a turn, and an idle Qt loop gives it none. So the number of
    each signal is written to a socket by Python's own C handler, and Qt wakes up over that.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[int, Any] = {}
        self._ours, self._theirs = socket.socketpair()
        for end in (self._ours, self._theirs):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_bytes)
        self._wakeup_before = -1

    def install(self) -> None:
        """Take the signals; only in the main thread."""
        self._wakeup_before = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        for name in _NAMES:
            number = getattr(signal, name, None)
            # Who starts a program with a signal ignored (nohup, a shell's background) wants it to live on.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[int(number)] = signal.signal(number, _noted)

    def uninstall(self) -> None:
        """Give the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()
        signal.set_wakeup_fd(self._wakeup_before)
        self._notifier.setEnabled(False)
        self._ours.close()
        self._theirs.close()

    def _on_bytes(self) -> None:
        try:
            numbers = self._ours.recv(4096)
        except BlockingIOError:
            return
        if any(number in self._before for number in numbers):
            self.asked.emit()


def _noted(number: int, frame: FrameType | None) -> None:
    """Do nothing here: the socket has told Qt already."""
    del number, frame
