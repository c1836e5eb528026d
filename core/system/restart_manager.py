"""Windows' Restart Manager, which tells who uses a file (Microsoft, "Restart Manager").

It is thin, and "nobody known" is an answer: under Wine it is only a shell.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct


class RestartUser(Struct, frozen=True):
    """A program as the Restart Manager names it: what people call it, or its service, and its process number.

    ``started`` is in seconds since 1970.
    """

    application: str
    process: int
    started: float


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _MORE_DATA = 234
    _KEY_CHARACTERS = 33
    _MOST_TRIES = 3
    _TICKS, _TO_1970 = 10_000_000, 11_644_473_600
    """Windows counts a tenth of a microsecond from 1601 on."""

    class _UniqueProcess(ctypes.Structure):
        _fields_ = (("process", wintypes.DWORD), ("started", wintypes.FILETIME))

    class _ProcessInfo(ctypes.Structure):
        _fields_ = (
            ("process", _UniqueProcess),
            ("application", wintypes.WCHAR * 256),
            ("service", wintypes.WCHAR * 64),
            ("kind", ctypes.c_int),
            ("status", wintypes.ULONG),
            ("session", wintypes.DWORD),
            ("restartable", wintypes.BOOL),
        )

    def programs_that_use(files: Sequence[Path]) -> tuple[RestartUser, ...]:
        """Return the programs that have one of ``files`` open; none where it cannot be told.

        Some hundreds of files may take seconds.
        """
        try:
            manager = ctypes.WinDLL("rstrtmgr")
        except OSError:
            return ()
        session = wintypes.DWORD()
        key = ctypes.create_unicode_buffer(_KEY_CHARACTERS)
        if manager.RmStartSession(ctypes.byref(session), 0, key) != 0:
            return ()
        try:
            names = (wintypes.LPCWSTR * len(files))(*(str(file) for file in files))
            if manager.RmRegisterResources(session, len(files), names, 0, None, 0, None) != 0:
                return ()
            return _listed(manager, session)
        finally:
            manager.RmEndSession(session)

    def _listed(manager: ctypes.WinDLL, session: wintypes.DWORD) -> tuple[RestartUser, ...]:
        room = 0
        for _ in range(_MOST_TRIES):  # a program may come between asking how many and asking which
            needed, given, reasons = wintypes.UINT(), wintypes.UINT(room), wintypes.DWORD()
            found = (_ProcessInfo * max(room, 1))()
            said = manager.RmGetList(session, ctypes.byref(needed), ctypes.byref(given), found, ctypes.byref(reasons))
            if said == 0:
                return tuple(_told(each) for each in found[: given.value])
            if said != _MORE_DATA:
                return ()
            room = needed.value
        return ()

    def _told(info: _ProcessInfo) -> RestartUser:
        begun = info.process.started
        ticks = (begun.dwHighDateTime << 32) | begun.dwLowDateTime
        return RestartUser(info.application, info.process.process, ticks / _TICKS - _TO_1970)

else:

    def programs_that_use(files: Sequence[Path]) -> tuple[RestartUser, ...]:  # noqa: ARG001 - the same form on both sides
        """Return nothing: there is no Restart Manager here."""
        return ()
