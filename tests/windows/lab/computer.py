"""What tests may ask of a Windows computer, whether it is Wine or Windows itself."""

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

from msgspec import Struct


class Ended(Struct, frozen=True, kw_only=True):
    """How a Windows program ended and what it printed."""

    status: int
    stdout: str
    stderr: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The lines of stdout that are JSON objects."""
        return [json.loads(line) for line in self.stdout.splitlines() if line.startswith("{")]

    def sentence(self) -> str:
        """What was said, which must be no traceback."""
        said = self.stdout + self.stderr
        assert "Traceback" not in said, said
        return said


class StartedProgram:
    """A program that was started; what it prints goes to files.

    No pipes: Wine's own services inherit them from the first program, and would hold them open for good.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        environ: Mapping[str, str] | None = None,
        folder: Path | None = None,
        typed: str = "",
    ) -> None:
        # They are closed by wait(), which every test calls.
        self._out = tempfile.TemporaryFile()  # noqa: SIM115
        self._err = tempfile.TemporaryFile()  # noqa: SIM115
        with tempfile.TemporaryFile() as keys:
            keys.write(typed.encode())
            keys.seek(0)
            self.process = subprocess.Popen(
                list(command),
                env=None if environ is None else dict(environ),
                cwd=folder,
                stdin=keys,
                stdout=self._out,
                stderr=self._err,
            )

    @property
    def stdout(self) -> str:
        """What it printed so far."""
        return _text(self._out)

    def wait(self, limit: float) -> Ended:
        """Wait for the end; a program that takes more than ``limit`` seconds is killed and fails the test."""
        try:
            status = self.process.wait(limit)
        except subprocess.TimeoutExpired as error:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"{error}\n{_text(self._out)}\n{_text(self._err)}") from error
        with self._out, self._err:
            return Ended(status=status, stdout=_text(self._out), stderr=_text(self._err))


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace").replace("\r\n", "\n")


class Computer(Protocol):
    """A computer with Windows' Python, uv.exe and the checkout."""

    @property
    def python(self) -> str:
        """The Python that has everything uv.lock holds."""
        ...

    @property
    def uv(self) -> str:
        """The real uv.exe."""
        ...

    @property
    def person(self) -> Path:
        """The person's folder, as the test sees it."""
        ...

    def name_of(self, path: Path) -> str:
        """Return the name that Windows has for a path of the test's."""
        ...

    def path_of(self, name: str) -> Path:
        """Return the test's path for a name that Windows has."""
        ...

    def start(
        self, argv: Sequence[str], *, environ: Mapping[str, str] | None = None, folder: Path | None = None
    ) -> StartedProgram:
        """Start a program and return at once."""
        ...

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
        ...
