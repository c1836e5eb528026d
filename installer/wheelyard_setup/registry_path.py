"""PATH where Windows keeps it: the registry, from where every program that is started later gets it."""

import sys
from collections.abc import Callable

if sys.platform == "win32":
    import ctypes
    import winreg

    _PERSON = (winreg.HKEY_CURRENT_USER, "Environment")
    _COMPUTER = (winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\Session Manager\Environment")
    _RIGHTS = winreg.KEY_READ | winreg.KEY_WRITE | winreg.KEY_WOW64_64KEY

    def change_path(change: Callable[[str], str], *, everyone: bool) -> None:
        """Change the PATH of the person, or of everyone, and tell running programs.

        Raises OSError where it may not be written, ValueError where it is not a text.
        """
        root, name = _COMPUTER if everyone else _PERSON
        with winreg.CreateKeyEx(root, name, 0, _RIGHTS) as key:
            try:
                text, kind = winreg.QueryValueEx(key, "Path")
            except FileNotFoundError:
                text, kind = "", winreg.REG_EXPAND_SZ
            if kind not in {winreg.REG_SZ, winreg.REG_EXPAND_SZ}:
                raise ValueError(f"PATH in the registry is of the kind {kind} and not a text, so it was left alone.")
            changed = change(text)
            if changed == text:
                return
            if changed:
                winreg.SetValueEx(key, "Path", 0, kind, changed)
            else:
                winreg.DeleteValue(key, "Path")
        # WM_SETTINGCHANGE to all windows; a window that hangs is waited for no longer than two seconds.
        ctypes.windll.user32.SendMessageTimeoutW(0xFFFF, 0x001A, 0, "Environment", 2, 2000, None)

else:

    def change_path(change: Callable[[str], str], *, everyone: bool) -> None:  # noqa: ARG001 - the form of the other side
        """Raise OSError: the variable lies in the registry of Windows."""
        raise OSError("PATH can be changed on Windows alone.")
