"""The Windows that the tests run on, as a computer; thin, since it can be run on Windows alone."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from uv import find_uv_bin

from tests.windows.lab.computer import Ended, StartedProgram


class NativeComputer:
    """Runs programs as they are, in folders of the test's own."""

    def __init__(self, room: Path) -> None:
        self._room = room
        self.python = sys.executable
        self.uv = find_uv_bin()

    @property
    def person(self) -> Path:
        """A folder of the test's own in place of the person's."""
        folder = self._room / "person"
        folder.mkdir(exist_ok=True)
        return folder

    def name_of(self, path: Path) -> str:
        """Return the path itself."""
        return str(path)

    def path_of(self, name: str) -> Path:
        """Return the name as a path."""
        return Path(name)

    def start(
        self, argv: Sequence[str], *, environ: Mapping[str, str] | None = None, folder: Path | None = None
    ) -> StartedProgram:
        """Start a program and return at once."""
        return StartedProgram(argv, environ={**os.environ, **(environ or {})}, folder=folder or self._room)

    def run(
        self,
        argv: Sequence[str],
        *,
        environ: Mapping[str, str] | None = None,
        folder: Path | None = None,
        limit: float = 300,
        typed: str = "",
    ) -> Ended:
        """Run a program to its end."""
        variables = {**os.environ, **(environ or {})}
        return StartedProgram(argv, environ=variables, folder=folder or self._room, typed=typed).wait(limit)
