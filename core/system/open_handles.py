"""Which processes use a file or a folder, as Windows' file systems tell (FileProcessIdsUsingFileInformation).

It needs no rights of an administrator, and knows folders, too, which the Restart Manager does not. It is thin, and
"nobody known" is an answer: Wine does not have it.
"""

import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _PROCESS_IDS = 47
    _LENGTH_MISMATCH = 0xC0000004
    _READ_ATTRIBUTES, _SHARE_ALL, _OPEN_EXISTING, _A_FOLDER_TOO = 0x80, 0x7, 3, 0x02000000
    _NO_HANDLE = wintypes.HANDLE(-1).value
    _ROOMS = (64, 1024, 16_384)
    """Numbers of processes that there is room for, tried in turn."""

    class _IoStatus(ctypes.Structure):
        _fields_ = (("status", ctypes.c_void_p), ("information", ctypes.c_void_p))

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KERNEL.CreateFileW.restype = wintypes.HANDLE
    _KERNEL.CreateFileW.argtypes = [
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    ]
    _KERNEL.CloseHandle.argtypes = [wintypes.HANDLE]
    _QUERY = ctypes.WinDLL("ntdll").NtQueryInformationFile
    _QUERY.restype = ctypes.c_uint32
    _QUERY.argtypes = [
        wintypes.HANDLE,
        ctypes.POINTER(_IoStatus),
        wintypes.LPVOID,
        wintypes.ULONG,
        ctypes.c_int,
    ]

    def processes_that_use(path: Path) -> tuple[int, ...]:
        """Return the numbers of the processes that have ``path`` open, this one included; none where it is not told."""
        handle = _KERNEL.CreateFileW(str(path), _READ_ATTRIBUTES, _SHARE_ALL, None, _OPEN_EXISTING, _A_FOLDER_TOO, None)
        if handle == _NO_HANDLE:
            return ()
        try:
            return _asked(handle)
        finally:
            _KERNEL.CloseHandle(handle)

    def _asked(handle: int) -> tuple[int, ...]:
        for room in _ROOMS:
            # A count, padded to the size of a pointer, then the numbers.
            answer = (ctypes.c_size_t * (room + 1))()
            status = _QUERY(handle, ctypes.byref(_IoStatus()), answer, ctypes.sizeof(answer), _PROCESS_IDS)
            if status == 0:
                count = min(answer[0] & 0xFFFFFFFF, room)
                return tuple(answer[1 : count + 1])
            if status != _LENGTH_MISMATCH:
                return ()
        return ()

else:

    def processes_that_use(path: Path) -> tuple[int, ...]:  # noqa: ARG001 - the same form on both sides
        """Return nothing: here processes are asked for their files."""
        return ()
