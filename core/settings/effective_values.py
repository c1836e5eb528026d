"""The effective value of every setting, with every source that says something of it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from core.model.setting_keys import SettingKey
from core.model.setting_values import EffectiveSetting, Held, IndexEntry, SettingValue, SourceTrouble
from core.model.settings import Origin, OriginKind, Profile
from core.settings.bad_value import BadValueError
from core.settings.declared.all import DECLARATIONS
from core.settings.declared.declaration import Declaration, Name, Version
from core.settings.default_values import default_value
from core.settings.index_order import asked, in_order
from core.settings.old_index_keys import checked_as_indexes
from core.settings.profile_settings import held_by
from core.settings.proxy_values import of_proxies, plain_proxy
from core.settings.python_pin import python_pin
from core.settings.uv_sources import Sources, UvSource, read_sources
from core.settings.variable_values import below, of_variables
from core.settings.workspace import settings_folder

_DEFAULT = Origin(OriginKind.DEFAULT)
_PROFILE = Origin(OriginKind.PROFILE)
PASSED_OVER = "uv passes over the whole table, because of something else in it"
"""The note on a value that stands where a choice is written, and yet does not count."""
_HIDDEN = "the uv.toml beside this file hides it"
_NOT_HERE = "uv takes it from the project's own pyproject.toml only"
_REPLACED = "your choice for this project takes the variable's place"
_EMPTY = "uv ends because it is empty"
_FOLDERS = frozenset({SettingKey.CACHE, SettingKey.TEMP, SettingKey.ENVIRONMENT, SettingKey.PYTHONS, SettingKey.TOOLS})


class EffectiveValues(Struct, frozen=True, kw_only=True):
    """The settings in the order of their declarations, and what uv cannot use."""

    settings: tuple[EffectiveSetting, ...]
    troubles: tuple[SourceTrouble, ...] = ()

    def of(self, key: SettingKey) -> EffectiveSetting:
        """Return one setting."""
        return next(each for each in self.settings if each.key is key)


def effective_values(
    profile: Profile | None,
    environ: Mapping[str, str],
    *,
    locks: Mapping[SettingKey, Held] | None = None,
    version: Version = (),
    base: Path | None = None,
) -> EffectiveValues:
    """Return what holds in the profile's project, for all of the person's projects where it is None; reads uv's files.

    Strongest first: ``locks`` of policy (see ``policy_locks``), the profile, variables, the project's files, the
    person's, the computer's, uv's own default; a proxy in uv's files wins over variables, see ``proxy_values``.
    Relative paths are taken from the project, without one from ``base``.
    """
    project = profile.project if profile is not None else None
    sources = read_sources(project, environ, version)
    reading = _Reading(profile, environ, locks or {}, version, sources, base=base or project)
    settings = tuple(reading.effective(declaration) for declaration in DECLARATIONS)
    return EffectiveValues(settings=settings, troubles=(*sources.troubles, *reading.troubles))


class _Reading:
    """Asks every source for one setting after the other."""

    def __init__(
        self,
        profile: Profile | None,
        environ: Mapping[str, str],
        locks: Mapping[SettingKey, Held],
        version: Version,
        sources: Sources,
        *,
        base: Path | None,
    ) -> None:
        self._profile = profile
        self._project = profile.project if profile is not None else None
        self._environ = environ
        self._locks = locks
        self._version = version
        self._sources = sources
        self._base = base
        self.troubles: list[SourceTrouble] = []

    def effective(self, declaration: Declaration) -> EffectiveSetting:
        held = list(self._held(declaration))
        counting = [each for each in held if each.note is None]
        lock = self._locks.get(declaration.key)
        joins = declaration.joined or (declaration.key is SettingKey.NO_PROXY and self._files_proxy)
        joined = joins and (lock is None or bool(lock.value))
        value: SettingValue | None
        if not counting:
            value, origin = default_value(declaration, self._project, self._environ), _DEFAULT
        elif joined:
            value, origin = _joined(counting), counting[0].origin
        else:
            value, origin = counting[0].value, counting[0].origin
        if origin.kind is OriginKind.DEFAULT:
            self.troubles.extend(_empty_cache(held))
        return EffectiveSetting(
            key=declaration.key,
            value=value,
            origin=origin,
            held=(*counting, *(each for each in held if each.note is not None)),
            joined=joined,
            default=declaration.default,
            locked_by=lock.origin.path if lock is not None and not joined else None,
            unknown=self._unknown(declaration),
        )

    def _held(self, declaration: Declaration) -> Iterator[Held]:
        lock = self._locks.get(declaration.key)
        if lock is None:
            yield from self._said_of(declaration)
        elif lock.note is not None:
            yield from (_noted(each, lock.note) for each in self._said_of(declaration))
        else:
            yield lock
            yield from self._said_of(declaration)

    def _said_of(self, declaration: Declaration) -> Iterator[Held]:
        chosen = held_by(self._profile, declaration.key) if self._profile is not None else None
        told = declaration.told(chosen, self._version) if chosen is not None else {}
        variables, troubles = of_variables(declaration, self._environ, self._version, self._base_of(declaration))
        # What the profile sets or takes away uv never sees.
        self.troubles.extend(each for each in troubles if each.source not in told)
        if declaration.joined:
            variables = [_noted(each, _REPLACED) if each.origin.path in told else each for each in variables]
        ours = [Held(chosen, _PROFILE)] if chosen is not None else []
        files = list(self._of_files(declaration))
        match declaration.key:
            case SettingKey.PROXY | SettingKey.NO_PROXY:
                yield from of_proxies(declaration.key, [*ours, *variables], files, in_files=self._files_proxy)
            case SettingKey.INDEXES:
                keys = tuple(list(self._of_key(declaration, name)) for name in declaration.keys)
                yield from (*ours, *in_order(variables, keys), *(each for each in files if each.note is not None))
            case _:
                yield from (*ours, *variables, *files)

    @property
    def _files_proxy(self) -> bool:
        return any(key in source.table for source in self._sources.usable for key in ("http-proxy", "https-proxy"))

    def _of_files(self, declaration: Declaration) -> Iterator[Held]:
        if declaration.key is SettingKey.PYTHON and self._project is not None:
            pin = python_pin(self._project, settings_folder(self._project), self._environ)
            if pin is not None:
                yield pin
        if declaration.project_only:
            yield from self._of_project(declaration)
            return
        # Of two names of one setting uv takes the newer one, whichever files they stand in (measured, uv 0.13.9).
        for name in declaration.keys:
            yield from self._of_key(declaration, name)
        for name in declaration.keys:
            for source in (*self._sources.usable, *self._sources.unused):
                yield from self._value_in(declaration, source, source.hidden, name.text, _HIDDEN)
            for source in self._sources.unused:
                yield from self._value_in(declaration, source, source.table, name.text, PASSED_OVER)

    def _of_key(self, declaration: Declaration, name: Name) -> Iterator[Held]:
        if name.known_to(self._version):
            for source in self._sources.usable:
                yield from self._value_in(declaration, source, source.table, name.text, None)

    def _of_project(self, declaration: Declaration) -> Iterator[Held]:
        own = self._sources.project
        for name in declaration.keys:
            if own is not None:
                yield from self._value_in(declaration, own, own.table, name.text, None)
            for source in (*self._sources.usable, *self._sources.unused):
                if own is None or source.origin.path != own.origin.path:
                    yield from self._value_in(declaration, source, source.table, name.text, _NOT_HERE)

    def _value_in(
        self, declaration: Declaration, source: UvSource, table: Mapping[str, Any], key: str, note: str | None
    ) -> Iterator[Held]:
        if key not in table:
            return
        try:
            if declaration.key is SettingKey.INDEXES and key != "index":
                value: SettingValue = checked_as_indexes(key, table[key])
            else:
                value = declaration.kind.from_toml(table[key])
        except BadValueError:
            return  # the file's own trouble says it
        if declaration.key is SettingKey.CACHE and not value:
            yield Held(value, source.origin_of(key), note or _EMPTY)
            return
        if declaration.key in _FOLDERS and self._base is not None:
            # uv takes a relative cache-dir from the folder it runs in, which is the project's (measured, uv 0.13.9).
            value = below(self._base, str(value))
        held = Held(value, source.origin_of(key), note)
        yield plain_proxy(held) if key == "http-proxy" else held

    def _base_of(self, declaration: Declaration) -> Path | None:
        if declaration.key is SettingKey.ENVIRONMENT and self._project is not None:
            return settings_folder(self._project)
        return self._base

    def _unknown(self, declaration: Declaration) -> str | None:
        names = (*declaration.variables, *declaration.keys)
        if not names or not self._version or any(name.known_to(self._version) for name in names):
            return None
        since = min(name.since for name in names)
        return f"uv knows it from version {'.'.join(map(str, since))} on."


def _noted(held: Held, note: str) -> Held:
    return Held(held.value, held.origin, note)


def _empty_cache(held: list[Held]) -> Iterator[SourceTrouble]:
    first = next((each for each in held if each.note == _EMPTY), None)
    if first is not None:
        yield SourceTrouble(
            source=first.origin.path or "", sentence="cache-dir is empty.", line=first.origin.line, stops_uv=True
        )


def _joined(parts: list[Held]) -> SettingValue:
    items: list[Any] = []
    for part in parts:
        if not isinstance(part.value, tuple):
            return part.value
        items.extend(part.value)
    return asked(items) if items and isinstance(items[0], IndexEntry) else tuple(items)
