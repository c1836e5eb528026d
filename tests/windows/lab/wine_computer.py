"""One Windows computer of the lab: a Wine prefix of its own, with a screen when one is asked for."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from tests.windows.lab.computer import Ended, StartedProgram
from tests.windows.lab.entering import Mount, enter_command
from tests.windows.lab.recipe import CHECKOUT
from tests.windows.lab.windows_side import CHECKOUT_INSIDE, INSIDE, ROOM_INSIDE
from tests.windows.lab.wine_variables import WINE, wine_variables

if TYPE_CHECKING:
    from tests.windows.lab.screen import WineScreen

_SHARED = ("system32", "syswow64", "winsxs")
"""Folders of Windows' own files, a gigabyte; a computer links them, since Wine replaces and never rewrites them."""
_WINE_ONLY = ("TEMP", "TMP", "PATH", "HOME", "PWD")
"""Variables that Wine takes over under a name with WINE in front alone; so it does with all that begin with QT_."""


class WineComputer:
    """Runs Windows programs in a prefix of its own, which lies in ``room`` on the host.

    ``server_environ`` is for wineserver alone: a library preloaded there sees every rename of every program.
    """

    def __init__(
        self, debian: Path, windows: Path, room: Path, server_environ: Mapping[str, str] | None = None
    ) -> None:
        self._debian = debian
        self._room = room
        self._mounts = (
            Mount(windows, INSIDE),
            Mount(CHECKOUT, CHECKOUT_INSIDE),
            Mount(room, ROOM_INSIDE, writable=True),
        )
        self._variables = wine_variables(f"{ROOM_INSIDE}/prefix")
        self._screen: WineScreen | None = None
        _copy_prefix(windows / "prefix", room / "prefix")
        self._enter(["wineserver64", "--persistent=600"], {**self._variables, **(server_environ or {})})
        self.run(["cmd", "/c", "exit"])

    @property
    def drive_c(self) -> Path:
        """The C: drive as the host sees it."""
        return self._room / "prefix" / "drive_c"

    @property
    def person(self) -> Path:
        """The person's own folder."""
        return self.drive_c / "users" / "root"

    @property
    def python(self) -> str:
        """Windows' Python, with everything that uv.lock holds and the checkout itself."""
        return "L:\\python\\python.exe"

    @property
    def uv(self) -> str:
        """The real uv.exe."""
        return "L:\\site\\bin\\uv.exe"

    @property
    def screen(self) -> "WineScreen":
        """The computer's screen, switched on when it is first asked for."""
        if self._screen is None:
            from tests.windows.lab.screen import WineScreen  # noqa: PLC0415 - the core's tests run without Qt, too

            self._screen = WineScreen(self._debian, self._room, self._mounts)
        return self._screen

    def name_of(self, path: Path) -> str:
        """Return the Windows name of a file of the host; it must lie on C:, in the checkout or in this room."""
        places = ((self.drive_c, "C:\\"), (CHECKOUT, "S:\\"), (self._room, "R:\\"))
        for folder, name in places:
            if path.is_relative_to(folder):
                return str(PureWindowsPath(name, *path.relative_to(folder).parts))
        raise ValueError(f"{path} cannot be seen by Windows")

    def path_of(self, name: str) -> Path:
        """Return where the host finds a file on C:."""
        return self.drive_c.joinpath(*PureWindowsPath(name).parts[1:])

    def command(
        self, argv: Sequence[str], *, environ: Mapping[str, str] | None = None, folder: Path | None = None
    ) -> list[str]:
        """Return the host's command that runs a Windows program; a variable reaches it under its own name."""
        variables = dict(self._variables)
        for name, value in (environ or {}).items():
            hidden = name in _WINE_ONLY or name.startswith("QT_")
            variables[f"WINE{name}" if hidden else name] = value
        if self._screen is not None:
            variables["DISPLAY"] = self._screen.display
        inside = ROOM_INSIDE if folder is None else self._inside(folder)
        return enter_command(self._debian, [WINE, *argv], environ=variables, mounts=self._mounts, folder=inside)

    def start(
        self, argv: Sequence[str], *, environ: Mapping[str, str] | None = None, folder: Path | None = None
    ) -> StartedProgram:
        """Start a Windows program and return at once."""
        return StartedProgram(self.command(argv, environ=environ, folder=folder))

    def run(
        self,
        argv: Sequence[str],
        *,
        environ: Mapping[str, str] | None = None,
        folder: Path | None = None,
        limit: float = 300,
        typed: str = "",
    ) -> Ended:
        """Run a Windows program to its end; its exit status comes as Wine hands it on, the lowest 8 bits."""
        return StartedProgram(self.command(argv, environ=environ, folder=folder), typed=typed).wait(limit)

    def switch_off(self) -> None:
        """End every program, then the screen."""
        self._enter(["wineserver64", "--kill"], self._variables)
        self._enter(["wineserver64", "--wait"], self._variables)
        if self._screen is not None:
            self._screen.switch_off()

    def _inside(self, folder: Path) -> str:
        if folder.is_relative_to(CHECKOUT):
            return str(Path(CHECKOUT_INSIDE) / folder.relative_to(CHECKOUT))
        return str(Path(ROOM_INSIDE) / folder.relative_to(self._room))

    def _enter(self, argv: Sequence[str], environ: Mapping[str, str]) -> None:
        command = enter_command(self._debian, argv, environ=environ, mounts=self._mounts)
        # No pipes: the server goes on and would hold them open.
        nothing = subprocess.DEVNULL
        subprocess.run(command, stdin=nothing, stdout=nothing, stderr=nothing, timeout=120, check=False)


def _copy_prefix(template: Path, prefix: Path) -> None:
    """Copy a prefix; the big folders of Windows' own files become hard links where that is possible."""

    def copy(source: str, target: str) -> str:
        if Path(source).parent.name in _SHARED or "winsxs" in source:
            try:
                os.link(source, target)
            except OSError:
                shutil.copy2(source, target)
            return target
        return shutil.copy2(source, target)

    shutil.copytree(template, prefix, symlinks=True, copy_function=copy)
