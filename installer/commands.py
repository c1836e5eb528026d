"""Programs that a build runs; what they print is shown only when they fail."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class BuildError(Exception):
    """The build cannot go on; the text says why and, where there is one, the way out."""


def run(argv: Sequence[str | Path], *, folder: Path | None = None, environ: Mapping[str, str] | None = None) -> str:
    """Run a program to its end and return its stdout.

    Raises BuildError with the end of what it said when it fails or is not there.
    """
    words = [str(word) for word in argv]
    try:
        done = subprocess.run(
            words,
            cwd=folder,
            env={**os.environ, **(environ or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise BuildError(f"{words[0]} could not be started: {error.strerror}.") from error
    if done.returncode != 0:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-12:])
        raise BuildError(f"{Path(words[0]).name} failed with status {done.returncode}:\n{said}")
    return done.stdout
