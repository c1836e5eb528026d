"""The environment that a shell, a terminal or an editor gets for a project, as a value."""

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from core.system.this_computer import IS_WINDOWS
from core.system.variables import value_of


class ShellEnvironment(Struct, frozen=True, kw_only=True):
    """What is set, taken away and made before people or editors work in a project; no secret is in it.

    ``name`` is the project's, ``environment`` the folder that is activated, whether it is there yet or not.
    ``variables`` are set, ``removed`` taken away. ``programs`` are folders that come first on PATH, ``programs_last``
    those that come behind everything. ``made`` are folders that must be there: programs fail whose TMPDIR names none.
    ``notes`` are sentences about what is left out. ``windows`` says whose paths these are.
    """

    name: str
    project: Path
    environment: Path
    variables: dict[str, str] = {}
    removed: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    programs_last: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    windows: bool = IS_WINDOWS

    @property
    def path_separator(self) -> str:
        """What parts the folders in PATH."""
        return ";" if self.windows else ":"

    def over(self, environ: Mapping[str, str]) -> dict[str, str]:
        """Return the whole environment of a process: this one laid over ``environ``.

        On Windows the case of names does not matter, and no name is in the result twice.
        """
        ours = {self._key(name) for name in (*self.variables, *self.removed, "PATH")}
        whole = {name: value for name, value in environ.items() if self._key(name) not in ours}
        path = value_of(environ, "PATH") if self.windows else environ.get("PATH")
        folders = (*self.programs, *((path or os.defpath).split(self.path_separator)), *self.programs_last)
        return {**whole, **self.variables, "PATH": self.path_separator.join(dict.fromkeys(folders))}

    def _key(self, name: str) -> str:
        return name.upper() if self.windows else name
