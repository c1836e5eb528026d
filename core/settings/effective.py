"""What Wheelyard itself needs to know of the effective settings: places, link mode, certificates."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from core.model.setting_keys import SettingKey
from core.model.setting_values import EffectiveSetting, Held
from core.model.settings import LinkMode, Origin, OriginKind, Place, PlaceKind, Places, Profile
from core.settings.effective_values import EffectiveValues, effective_values

_KINDS = {
    PlaceKind.CACHE: SettingKey.CACHE,
    PlaceKind.TEMP: SettingKey.TEMP,
    PlaceKind.ENVIRONMENT: SettingKey.ENVIRONMENT,
}


class Effective(Struct, frozen=True, kw_only=True):
    """The values that decide how uv runs in one project."""

    places: Places
    link_mode: LinkMode | None
    link_mode_origin: Origin
    certificates: str


def effective_settings(
    profile: Profile, environ: Mapping[str, str], locks: Mapping[SettingKey, Held] | None = None
) -> Effective:
    """Return the effective values for the profile's project; reads uv's settings files."""
    values = effective_values(profile, environ, locks=locks)
    link_mode = values.of(SettingKey.LINK_MODE)
    return Effective(
        places=Places(
            cache=_place(PlaceKind.CACHE, values),
            temp=_place(PlaceKind.TEMP, values),
            environment=_place(PlaceKind.ENVIRONMENT, values),
        ),
        link_mode=LinkMode(str(link_mode.value)) if link_mode.held and link_mode.value is not None else None,
        link_mode_origin=link_mode.origin,
        certificates=_certificates(values),
    )


def user_cache(project: Path, environ: Mapping[str, str]) -> Place:
    """Return the cache of projects that name none themselves; a variable in the environment beats the person's file.

    A relative one is taken from ``project``, where uv runs.
    """
    return _place_of(PlaceKind.CACHE, effective_values(None, environ, base=project).of(SettingKey.CACHE))


def _place(kind: PlaceKind, values: EffectiveValues) -> Place:
    return _place_of(kind, values.of(_KINDS[kind]))


def _place_of(kind: PlaceKind, setting: EffectiveSetting) -> Place:
    return Place(kind, Path(str(setting.value)), setting.origin)


def _certificates(values: EffectiveValues) -> str:
    file, system = values.of(SettingKey.CERTIFICATE_FILE), values.of(SettingKey.SYSTEM_CERTS)
    if file.value is not None:
        return f"{file.value} ({_decided_by(file.origin)})"
    if not system.held:
        return "the certificates that uv brings with it"
    whose = "the certificates of this computer" if system.value else "those that uv brings with it"
    return f"{whose} ({_decided_by(system.origin)})"


def _decided_by(origin: Origin) -> str:
    if origin.kind is OriginKind.PROFILE:
        return "the profile of this project"
    return origin.path or origin.kind.value
