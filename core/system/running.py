"""What runs of this very installation; Setup must not replace files under it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import psutil


def running_programs() -> Iterator[psutil.Process]:
    """Yield the processes that run this installation's Python, but for this one and those that started it.

    Processes of other people are passed over where the system does not tell their program.
    """
    own = psutil.Process()
    family = {own.pid, *(parent.pid for parent in own.parents())}
    programs = Path(sys.executable).parent
    for process in psutil.process_iter():
        if process.pid in family:
            continue
        try:
            program = process.exe()
        except (psutil.Error, OSError):
            continue
        if program and Path(program).parent == programs and Path(program).stem.lower().startswith("python"):
            yield process
