"""All settings as they hold, with stars for secrets, and the files that they can be changed in."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from core.model.project import InputError
from core.model.secrets import without_secrets
from core.model.setting_keys import SettingKey
from core.model.setting_values import EffectiveSetting, Held, SettingsView
from core.model.settings import Origin, OriginKind, Profile
from core.procedures.own_variables import shown_variables
from core.procedures.policy_check import policy_in_force
from core.procedures.services import Services
from core.settings.effective_values import effective_values
from core.settings.policy_locks import policy_locks
from core.settings.project_file import read_project
from core.settings.writing.choice import masked
from core.settings.writing.file_text import bytes_in, digest_of
from core.settings.writing.targets import files_of
from core.uv.binary import UvProgram, describe, find_uv

_PROFILE = Origin(OriginKind.PROFILE)


async def uv_in_use(profile: Profile | None, services: Services) -> UvProgram | None:
    """Return the uv that would run, None where none is found: settings can be read and chosen without it."""
    own = profile is not None and SettingKey.UV in profile.chosen
    try:
        program = await asyncio.to_thread(find_uv, None if own else services.named_uv, services.environ)
        return await describe(services.runner, program)
    except InputError:
        return None


def read_view(project: Path | None, services: Services, uv: UvProgram | None) -> SettingsView:
    """Return what holds in a project, or for all projects of the person; reads every file that says something.

    Raises InputError for a folder that is no project, and for a profile that cannot be read.
    """
    if project is not None:
        read_project(project)
    profile = services.profiles.load(project) if project is not None else None
    locks = policy_locks(policy_in_force(services))
    version = uv.numbers if uv is not None else ()
    values = effective_values(profile, services.environ, locks=locks, version=version)
    return SettingsView(
        project=project,
        settings=tuple(_shown(_with_hidden(each, profile)) for each in values.settings),
        troubles=tuple(replace(each, sentence=without_secrets(each.sentence)) for each in values.troubles),
        uv_version=uv.version if uv is not None else "",
        files=digests(project, services.environ),
    )


def digests(project: Path | None, environ: Mapping[str, str]) -> dict[str, str | None]:
    """Return the digest of each file that choices are written to; one that cannot be read is left out."""
    found: dict[str, str | None] = {}
    for file in files_of(project, environ):
        try:
            found[str(file)] = digest_of(bytes_in(file))
        except InputError:
            continue
    return found


def _with_hidden(setting: EffectiveSetting, profile: Profile | None) -> EffectiveSetting:
    if setting.key is not SettingKey.VARIABLES or profile is None or not profile.hidden:
        return setting
    value = shown_variables(profile)
    return replace(setting, value=value, origin=_PROFILE, held=(Held(value, _PROFILE),))


def _shown(setting: EffectiveSetting) -> EffectiveSetting:
    value = masked(setting.value) if setting.value is not None else None
    held = tuple(Held(masked(each.value), each.origin, each.note) for each in setting.held)
    hides = value != setting.value or held != setting.held or _has_stars(setting)
    return replace(setting, value=value, held=held, masked=hides)


def _has_stars(setting: EffectiveSetting) -> bool:
    return setting.key is SettingKey.VARIABLES and any(
        "=****" in str(each) for held in setting.held for each in _items(held)
    )


def _items(held: Held) -> tuple[object, ...]:
    return held.value if isinstance(held.value, tuple) else (held.value,)
