"""The grammar of ``wheelyard shell``."""

import argparse
from collections.abc import Callable
from pathlib import Path

from core.model.shells import ShellKind


def add_shell(command: argparse.ArgumentParser, path: Callable[[str], Path]) -> None:
    """Add the words of the command; ``path`` reads a path."""
    kinds = list(map(str, ShellKind))
    command.add_argument(
        "--print", dest="shell", choices=kinds, help="print the script that sets the environment in such a shell"
    )
    command.add_argument(
        "--out", type=path, metavar="FILE", help="write the script; its ending says which shell it is for"
    )
    command.add_argument(
        "--import",
        dest="script",
        type=path,
        metavar="FILE",
        help="say which settings a .cmd, .bat, .ps1 or .sh amounts to",
    )
    command.add_argument(
        "--with-logins", action="store_true", help="give the logins of the indexes to the shell that is opened, alone"
    )
    command.add_argument("--apply", action="store_true", help="choose these settings for you in this project")


def shell_trouble(arguments: argparse.Namespace) -> str | None:
    """Return what is wrong with the words together, None where nothing is."""
    if arguments.script is not None and (arguments.shell is not None or arguments.out is not None):
        return "--import reads a script, --print and --out write one; take one of them"
    if arguments.with_logins and (arguments.shell or arguments.out or arguments.script):
        return "--with-logins goes with a shell that is opened: no script ever holds a login"
    if arguments.apply and arguments.script is None:
        return "--apply goes with --import FILE"
    return None
