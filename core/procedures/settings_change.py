"""Changes of settings, from what a person wants to what is written: planned whole, then written or not."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from core.model.project import InputError
from core.model.secrets import Secret
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import FileDiff, SettingChange
from core.model.settings import Profile
from core.procedures.own_variables import store_variables, with_variables
from core.procedures.policy_check import check_change, policy_in_force
from core.procedures.services import Services
from core.procedures.settings_files import check_files, restore_files, write_files
from core.procedures.settings_words import after_change, wanted_words
from core.settings.declared.declaration import Version
from core.settings.profile_settings import with_setting
from core.settings.project_file import read_project
from core.settings.proxy_keys import proxy_keys_of
from core.settings.writing.plan import PlannedFile, plan_files


class PlannedChange(Struct, frozen=True, kw_only=True):
    """Everything that changes do; ``name`` is the project's, None without one."""

    changes: tuple[SettingChange, ...]
    name: str | None
    project: Path | None
    before: Profile | None
    after: Profile | None
    secrets: dict[str, Secret | None]
    files: tuple[PlannedFile, ...]

    @property
    def diffs(self) -> tuple[FileDiff, ...]:
        """What happens to files."""
        return tuple(each.diff() for each in self.files if each.changed)

    @property
    def changed(self) -> bool:
        """Whether anything becomes another."""
        return self.before != self.after or bool(self.secrets) or any(each.changed for each in self.files)


def plan_changes(
    changes: Sequence[SettingChange], project: Path | None, services: Services, version: Version
) -> PlannedChange:
    """Return what changes would do; writes nothing.

    Raises InputError for what cannot be, PolicyError for what policy forbids.
    """
    policy = policy_in_force(services)
    for change in changes:
        check_change(policy, change, project)
    here = any(change.scope is not SettingScope.USER for change in changes)
    if here and project is None:
        raise InputError("No project is named.", "Name it with --project, or choose for all your projects.")
    name = read_project(project).name if project is not None and here else _name(project)
    before = services.profiles.load(project) if project is not None and name is not None else None
    after, secrets = before, dict[str, Secret | None]()
    for change in changes:
        if change.scope is SettingScope.PROFILE and after is not None:
            _check_proxy(change, after.project, services)
            after, secrets = _with_change(after, change, secrets)
    filed = [change for change in changes if change.scope is not SettingScope.PROFILE]
    files = plan_files(filed, project if name is not None else None, services.environ, version)
    return PlannedChange(
        changes=tuple(changes), name=name, project=project, before=before, after=after, secrets=secrets, files=files
    )


def carry_out(
    planned: PlannedChange, services: Services, seen: Mapping[str, str | None], version: Version
) -> tuple[str, ...]:
    """Write what was planned, all or nothing, and return a sentence for each change; raises InputError."""
    written = tuple(each for each in planned.files if each.changed)
    check_files(planned.files, seen)
    write_files(written, services)
    try:
        if planned.after is not None and planned.before is not None:
            store_variables(planned.after, planned.secrets, services.secrets)
            if planned.after != planned.before:
                services.profiles.save(planned.after)
    except InputError:
        restore_files(written)
        raise
    return after_change(
        planned.changes,
        planned.name,
        profiles=(planned.before, planned.after),
        written=tuple(each.file for each in written),
        services=services,
        version=version,
    )


def preview_words(planned: PlannedChange) -> tuple[str, ...]:
    """Return a sentence for each change that no diff shows: what Wheelyard keeps for the person alone."""
    own = (change for change in planned.changes if change.scope is SettingScope.PROFILE)
    return tuple(
        f"{wanted_words(change, planned.name, planned.after)}. Wheelyard keeps that; no file of the project changes."
        for change in own
    )


def _name(project: Path | None) -> str | None:
    try:
        return read_project(project).name if project is not None else None
    except InputError:
        return None


def _with_change(
    profile: Profile, change: SettingChange, secrets: dict[str, Secret | None]
) -> tuple[Profile, dict[str, Secret | None]]:
    if change.key is not SettingKey.VARIABLES:
        return with_setting(profile, change.key, change.value), secrets
    chosen = with_variables(profile, change.value, change.secrets)
    return chosen.profile, {**secrets, **chosen.secrets}


def _check_proxy(change: SettingChange, folder: Path, services: Services) -> None:
    """Raise InputError where the choice would be in vain: a proxy in uv's files switches off every variable."""
    if change.key not in {SettingKey.PROXY, SettingKey.NO_PROXY} or change.value is None:
        return
    keys = proxy_keys_of(folder, services.environ)
    if keys.http is not None or keys.https is not None:
        named = "https-proxy" if keys.https is not None else "http-proxy"
        raise InputError(
            f"uv's settings files name {named}, and uv then passes over every other choice of a proxy.",
            "Change it there, in uv.toml or [tool.uv], or take it out.",
        )
