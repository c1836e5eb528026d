"""The other door for child processes: programs that people work in, which outlive the job that starts them."""

import errno
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from core.model.project import InputError
from core.system.detaching import detached_options

_AT_ONCE_SECONDS = 0.7
"""A program that fails so soon after its start, such as a terminal without a screen, is said to have failed."""


def start_detached(argv: Sequence[str], folder: Path, environment: Mapping[str, str], *, console: bool = True) -> int:
    """Start a program with a window of its own and return its number; blocks for some tenths of a second.

    It inherits no handles, gets ``environment`` and nothing else, and goes on when this program ends. ``console`` is
    for Windows: whether it needs a new one. Raises InputError where it cannot be started or fails at once.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - programs that were found on this computer
            list(argv), cwd=folder, env=dict(environment), **detached_options(console=console)
        )
    except OSError as error:
        raise _refused(argv, folder, error) from error
    try:
        status = process.wait(_AT_ONCE_SECONDS)
    except subprocess.TimeoutExpired:
        # Whoever starts a process has to take its end, too, however late that is.
        threading.Thread(target=process.wait, name="detached program", daemon=True).start()
        return process.pid
    if status != 0:
        raise InputError(
            f"{argv[0]} ended at once, with exit status {status}.",
            "Choose another program; this one may need a screen that is not there.",
            subject=argv[0],
        )
    return process.pid


def run_here(argv: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """Run a program on this terminal to its end and return its exit status, 128 and the number for a signal.

    Meanwhile an interruption is the program's alone. Raises InputError where it cannot be started.
    """
    before = signal.signal(signal.SIGINT, _pass_over)
    try:
        # A handler of Python's is not inherited, unlike SIG_IGN: the program is interrupted as ever.
        status = subprocess.run(list(argv), cwd=folder, env=dict(environment), check=False).returncode  # noqa: S603 - the person's own shell
    except OSError as error:
        raise _refused(argv, folder, error) from error
    finally:
        signal.signal(signal.SIGINT, before)
    return status if status >= 0 else 128 - status


def _pass_over(number: int, frame: FrameType | None) -> None:
    """Do nothing: the program that runs on this terminal gets the interruption, too."""


def _refused(argv: Sequence[str], folder: Path, error: OSError) -> InputError:
    if not folder.is_dir():
        return InputError(f"The folder {folder} does not exist or is no folder.", "Choose a folder that exists.")
    reason = "it was not found" if error.errno == errno.ENOENT else (error.strerror or str(error))
    return InputError(
        f"{argv[0]} could not be started: {reason}.", "Install it, or choose another program.", subject=argv[0]
    )
