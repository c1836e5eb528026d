"""Whether a Windows volume is a Dev Drive: asked of the volume itself, so that a label or a language decides nothing.

Python's own ``os.path.isdevdrive`` asks the same and says "no" where the volume does not answer; here that is unknown.
"""

import struct
import sys
from pathlib import Path

_INFORMATION = struct.Struct("<4I")
"""Windows' FILE_FS_PERSISTENT_VOLUME_INFORMATION: flags, the mask of those asked for, version, reserved."""

_DEV_VOLUME = 0x2000
_QUESTION = _INFORMATION.pack(0, _DEV_VOLUME, 1, 0)


def is_dev_volume(answer: bytes) -> bool | None:
    """Return what the volume's answer says, None for one that is too short to say anything."""
    if len(answer) < _INFORMATION.size:
        return None
    flags, *_ = _INFORMATION.unpack_from(answer)
    return bool(flags & _DEV_VOLUME)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY_PERSISTENT_VOLUME_STATE = 0x0009023C
    _READ_ATTRIBUTES, _SHARE_ALL, _OPEN_EXISTING, _A_FOLDER = 0x80, 0x7, 3, 0x02000000
    _NO_HANDLE = wintypes.HANDLE(-1).value

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KERNEL.CreateFileW.argtypes = [
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    ]
    _KERNEL.CreateFileW.restype = wintypes.HANDLE
    _KERNEL.DeviceIoControl.argtypes = [
        wintypes.HANDLE,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
        wintypes.LPVOID,
    ]
    _KERNEL.DeviceIoControl.restype = wintypes.BOOL
    _KERNEL.CloseHandle.argtypes = [wintypes.HANDLE]

    def is_dev_drive(root: Path) -> bool | None:
        """Return whether the volume with ``root`` at its top is a Dev Drive; needs no rights of an administrator."""
        handle = _KERNEL.CreateFileW(str(root), _READ_ATTRIBUTES, _SHARE_ALL, None, _OPEN_EXISTING, _A_FOLDER, None)
        if handle == _NO_HANDLE:
            return None
        try:
            answer = ctypes.create_string_buffer(_QUESTION, _INFORMATION.size)
            length = wintypes.DWORD()
            done = _KERNEL.DeviceIoControl(
                handle,
                _QUERY_PERSISTENT_VOLUME_STATE,
                answer,
                len(answer),
                answer,
                len(answer),
                ctypes.byref(length),
                None,
            )
            return is_dev_volume(answer.raw[: length.value]) if done else None
        finally:
            _KERNEL.CloseHandle(handle)

else:

    def is_dev_drive(root: Path) -> bool | None:  # noqa: ARG001 - the same form on both sides
        """Return None: there are no Dev Drives here."""
        return is_dev_volume(b"")
