"""Effective values: what uv will use in a project, and who decided it."""

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from core.model.settings import LinkMode, Origin, OriginKind, Place, PlaceKind, Places, Profile
from core.settings.project_file import workspace_root
from core.settings.uv_sources import UvSource, uv_sources
from core.system.uv_folders import default_temp, default_uv_cache, temp_variables

_DEFAULT = Origin(OriginKind.DEFAULT)
_PROFILE = Origin(OriginKind.PROFILE)


class Effective(Struct, frozen=True, kw_only=True):
    """The values that decide how uv runs in one project."""

    places: Places
    link_mode: LinkMode | None
    link_mode_origin: Origin
    certificates: str


def effective_settings(profile: Profile, environ: Mapping[str, str]) -> Effective:
    """Return the effective values for the profile's project; reads uv's settings files."""
    project = profile.project
    sources = uv_sources(project, environ)
    link_mode, link_origin = _link_mode(profile, environ, sources)
    return Effective(
        places=Places(
            cache=_cache(profile, environ, sources),
            temp=_temp(profile, environ),
            environment=_environment(profile, environ),
        ),
        link_mode=link_mode,
        link_mode_origin=link_origin,
        certificates=_certificates(profile, environ, sources),
    )


def user_cache(project: Path, environ: Mapping[str, str]) -> Place:
    """Return the cache of projects that name none themselves; a variable in the environment beats the person's file."""
    sources = uv_sources(project, environ)
    theirs = tuple(each for each in sources if each.origin.kind in {OriginKind.USER, OriginKind.SYSTEM})
    return _cache(Profile(project=project), environ, theirs)


def _cache(profile: Profile, environ: Mapping[str, str], sources: tuple[UvSource, ...]) -> Place:
    if profile.cache is not None:
        return Place(PlaceKind.CACHE, profile.cache, _PROFILE)
    named = environ.get("UV_CACHE_DIR")
    if named:
        return Place(PlaceKind.CACHE, _below(profile.project, named), _variable("UV_CACHE_DIR"))
    for source in sources:
        value = source.table.get("cache-dir")
        if isinstance(value, str) and value:
            # uv takes a relative cache-dir from the folder it runs in, which is the project's (measured, uv 0.13.9).
            return Place(PlaceKind.CACHE, _below(profile.project, value), source.origin)
    return Place(PlaceKind.CACHE, default_uv_cache(environ), _DEFAULT)


def _temp(profile: Profile, environ: Mapping[str, str]) -> Place:
    if profile.temp is not None:
        return Place(PlaceKind.TEMP, profile.temp, _PROFILE)
    for variable in temp_variables():
        named = environ.get(variable)
        if named:
            return Place(PlaceKind.TEMP, _below(profile.project, named), _variable(variable))
    return Place(PlaceKind.TEMP, default_temp(environ), _DEFAULT)


def _environment(profile: Profile, environ: Mapping[str, str]) -> Place:
    if profile.environment is not None:
        return Place(PlaceKind.ENVIRONMENT, profile.environment, _PROFILE)
    root = workspace_root(profile.project)
    named = environ.get("UV_PROJECT_ENVIRONMENT")
    if named:
        return Place(PlaceKind.ENVIRONMENT, _below(root, named), _variable("UV_PROJECT_ENVIRONMENT"))
    return Place(PlaceKind.ENVIRONMENT, root / ".venv", _DEFAULT)


def _link_mode(
    profile: Profile, environ: Mapping[str, str], sources: tuple[UvSource, ...]
) -> tuple[LinkMode | None, Origin]:
    if profile.link_mode is not None:
        return profile.link_mode, _PROFILE
    known = set(LinkMode)
    named = environ.get("UV_LINK_MODE")
    if named in known:
        return LinkMode(named), _variable("UV_LINK_MODE")
    for source in sources:
        value = source.table.get("link-mode")
        if isinstance(value, str) and value in known:
            return LinkMode(value), source.origin
    return None, _DEFAULT


def _certificates(profile: Profile, environ: Mapping[str, str], sources: tuple[UvSource, ...]) -> str:
    if profile.certificate_file is not None:
        return f"{profile.certificate_file} (the profile of this project)"
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        if environ.get(variable):
            return f"{environ[variable]} ({variable})"
    if profile.system_certs is not None:
        return _whose(profile.system_certs, "the profile of this project")
    for variable in ("UV_SYSTEM_CERTS", "UV_NATIVE_TLS"):
        if environ.get(variable):
            return _whose(environ[variable].lower() not in {"0", "false"}, variable)
    for source in sources:
        for key in ("system-certs", "native-tls"):
            value = source.table.get(key)
            if isinstance(value, bool):
                return _whose(value, f"{key} in {source.origin.path}")
    return "the certificates that uv brings with it"


def _whose(system: bool, decided_by: str) -> str:  # noqa: FBT001 - one private caller, one meaning
    return f"{'the certificates of this computer' if system else 'those that uv brings with it'} ({decided_by})"


def _variable(name: str) -> Origin:
    return Origin(OriginKind.ENVIRONMENT, name)


def _below(folder: Path, named: str) -> Path:
    path = folder / Path(named).expanduser() if named.startswith("~") else folder / named
    # normpath, not resolve: a link in the way is part of what the person named
    return Path(os.path.normpath(path))
