"""Ends another program for a person who was asked: politely first, and only the very one that was named."""

import os
import sys
import time
from enum import StrEnum

import psutil

from core.system.file_users import FileUser
from core.system.program_windows import ask_to_close
from core.system.same_place import comparable

PATIENCE = 5.0
FORCE_SECONDS = 2.0
"""How long a program that was forced to end is waited for."""

_SAME_START = 2.0
"""Seconds by which two tellings of one start may differ: the computer's clock is set now and then."""

_NEVER = frozenset({0, 1, 2, 4})
"""Windows' idle and system processes; POSIX's first process, and Linux' parent of what runs in the kernel."""

_SESSION = {"csrss.exe", "dwm.exe", "explorer.exe", "fontdrvhost.exe", "lsass.exe", "services.exe", "sihost.exe"}
_SESSION |= {"smss.exe", "svchost.exe", "wininit.exe", "winlogon.exe", "wineserver", "launchd", "systemd"}
"""Programs that a session consists of; the Explorer among them, which would ask to shut the computer down."""


class EndResult(StrEnum):
    """How the attempt to end a program ended."""

    ENDED = "ended"
    GONE_ALREADY = "gone-already"
    ANOTHER_PROGRAM_NOW = "another-program-now"
    NOT_ALLOWED = "not-allowed"
    STILL_RUNS = "still-runs"


def end_program(user: FileUser, patience: float = PATIENCE) -> EndResult:
    """End one program; it is asked first, forced after ``patience`` seconds, and waited for 2 seconds more at most.

    It is asked as its person would (Windows: its windows are closed; one without windows is forced at once) or by
    SIGTERM. Only a program of the same account is ended, never this one, one that started it, or one of the session's
    own. Process numbers are used again: start and name must be those of ``user``, and a user whose start is not known
    counts as another program.
    """
    try:
        process = psutil.Process(user.process)
        return _refusal(process, user) or _end(process, patience)
    except psutil.NoSuchProcess:
        return EndResult.GONE_ALREADY
    except (psutil.AccessDenied, PermissionError):
        return EndResult.NOT_ALLOWED
    except (psutil.Error, OSError, ValueError, OverflowError):
        return EndResult.STILL_RUNS


def _refusal(process: psutil.Process, user: FileUser) -> EndResult | None:
    if process.status() == psutil.STATUS_ZOMBIE:
        return EndResult.GONE_ALREADY
    if not _is_same(process, user):
        return EndResult.ANOTHER_PROGRAM_NOW
    return None if _may_end(process) else EndResult.NOT_ALLOWED


def _is_same(process: psutil.Process, user: FileUser) -> bool:
    if user.started is None or abs(process.create_time() - user.started) > _SAME_START:
        return False
    if process.name() == user.name:
        return True
    # A user may bear the name that people call it by.
    return user.program is not None and comparable(process.exe()) == comparable(user.program)


def _may_end(process: psutil.Process) -> bool:
    own = psutil.Process()
    if process.pid in _NEVER or process.pid in {own.pid, *(parent.pid for parent in own.parents())}:
        return False
    return process.name().lower() not in _SESSION and _is_own_account(own, process)


if sys.platform == "win32":

    def _is_own_account(own: psutil.Process, process: psutil.Process) -> bool:
        return process.username().lower() == own.username().lower()

    def _ask(process: psutil.Process) -> bool:
        return ask_to_close(process.pid)

else:

    def _is_own_account(own: psutil.Process, process: psutil.Process) -> bool:  # noqa: ARG001 - as on the other side
        return process.uids().real == os.getuid()

    def _ask(process: psutil.Process) -> bool:
        process.terminate()
        return True


def _end(process: psutil.Process, patience: float) -> EndResult:
    if _ask(process) and _ended(process, patience):
        return EndResult.ENDED
    # psutil looks at the start again, so that a number that was used again meanwhile is not ended.
    process.kill()
    return EndResult.ENDED if _ended(process, FORCE_SECONDS) else EndResult.STILL_RUNS


def _ended(process: psutil.Process, seconds: float) -> bool:
    """Wait for the end; one that its parent has not yet asked for (a zombie) holds nothing any more."""
    until = time.monotonic() + seconds
    while True:
        try:
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(0.02)
