"""The command line's grammar."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from typing_extensions import override

from core.cli.masking_parser import MaskingParser
from core.cli.network_arguments import add_credentials, add_network
from core.cli.settings_arguments import add_settings, settings_trouble
from core.cli.shell_arguments import add_shell, shell_trouble
from core.cli.wheels_arguments import add_wheels
from core.model.settings import PlaceKind, Scope


class Arguments(argparse.Namespace):
    """What was typed, typed."""

    command: str
    project: Path
    json: bool
    quiet: bool
    uv_args: tuple[str, ...]
    packages: list[str]
    patient: bool
    transcript: Path
    folders: list[Path]
    rounds: int | None
    wheel: Path | None
    consider: list[Path]
    kind: str | None
    to: Path | None
    auto: bool
    undo: bool
    root: Path | None
    none: bool
    scope: str
    dir: Path
    headless: bool
    scanner: bool
    probe: bool
    dry_run: bool
    action: str | None
    key: str | None
    value: str | None
    index: str | None
    proxy: bool
    user: str | None
    urls: list[str]
    no_uv: bool
    no_use: bool
    others: bool
    more: list[Path]
    ids: list[str]
    stop: bool
    fields: list[str]
    name: str
    url: str | None
    default: bool
    explicit: bool
    by: int
    with_logins: bool
    out: Path | None
    days: int
    remedy: str | None
    no_run: bool
    yes: bool
    shell: str | None
    script: Path | None
    apply: bool
    files: list[Path]
    yard: Path
    in_place: bool
    group: str | None
    extra: str | None
    alone: bool
    package: str
    paths: list[str]
    keep_dependency: bool
    no_lock: bool
    flat: str | None
    drop: bool
    platforms: list[str]
    pythons: list[str]


def parse(argv: list[str]) -> Arguments:
    """Return what was typed; ends the process with status 2 and a sentence for wrong usage.

    What stands behind ``--`` goes to uv as it is.
    """
    own, uv_args = argv, list[str]()
    if "--" in argv:
        at = argv.index("--")
        own, uv_args = argv[:at], argv[at + 1 :]
    parser = _parser()
    arguments = parser.parse_args(own, namespace=Arguments())
    arguments.uv_args = tuple(uv_args)
    if uv_args and arguments.command not in _UV_COMMANDS:
        parser.error(f"`wheelyard {arguments.command}` passes no arguments to uv")
    _check(parser, arguments)
    return arguments


_CONSIDER = "a folder of your own to measure, too; may be given again"

_PATIENT = "where the cache refuses the whole, bring in one package at a time, and try again while that gains something"

_UV_COMMANDS = {
    "sync": "bring the environment in line with the lock file, with live progress",
    "lock": "resolve the dependencies into the lock file",
    "add": "add requirements and install them",
    "remove": "remove requirements",
    "upgrade": "let the lock file move to newer versions, and sync",
}


def _parser() -> argparse.ArgumentParser:
    parser = MaskingParser(
        prog="wheelyard",
        description="An environment manager for uv projects. Without a command it opens the window.",
    )
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="say which version this is, and end")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = _common()
    for name, what in _UV_COMMANDS.items():
        command = commands.add_parser(name, help=what, description=what, parents=[common])
        command.add_argument("--patient", action="store_true", help=_PATIENT)
        if name not in {"sync", "lock"}:
            command.add_argument("packages", nargs="*" if name == "upgrade" else "+", metavar="PKG")
    _explain(commands.add_parser("explain", help="explain what uv printed", parents=[common]))
    _probe(commands.add_parser("probe", help="measure whether renames work in folders", parents=[common]))
    _candidates(commands.add_parser("candidates", help="measure where the cache could go", parents=[common]))
    _relocate(commands.add_parser("relocate", help="move a place of the project, or undo that", parents=[common]))
    _places(commands.add_parser("places", help="say what the project's places hold", parents=[common]))
    _clean(commands.add_parser("clean", help="let uv remove packages from the cache, or all", parents=[common]))
    _prune(commands.add_parser("prune", help="let uv remove from the cache what nothing uses", parents=[common]))
    add_settings(commands.add_parser("settings", help="say what holds and why, or choose a setting", parents=[common]))
    add_network(commands.add_parser("network", help="check servers, proxies, certificates and logins"), common, _path)
    add_credentials(commands.add_parser("credentials", help="keep logins in the keyring"), common)
    _repair(commands.add_parser("repair", help="do what helps against the last problem", parents=[common]))
    _request(commands.add_parser("request", help="write the request to the IT department", parents=[common]))
    _history(commands.add_parser("history", help="say how the last runs ended", parents=[common]))
    commands.add_parser("doctor", help="check uv, the project, its places and its settings", parents=[common])
    add_shell(commands.add_parser("shell", help="open a shell, or write its script", parents=[common]), _path)
    add_wheels(commands.add_parser("wheels", help="look at, add and check wheels that are files"), common, _path)
    _root(commands.add_parser("root", help="say or choose below which folder new places are made", parents=[common]))
    _demo(commands.add_parser("demo", help="make a project to try Wheelyard on", parents=[common]))
    return parser


def _common() -> MaskingParser:
    common = MaskingParser(add_help=False)
    common.add_argument("--project", type=_path, default=Path(), metavar="DIR", help="the project (default: here)")
    common.add_argument("--json", action="store_true", help="machine-readable on stdout, nothing else there")
    common.add_argument("--quiet", action="store_true", help="only what went wrong")
    return common


def _explain(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "transcript", nargs="?", type=_path, default=Path("-"), metavar="FILE", help="a file, or - for stdin"
    )


def _probe(command: argparse.ArgumentParser) -> None:
    command.add_argument("folders", nargs="+", type=_path, metavar="DIR")
    command.add_argument("--rounds", type=_number_to(1000), metavar="N", help="how many renames to try in each")
    command.add_argument("--wheel", type=_path, metavar="FILE", help="unpack this wheel instead of the stock payload")


def _candidates(command: argparse.ArgumentParser) -> None:
    command.add_argument("--consider", type=_path, action="append", default=[], metavar="DIR", help=_CONSIDER)


def _relocate(command: argparse.ArgumentParser) -> None:
    kinds = [kind.value for kind in PlaceKind]
    command.add_argument("kind", nargs="?", choices=kinds, help="the place (default: cache; --undo: the last moved)")
    command.add_argument("--to", type=_path, metavar="DIR", help="the folder to move to")
    command.add_argument("--auto", action="store_true", help="the best place that a probe finds clear")
    command.add_argument("--consider", type=_path, action="append", default=[], metavar="DIR", help=_CONSIDER)
    command.add_argument("--undo", action="store_true", help="bring the old place back")
    command.add_argument(
        "--scope",
        choices=list(map(str, Scope)),
        default=Scope.PROJECT.value,
        help="for this project (default), or for all projects of yours that use uv's own cache",
    )


def _places(command: argparse.ArgumentParser) -> None:
    command.add_argument("--probe", action="store_true", help="measure whether renames work there, too")


_DRY_RUN = "only say what that would free"


def _clean(command: argparse.ArgumentParser) -> None:
    command.add_argument("packages", nargs="*", metavar="PKG", help="these packages only; without any, everything")
    command.add_argument("--dry-run", action="store_true", help=_DRY_RUN)


def _prune(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help=_DRY_RUN)


def _root(command: argparse.ArgumentParser) -> None:
    choice = command.add_mutually_exclusive_group()
    choice.add_argument("root", nargs="?", type=_path, metavar="DIR", help="make new places of all projects below it")
    choice.add_argument("--none", action="store_true", help="choose none: the measurements decide for each place")


def _repair(command: argparse.ArgumentParser) -> None:
    command.add_argument("remedy", nargs="?", metavar="REPAIR", help="which one; without it they are listed")
    command.add_argument("--no-run", action="store_true", help="do not run the failed command again after it")
    command.add_argument("--yes", action="store_true", help="end a program without asking, and mend what seems settled")


def _request(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=_path, metavar="FILE", help="write it there; .md is Markdown, else plain text")
    command.add_argument("--about", metavar="URL", help="about this address, which is checked, not the last problem")


def _history(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--days", type=_number_to(400), default=30, metavar="N", help="how many days back (default: 30)"
    )


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dir", type=_path, default=Path("wheelyard-demo"), metavar="DIR")
    command.add_argument("--headless", action="store_true", help="sync it here instead of opening the window")
    command.add_argument("--scanner", action="store_true", help="with a stand-in for a virus scanner (Linux)")


def _check(parser: argparse.ArgumentParser, arguments: Arguments) -> None:
    trouble = settings_trouble(arguments) if arguments.command == "settings" else None
    if arguments.command == "shell":
        trouble = shell_trouble(arguments)
    if trouble is not None:
        parser.error(trouble)
    if arguments.command != "relocate":
        return
    ways = [arguments.to is not None, arguments.auto, arguments.undo]
    if sum(ways) != 1:
        parser.error("`wheelyard relocate` needs one of --to DIR, --auto and --undo")
    if arguments.consider and not arguments.auto:
        parser.error("--consider goes with --auto")
    if arguments.scope == Scope.USER and arguments.kind not in {None, PlaceKind.CACHE}:
        parser.error("--scope user moves the cache only: uv.toml cannot name the other places")


def _number_to(most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        digits = text.lstrip("0")
        # Python refuses to read very long numbers, and says so in words of its own.
        if (
            not text.isascii()
            or not text.isdigit()
            or len(digits) > len(str(most))
            or not 1 <= int(digits or 0) <= most
        ):
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {most}")
        return int(digits)

    return number


def _path(text: str) -> Path:
    if not text:
        # An unset variable of a script arrives like this, and must not mean the folder one stands in.
        raise argparse.ArgumentTypeError("an empty name is no folder or file; name one")
    try:
        text.encode()
    except UnicodeEncodeError:
        named = text.encode(errors="backslashreplace").decode()
        raise argparse.ArgumentTypeError(f"the name {named} is not valid Unicode; rename it") from None
    try:
        return Path(text).expanduser()  # cmd and PowerShell leave `~` to programs, as do quotes in every shell
    except RuntimeError:
        return Path(text)


class _ShowVersion(argparse.Action):
    """Finds the version out only when it is asked for: that costs a tenth of a sync's own time."""

    @override
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - see above

        try:
            said = f"wheelyard {version('wheelyard')}"
        except PackageNotFoundError:
            said = "wheelyard (not installed)"
        sys.stdout.write(f"{said}\n")
        parser.exit()
