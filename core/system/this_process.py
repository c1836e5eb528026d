"""Which process made something, said so that another process can tell later whether that one still runs."""

import os
import socket

import psutil
from msgspec import Struct

_CLOCK_DRIFT = 60.0


class ProcessIdentity(Struct, frozen=True):
    """A process by its number, when it started (seconds since 1970, None where unknown), and its computer's name."""

    number: int
    started: float | None
    host: str


def _computer() -> str:
    """Return the computer's name; platform.node() would ask Windows' WMI, which takes seconds or never answers."""
    return socket.gethostname()


def this_process() -> ProcessIdentity:
    """Return the identity of this process."""
    try:
        started = psutil.Process().create_time()
    except psutil.Error:
        started = None
    return ProcessIdentity(os.getpid(), started, _computer())


def may_run(process: ProcessIdentity) -> bool:
    """Return whether a process still runs, or may run: one of another computer cannot be asked.

    Numbers of processes are used again, so the time of its start tells it from a later one.
    """
    if process.host and process.host != _computer():
        return True
    try:
        started = psutil.Process(process.number).create_time()
    except psutil.NoSuchProcess:
        return False
    except (psutil.Error, ValueError, OverflowError):
        return True
    return process.started is None or abs(started - process.started) <= _CLOCK_DRIFT
