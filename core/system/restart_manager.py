"""Windows' Restart Manager, which tells who uses a file (Microsoft, "Restart Manager").

It is thin, and "nobody known" is an answer: under Wine it is only a shell.
"""

import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _MORE_DATA = 234
    _KEY_CHARACTERS = 33
    _MOST_TRIES = 3

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

    def programs_that_use(file: Path) -> tuple[tuple[str, int], ...]:
        """Return names and process numbers of the programs that have ``file`` open; none where it cannot be told."""
        try:
            manager = ctypes.WinDLL("rstrtmgr")
        except OSError:
            return ()
        session = wintypes.DWORD()
        key = ctypes.create_unicode_buffer(_KEY_CHARACTERS)
        if manager.RmStartSession(ctypes.byref(session), 0, key) != 0:
            return ()
        try:
            files = (wintypes.LPCWSTR * 1)(str(file))
            if manager.RmRegisterResources(session, 1, files, 0, None, 0, None) != 0:
                return ()
            return _listed(manager, session)
        finally:
            manager.RmEndSession(session)

    def _listed(manager: ctypes.WinDLL, session: wintypes.DWORD) -> tuple[tuple[str, int], ...]:
        room = 0
        for _ in range(_MOST_TRIES):  # a program may come between asking how many and asking which
            needed, given, reasons = wintypes.UINT(), wintypes.UINT(room), wintypes.DWORD()
            found = (_ProcessInfo * max(room, 1))()
            said = manager.RmGetList(session, ctypes.byref(needed), ctypes.byref(given), found, ctypes.byref(reasons))
            if said == 0:
                return tuple((each.application, each.process.process) for each in found[: given.value])
            if said != _MORE_DATA:
                return ()
            room = needed.value
        return ()

else:

    def programs_that_use(file: Path) -> tuple[tuple[str, int], ...]:  # noqa: ARG001 - the same form on both sides
        """Return nothing: there is no Restart Manager here."""
        return ()
