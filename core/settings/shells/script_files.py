"""Scripts as files: which kind a name asks for, the bytes, and whether one is Wheelyard's to replace."""

import codecs
from pathlib import Path, PurePath

from core.model.project import InputError
from core.model.shells import ShellKind
from core.settings.shells.cmd_script import cmd_script
from core.settings.shells.powershell_script import powershell_script
from core.settings.shells.sh_script import sh_script
from core.settings.shells.shell_environment import ShellEnvironment

MARK = "Made by Wheelyard"
"""Stands in the first line of every script, by which a later one may replace it."""

_ENDINGS = {".cmd": ShellKind.CMD, ".bat": ShellKind.CMD, ".ps1": ShellKind.POWERSHELL, ".sh": ShellKind.SH}
_NEEDS_ENDING = frozenset({ShellKind.CMD, ShellKind.POWERSHELL})
_FIRST_BYTES = 400


def script_of(shell: ShellKind, environment: ShellEnvironment) -> str:
    """Return the script of one kind, its lines parted by line feeds; raises InputError for what it cannot carry."""
    make = {ShellKind.CMD: cmd_script, ShellKind.POWERSHELL: powershell_script, ShellKind.SH: sh_script}[shell]
    return make(environment, f"{MARK} for {_in_a_comment(environment.name)}.")


def usage(shell: ShellKind, file: PurePath | None) -> str:
    """Say in a sentence how a script is used."""
    name = file.name if file is not None else f"wheelyard{shell.suffix}"
    match shell:
        case ShellKind.CMD:
            return (
                f"A double click on {name} opens a prompt in the project; "
                f'`call "{name}"` in another batch file or prompt sets the variables there.'
            )
        case ShellKind.POWERSHELL:
            return (
                f'`& ".\\{name}"` sets the variables in a PowerShell that is open. Where scripts may not run, '
                f'`powershell -NoExit -ExecutionPolicy Bypass -File "{name}"` opens one; a policy of the company '
                "may forbid that, too, and then the script for cmd is the way."
            )
        case ShellKind.SH:
            return f"`. ./{name}` sets the variables in a shell that is open."


def kind_of_file(file: PurePath) -> ShellKind | None:
    """Return the kind that a file's name asks for, or None."""
    return _ENDINGS.get(file.suffix.lower())


def file_bytes(shell: ShellKind, text: str) -> bytes:
    """Return a script as its shell reads it from a file.

    Windows' shells get its line ends, and Windows PowerShell a byte order mark: it takes a file without one for the
    code page of the computer.
    """
    match shell:
        case ShellKind.CMD:
            return text.replace("\n", "\r\n").encode("utf-8")
        case ShellKind.POWERSHELL:
            return codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode("utf-8")
        case ShellKind.SH:
            return text.encode("utf-8")


def check_target(shell: ShellKind, file: Path) -> None:
    """Raise InputError where a script may not be written: another kind's name, or a file that a person wrote."""
    named = kind_of_file(file)
    if named is not shell and (named is not None or shell in _NEEDS_ENDING):
        raise InputError(
            f"A script for {shell.value} cannot be called {file.name}.", f"Let its name end in {shell.suffix}."
        )
    try:
        with file.open("rb") as opened:
            first = opened.read(_FIRST_BYTES)
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(
            f"{file} cannot be written: it is there and cannot be read ({error.strerror}).", "Choose another name."
        ) from error
    line = first.decode("utf-8-sig", "replace").partition("\n")[0]
    if MARK not in line:
        raise InputError(
            f"{file} is there and was not written by Wheelyard, so it stays as it is.",
            "Choose another name, or rename that file.",
            subject=str(file),
        )


def _in_a_comment(name: str) -> str:
    """Return a project's name for a comment; nothing in it can end the line, in whatever code page it is read."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_. ") else "-" for sign in name)
