"""What is left of an environment: whole, or what a removal that was cut off leaves."""

import errno
import os
from enum import StrEnum
from pathlib import Path

_LINKED_PYTHONS = ("bin/python", "bin/python3")
_PYTHONS = ("Scripts/python.exe", *_LINKED_PYTHONS)
_LEADS_NOWHERE = (21, 123, 1921)
"""Windows' ERROR_NOT_READY, ERROR_INVALID_NAME and ERROR_CANT_RESOLVE_FILENAME: a link that cannot be followed."""


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


def environment_state(folder: Path) -> EnvironmentState:
    """Return how whole an environment is; it reads a few names and no file, and raises no OSError.

    One is unreadable, too, where a folder in it, or the one that its Python lies in, is closed.
    """
    try:
        with os.scandir(folder) as entries:
            names = {entry.name for entry in entries}
        return _state(folder, names)
    except FileNotFoundError:
        return EnvironmentState.MISSING
    except NotADirectoryError:
        return EnvironmentState.NOT_A_FOLDER
    except OSError:
        return EnvironmentState.UNREADABLE


def _state(folder: Path, names: set[str]) -> EnvironmentState:
    if not names:
        return EnvironmentState.EMPTY
    if "pyvenv.cfg" not in names:
        return _without_config(folder, names)
    if not any(_is_there(folder / python) for python in _PYTHONS):
        return EnvironmentState.WITHOUT_PYTHON
    return EnvironmentState.WHOLE


def _without_config(folder: Path, names: set[str]) -> EnvironmentState:
    if "python.exe" in names:
        return EnvironmentState.INSTALLATION
    for python in _LINKED_PYTHONS:
        if not _is_there(folder / python):
            continue
        try:
            program = (folder / python).resolve(strict=True)
            own = program.is_relative_to(folder.resolve(strict=True))
        except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself
            continue
        return EnvironmentState.INSTALLATION if own else EnvironmentState.BORROWED_PYTHON
    return EnvironmentState.WITHOUT_CONFIG


def _is_there(path: Path) -> bool:
    """Return whether a path leads to something; raises OSError where that may not be known.

    ``Path.exists`` does so up to Python 3.13, and says from 3.14 on that what it may not see is not there.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        if error.errno == errno.ELOOP or getattr(error, "winerror", None) in _LEADS_NOWHERE:
            return False
        raise
    return True
