"""How the desktop knows the program: thin, since it is Windows' own to show."""

import sys

APP_USER_MODEL_ID = "Wheelyard.Wheelyard"
"""The same as on the shortcuts that Setup makes; windows and pins of one ID are one in the taskbar."""

if sys.platform == "win32":
    import ctypes

    def name_process() -> None:
        """Tell the taskbar whose windows these are; before the first window."""
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_USER_MODEL_ID)

    def allow_in_front(process: int) -> None:
        """Let another process bring its window to the front, which this one was just given the right to."""
        ctypes.windll.user32.AllowSetForegroundWindow(process)

else:

    def name_process() -> None:
        """Do nothing: there it is a desktop file that says so."""

    def allow_in_front(process: int) -> None:
        """Do nothing: there every window may ask for attention."""
