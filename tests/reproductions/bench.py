"""Where a failure is made: the home of a made-up person, a project in it, the real uv with nothing else around it."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from uv import find_uv_bin

from core.demo.scanned import ScannerStandIn, build_standin
from core.wheels.make_wheel import write_wheel
from tests.reproductions.project_files import GLOBE, path_source, project_toml
from tests.reproductions.refusing import can_refuse, refusing
from tests.scanner.build import CompilerRunner, library_folder
from tests.scanner.real_uv import clean_environment

_LONGEST = 120.0
WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--")
"""What root may do beyond its files' modes is given up; the files still belong to it."""
KNOWS_PYTHON = ("python", "find")
"""A run after which uv knows its Python, about which it would complain first."""


class Bench:
    """A home with uv's default places in it; everything it is given lies in ``folder``, which the caller removes.

    ``program`` is the uv that is run, None for the one of this environment.
    """

    def __init__(self, folder: Path, program: Path | None = None) -> None:
        self.folder = folder.resolve()
        self.program = str(program or find_uv_bin())
        self.project = self.folder / "project"
        self.wheels = self.project / "wheels"
        self.cache = self.folder / ".cache" / "uv"
        self.environment = self.project / ".venv"
        self.elsewhere: list[Path] = []
        """Folders beside ``folder`` in which uv may change things, such as one on another volume."""
        self.exit_code: int | None = None
        """How the last run of uv ended."""

    def uv(
        self,
        *arguments: str,
        refuse: str | Sequence[str] = (),
        variables: Mapping[str, str | None] | None = None,
        folder: Path | None = None,
        ordinary: bool = False,
    ) -> str:
        """Run uv in the project and return what it printed, both streams as they came.

        ``refuse`` are rules of the refusing library, ``variables`` are set or, where None, removed; ``ordinary`` runs
        uv without the rights that an administrator has.
        """
        self._keep_in_bounds(arguments)
        rules = (refuse,) if isinstance(refuse, str) else tuple(refuse)
        command = [self.program, *arguments]
        if ordinary and sys.platform != "win32" and os.geteuid() == 0:
            command = [*WITHOUT_RIGHTS, *command]
        done = subprocess.run(
            command,
            cwd=folder or self.project,
            env=self.variables(rules, variables or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=_LONGEST,
            check=False,
        )
        self.exit_code = done.returncode
        return done.stdout

    def well(self, *arguments: str, variables: Mapping[str, str | None] | None = None) -> str:
        """Run uv on the way to a failure; raises AssertionError with what it printed where that itself fails."""
        said = self.uv(*arguments, variables=variables)
        assert self.exit_code == 0, said
        return said

    def refused(self, rules: str | Sequence[str], *words: str, after: Sequence[str] = KNOWS_PYTHON) -> str:
        """Run uv in the simple project under rules of the refusing library, after a run of the words ``after``."""
        self.simple_project()
        if after:
            self.well(*after)
        return self.uv(*words, refuse=rules)

    def variables(self, rules: Sequence[str], more: Mapping[str, str | None]) -> dict[str, str]:
        """Return the environment of a run: the made-up person's home, no settings, no network.

        Where it can be, the refusing library is always loaded: outside of the home nothing can then be changed.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        named: dict[str, str | None] = dict(clean_environment(self.folder))
        named |= {"LC_ALL": "C.UTF-8", "UV_PYTHON_DOWNLOADS": "never", **more}
        if rules or can_refuse():
            own = refusing(rules, only_in=(self.folder, *self.elsewhere))
            first = named.get("LD_PRELOAD")
            named |= own | {"LD_PRELOAD": f"{first}:{own['LD_PRELOAD']}" if first else own["LD_PRELOAD"]}
        return {name: value for name, value in named.items() if value is not None}

    def _keep_in_bounds(self, arguments: Sequence[str]) -> None:
        """Raise where uv would take the computer's own Python for the environment and change what is in it."""
        assert "--system" not in arguments, "it would change the computer's own Python"
        for settings in (self.environment / "bin" / "python", self.environment / "Scripts" / "python.exe"):
            led_out = settings.exists() and not (self.environment / "pyvenv.cfg").exists()
            assert not led_out, "uv takes the Python behind an environment without pyvenv.cfg for the environment"

    def scanned(self, error: int = 13) -> dict[str, str]:
        """Return the variables that put uv under a scanner stand-in which is never done with a folder in time."""
        built = asyncio.run(build_standin(CompilerRunner(), library_folder()))
        standin = ScannerStandIn(built.library, self.folder / "scanner-queue")
        return standin.environment(cost_ms=600_000, error=error, retries=0)

    def write(self, name: str, text: str) -> Path:
        """Write a text file of the project and return its path."""
        path = self.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def simple_project(self, *, source: str = GLOBE, more: str = "") -> None:
        """Make the project "village", which needs one local wheel, snow-globe 1.5; ``source`` is where it names it."""
        self.wheels.mkdir(parents=True, exist_ok=True)
        write_wheel(self.wheels, "snow-globe", "1.5")
        self.declare("snow-globe", more=path_source("snow-globe", source) + more)

    def synced_project(self) -> None:
        """Make the same project, and sync it."""
        self.simple_project()
        self.well("sync")

    def declare(self, *dependencies: str, more: str = "", python: str = ">=3.10") -> None:
        """Write the project's pyproject.toml with these requirements and what follows them."""
        self.write("pyproject.toml", project_toml(*dependencies, more=more, python=python))
