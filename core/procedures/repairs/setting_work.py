"""The work of choosing a setting for one project and one person."""

import asyncio
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import ChooseSetting
from core.model.outcome import Outcome, Succeeded
from core.model.settings import Profile
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.settings.profile_settings import setting_of, value_in, with_setting
from core.settings.project_file import read_project


def procedure(command: ChooseSetting, services: Services) -> Procedure:
    """Return the procedure: the profile is read, changed and written while nothing else of the project runs."""
    folder = command.project or Path.cwd()

    async def work(_scope: JobScope) -> Outcome:
        return Succeeded(repaired=await asyncio.to_thread(_choose, command, folder, services))

    return Procedure(work=work, project=folder)


def _choose(command: ChooseSetting, folder: Path, services: Services) -> str:
    project = read_project(folder)
    before = services.profiles.load(folder)
    after = with_setting(before, command.key, command.value)
    if after != before:
        services.profiles.save(after)
    return _said(after, command, project.name, changed=after != before)


def _said(profile: Profile, command: ChooseSetting, name: str, *, changed: bool) -> str:
    what = setting_of(command.key)
    value = value_in(profile, command.key)
    if value is None:
        return f"{what.key.value} is left to uv's own files and variables again in {name}."
    kept = "is now" if changed else "was already"
    return f"{what.key.value} {kept} {value} for you in {name}."
