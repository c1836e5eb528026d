"""How a program is started that outlives this one and has a window, or a console, of its own."""

import subprocess
import sys
from typing import Any

if sys.platform == "win32":

    def detached_options(*, console: bool) -> dict[str, Any]:
        """Return what Popen needs; ``console`` gives the program a new console, whose handles become its own."""
        flags = subprocess.CREATE_NEW_CONSOLE if console else subprocess.CREATE_NO_WINDOW
        return {"creationflags": flags, "close_fds": True}

else:

    def detached_options(*, console: bool) -> dict[str, Any]:  # noqa: ARG001 - a console is Windows' own
        """Return what Popen needs: a session that no closed terminal ends, and no inherited descriptors."""
        nothing = subprocess.DEVNULL
        return {"start_new_session": True, "close_fds": True, "stdin": nothing, "stdout": nothing, "stderr": nothing}
