"""What is left of an environment: whole, or what a removal that was cut off leaves."""

import os
from enum import StrEnum
from pathlib import Path

_LINKED_PYTHONS = ("bin/python", "bin/python3")
_PYTHONS = ("Scripts/python.exe", *_LINKED_PYTHONS)


class EnvironmentState(StrEnum):
    """How whole the folder of an environment is."""

    MISSING = "missing"
    EMPTY = "empty"
    WHOLE = "whole"
    WITHOUT_CONFIG = "without-config"
    BORROWED_PYTHON = "borrowed-python"
    """Without its ``pyvenv.cfg``, and with a Python that is a link to another one's."""
    INSTALLATION = "installation"
    """A Python of its own, into which a person may want packages."""
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

    @property
    def is_dangerous(self) -> bool:
        """Whether uv would change another Python than the one that is meant.

        Measured with uv 0.13.9: without ``pyvenv.cfg`` it follows the link, takes the Python there for the environment,
        and removes the packages of that one.
        """
        return self is EnvironmentState.BORROWED_PYTHON


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
        return _without_config(folder, names)
    if not any((folder / python).exists() for python in _PYTHONS):
        return EnvironmentState.WITHOUT_PYTHON
    return EnvironmentState.WHOLE


def _without_config(folder: Path, names: set[str]) -> EnvironmentState:
    if "python.exe" in names:
        return EnvironmentState.INSTALLATION
    for python in _LINKED_PYTHONS:
        try:
            program = (folder / python).resolve(strict=True)
            own = program.is_relative_to(folder.resolve(strict=True))
        except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself
            continue
        return EnvironmentState.INSTALLATION if own else EnvironmentState.BORROWED_PYTHON
    return EnvironmentState.WITHOUT_CONFIG
