"""A pseudo-terminal for a child process, so that uv draws its bars with bytes per package.

POSIX systems have one built in. On Windows the library pywinpty brings ConPTY; that side cannot be run in
this project's Linux tests, so it is thin and gives way to pipes whenever anything about it fails.
"""

import contextlib
import importlib
import os
import signal
import struct
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

from core.model.invocation import TerminalSize
from core.uv.chunk_reader import ChunkReader, PollReader

_POLL_SECONDS = 0.02
_LAST_FRAME_SECONDS = 0.2


class TerminalUnavailableError(Exception):
    """This computer gives no pseudo-terminal; pipes are used instead."""


class DescriptorTerminal:
    """A pseudo-terminal of a POSIX system; ``descriptor`` is the child's end.

    Raises TerminalUnavailableError where there is none, or no more.
    """

    def __init__(self, size: TerminalSize) -> None:
        try:
            fcntl: Any = importlib.import_module("fcntl")
            termios: Any = importlib.import_module("termios")
            posix: Any = os
            ours, self.descriptor = posix.openpty()
        except (ImportError, OSError, AttributeError) as error:
            raise TerminalUnavailableError(str(error)) from error
        try:
            window = struct.pack("HHHH", size.rows, size.columns, 0, 0)
            fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, window)
            self.reader: ChunkReader = PollReader(ours)
        except (OSError, struct.error) as error:
            os.close(ours)
            os.close(self.descriptor)
            raise TerminalUnavailableError(str(error)) from error

    def child_started(self) -> None:
        """Close the child's end here, so that the terminal ends when its last process ends."""
        os.close(self.descriptor)
        self.descriptor = -1

    def child_failed(self) -> None:
        """Give both ends back when no child was started."""
        self.child_started()
        self.reader.close()


class ConsoleProcess:
    """A process on a Windows pseudo-console (pywinpty); it is its own reader.

    Not run in tests: Wine and Linux have no ConPTY. Raises TerminalUnavailableError on any failure.
    """

    def __init__(self, argv: tuple[str, ...], folder: Path, environment: dict[str, str], size: TerminalSize) -> None:
        self._stopped = threading.Event()
        self._ended_at: float | None = None
        try:
            winpty: Any = importlib.import_module("winpty")
            self._console: Any = winpty.PTY(size.columns, size.rows, backend=winpty.Backend.ConPTY)
            block = "".join(f"{name}={value}\0" for name, value in environment.items())
            # Program and arguments become one command line, so a program's path with blanks needs quotes.
            program, arguments = subprocess.list2cmdline(argv[:1]), subprocess.list2cmdline(argv[1:])
            started = self._console.spawn(program, cmdline=arguments, cwd=str(folder), env=block)
            if not started or self._console.pid is None:
                raise TerminalUnavailableError("the console started no process")  # noqa: TRY301 - one border
            self.pid = int(self._console.pid)
        except TerminalUnavailableError:
            raise
        except Exception as error:  # pywinpty raises an exception type of its own that is no public name
            raise TerminalUnavailableError(str(error)) from error

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the main process and return its exit status; raises TimeoutExpired."""
        until = None if timeout is None else time.monotonic() + timeout
        while self._alive():
            if until is not None and time.monotonic() >= until:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            time.sleep(_POLL_SECONDS)
        status = self._console.get_exitstatus()
        return 1 if status is None else int(status)

    def kill(self) -> None:
        """End the main process; raises OSError."""
        os.kill(self.pid, signal.SIGTERM)

    def read(self) -> bytes:
        """Return the next bytes; nothing when the process ended and all was read, or after ``stop``.

        The library gives text; answers are written to the questions that newer consoles ask first.
        """
        while not self._stopped.is_set():
            if self._ended_at is None and not self._alive():
                self._ended_at = time.monotonic()
            try:
                text = str(self._console.read(blocking=False))
            except Exception:  # noqa: BLE001 - see __init__; the end of the console is such an exception
                return b""
            if text:
                self._answer(text)
                if self._ended_at is not None:
                    self._ended_at = time.monotonic()
                return text.encode("utf-8", "replace")
            # The console hands its last frame on some time after the process ended, and there stands the failure.
            if self._ended_at is not None and time.monotonic() - self._ended_at > _LAST_FRAME_SECONDS:
                return b""
            self._stopped.wait(_POLL_SECONDS)
        return b""

    def stop(self) -> None:
        """Let ``read`` return nothing."""
        self._stopped.set()

    def close(self) -> None:
        """Stop reading; the console itself goes with this object."""
        self._stopped.set()

    def _alive(self) -> bool:
        return bool(self._console.isalive())

    def _answer(self, text: str) -> None:
        with contextlib.suppress(Exception):
            if "\x1b[c" in text or "\x1b[0c" in text:
                self._console.write("\x1b[?1;0c")
            if "\x1b[6n" in text:
                self._console.write("\x1b[1;1R")
