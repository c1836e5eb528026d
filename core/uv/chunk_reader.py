"""Reads chunks of bytes from a pipe or terminal, in a thread that can be stopped."""

import contextlib
import os
import select
import threading
from typing import IO, Any, Protocol

CHUNK_BYTES = 1 << 15


class ChunkReader(Protocol):
    """A blocking source of bytes that another thread can stop."""

    def read(self) -> bytes:
        """Return the next bytes; nothing means the end, or that the reader was stopped."""
        ...

    def stop(self) -> None:
        """Let a blocked ``read`` return; called from another thread, also after ``close``."""
        ...

    def close(self) -> None:
        """Give the file back; called when no ``read`` is under way."""
        ...


class PollReader:
    """Reads a POSIX pipe or terminal; a second pipe wakes it, so it never hangs on a pipe held open."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._awake, self._wake = os.pipe()
        self._closing = threading.Lock()
        self._closed = False
        posix: Any = select  # these names are missing where this file is only type-checked: on Windows
        self._poll: Any = posix.poll()
        self._poll.register(descriptor, posix.POLLIN)
        self._poll.register(self._awake, posix.POLLIN)

    def read(self) -> bytes:
        """Return the next bytes; nothing at the end of the pipe or after ``stop``."""
        data = self._read_once(None)
        # A terminal gives at most 4 KiB at a time; fewer and larger chunks are less work for the loop.
        while data and len(data) < CHUNK_BYTES // 2 and (more := self._read_once(0)):
            data += more
        return data

    def _read_once(self, milliseconds: int | None) -> bytes:
        ready = [descriptor for descriptor, _ in self._poll.poll(milliseconds)]
        if not ready or self._awake in ready:
            return b""
        try:
            return os.read(self._descriptor, CHUNK_BYTES)
        except OSError:
            # Linux says "input/output error" when the last holder of a pseudo-terminal is gone.
            return b""

    def stop(self) -> None:
        """Let ``read`` return nothing."""
        # A closed descriptor's number soon belongs to another file, which a late wake-up must not be written into.
        with self._closing:
            if not self._closed:
                os.write(self._wake, b"\0")

    def close(self) -> None:
        """Close all three descriptors, once."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            for descriptor in (self._descriptor, self._awake, self._wake):
                with contextlib.suppress(OSError):
                    os.close(descriptor)


class BlockingReader:
    """Reads a pipe where none can be polled (Windows).

    It cannot be stopped: it ends when the last process that holds the pipe ends, and the job object that
    ends the whole tree sees to that.
    """

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe

    def read(self) -> bytes:
        """Return the next bytes; nothing at the end of the pipe."""
        try:
            return os.read(self._pipe.fileno(), CHUNK_BYTES)
        except (OSError, ValueError):
            return b""

    def stop(self) -> None:
        """Do nothing: the end of the process tree is what stops this reader."""

    def close(self) -> None:
        """Close the pipe."""
        with contextlib.suppress(OSError):
            self._pipe.close()
