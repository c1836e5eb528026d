"""``--quit``: asks the running window of this installation to close, and waits until nothing of it runs."""

import sys
import time
from pathlib import Path

import psutil

from core.system.running import running_programs
from gui.instances.client import ask
from gui.instances.messages import Request, Wish, server_name

DONE, BUSY = 0, 3
SECONDS = 60.0


def quit_running(home: Path, seconds: float = SECONDS) -> int:
    """Return 0 when nothing of this installation runs any more, 3 when something does after ``seconds``.

    A window with a job under way asks its person first; commands without a window are waited for and never ended.
    """
    deadline = time.monotonic() + seconds
    ask(server_name(home), Request(Wish.QUIT, sys.prefix))
    while running := list(running_programs()):
        left = deadline - time.monotonic()
        if left <= 0:
            return BUSY
        psutil.wait_procs(running, timeout=min(left, 0.5))
    return DONE
