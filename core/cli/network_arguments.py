"""The grammar of ``wheelyard network`` and ``wheelyard credentials``."""

import argparse
from collections.abc import Callable
from pathlib import Path

from core.model.setting_keys import SettingScope

ToPath = Callable[[str], Path]


def add_network(command: argparse.ArgumentParser, common: argparse.ArgumentParser, path: ToPath) -> None:
    """Add the actions of ``network``; ``path`` turns what was typed into a path."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, what: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=what, description=what, parents=[common])

    check = action("check", "check every server that the project would talk to, or addresses")
    check.add_argument("urls", nargs="*", metavar="URL", help="these addresses only")
    check.add_argument("--no-uv", action="store_true", help="do not let the real uv prove what is found and advised")
    action("show", "say which indexes, servers, proxies and logins the project has; no index is asked")
    templates = action("templates", "say what the usual servers of indexes want as URL, user name and token")
    templates.add_argument("kind", nargs="?", metavar="KIND", help="this one, with what is to be filled in")
    templates.add_argument(
        "fields", nargs="*", metavar="FIELD=VALUE", help="fill it in, and say the URL and the user name that come of it"
    )
    _indexes(action)
    export = action("export-certificates", "write the roots that this computer trusts into a PEM file, and use it")
    export.add_argument("--to", type=path, metavar="FILE", help="this file (default: one in Wheelyard's own folder)")
    export.add_argument("--no-use", action="store_true", help="only write it; the project's settings stay as they are")
    export.add_argument("--others", action="store_true", help="let pip, requests and their like use it here, too")
    export.add_argument(
        "--more", type=path, action="append", default=[], metavar="FILE", help="put the roots of this file in, too"
    )
    move = action("move-logins", "move logins that lie open in the project's files into the keyring")
    move.add_argument("ids", nargs="*", metavar="ID", help="these only, as `network show` names them")
    share = action("share-logins", "let the uv of terminals ask the program keyring for the project's logins")
    share.add_argument("--not", action="store_true", dest="stop", help="end that")


def _indexes(action: Callable[[str, str], argparse.ArgumentParser]) -> None:
    add = action("add", "add an index to those of the project")
    add.add_argument("name", metavar="NAME", help="what it is called, by which uv takes its login")
    where = add.add_mutually_exclusive_group(required=True)
    where.add_argument("--url", metavar="URL", help="its address, without a login")
    where.add_argument("--template", metavar="KIND", dest="kind", help="the kind of server, see `network templates`")
    add.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        dest="fields",
        help="what the template wants filled in; may be given again",
    )
    add.add_argument("--default", action="store_true", help="in place of the public index, asked last")
    add.add_argument("--explicit", action="store_true", help="only for packages that name it as their source")
    remove = action("remove", "take an index off the list; a login that is kept for it stays")
    order = action("order", "have uv ask an index earlier or later than the others of its list")
    for command in (remove, order):
        command.add_argument("name", metavar="NAME", help="the index, by its name or its address")
    place = order.add_mutually_exclusive_group(required=True)
    place.add_argument("--earlier", action="store_const", const=-1, dest="by", help="one place")
    place.add_argument("--later", action="store_const", const=1, dest="by", help="one place")
    for command in (add, remove, order):
        command.add_argument(
            "--scope",
            choices=[str(scope) for scope in SettingScope],
            default=SettingScope.PROJECT.value,
            help="for everyone in this project (default), for you here (profile), or in all your projects (user)",
        )
        command.add_argument("--dry-run", action="store_true", help="only say what that would write")


def add_credentials(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the actions of ``credentials``."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    what = "ask for the login of an index or of the proxy, or read the secret from standard input"
    action = actions.add_parser("set", help=what, description=what, parents=[common])
    _whose(action)
    action.add_argument("--user", metavar="NAME", help="the user name")
    what = "name the indexes, and the proxy, that a login is kept of, with their user names"
    actions.add_parser("list", help=what, description=what, parents=[common])
    what = "take the login of an index or of the proxy out of the keyring"
    _whose(actions.add_parser("remove", help=what, description=what, parents=[common]))


def _whose(action: argparse.ArgumentParser) -> None:
    whose = action.add_mutually_exclusive_group(required=True)
    whose.add_argument("index", nargs="?", metavar="INDEX", help="the name of an index of the project")
    whose.add_argument("--proxy", action="store_true", help="the proxy that uv uses in the project")
