"""A program that runs on a computer of the lab while something else is done there."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.windows.lab.computer import Computer, StartedProgram

READY = "ready"
"""What a program prints that says when it runs."""


@contextmanager
def running(computer: Computer, argv: Sequence[str], *, ends: Sequence[str]) -> Iterator[StartedProgram]:
    """Run a program from when it has printed READY until the block ends, or something else ends it.

    ``ends`` are the names of the programs that are then ended, all of that name: a launcher's child is one of them.
    """
    program = computer.start(argv)
    try:
        until = time.monotonic() + 120
        while READY not in program.stdout:
            assert time.monotonic() < until, "the program does not start"
            time.sleep(0.2)
        yield program
    finally:
        for name in ends:
            computer.run(["taskkill", "/F", "/IM", name], limit=60)
        program.wait(60)
