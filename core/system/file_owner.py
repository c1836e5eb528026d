"""Whose a file is, as far as it matters for trusting what it says."""

import os
import sys
from pathlib import Path

_ADMINISTRATORS = frozenset({"S-1-5-32-544", "S-1-5-18"})
"""The group of the administrators, and the system itself, as Windows writes them everywhere."""

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _COMMON_DATA = 0x23
    _FILE, _OWNER = 1, 1
    _ADVAPI = ctypes.WinDLL("advapi32")
    _ADVAPI.GetNamedSecurityInfoW.restype = wintypes.DWORD
    _ADVAPI.GetNamedSecurityInfoW.argtypes = [
        wintypes.LPCWSTR,
        ctypes.c_int,
        wintypes.DWORD,
        *[ctypes.POINTER(ctypes.c_void_p)] * 5,
    ]
    _ADVAPI.ConvertSidToStringSidW.argtypes = [ctypes.c_void_p, ctypes.POINTER(wintypes.LPWSTR)]
    _KERNEL = ctypes.WinDLL("kernel32")
    _KERNEL.LocalFree.argtypes = [ctypes.c_void_p]
    _KERNEL.LocalFree.restype = ctypes.c_void_p

    def owner_of(path: Path) -> str | None:
        """Return the number by which Windows knows the owner of a file or folder, None where it does not say."""
        owner, descriptor, nothing = ctypes.c_void_p(), ctypes.c_void_p(), None
        failed = _ADVAPI.GetNamedSecurityInfoW(
            str(path), _FILE, _OWNER, ctypes.byref(owner), nothing, nothing, nothing, ctypes.byref(descriptor)
        )
        if failed:
            return None
        text = wintypes.LPWSTR()
        try:
            if owner.value is None or not _ADVAPI.ConvertSidToStringSidW(owner, ctypes.byref(text)):
                return None
            said = text.value
            _KERNEL.LocalFree(ctypes.cast(text, ctypes.c_void_p))
            return said
        finally:
            _KERNEL.LocalFree(descriptor)

    def belongs_to_administrators(path: Path) -> bool:
        """Return whether a file or folder is known to be an administrator's or the system's own."""
        return owner_of(path) in _ADMINISTRATORS

    def program_data() -> Path:
        """Return the folder of the computer's own data, as Windows knows it: the person may set the variable."""
        buffer = ctypes.create_unicode_buffer(wintypes.MAX_PATH)
        failed = ctypes.windll.shell32.SHGetFolderPathW(None, _COMMON_DATA, None, 0, buffer)
        return Path(buffer.value) if not failed and buffer.value else Path("C:/ProgramData")

else:

    def belongs_to_administrators(path: Path) -> bool:
        """Return whether a file or folder is the administrator's own."""
        return os.stat(path).st_uid == 0  # noqa: PTH116 - links are followed on purpose
