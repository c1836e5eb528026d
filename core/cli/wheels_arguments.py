"""The grammar of ``wheelyard wheels``: one action, and what it works on."""

import argparse
from collections.abc import Callable
from pathlib import Path

from core.model.wheels import TargetPlatform

PLATFORMS = {
    "windows": TargetPlatform("win32", "AMD64"),
    "windows-arm64": TargetPlatform("win32", "ARM64"),
    "linux": TargetPlatform("linux", "x86_64"),
    "linux-arm64": TargetPlatform("linux", "aarch64"),
    "macos": TargetPlatform("darwin", "arm64"),
    "macos-x86": TargetPlatform("darwin", "x86_64"),
}
"""What a person types for a platform."""

ToPath = Callable[[str], Path]


def add_wheels(command: argparse.ArgumentParser, common: argparse.ArgumentParser, path: ToPath) -> None:
    """Add the actions of the command; ``path`` turns what was typed into a path."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, what: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=what, description=what, parents=[common])

    scan = action("scan", "say what lies in the project's yards, or in folders, and what of it fits")
    scan.add_argument("folders", nargs="*", type=path, metavar="DIR", help="these folders; without any, the yards")
    inspect = action("inspect", "read files wholly: every content against RECORD, the hash, and what they serve")
    inspect.add_argument("files", nargs="+", type=path, metavar="FILE")
    _add(action("add", "let the project use files, written as a person would, and lock"), path)
    _remove(action("remove", "take the local source of a package out, and lock"))
    mark = action("mark", "write the markers of a package's local sources anew, and lock")
    mark.add_argument("package", metavar="PKG")
    _changing(mark)
    use = action("use", "let the project draw from a whole folder, and lock")
    use.add_argument("yard", type=path, metavar="DIR")
    use.add_argument("--flat", metavar="NAME", help="as a flat index of this name; without it, as find-links")
    _changing(use)
    leave = action("leave", "take a folder out of the project's find-links and flat indexes, and lock")
    leave.add_argument("yard", type=path, metavar="DIR")
    _changing(leave)
    keep = action("keep", "keep a folder as a yard for all your projects")
    keep.add_argument("yard", type=path, metavar="DIR")
    keep.add_argument("--not", action="store_true", dest="drop", help="take it off that list; the folder stays")
    check = action("check", "find what is wrong with the project's local sources, and what mends it")
    check.add_argument("--probe", action="store_true", help="measure what unpacking costs here, with the very wheels")
    collect = action("collect", "collect every file that the lock names, for an installation without a network")
    collect.add_argument("yard", type=path, metavar="DIR")
    collect.add_argument(
        "--platform",
        action="append",
        default=[],
        choices=list(PLATFORMS),
        dest="platforms",
        help="for this platform; may be given again (default: those that the lock covers)",
    )
    collect.add_argument(
        "--python",
        action="append",
        default=[],
        metavar="3.N",
        dest="pythons",
        help="for this Python version; may be given again (default: those that the project allows)",
    )


def _add(command: argparse.ArgumentParser, path: ToPath) -> None:
    command.add_argument("files", nargs="+", type=path, metavar="FILE")
    where = command.add_mutually_exclusive_group()
    where.add_argument("--to", type=path, metavar="DIR", help="copy them there (default: the project's yard)")
    where.add_argument("--in-place", action="store_true", help="refer to where they lie")
    goal = command.add_mutually_exclusive_group()
    goal.add_argument("--group", metavar="NAME", help="into this dependency group")
    goal.add_argument("--extra", metavar="NAME", help="into this optional dependency")
    command.add_argument("--alone", action="store_true", help="in place of all other files of the package")
    _changing(command)


def _remove(command: argparse.ArgumentParser) -> None:
    command.add_argument("package", metavar="PKG")
    command.add_argument("paths", nargs="*", metavar="PATH", help="only these, as the project's file names them")
    command.add_argument("--keep-dependency", action="store_true", help="leave the requirement to an index")
    _changing(command)


def _changing(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help="only say what that would change")
    command.add_argument("--no-lock", action="store_true", help="do not let `uv lock` prove it")
