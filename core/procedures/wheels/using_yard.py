"""What drawing from a whole folder, and leaving it, would write: find-links and flat indexes."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from core.model.policies import Policy
from core.model.project import InputError, PolicyError
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import IndexEntry, SettingValue
from core.model.wheel_commands import LeaveYard, UseYard
from core.model.wheels import YardUse
from core.places.paths import same_folder
from core.procedures.wheels.adding import written_path
from core.procedures.wheels.drafts import Drafts
from core.procedures.wheels.planned import PlannedWheels
from core.settings.allowed_indexes import folder_of, is_allowed, not_allowed
from core.settings.bad_value import BadValueError
from core.settings.declared.all import declared
from core.settings.declared.declaration import Version
from core.settings.policy_choices import WAY_OUT
from core.settings.workspace import settings_folder
from core.settings.writing.edits import edited
from core.settings.writing.key_edits import key_edits, values_in
from core.settings.writing.targets import Target, target_of
from core.uv.locked_files import locked_files


class Surroundings(Struct, frozen=True, kw_only=True):
    """What decides where and whether a folder can be named: the person's environment, policy, the uv in use."""

    environ: Mapping[str, str]
    policy: Policy
    version: Version


def plan_use(change: UseYard, project: Path, around: Surroundings) -> PlannedWheels:
    """Return what drawing from a folder would write, in the file that uv takes the project's settings from.

    Raises InputError for a folder that is none, PolicyError for one that policy does not allow.
    """
    _check_folder(change.folder)
    if not is_allowed(around.policy, str(change.folder), settings_folder(project)):
        raise PolicyError(f"The project cannot draw from {change.folder}: {not_allowed(around.policy)}.", WAY_OUT)
    keys = _Keys(project, around)
    path, is_relative = written_path(change.folder, keys.target(SettingKey.FIND_LINKS).file.parent)
    said = () if is_relative else (f"{path} is a whole path: on other computers the folder has to lie there, too.",)
    if change.use is YardUse.FIND_LINKS:
        links = keys.links()
        if any(keys.leads_to(each, change.folder) for each in links):
            return keys.planned((f"The project draws from {change.folder} already.",))
        keys.put(SettingKey.FIND_LINKS, (*links, path))
        return keys.planned(said)
    indexes = keys.indexes()
    if any(each.flat and keys.leads_to(each.url, change.folder) for each in indexes):
        return keys.planned((f"{change.folder} is an index of the project already.",))
    new = IndexEntry(name=_name(change, indexes), url=_as_url(path), flat=True)
    keys.put(SettingKey.INDEXES, (*indexes, new))
    before = [each.name or each.url for each in indexes if not each.explicit and not each.default]
    if before:
        said = (*said, f"uv asks it after {', '.join(before)}: what those have is not looked for in it.")
    return keys.planned(said)


def plan_leaving(change: LeaveYard, project: Path, around: Surroundings) -> PlannedWheels:
    """Return what taking a folder out would write; raises InputError where the project does not draw from it."""
    keys = _Keys(project, around)
    links, indexes = keys.links(), keys.indexes()
    fewer = tuple(each for each in links if not keys.leads_to(each, change.folder))
    others = tuple(each for each in indexes if not (each.flat and keys.leads_to(each.url, change.folder)))
    if fewer == links and others == indexes:
        raise InputError(
            f"{change.folder} is neither a find-links folder nor a flat index of the project.",
            "Its folders are in find-links and [[tool.uv.index]]; sources that are files are removed by package.",
            subject=str(change.folder),
        )
    if fewer != links:
        keys.put(SettingKey.FIND_LINKS, fewer or None)
    if others != indexes:
        keys.put(SettingKey.INDEXES, others or None)
    gone = [each.name for each in indexes if each not in others and each.name]
    said = tuple(f"A source that names the index {name} has to name another one." for name in gone)
    return replace(keys.planned(said), renewed=_locked_from(change.folder, settings_folder(project)))


class _Keys:
    """The keys of the project's settings that name folders."""

    def __init__(self, project: Path, around: Surroundings) -> None:
        self._project = project
        self._around = around
        self._drafts = Drafts()

    def target(self, key: SettingKey) -> Target:
        return target_of(declared(key), SettingScope.PROJECT, self._project, self._around.environ)

    def links(self) -> tuple[str, ...]:
        return cast("tuple[str, ...]", self._values(SettingKey.FIND_LINKS))

    def indexes(self) -> tuple[IndexEntry, ...]:
        return cast("tuple[IndexEntry, ...]", self._values(SettingKey.INDEXES))

    def leads_to(self, text: str, folder: Path) -> bool:
        named = folder_of(text)
        return named is not None and same_folder(self.target(SettingKey.FIND_LINKS).file.parent / named, folder)

    def put(self, key: SettingKey, value: SettingValue | None) -> None:
        target = self.target(key)
        edits = key_edits(declared(key), value, self._table(target), self._around.version)
        text = edited(self._drafts.text(target.file), target.table or (), edits, str(target.file))
        self._drafts.put(target.file, text)

    def planned(self, said: tuple[str, ...]) -> PlannedWheels:
        return PlannedWheels(files=self._drafts.planned(), said=said)

    def _values(self, key: SettingKey) -> SettingValue:
        target = self.target(key)
        try:
            found = values_in(declared(key), self._table(target))
        except BadValueError as error:
            raise InputError(
                f"{key.value} in {target.file} cannot be used: {error}", "Nothing was changed; mend it there first."
            ) from error
        return found if found is not None else ()

    def _table(self, target: Target) -> dict[str, Any]:
        inner: Any = self._drafts.meaning(target.file)
        for part in target.table or ():
            inner = inner.get(part) if isinstance(inner, Mapping) else None
        return inner if isinstance(inner, dict) else {}


def _locked_from(folder: Path, root: Path) -> tuple[str, ...]:
    """Return the packages that the lock takes from a folder: uv keeps those, whether it may still look there or not.

    (Measured, uv 0.13.9.)
    """
    try:
        files = locked_files(root)
    except InputError:
        return ()
    places = {each.path.parent for each in files if each.path is not None and each.index is not None}
    left = {place for place in places if same_folder(place, folder)}
    return tuple(dict.fromkeys(each.package for each in files if each.path is not None and each.path.parent in left))


def _check_folder(folder: Path) -> None:
    try:
        is_folder = folder.is_dir()
    except OSError:
        is_folder = False
    if not is_folder:
        raise InputError(
            f"{folder} is no folder, or cannot be looked into.",
            "Nothing was changed; connect its drive, or name a folder that is there.",
            subject=str(folder),
        )


def _as_url(path: str) -> str:
    is_plain = not Path(path).anchor and not path.startswith(".")
    return f"./{path}" if is_plain else path


def _name(change: UseYard, indexes: tuple[IndexEntry, ...]) -> str:
    taken = {each.name.lower() for each in indexes if each.name}
    if change.name is not None:
        if change.name.lower() in taken:
            raise InputError(f"An index called {change.name} is there already.", "Choose another name.")
        if not re.fullmatch(r"[A-Za-z0-9._-]+", change.name):
            raise InputError(
                f"“{change.name}” is no name of an index.", "It has letters of A to Z, digits, dots, - and _ only."
            )
        return change.name
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", change.folder.name).strip("-") or "yard"
    names = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.lower() not in taken)
