"""How this process's terminal was set, so that it can be set so again: a prompt for a secret switches its echo off."""

import sys
from collections.abc import Callable

if sys.platform == "win32":

    def keep_terminal() -> Callable[[], None]:
        """Return a way back that does nothing: there a secret is read key by key, and nothing is switched off."""
        return lambda: None

else:
    import termios

    def keep_terminal() -> Callable[[], None]:
        """Return the way back to how the terminal is set now; it does nothing where there is no terminal."""
        try:
            descriptor = sys.stdin.fileno()
            modes = termios.tcgetattr(descriptor)
        except (AttributeError, OSError, ValueError, termios.error):
            return lambda: None

        def bring_back() -> None:
            try:
                termios.tcsetattr(descriptor, termios.TCSANOW, modes)
            except (OSError, termios.error):  # the terminal is gone
                return

        return bring_back
