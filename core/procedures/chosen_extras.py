"""The extras that a person chose for their syncs: uv has no setting for them, so they go with the call."""

from collections.abc import Sequence

from msgspec.structs import replace

from core.model.commands import AnyUvCommand, Sync, UpgradePackages
from core.model.setting_keys import SettingKey
from core.model.settings import Profile
from core.settings.profile_settings import held_by

_SAYS_EXTRAS = ("--extra", "--all-extras", "--no-extra")
_SYNCS_NOTHING = frozenset({"--no-sync", "--frozen"})


def extras_words(profile: Profile, uv_args: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what `uv sync` is told of the profile's extras; nothing where ``uv_args`` speak of extras themselves."""
    chosen = held_by(profile, SettingKey.EXTRAS)
    if chosen is None or any(word.partition("=")[0] in _SAYS_EXTRAS for word in uv_args):
        return ()
    if not isinstance(chosen, tuple):
        return ("--all-extras",)
    return tuple(f"--extra={extra}" for extra in chosen)


def with_extras(command: AnyUvCommand, profile: Profile) -> AnyUvCommand:
    """Return a command that syncs with the profile's extras among its arguments; others stay as they are."""
    words = extras_words(profile, command.uv_args)
    if not words or not isinstance(command, Sync | UpgradePackages):
        return command
    return replace(command, uv_args=(*words, *command.uv_args))


def sync_follows(profile: Profile, uv_args: Sequence[str]) -> bool:
    """Whether a removal leaves the environment to a sync of its own.

    `uv remove` cannot be told of extras, and takes them out of the environment (measured, uv 0.13.9).
    """
    return bool(extras_words(profile)) and not _SYNCS_NOTHING.intersection(uv_args)
