"""Real small programs for tests of what is known of running programs: they say when they are ready, and wait."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

WAITING = "print('ready', flush=True); import sys; sys.stdin.read()"
"""Ends by itself when the test closes its input, or is no more."""


@contextmanager
def waiting(
    argv: Sequence[str | Path],
    *,
    executable: str | Path | None = None,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """Start a program that says "ready" and waits; it is ended with the block.

    ``executable`` is what is run where that is not the first word.
    """
    process = subprocess.Popen(
        [str(word) for word in argv],
        executable=None if executable is None else str(executable),
        cwd=folder,
        env={**os.environ, **(environ or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline().strip() == "ready"
            yield process
        finally:
            process.kill()


def python_that(code: str, *arguments: str | Path) -> list[str]:
    """Return the command that runs a piece of Python, with ``sys.argv[1:]``."""
    return [sys.executable, "-c", code, *(str(argument) for argument in arguments)]


def environment_at(folder: Path) -> Path:
    """Make what looks like an environment of this Python's on POSIX: a link to it, and where it came from."""
    base = Path(sys.executable).resolve()
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(base)
    (folder / "pyvenv.cfg").write_text(f"home = {base.parent}\nversion = 3\n")
    return folder
