"""Which programs run out of an environment: they hold files that uv is about to replace."""

import os
import shutil
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import psutil

from core.system.file_users import FileUser, describe, user_of
from core.system.in_time import found_in
from core.system.processes import all_processes
from core.system.same_place import Below, comparable

_MOST_PARENTS = 4
"""A launcher's Python starts further ones, as ``multiprocessing`` does."""


def programs_in(environment: Path, seconds: float = 0.25) -> tuple[FileUser, ...]:
    """Return the programs that run out of ``environment``, without this one and those that started it.

    A program does when its file lies there, when it was called by a name there (on POSIX an environment's Python is a
    link), or when it is the base Python that a launcher there has started (as on Windows). A library of the environment
    that another program has loaded is not looked for: that asks every process for all its files.
    One listing of processes; after ``seconds`` it is what was found until then.
    """

    def look(found: list[FileUser], until: float) -> None:
        family = _family()
        environment_of = _Environment(environment)
        for process in all_processes():
            if time.monotonic() > until:
                return
            if process.pid not in family and environment_of.runs(process):
                user = user_of(process)
                if user is not None:
                    found.append(user)
        describe(found)

    return found_in(seconds, look)


def called_in(below: Below, name: str, folder: str | None, variables: Mapping[str, str] | None) -> bool:
    """Return whether ``name``, the first word of a command line, names a program in an environment.

    ``folder`` is where the program works, for a name that begins there. One without a folder was looked for on the
    ``PATH`` of its ``variables``, which is done again, as Python does it itself to find out where it is.
    """
    if _is_plain(name):
        return variables is not None and below.holds(shutil.which(name, path=variables.get("PATH", "")))
    if Path(name).is_absolute():
        return below.holds(name)
    return folder is not None and below.holds(str(Path(folder, name)))


def _is_plain(word: str) -> bool:
    """Return whether a word names a program without saying where it is."""
    return Path(word).name == word


class _Environment:
    """An environment's folder and the Python that it was made from."""

    def __init__(self, folder: Path) -> None:
        self._below = Below(folder)
        self._bases = _base_programs(folder)

    def runs(self, process: psutil.Process) -> bool:
        try:
            program = process.exe()
        except (psutil.Error, OSError):
            return False
        if self._below.holds(program):
            return True
        if not self._may_be_base(program):
            return False
        try:
            return self._called_here(process) or self._launched_here(process)
        except (psutil.Error, OSError):
            return False

    def _called_here(self, process: psutil.Process) -> bool:
        words = process.cmdline()
        if not words or not words[0]:
            return False
        plain = _is_plain(words[0])
        folder = None if plain or Path(words[0]).is_absolute() else process.cwd()
        return called_in(self._below, words[0], folder, process.environ() if plain else None)

    def _launched_here(self, process: psutil.Process) -> bool:
        if os.name != "nt":
            return False  # there an environment has links and no launchers, and asking would cost for each process
        for parent in process.parents()[:_MOST_PARENTS]:
            program = parent.exe()
            if self._below.holds(program):
                return True
            if not self._may_be_base(program):
                return False
        return False

    def _may_be_base(self, program: str) -> bool:
        folder, name = os.path.split(program)
        return comparable(folder) in self._bases or name.lower().startswith("python")


def _family() -> frozenset[int]:
    own = psutil.Process()
    try:
        return frozenset({own.pid, *(parent.pid for parent in own.parents())})
    except psutil.Error:
        return frozenset({own.pid})


def _base_programs(environment: Path) -> frozenset[str]:
    """Return the folders in which the base Python's program may lie, from where its links lead and ``pyvenv.cfg``."""
    return frozenset(comparable(str(folder)) for folder in _bases(environment))


def _bases(environment: Path) -> Iterable[Path]:
    try:
        lines = (environment / "pyvenv.cfg").read_text("utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    for line in lines:
        name, _, value = line.partition("=")
        if name.strip().lower() == "home" and value.strip():
            yield Path(value.strip())
            yield Path(value.strip()).resolve()
    for program in ("bin/python", "bin/python3", "Scripts/python.exe"):
        try:
            yield (environment / program).resolve(strict=True).parent
        except (OSError, RuntimeError):
            continue
