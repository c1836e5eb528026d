"""Programs that a build runs; what they print is shown only when they fail."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class BuildError(Exception):
    """The build cannot go on; the text says why and, where there is one, the way out."""


class ProgramError(BuildError):
    """A program failed; ``said`` is everything that it printed."""

    def __init__(self, sentence: str, said: str) -> None:
        super().__init__(sentence)
        self.said = said


def run(
    argv: Sequence[str | Path],
    *,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
    has_terminal: bool = True,
) -> str:
    """Run a program to its end and return its stdout; without a terminal it cannot ask its person for a password.

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
            start_new_session=not has_terminal,
        )
    except OSError as error:
        raise BuildError(f"{words[0]} could not be started: {error.strerror}.") from error
    if done.returncode != 0:
        said = done.stdout + done.stderr
        end = "\n".join(said.splitlines()[-12:])
        raise ProgramError(f"{Path(words[0]).name} failed with status {done.returncode}:\n{end}", said)
    return done.stdout
