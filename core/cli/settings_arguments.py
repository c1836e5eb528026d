"""The grammar of ``wheelyard settings``: an action, or the one setting to list."""

import argparse

from core.model.setting_keys import SettingKey, SettingScope

_USAGE = (
    "wheelyard settings [KEY] [--project DIR] [--json]\n"
    "       wheelyard settings set KEY VALUE [--scope profile|project|user] [--dry-run]\n"
    "       wheelyard settings unset KEY [--scope profile|project|user] [--dry-run]"
)


def add_settings(command: argparse.ArgumentParser) -> None:
    """Add the words of the command; ``settings_trouble`` looks at what they are together."""
    command.usage = _USAGE
    # Not parsers of their own: a word that is no action names the setting to list.
    command.add_argument("action", nargs="?", metavar="set|unset|KEY", help="without it all settings are listed")
    command.add_argument("key", nargs="?", metavar="KEY", help=", ".join(SettingKey))
    command.add_argument("value", nargs="?", metavar="VALUE", help="what to choose; lists have one item a line")
    command.add_argument(
        "--scope",
        choices=list(map(str, SettingScope)),
        default=SettingScope.PROFILE.value,
        help="for you in this project (default), for everyone in it, or for all your projects",
    )
    command.add_argument("--dry-run", action="store_true", help="only say what that would change")


def settings_trouble(arguments: argparse.Namespace) -> str | None:  # noqa: PLR0911 - one return a trouble
    """Tell an action from a setting to list, and return what is wrong with the words, None where nothing is."""
    if arguments.action not in {"set", "unset"}:
        if arguments.key is not None:
            return f"`wheelyard settings` is followed by set, unset or one setting, not by {arguments.action!r}"
        arguments.action, arguments.key = None, arguments.action
    action, key = arguments.action, arguments.key
    if key is None and action is not None:
        return f"`wheelyard settings {action}` needs the name of a setting"
    if key is not None and key not in list(map(str, SettingKey)):
        return f"there is no setting {key!r}; there are {', '.join(SettingKey)}"
    if action == "set" and arguments.value is None:
        return "`wheelyard settings set` needs a value"
    if action == "unset" and arguments.value is not None:
        return "`wheelyard settings unset` takes no value"
    if arguments.dry_run and action is None:
        return "--dry-run goes with set and unset"
    return None
