"""The settings that a profile holds: read, chosen, and told to uv."""

from pathlib import Path

from msgspec.structs import replace

from core.model.project import InputError
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingValue
from core.model.settings import LinkMode, Profile
from core.settings.bad_value import BadValueError
from core.settings.declared.all import declared

_FOLDERS = {SettingKey.CACHE: "cache", SettingKey.TEMP: "temp", SettingKey.ENVIRONMENT: "environment"}
_LINK_MODE = "link_mode"


def checked_text(key: SettingKey, text: str) -> str:
    """Return a choice for a profile in its tidy form; raises InputError for one that cannot be."""
    declaration = declared(key)
    if SettingScope.PROFILE not in declaration.scopes:
        raise InputError(
            f"{key.value} cannot be set for you alone: uv takes it from the project's own files only.",
            "Choose it for everyone in this project (--scope project).",
            subject=key.value,
        )
    try:
        value = declaration.kind.parse(text)
        if declaration.profile_check is not None:
            declaration.profile_check(value)
    except BadValueError as error:
        sentence = f"{key.value} cannot be set: {error}"
        raise InputError(sentence, f"It is {declaration.kind.what}.", subject=key.value) from None
    return declaration.kind.text(value)


def with_setting(profile: Profile, key: SettingKey, value: str | None) -> Profile:
    """Return the profile with a setting chosen, left to uv's files where ``value`` is None; raises InputError."""
    text = checked_text(key, value) if value is not None else None
    if key in _FOLDERS:
        return replace(profile, **{_FOLDERS[key]: Path(text) if text is not None else None})
    if key is SettingKey.LINK_MODE:
        return replace(profile, link_mode=LinkMode(text) if text is not None else None)
    chosen = {other: kept for other, kept in profile.chosen.items() if other is not key}
    return replace(profile, chosen=chosen if text is None else {**chosen, key: text})


def value_in(profile: Profile, key: SettingKey) -> str | None:
    """Return the value that the profile holds, as a person writes it; None where it leaves the choice to uv's files."""
    if key in _FOLDERS or key is SettingKey.LINK_MODE:
        value = getattr(profile, _FOLDERS.get(key, _LINK_MODE))
        return None if value is None else str(value)
    return profile.chosen.get(key)


def held_by(profile: Profile, key: SettingKey) -> SettingValue | None:
    """Return the value that the profile holds in its natural form; None where there is none, or none that fits."""
    text = value_in(profile, key)
    if text is None:
        return None
    try:
        return declared(key).kind.parse(text)
    except BadValueError:
        # A certificate file that has gone away still is what was chosen; uv says that it misses it.
        return text


def profile_variables(profile: Profile, version: tuple[int, ...]) -> dict[str, str | None]:
    """Return the variables by which a uv is told of a profile's settings; those of places come with the call itself."""
    variables: dict[str, str | None] = {}
    for key in SettingKey:
        value = held_by(profile, key) if key in profile.chosen else None
        if value is not None:
            variables.update(declared(key).told(value, version))
    return variables
