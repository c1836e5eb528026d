"""How a lab's parts are made: whole or not at all, one maker at a time, said while it takes long."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from filelock import FileLock

from tests.windows.lab.reasons import NoLabError


def made_once(parent: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Return ``parent/name``, which ``make`` fills when it is not there yet.

    What a maker that was killed left is thrown away; a second maker waits for the first.
    """
    done = parent / name
    if done.is_dir():
        return done
    parent.mkdir(parents=True, exist_ok=True)
    with FileLock(parent / f"{name}.lock"):
        if done.is_dir():
            return done
        half = parent / f"{name}.half"
        if half.exists():
            shutil.rmtree(half)
        before = time.monotonic()
        say(f"making {done}")
        make(half)
        half.rename(done)
        say(f"made {name} in {time.monotonic() - before:.0f} s")
    return done


def say(text: str) -> None:
    """Tell a waiting person how far it is; stderr, since pytest keeps it with the test that waited."""
    sys.stderr.write(f"[lab] {text}\n")
    sys.stderr.flush()


def run_step(argv: Sequence[str | Path], *, environ: Mapping[str, str] | None = None) -> str:
    """Run one command of the setup and return what it printed.

    Raises NoLabError with the command and the end of what it printed, also when the network did not answer.
    """
    words = [str(word) for word in argv]
    done = subprocess.run(
        words,
        env=None if environ is None else dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=1800,
        check=False,
    )
    if done.returncode != 0:
        end = "\n".join(done.stdout.splitlines()[-8:])
        raise NoLabError(f"a step of the lab's setup failed: {' '.join(words)[:200]}\n{end}")
    return done.stdout
