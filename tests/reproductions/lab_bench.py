"""The same place as a bench on a Windows computer of the lab: the real uv.exe, and refuse.exe around it."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.wheels.make_wheel import write_wheel
from tests.reproductions.bench import KNOWS_PYTHON
from tests.reproductions.neutral import fixed
from tests.reproductions.project_files import GLOBE, path_source, project_toml
from tests.windows.lab.entering import Mount, enter_command
from tests.windows.lab.recipe import CHECKOUT
from tests.windows.lab.windows_side import CHECKOUT_INSIDE
from tests.windows.lab.wine_computer import WineComputer
from tests.windows.lab.wine_lab import WineLab

PYTHON = "L:\\python"
"""Where uv finds a Python; the drive can only be read, so that no failure changes it."""
PROJECT = "C:\\users\\root\\project"

_TOOLS = "C:\\tools"
_FLAGS = "x86_64-w64-mingw32-gcc -O1 -municode -Wall -Wextra -Werror"


class LabBench:
    """A project and uv's default places of a person on a Windows computer; ``begin`` makes them new."""

    def __init__(self, lab: WineLab, computer: WineComputer) -> None:
        self.computer = computer
        self.project = computer.path_of(PROJECT)
        self.wheels = self.project / "wheels"
        self.environment = self.project / ".venv"
        self.exit_code: int | None = None
        tools = computer.path_of(_TOOLS)
        tools.mkdir(exist_ok=True)
        source = f"{CHECKOUT_INSIDE}/tests/reproductions/refuse_windows.c"
        mounts = (Mount(CHECKOUT, CHECKOUT_INSIDE), Mount(tools, "/computer", writable=True))
        for flags in (f"-DLIBRARY -shared {source} -o /computer/refuse.dll", f"{source} -o /computer/refuse.exe"):
            command = enter_command(lab.debian, f"{_FLAGS} {flags}".split(), mounts=mounts)
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)

    def begin(self) -> None:
        """Remove what an earlier failure left and make the project "village" with its wheel anew."""
        for place in (self.project, self.path("AppData/Local/uv"), self.path("AppData/Roaming/uv")):
            shutil.rmtree(place, ignore_errors=True)
        self.wheels.mkdir(parents=True)
        write_wheel(self.wheels, "snow-globe", "1.5")
        self.declare("snow-globe", more=path_source("snow-globe", GLOBE))

    def path(self, inside: str) -> Path:
        """Return the test's path of something in the person's folder."""
        return self.computer.person / inside

    def declare(self, *dependencies: str, more: str = "") -> None:
        """Write the project's pyproject.toml with these requirements and what follows them."""
        (self.project / "pyproject.toml").write_text(project_toml(*dependencies, more=more), "utf-8")

    def uv(self, *words: str, refuse: str = "", variables: Mapping[str, str] | None = None) -> str:
        """Run uv.exe in the project and return what it printed; ``refuse`` are rules of refuse_windows.c."""
        variables = {**self._variables(), **(variables or {})}
        argv = [self.computer.uv, *words]
        if refuse:
            argv = [f"{_TOOLS}\\refuse.exe", *argv]
            variables["WHEELYARD_REFUSE"] = refuse
        ended = self.computer.run(argv, environ=variables, folder=self.project)
        self.exit_code = ended.status
        return ended.stdout + ended.stderr

    def well(self, *words: str) -> None:
        """Run uv.exe on the way to a failure; raises AssertionError where that itself fails."""
        said = self.uv(*words)
        assert self.exit_code == 0, said

    def refused(
        self,
        rules: str,
        *words: str,
        after: Sequence[str] = KNOWS_PYTHON,
        variables: Mapping[str, str] | None = None,
    ) -> str:
        """Run uv.exe under rules, after a run of the words ``after``."""
        if after:
            self.well(*after)
        return self.uv(*words, refuse=rules, variables=variables)

    @staticmethod
    def neutral(said: str) -> str:
        """Return what uv.exe printed as on the computer of a made-up person.

        A path in quotes is printed as Rust writes texts, with two backslashes for one.
        """
        for old, new in (
            ("C:\\users\\root", "C:\\Users\\ada"),
            ("C:/users/root", "C:/Users/ada"),
            (PYTHON, "C:\\Python313"),
        ):
            said = said.replace(old, new).replace(_escaped(old), _escaped(new))
        return fixed(said)

    @staticmethod
    def _variables() -> dict[str, str]:
        named = {"UV_OFFLINE": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_NO_WRAP": "1", "NO_COLOR": "1"}
        return {"PATH": PYTHON, **named}


def _escaped(path: str) -> str:
    return path.replace("\\", "\\\\")
