"""A program in uv's place that misbehaves on request, for tests of everything that runs uv.

Run as ``python uv_standin.py BEHAVIOUR [ARGUMENTS...]``, or by the wrapper that ``make_standin`` writes.
Every process of it appends its number to the file named by UV_STANDIN_PIDS.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

MANY_SECONDS = 120


def make_standin(folder: Path, behaviour: str) -> Path:
    """Write an executable that behaves so, whatever arguments it is called with, and return it."""
    if sys.platform == "win32":
        program = folder / f"uv-{behaviour}.cmd"
        program.write_text(f'@"{sys.executable}" "{Path(__file__).resolve()}" {behaviour} %*\n')
        return program
    program = folder / f"uv-{behaviour}"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{Path(__file__).resolve()}" {behaviour} "$@"\n')
    program.chmod(0o755)
    return program


def _write(data: bytes, descriptor: int = 1) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _note_pid() -> None:
    path = os.environ.get("UV_STANDIN_PIDS")
    if path:
        with Path(path).open("a") as file:
            file.write(f"{os.getpid()}\n")


def _start_child(behaviour: str, *, new_session: bool = False) -> None:
    subprocess.Popen(
        [sys.executable, __file__, behaviour],
        stdin=subprocess.DEVNULL,
        start_new_session=new_session,
    )


def version() -> None:
    """Answer like uv --version."""
    _write(b"uv 0.13.9 (stand-in)\n")


def flood() -> None:
    """Print UV_STANDIN_MIB mebibytes of numbered lines, alternating between stdout and stderr."""
    line = b"%015d" + b"." * 48 + b"\n"
    for block in range(int(os.environ.get("UV_STANDIN_MIB", "20")) * 16):
        _write(b"".join(line % (block * 1024 + number) for number in range(1024)), 1 + block % 2)


def bad_bytes() -> None:
    """Print every byte value, cut characters, codes without end and an unfinished last line."""
    _write(b"first\n")
    _write(bytes(range(256)) * 8 + b"\n")
    _write("ü".encode()[:1])
    _write(b"\n\xff\xfe\xed\xa0\x80\n\x1b[99999999999999999999A\x1b[;;;;\n\x1b]8;;never ended")
    _write(b"x" * 5000 + b"\nlast")


def endless_line() -> None:
    """Print UV_STANDIN_MIB mebibytes without a line end."""
    for _ in range(int(os.environ.get("UV_STANDIN_MIB", "20")) * 16):
        _write(b"=" * (1 << 16))


def hang() -> None:
    """Say one line and do nothing for a long time."""
    _write(b"hanging\n")
    time.sleep(MANY_SECONDS)


def stubborn() -> None:
    """Ignore every polite request to end."""
    for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, signal.SIG_IGN)
    hang()


def grandchild() -> None:
    """End at once, but leave a child behind that holds the output open."""
    _start_child("stubborn")
    _wait_for_pids(2)
    _write(b"parent done\n")


def family() -> None:
    """Be stubborn together with a child and one that left the session."""
    _start_child("stubborn")
    _start_child("stubborn", new_session=True)
    _wait_for_pids(3)
    stubborn()


def interrupted() -> None:
    """Clean up and end with a status of its own when interrupted."""

    def leave(*_: object) -> None:
        _write(b"interrupted\n")
        sys.exit(7)

    signal.signal(signal.SIGINT, leave)
    hang()


def environment() -> None:
    """Print the environment, one variable a line."""
    _write("".join(f"{name}={value}\n" for name, value in sorted(os.environ.items())).encode())


def _wait_for_pids(count: int) -> None:
    path = Path(os.environ["UV_STANDIN_PIDS"])
    until = time.monotonic() + 20
    while len(path.read_text().split()) < count and time.monotonic() < until:
        time.sleep(0.01)


BEHAVIOURS = {
    behaviour.__name__.replace("_", "-"): behaviour
    for behaviour in (
        version,
        flood,
        bad_bytes,
        endless_line,
        hang,
        stubborn,
        grandchild,
        family,
        interrupted,
        environment,
    )
}

if __name__ == "__main__":
    _note_pid()
    BEHAVIOURS["version" if "--version" in sys.argv[2:] else sys.argv[1]]()
