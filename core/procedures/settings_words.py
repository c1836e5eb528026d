"""What is said of a change of settings: whom it is for, what it does, and what wins over it all the same."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.model.secrets import STARS, without_secrets
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import EffectiveSetting, Held, SettingChange, SettingValue
from core.model.settings import OriginKind, Profile
from core.procedures.own_variables import shown_variables
from core.procedures.policy_check import policy_in_force
from core.procedures.services import Services
from core.settings.bad_value import BadValueError
from core.settings.declared.all import declared
from core.settings.declared.declaration import Declaration, Version
from core.settings.declared.places import MOVED_BY_RELOCATION
from core.settings.effective_values import effective_values
from core.settings.policy_locks import policy_locks
from core.settings.profile_settings import value_in
from core.settings.writing.targets import target_of


def after_change(
    changes: Sequence[SettingChange],
    name: str | None,
    *,
    profiles: tuple[Profile | None, Profile | None],
    written: Sequence[Path],
    services: Services,
    version: Version,
) -> tuple[str, ...]:
    """Return a sentence for each change that was made: what it does, and where another source is stronger.

    ``profiles`` is the profile as it was and as it is, ``written`` are the files that became others.
    """
    before, after = profiles
    locks = policy_locks(policy_in_force(services))
    values = effective_values(after, services.environ, locks=locks, version=version)

    def sentence(change: SettingChange) -> str:
        own = change.scope is SettingScope.PROFILE
        changed = before != after if own else _file(change, after, services) in written
        said = f"{wanted_words(change, name, after)}, {'from now on' if changed else 'as before'}."
        return " ".join((said, *_besides(change, values.of(change.key), after, services)))

    return tuple(map(sentence, changes))


def wanted_words(change: SettingChange, name: str | None, profile: Profile | None) -> str:
    """Return what a change does, and for whom, without a full stop; secrets are stars."""
    what = declared(change.key)
    match change.scope:
        case SettingScope.PROFILE:
            value = _in_profile(change.key, profile)
            return f"In {name}, {what.effect(value) if value is not None else what.without}"
        case SettingScope.PROJECT:
            return f"For everyone in {name}, {_in_file(what, change)}"
        case SettingScope.USER:
            return f"For all your projects, {_in_file(what, change)}"


def _in_profile(key: SettingKey, profile: Profile | None) -> str | None:
    if profile is None:
        return None
    if key is SettingKey.VARIABLES:
        return ", ".join(without_secrets(each) for each in shown_variables(profile)) or None
    value = value_in(profile, key)
    return ", ".join(value.splitlines()) if value is not None else None


def _in_file(what: Declaration, change: SettingChange) -> str:
    if change.value is None:
        return f"{what.key.value} is not chosen any more"
    return what.effect(without_secrets(", ".join(_tidy(what, change.value).splitlines())))


def _tidy(what: Declaration, text: str) -> str:
    try:
        return what.kind.text(what.kind.parse(text))
    except BadValueError:  # what was kept as it is need not be what may be chosen anew
        return text


def _besides(
    change: SettingChange, setting: EffectiveSetting, profile: Profile | None, services: Services
) -> Iterator[str]:
    what = declared(change.key)
    stronger = _stronger(change, setting, profile, services)
    if stronger is not None:
        yield stronger
    if change.key in MOVED_BY_RELOCATION and change.value is not None:
        scope = " --scope user" if change.scope is SettingScope.USER else ""
        yield f"Nothing was moved: `wheelyard relocate {change.key.value} --to DIR{scope}` brings along what is there."
    if what.caution is not None and change.value is not None and STARS not in change.value:
        caution = what.caution(what.kind.parse(change.value))
        if caution is not None:
            yield caution


def _stronger(
    change: SettingChange, setting: EffectiveSetting, profile: Profile | None, services: Services
) -> str | None:
    """Return a sentence on why a choice does not count, and on what counts where one was taken back."""
    if setting.unknown is not None and change.value is not None:
        return f"The uv in use passes over it: {setting.unknown}"
    ours = next((held for held in setting.held if _is_ours(held, change, profile, services)), None)
    first = setting.held[0] if setting.held else None
    if change.value is None:
        return f"uv now takes {_shown(setting, setting.value)}, because {_who(setting)}." if _says(first) else None
    if ours is not None and ours.note is not None:
        return f"It does not count yet: {ours.note}."
    if ours is None:
        return _not_read(change, services)
    if setting.joined or first is ours:
        return None
    return f"uv still takes {_shown(setting, setting.value)}, because {_who(setting)}."


def _says(first: Held | None) -> bool:
    return first is not None and first.note is None


def _is_ours(held: Held, change: SettingChange, profile: Profile | None, services: Services) -> bool:
    if change.scope is SettingScope.PROFILE:
        return held.origin.kind is OriginKind.PROFILE
    return held.origin.path == str(_file(change, profile, services))


def _file(change: SettingChange, profile: Profile | None, services: Services) -> Path:
    project = profile.project if profile is not None else None
    return target_of(declared(change.key), change.scope, project, services.environ).file


def _not_read(change: SettingChange, services: Services) -> str | None:
    if change.scope is SettingScope.PROFILE:
        return None
    for name in ("UV_NO_CONFIG", "UV_CONFIG_FILE"):
        if services.environ.get(name):
            return f"uv does not read that file here, because {name} is set."
    return None


def _shown(setting: EffectiveSetting, value: SettingValue | None) -> str:
    what = declared(setting.key)
    if value is None:
        return what.default or "what it decides itself"
    if isinstance(value, tuple) and not value:
        return "none"
    return without_secrets(", ".join(what.kind.text(value).splitlines()))


def _who(setting: EffectiveSetting) -> str:
    origin = setting.origin
    if setting.locked_by is not None:
        return f"policy ({setting.locked_by}) decides so"
    if origin.kind is OriginKind.PROFILE:
        return "it is chosen for you in this project"
    if origin.path is None:
        return "nothing else is said"
    line = f", line {origin.line}," if origin.line is not None else ""
    return f"{origin.path}{line} says so"
