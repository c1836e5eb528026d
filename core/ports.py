"""Protocols of what the core needs from outside, handed in so that tests can hand in others."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from core.model.events import Event
from core.model.invocation import Invocation, ProcessEnd


class Stream(StrEnum):
    """Which output of a process a chunk came from; a terminal has only one."""

    OUT = "out"
    ERR = "err"
    TERMINAL = "terminal"


OutputSink = Callable[[Stream, bytes], None]
Emit = Callable[[Event], None]


class ProcessRunner(Protocol):
    """The only way to run a child process."""

    async def run(self, invocation: Invocation, on_output: OutputSink) -> ProcessEnd:
        """Run to the end and return how it ended; ``on_output`` is called on the loop, in order.

        When the calling task is cancelled, the whole process tree is ended within one second before
        CancelledError leaves. Raises InputError when the program cannot be started.
        """
        ...


class Clock(Protocol):
    """Time, as a port so that tests need not wait for it."""

    def now(self) -> float:
        """Seconds since 1970."""
        ...

    def elapsed(self) -> float:
        """Seconds on a clock that never goes back."""
        ...
