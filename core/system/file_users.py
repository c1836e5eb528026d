"""Who has a file open, or runs from a folder: the programs that keep a lock, or a folder from being moved."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from msgspec import Struct
from msgspec.structs import replace

from core.model.programs import RunningProgram
from core.system.in_time import found_in
from core.system.processes import all_processes
from core.system.program_windows import window_titles
from core.system.restart_manager import RestartUser
from core.system.same_place import Below

USERS_SECONDS = 5.0
"""Longest that one file's users are asked for; a computer with thousands of open files needs about one."""


class FileUser(Struct, frozen=True):
    """A running program: its name and process number; ``started`` (seconds since 1970) makes the number unmistakable.

    ``program`` is its file, ``owner`` the account that runs it, ``window_title`` that of its first window; each None
    where it is not told.
    """

    name: str
    process: int
    program: str | None = None
    owner: str | None = None
    started: float | None = None
    window_title: str | None = None

    @classmethod
    def of(cls, program: RunningProgram) -> "FileUser":
        """Return the user that was told as ``program``."""
        return cls(program.name, program.process, program.program, program.owner, program.started, program.window)

    def running(self) -> RunningProgram:
        """Return the value that is shown and sent."""
        return RunningProgram(
            name=self.name,
            process=self.process,
            started=self.started,
            program=self.program,
            owner=self.owner,
            window=self.window_title,
        )

    def words(self) -> str:
        """Say it in a sentence."""
        return self.running().words()


def user_of(process: psutil.Process, told: RestartUser | None = None) -> FileUser | None:
    """Return what is quickly told of a process, without owner and window; None when it has ended.

    What the system refuses is taken from ``told``, what the Restart Manager said of the same process.
    """
    name, program = "", None
    started = told.started if told is not None else None
    with process.oneshot():
        try:
            with contextlib.suppress(psutil.AccessDenied, OSError):
                started = process.create_time()
            with contextlib.suppress(psutil.AccessDenied, OSError):
                name = process.name()
        except psutil.NoSuchProcess:
            return None
        with contextlib.suppress(psutil.Error, OSError):
            program = process.exe() or None
    return FileUser(
        name or (told.application if told is not None else "") or "a program", process.pid, program, None, started
    )


def describe(found: list[FileUser]) -> None:
    """Add owner and window to each of ``found``, in place: an owner's name may have to come from a far-away server."""
    titles = window_titles() if found else {}
    for index, user in enumerate(found):
        found[index] = replace(user, window_title=titles.get(user.process))
    for index, user in enumerate(found):
        try:
            found[index] = replace(user, owner=psutil.Process(user.process).username())
        except (psutil.Error, OSError, KeyError, ValueError):
            continue


def users_below(folder: Path, seconds: float) -> tuple[FileUser, ...]:
    """Return the programs that run from ``folder``, work in it or have a file below it open, without this one.

    After ``seconds`` it is what was found until then. Programs of other accounts are told as far as the system does.
    On Windows the files are asked for in an order, programs and libraries first, and no more than some hundreds.
    """

    def look(found: list[FileUser], until: float) -> None:
        below, own = Below(folder), os.getpid()
        for process in all_processes():
            if time.monotonic() > until:
                return
            if process.pid != own and any(below.holds(path) for path in _places_of(process)):
                _add(found, user_of(process))
        _add_holders_below(found, folder, until)
        describe(found)

    return found_in(seconds, look)


def _add(found: list[FileUser], user: FileUser | None) -> None:
    if user is not None and all(known.process != user.process for known in found):
        found.append(user)


def _places_of(process: psutil.Process) -> Iterator[str]:
    """Yield the program's file and the folder that it works in, and on POSIX the files that it has open."""
    for told in (process.exe, process.cwd):
        with contextlib.suppress(psutil.Error, OSError):
            yield told()
    yield from _open_paths(process)


if sys.platform == "win32":
    from core.system.held_candidates import batches_below
    from core.system.open_handles import processes_that_use
    from core.system.restart_manager import programs_that_use

    def users_of(file: Path, seconds: float = USERS_SECONDS) -> tuple[FileUser, ...]:
        """Return the programs that have ``file`` open, without this one; after ``seconds`` those found until then.

        Two parts of Windows are asked: the Restart Manager, and the file itself for the processes that use it.
        """

        def look(found: list[FileUser], until: float) -> None:  # noqa: ARG001 - two questions, nothing to stop between
            _add_restart_users(found, [file])
            _add_processes(found, processes_that_use(file))
            describe(found)

        return found_in(seconds, look)

    def _open_paths(process: psutil.Process) -> Iterator[str]:  # noqa: ARG001 - the same form on both sides
        """Yield nothing: asking one process for its handles can hang for good, asking a file for its users cannot."""
        yield from ()

    def _add_holders_below(found: list[FileUser], folder: Path, until: float) -> None:
        _add_processes(found, processes_that_use(folder))
        for files in batches_below(folder, until):
            if time.monotonic() > until:
                return
            _add_restart_users(found, files)

    def _add_processes(found: list[FileUser], numbers: tuple[int, ...]) -> None:
        for number in numbers:
            if number != os.getpid():
                try:
                    _add(found, user_of(psutil.Process(number)))
                except (psutil.Error, ValueError):
                    continue

    def _add_restart_users(found: list[FileUser], files: list[Path]) -> None:
        for told in programs_that_use(files):
            if told.process != os.getpid():
                try:
                    _add(found, user_of(psutil.Process(told.process), told))
                except (psutil.Error, ValueError):  # it has ended since
                    continue

else:

    def users_of(file: Path, seconds: float = USERS_SECONDS) -> tuple[FileUser, ...]:
        """Return the programs that have ``file`` open or run from it, without this one.

        After ``seconds`` it is those found until then. Processes of other accounts are not told.
        """

        def look(found: list[FileUser], until: float) -> None:
            wanted, own = file.stat(), os.getpid()
            for process in all_processes():
                if time.monotonic() > until:
                    return
                if process.pid != own and _uses(process, (wanted.st_dev, wanted.st_ino)):
                    _add(found, user_of(process))
            describe(found)

        return found_in(seconds, look)

    def _uses(process: psutil.Process, wanted: tuple[int, int]) -> bool:
        for path in (*_program_of(process), *_open_paths(process)):
            try:
                status = Path(path).stat()
            except OSError:
                continue
            if (status.st_dev, status.st_ino) == wanted:
                return True
        return False

    def _program_of(process: psutil.Process) -> Iterator[str]:
        """Yield the file that a process runs from: it is not open, and cannot be written all the same."""
        # Where there is one, the link leads to the file itself, also when another one has its name now.
        link = f"/proc/{process.pid}/exe"
        with contextlib.suppress(psutil.Error, OSError):
            yield link if os.path.lexists(link) else process.exe()

    def _open_paths(process: psutil.Process) -> Iterator[str]:
        try:
            yield from (opened.path for opened in process.open_files())
        except (psutil.Error, OSError):
            return

    def _add_holders_below(found: list[FileUser], folder: Path, until: float) -> None:
        """Add nobody: here each process has told of its open files already."""
