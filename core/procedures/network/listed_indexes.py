"""The indexes of a project in uv's order: who names each, what the lock takes from it, and whose login it gets."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from core.model.network import ListedIndex
from core.model.project import InputError
from core.model.setting_keys import SettingKey
from core.model.setting_values import IndexEntry
from core.model.settings import Origin, OriginKind
from core.network.address import plain_url
from core.procedures.network.endpoints import indexes_in_order
from core.procedures.network.known_logins import known_logins, login_for, variables_of
from core.procedures.network.ways import effective_of
from core.procedures.preparation import Prepared
from core.procedures.services import Services
from core.settings.allowed_indexes import folder_of
from core.settings.effective_values import EffectiveValues
from core.settings.indexes import index_places, same_index
from core.uv.lock_entries import read_whole_lock
from core.uv.lock_values import LockedSource

_FILES = frozenset({OriginKind.SYSTEM, OriginKind.USER, OriginKind.PROJECT})


class _Locked(Struct, frozen=True, kw_only=True):
    """A locked package, its registry as the lock writes it, and the folder that this is, if it is one."""

    package: str
    origin: str
    lies: Path | None


def listed_indexes(prepared: Prepared, services: Services) -> tuple[ListedIndex, ...]:
    """Return the indexes in the order in which uv asks; reads files, so not for the loop's thread.

    A lock that cannot be read names no packages.
    """
    folder = prepared.project.folder
    values, variables = effective_of(prepared, services), variables_of(prepared, services.environ)
    logins = known_logins(prepared, services, variables)
    locked = tuple(_locked(folder))
    listed = []
    for entry in indexes_in_order(values, folder, variables):
        origin, place = _origin(entry, values, folder), folder_of(entry.url)
        login = login_for(entry.url, logins) if place is None else None
        base = Path(origin.path).parent if origin.kind in _FILES and origin.path is not None else folder
        lies = _lies(entry.url, base)
        listed.append(
            ListedIndex(
                name=entry.name,
                url=plain_url(entry.url) if place is None else str(place),
                origin=origin,
                is_default=entry.default,
                is_explicit=entry.explicit,
                is_flat=entry.flat,
                packages=tuple(sorted({each.package for each in locked if _from(each, entry.url, lies)})),
                user=login.login.user if login is not None else None,
                place=login.place if login is not None else None,
            )
        )
    return tuple(listed)


def _locked(folder: Path) -> Iterator[_Locked]:
    try:
        lock = read_whole_lock(folder)
    except InputError:
        return
    for entry in lock.entries if lock is not None else ():
        if lock is not None and entry.source is LockedSource.REGISTRY:
            yield _Locked(package=entry.package, origin=entry.origin, lies=_lies(entry.origin, lock.folder))


def _from(locked: _Locked, url: str, lies: Path | None) -> bool:
    return same_index(locked.origin, url) if lies is None else locked.lies == lies


def _lies(url: str, base: Path) -> Path | None:
    """Return the whole path of a folder; uv takes it from the file that names it, the lock's from the lock's folder.

    Measured, uv 0.13.9. None for what is on a server, or can be no path at all.
    """
    try:
        place = folder_of(url)
        return None if place is None else (base / place).resolve()
    except (OSError, RuntimeError, ValueError):
        return None


def _origin(entry: IndexEntry, values: EffectiveValues, folder: Path) -> Origin:
    for held in values.of(SettingKey.INDEXES).held:
        if isinstance(held.value, tuple) and entry in held.value:
            return held.origin
    for file, name, url in index_places(folder):
        if name == entry.name and url == entry.url:
            return Origin(OriginKind.PROJECT, str(file))
    return Origin(OriginKind.DEFAULT)
