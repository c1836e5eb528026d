"""Windows on the screen and whose they are: their titles, and a way to ask a program to close them, as a person would.

Titles are read from what the system keeps of a window, so that a program that hangs holds up nobody.
"""

import sys

if sys.platform == "win32":
    import ctypes
    from collections.abc import Iterator
    from ctypes import wintypes

    _CLOSE = 0x0010
    _OWNER = 4
    _MOST_CHARACTERS = 300

    _USER = ctypes.WinDLL("user32", use_last_error=True)
    _EACH = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
    _USER.EnumWindows.argtypes = [_EACH, wintypes.LPARAM]
    _USER.IsWindowVisible.argtypes = [wintypes.HWND]
    _USER.GetWindow.argtypes, _USER.GetWindow.restype = [wintypes.HWND, wintypes.UINT], wintypes.HWND
    _USER.GetWindowTextW.argtypes = [wintypes.HWND, wintypes.LPWSTR, ctypes.c_int]
    _USER.GetWindowThreadProcessId.argtypes = [wintypes.HWND, ctypes.POINTER(wintypes.DWORD)]
    _USER.PostMessageW.argtypes = [wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM]

    def window_titles() -> dict[int, str]:
        """Return the title of the first visible window of each process that has one with a title."""
        titles: dict[int, str] = {}
        for window, process in _main_windows():
            text = ctypes.create_unicode_buffer(_MOST_CHARACTERS)
            if process not in titles and _USER.GetWindowTextW(window, text, _MOST_CHARACTERS) > 0:
                titles[process] = text.value
        return titles

    def ask_to_close(process: int) -> bool:
        """Ask a program to close its windows, and return whether it has any; it may ask its person back, or refuse."""
        asked = False
        for window, owner in _main_windows():
            if owner == process:
                asked = bool(_USER.PostMessageW(window, _CLOSE, 0, 0)) or asked
        return asked

    def _main_windows() -> Iterator[tuple[int, int]]:
        """Yield visible windows that belong to no other window, the front one first, each with its process."""
        found: list[int] = []

        def each(window: int, _: int) -> bool:
            found.append(window)
            return True

        _USER.EnumWindows(_EACH(each), 0)
        for window in found:
            if _USER.IsWindowVisible(window) and not _USER.GetWindow(window, _OWNER):
                process = wintypes.DWORD()
                _USER.GetWindowThreadProcessId(window, ctypes.byref(process))
                yield window, process.value

else:

    def window_titles() -> dict[int, str]:
        """Return nothing: there is no one system here that knows whose a window is."""
        return {}

    def ask_to_close(process: int) -> bool:  # noqa: ARG001 - the same form on both sides
        """Return False: here a program is asked by a signal."""
        return False
