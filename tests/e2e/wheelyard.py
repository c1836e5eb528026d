"""Wheelyard as people start it: a process of its own, a home of its own, nothing of the person's settings."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from tests.scanner.real_uv import clean_environment

START = (sys.executable, "-c", "import sys; from gui.main import main; sys.exit(main())")
CHECKOUT = Path(__file__).parents[2]

Shape = dict[str, Any]


class Ended(Struct, frozen=True, kw_only=True):
    """How a run of the headless face ended and what it printed."""

    status: int
    stdout: str
    stderr: str

    @property
    def objects(self) -> list[Shape]:
        """The lines of stdout, each of which must be one JSON object."""
        found = [json.loads(line) for line in self.stdout.splitlines()]
        assert all(isinstance(entry, dict) for entry in found), self.stdout
        return found

    @property
    def finished(self) -> Shape:
        """The last object, which must be the end of the job."""
        last = self.objects[-1]
        assert last["event"] == "finished", last
        return last

    def sentence(self) -> str:
        """What was said to a person, which must be no traceback."""
        said = self.stdout + self.stderr
        assert "Traceback" not in said, said
        assert said.strip(), "nothing was said"
        return said


class Wheelyard(Struct, frozen=True, kw_only=True):
    """One person's computer: the folder everything of theirs is in, and variables on top."""

    root: Path
    variables: Mapping[str, str] = {}

    @property
    def home(self) -> Path:
        """Where Wheelyard keeps what is its own."""
        return self.root / "wheelyard-home"

    @property
    def default_cache(self) -> Path:
        """Where uv's cache is when nobody says otherwise."""
        return self.root / ".cache" / "uv"

    def environment(self) -> dict[str, str]:
        """Return the environment of the processes."""
        own = {"WHEELYARD_HOME": str(self.home), "PYTHONPATH": str(CHECKOUT), "QT_QPA_PLATFORM": "offscreen"}
        return clean_environment(self.root, own | dict(self.variables))

    def start(self, *arguments: str | Path, folder: Path | None = None) -> subprocess.Popen[str]:
        """Start a command in a process group of its own and return at once."""
        return subprocess.Popen(
            [*START, *map(str, arguments)],
            cwd=folder or self.root,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=os.name == "posix",
        )

    def run(
        self, *arguments: str | Path, typed: str | None = None, folder: Path | None = None, limit: float = 240
    ) -> Ended:
        """Run a command to its end; ``typed`` is its stdin."""
        done = subprocess.run(
            [*START, *map(str, arguments)],
            cwd=folder or self.root,
            env=self.environment(),
            input=typed or "",
            capture_output=True,
            encoding="utf-8",
            timeout=limit,
            check=False,
        )
        return Ended(status=done.returncode, stdout=done.stdout, stderr=done.stderr)


def everything_in(folder: Path) -> dict[str, bytes | None]:
    """Return the files below a folder with their bytes, folders with None: to see that nothing was written."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
