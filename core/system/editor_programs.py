"""The editors that are installed: found in a bounded time, whatever a folder, the registry or the PATH answers."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import psutil

from core.model.programs_found import FoundProgram, ProgramKind
from core.system.editor_kinds import EDITORS, EditorKind, kind_named
from core.system.in_time import found_in
from core.system.processes import all_processes
from core.system.registry import Hive, values_of
from core.system.variables import value_of

FINDING_SECONDS = 3.0
_ASKING_SECONDS = 1.0
_BATCH = frozenset({".cmd", ".bat"})
_LONGEST_SCRIPT = 65_536
_APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
_APPLICATIONS = r"Software\Classes\Applications"
_NUMBERS = re.compile(r"(\d+)")

RegisteredValue = Callable[[str], str | None]
"""Returns the default value of a key of the registry, the person's before the computer's, None where there is none."""


def find_editors(environ: Mapping[str, str], seconds: float = FINDING_SECONDS) -> tuple[FoundProgram, ...]:
    """Return the editors that are installed, each once; after ``seconds`` those that were found until then.

    Never raises: a folder that cannot be read holds none.
    """

    def look(found: list[FoundProgram], _until: float) -> None:
        for kind in EDITORS:
            program = next(_programs(kind, environ), None)
            if program is not None:
                found.append(_found(kind, program))

    return found_in(seconds, look)


def opening_call(editor: FoundProgram, folder: Path) -> tuple[str, ...]:
    """Return the command that opens ``folder`` in an editor that was found."""
    kind = kind_named(editor.name)
    options = () if kind is None else kind.options
    return (str(editor.path), *options, str(folder))


def is_running(editor: FoundProgram, seconds: float = _ASKING_SECONDS) -> bool | None:
    """Return whether this person has the editor open already; None where that was not found out in time."""
    kind = kind_named(editor.name)
    if kind is None:
        return None

    def look(answers: list[bool], _until: float) -> None:
        own = psutil.Process().username()
        answers.append(any(_is_of(process, kind, own) for process in all_processes()))

    return next(iter(found_in(seconds, look)), None)


def _is_of(process: psutil.Process, kind: EditorKind, person: str) -> bool:
    try:
        name = process.name().lower().removesuffix(".exe")
        if name in kind.processes:
            return process.username() == person
        if kind.mark is None or name != "java":
            return False
        return process.username() == person and any(word.startswith(kind.mark) for word in process.cmdline())
    except (psutil.Error, OSError):
        return False


def windows_programs(kind: EditorKind, environ: Mapping[str, str], registered: RegisteredValue) -> Iterator[Path]:
    """Yield where Windows has an editor's program: never a batch file, which takes an ``&`` in a folder for a command.

    The folders of its installers come first, then the registry, then the PATH, whose batch files lead to the program.
    """
    for variable, pattern in kind.windows:
        root = value_of(environ, variable)
        if root:
            yield from _newest(Path(root), pattern)
    application = registered(rf"{_APP_PATHS}\{kind.program}")
    opening = registered(rf"{_APPLICATIONS}\{kind.program}\shell\open\command")
    named = [application and application.strip().strip('"'), opening and _first_word(opening)]
    yield from (Path(name) for name in named if name and _is_file(Path(name)))
    for folder in (value_of(environ, "PATH") or "").split(os.pathsep):
        if folder:
            yield from _behind(Path(folder.strip('"')), kind)


def posix_programs(kind: EditorKind, environ: Mapping[str, str], root: Path = Path("/")) -> Iterator[Path]:
    """Yield where a POSIX system has an editor's program: on the PATH, then where its installers put it."""
    for command in kind.commands:
        program = shutil.which(command, path=environ.get("PATH", os.defpath))
        if program is not None:
            yield Path(program)
    for pattern in kind.posix:
        home = environ.get("HOME")
        if not pattern.startswith("~"):
            found = _newest(root, pattern.lstrip("/"))
        else:
            found = _newest(Path(home), pattern[2:]) if home else iter(())
        yield from (program for program in found if os.access(program, os.X_OK))


if sys.platform == "win32":

    def _programs(kind: EditorKind, environ: Mapping[str, str]) -> Iterator[Path]:
        return windows_programs(kind, environ, _registered)

else:

    def _programs(kind: EditorKind, environ: Mapping[str, str]) -> Iterator[Path]:
        return posix_programs(kind, environ)


def _registered(key: str) -> str | None:
    for hive in (Hive.PERSON, Hive.COMPUTER):
        value = (values_of(hive, key) or {}).get("")
        if isinstance(value, str) and value:
            return value
    return None


def _behind(folder: Path, kind: EditorKind) -> Iterator[Path]:
    """Yield the program that a folder of the PATH holds, or that a batch file in it starts."""
    if _is_file(folder / kind.program):
        yield folder / kind.program
    for command in kind.commands:
        for suffix in _BATCH:
            script = folder / f"{command}{suffix}"
            if not _is_file(script):
                continue
            # VS Code's own lies in a folder ``bin`` beside the program.
            if _is_file(folder.parent / kind.program):
                yield folder.parent / kind.program
            yield from _named_in(script, kind)


def _named_in(script: Path, kind: EditorKind) -> Iterator[Path]:
    """Yield the program that a batch file names by its whole path, as those of JetBrains Toolbox do."""
    try:
        with script.open(encoding="utf-8", errors="replace") as opened:
            text = opened.read(_LONGEST_SCRIPT)
    except OSError:
        return
    program_file = re.escape(kind.program)
    for found in re.finditer(rf'"([^"\r\n]+{program_file})"|(\S+{program_file})', text, re.IGNORECASE):
        program = Path(found[1] or found[2])
        if program.is_absolute() and _is_file(program):
            yield program


def _newest(root: Path, pattern: str) -> Iterator[Path]:
    """Yield the files that match, of several versions the highest first."""
    try:
        matches = sorted(root.glob(pattern), key=_version_key, reverse=True)
    except (OSError, ValueError, NotImplementedError):
        return
    yield from (match for match in matches if _is_file(match))


def _version_key(path: Path) -> tuple[tuple[int, str], ...]:
    parts = _NUMBERS.split(str(path))
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in parts)


def _first_word(command: str) -> str:
    return command[1:].partition('"')[0] if command.startswith('"') else command.partition(" ")[0]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _found(kind: EditorKind, program: Path) -> FoundProgram:
    return FoundProgram(kind=ProgramKind.EDITOR, name=kind.name, title=kind.title, path=program)
