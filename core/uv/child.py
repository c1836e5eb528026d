"""Starts a child process, on a pseudo-terminal or on pipes, and says in plain words why it cannot."""

import contextlib
import errno
import subprocess
from pathlib import Path

from msgspec import Struct

from core.model.invocation import Invocation, TerminalSize
from core.model.project import InputError
from core.ports import Stream
from core.uv.chunk_reader import ChunkReader
from core.uv.process_tree import ProcessTree, new_tree, reader_of, start_options
from core.uv.terminal import ConsoleProcess, DescriptorTerminal, TerminalUnavailableError


class Child(Struct, frozen=True):
    """A process that runs: its tree and the readers of its output."""

    tree: ProcessTree
    readers: tuple[tuple[Stream, ChunkReader], ...]
    on_terminal: bool


def start_child(invocation: Invocation, environment: dict[str, str]) -> Child:
    """Start the process of an invocation; blocks while the system starts it.

    Raises InputError when the program or its folder is missing or may not be used.
    """
    if invocation.terminal is not None:
        with contextlib.suppress(TerminalUnavailableError):
            return _on_terminal(invocation, environment, invocation.terminal)
    return _on_pipes(invocation, environment)


def _on_pipes(invocation: Invocation, environment: dict[str, str]) -> Child:
    process = _popen(invocation, environment, subprocess.PIPE, subprocess.PIPE)
    if process.stdout is None or process.stderr is None:
        raise AssertionError
    readers = ((Stream.OUT, reader_of(process.stdout)), (Stream.ERR, reader_of(process.stderr)))
    return Child(_owned(process, invocation, readers), readers, on_terminal=False)


def _on_terminal(invocation: Invocation, environment: dict[str, str], size: TerminalSize) -> Child:
    environment = {"TERM": "xterm-256color", **environment}
    if environment["TERM"] == "dumb":
        environment["TERM"] = "xterm-256color"
    try:
        terminal = DescriptorTerminal(size)
    except TerminalUnavailableError:
        return _on_console(invocation, environment, size)
    try:
        process = _popen(invocation, environment, terminal.descriptor, terminal.descriptor)
    except InputError:
        terminal.child_failed()
        raise
    terminal.child_started()
    readers = ((Stream.TERMINAL, terminal.reader),)
    return Child(_owned(process, invocation, readers), readers, on_terminal=True)


def _on_console(invocation: Invocation, environment: dict[str, str], size: TerminalSize) -> Child:
    console = ConsoleProcess(invocation.argv, invocation.folder, environment, size)
    tree = new_tree()
    try:
        tree.own(console, suspended=False)
    except OSError as error:
        raise TerminalUnavailableError(str(error)) from error
    return Child(tree, ((Stream.TERMINAL, console),), on_terminal=True)


def _owned(
    process: "subprocess.Popen[bytes]",
    invocation: Invocation,
    readers: tuple[tuple[Stream, ChunkReader], ...],
) -> ProcessTree:
    tree = new_tree()
    try:
        tree.own(process)
    except OSError as error:
        for _, reader in readers:
            reader.close()
        raise _refusal(error, invocation) from error
    return tree


def _popen(invocation: Invocation, environment: dict[str, str], output: int, errors: int) -> "subprocess.Popen[bytes]":
    if not invocation.argv:
        raise InputError("There is no program to run.", "Name one.")
    folder = invocation.folder
    if not folder.is_dir():
        raise InputError(
            f"The folder {folder} does not exist or is no folder.",
            "Choose a folder that exists; if it is on another drive, connect that drive first.",
            subject=str(folder),
        )
    try:
        return subprocess.Popen(  # noqa: S603 - running the programs it is given is what this file is for
            invocation.argv,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            cwd=folder,
            env=environment,
            bufsize=0,
            **start_options(),
        )
    except (OSError, ValueError) as error:
        raise _refusal(error, invocation) from error


def _refusal(error: OSError | ValueError, invocation: Invocation) -> InputError:
    program = Path(invocation.argv[0])
    subject = str(program)
    if isinstance(error, FileNotFoundError):
        return InputError(
            f"The program {program} was not found.",
            "Install it, or name the place where it is.",
            subject=subject,
        )
    if isinstance(error, PermissionError):
        return InputError(
            f"The program {program} may not be run in {invocation.folder}: access is denied.",
            "Allow its execution, or name another copy of it; a policy of the computer may block this place.",
            subject=subject,
        )
    if isinstance(error, OSError) and (error.errno == errno.ENOEXEC or getattr(error, "winerror", 0) == 193):
        return InputError(
            f"The file {program} is no program for this computer.",
            "Name the program itself, made for this operating system and processor.",
            subject=subject,
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(
        f"The program {program} could not be started: {reason}.",
        "Check the program and its arguments.",
        subject=subject,
    )
