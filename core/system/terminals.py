"""Terminals of this computer, how each is opened in a folder, and the shell that a person uses."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from core.model.programs_found import FoundProgram, ProgramKind
from core.model.shells import ShellKind
from core.system.variables import value_of

WINDOWS_TERMINAL = "wt"
MAC_TERMINAL = "terminal-app"
_SPECIAL = frozenset(";&^%")
"""What Windows Terminal, or the cmd in it, takes apart in an argument without blanks."""

_TITLES = {
    "x-terminal-emulator": "Terminal",
    "gnome-terminal": "GNOME Terminal",
    "konsole": "Konsole",
    "xfce4-terminal": "Xfce Terminal",
    "kitty": "kitty",
    "alacritty": "Alacritty",
    "xterm": "xterm",
}
_OWN_PROCESS = {"xfce4-terminal": ("--disable-server",)}
"""What makes a window a process of its own; in one that is a server for all windows it has that one's environment."""


def script_for(program: FoundProgram) -> ShellKind | None:
    """Return the kind of script by which a terminal gets its environment, None where it inherits one.

    A window of Windows Terminal, and one of macOS, belongs to a process that runs already, with variables of its own.
    """
    return {WINDOWS_TERMINAL: ShellKind.CMD, MAC_TERMINAL: ShellKind.SH}.get(program.name)


def terminal_call(program: FoundProgram, folder: Path, script: Path | None = None) -> tuple[str, ...]:
    """Return the command that opens a terminal; it is to be started in ``folder``.

    ``script`` sets the environment where ``script_for`` asks for one.
    """
    path = str(program.path)
    match program.name:
        case "wt":
            return (path, "-d", str(folder), "cmd.exe", "/k", "call", str(script))
        case "terminal-app":
            return ("/usr/bin/open", "-a", "Terminal", str(script))
        case "pwsh" | "powershell":
            return (path, "-NoLogo")
        case "cmd":
            return (path, "/k")
        case name:
            return (path, *_OWN_PROCESS.get(name, ()))


def takes_names(program: FoundProgram, *paths: Path) -> bool:
    """Return whether a terminal can be given these paths as arguments."""
    return program.name != WINDOWS_TERMINAL or not any(_SPECIAL & set(str(path)) for path in paths)


def _program(name: str, title: str, path: str) -> FoundProgram:
    return FoundProgram(kind=ProgramKind.TERMINAL, name=name, title=title, path=Path(path))


def _found(name: str, environ: Mapping[str, str]) -> str | None:
    return shutil.which(name, path=value_of(environ, "PATH") or os.defpath)


if sys.platform == "win32":
    import psutil

    _SHELLS = ("pwsh.exe", "powershell.exe", "cmd.exe")
    _MOST_PARENTS = 4

    def found_terminals(environ: Mapping[str, str]) -> tuple[FoundProgram, ...]:
        """Return the terminals of this computer, the one to open first at the front."""
        return tuple(_terminals(environ))

    def persons_shell(environ: Mapping[str, str]) -> tuple[str, ...]:
        """Return the shell that this program was started from; without one, the one that COMSPEC names."""
        try:
            parents = psutil.Process().parents()[:_MOST_PARENTS]
            found = next((each for each in parents if each.name().lower() in _SHELLS), None)
            program = found.exe() if found is not None else ""
        except psutil.Error:
            program = ""
        program = program or value_of(environ, "COMSPEC") or "cmd.exe"
        return (program,) if program.lower().endswith("cmd.exe") else (program, "-NoLogo")

    def _terminals(environ: Mapping[str, str]) -> Iterator[FoundProgram]:
        names = (
            (WINDOWS_TERMINAL, "wt.exe", "Windows Terminal"),
            ("pwsh", "pwsh.exe", "PowerShell"),
            ("powershell", "powershell.exe", "Windows PowerShell"),
        )
        for name, file, title in names:
            path = _found(file, environ)
            if path is not None:
                yield _program(name, title, path)
        comspec = value_of(environ, "COMSPEC") or _found("cmd.exe", environ)
        if comspec is not None:
            yield _program("cmd", "Command Prompt", comspec)

else:

    def found_terminals(environ: Mapping[str, str]) -> tuple[FoundProgram, ...]:
        """Return the terminals of this computer, the one to open first at the front."""
        return tuple(_terminals(environ))

    def persons_shell(environ: Mapping[str, str]) -> tuple[str, ...]:
        """Return the shell that SHELL names; without one that can be run, the system's own."""
        named = environ.get("SHELL")
        return (named,) if named and shutil.which(named) is not None else ("/bin/sh",)

    def _terminals(environ: Mapping[str, str]) -> Iterator[FoundProgram]:
        chosen = environ.get("TERMINAL")
        path = _found(chosen, environ) if chosen else None
        if path is not None:
            name = Path(path).name
            yield _program(name, _TITLES.get(name, name), path)
        if sys.platform == "darwin":
            yield _program(MAC_TERMINAL, "Terminal", "/System/Applications/Utilities/Terminal.app")
        for name, title in _TITLES.items():
            other = _found(name, environ)
            if other is not None and other != path:
                yield _program(name, title, other)
