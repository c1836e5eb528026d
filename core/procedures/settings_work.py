"""The work of reading settings, of saying what changes of them would do, and of making them."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import ChangeSettings, PreviewSettings, ReadSettings
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.model.setting_keys import SettingScope
from core.model.setting_values import SettingChange
from core.model.settings import Profile
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.procedures.settings_change import carry_out, plan_changes, preview_words
from core.procedures.settings_view import read_view, uv_in_use
from core.settings.declared.declaration import Version
from core.settings.workspace import settings_folder
from core.system.uv_folders import user_uv_config


def procedure(command: ReadSettings | PreviewSettings | ChangeSettings, services: Services) -> Procedure:
    """Return the procedure; only a change joins its project's queue, and leases what it writes."""
    match command:
        case ReadSettings():

            async def read(_scope: JobScope) -> Outcome:
                uv = await uv_in_use(await _profile(command.project, services), services)
                return Succeeded(settings=await asyncio.to_thread(read_view, command.project, services, uv))

            return Procedure(work=read)
        case PreviewSettings():

            async def preview(_scope: JobScope) -> Outcome:
                version = await version_in_use(command.project, services)
                planned = await asyncio.to_thread(plan_changes, command.changes, command.project, services, version)
                return Succeeded(diffs=planned.diffs, repaired=" ".join(preview_words(planned)) or None)

            return Procedure(work=preview)
        case ChangeSettings():
            return changing(command.changes, command.project, command.seen, services)


def changing(
    changes: Sequence[SettingChange], project: Path | None, seen: dict[str, str | None], services: Services
) -> Procedure:
    """Return the procedure that makes changes: nothing else of the project runs, nor writes to the same files."""

    async def folders(_scope: JobScope) -> tuple[Path, ...]:
        return await asyncio.to_thread(_written, changes, project, services)

    async def work(_scope: JobScope) -> Outcome:
        version = await version_in_use(project, services)
        return await asyncio.to_thread(_change, changes, project, seen, services, version)

    return Procedure(work=work, project=project, folders=folders)


async def version_in_use(project: Path | None, services: Services) -> Version:
    """Return the version of the uv that would run, empty where none is found."""
    uv = await uv_in_use(await _profile(project, services), services)
    return uv.numbers if uv is not None else ()


def _change(
    changes: Sequence[SettingChange],
    project: Path | None,
    seen: dict[str, str | None],
    services: Services,
    version: Version,
) -> Outcome:
    planned = plan_changes(changes, project, services, version)
    return Succeeded(repaired="\n".join(carry_out(planned, services, seen, version)), diffs=planned.diffs)


def _written(changes: Sequence[SettingChange], project: Path | None, services: Services) -> tuple[Path, ...]:
    """Return what a change writes to besides the project's own folder: the workspace's root, the person's file."""
    scopes = {change.scope for change in changes}
    root = (settings_folder(project),) if project is not None and SettingScope.PROJECT in scopes else ()
    return (*root, *((user_uv_config(services.environ),) if SettingScope.USER in scopes else ()))


async def _profile(project: Path | None, services: Services) -> Profile | None:
    try:
        return await asyncio.to_thread(services.profiles.load, project) if project is not None else None
    except InputError:
        return None
