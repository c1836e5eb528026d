"""What is left of an environment: whole, or what a removal that was cut off leaves."""

import os
from enum import StrEnum
from pathlib import Path

_PYTHONS = ("Scripts/python.exe", "bin/python", "bin/python3")


class EnvironmentState(StrEnum):
    """How whole the folder of an environment is."""

    MISSING = "missing"
    EMPTY = "empty"
    WHOLE = "whole"
    WITHOUT_CONFIG = "without-config"
    WITHOUT_PYTHON = "without-python"
    NOT_A_FOLDER = "not-a-folder"
    UNREADABLE = "unreadable"

    @property
    def is_broken(self) -> bool:
        """Whether uv refuses the folder as it is.

        Measured with uv 0.13.9: one without its Python is made anew, one without ``pyvenv.cfg`` is refused, and a file
        may lead to an environment elsewhere.
        """
        return self is EnvironmentState.WITHOUT_CONFIG


def environment_state(folder: Path) -> EnvironmentState:  # noqa: PLR0911 - one return a state
    """Return how whole an environment is; it reads a few names and no file."""
    try:
        with os.scandir(folder) as entries:
            names = {entry.name for entry in entries}
    except FileNotFoundError:
        return EnvironmentState.MISSING
    except NotADirectoryError:
        return EnvironmentState.NOT_A_FOLDER
    except OSError:
        return EnvironmentState.UNREADABLE
    if not names:
        return EnvironmentState.EMPTY
    if "pyvenv.cfg" not in names:
        return EnvironmentState.WITHOUT_CONFIG
    if not any((folder / python).exists() for python in _PYTHONS):
        return EnvironmentState.WITHOUT_PYTHON
    return EnvironmentState.WHOLE
