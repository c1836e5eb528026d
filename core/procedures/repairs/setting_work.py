"""The work of choosing a setting for one project and one person."""

import asyncio
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import ChooseSetting
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.model.settings import Profile, SettingKey
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.settings.profile_settings import setting_of, value_in, with_setting
from core.settings.project_file import read_project
from core.settings.proxy_keys import proxy_keys_of


def procedure(command: ChooseSetting, services: Services) -> Procedure:
    """Return the procedure: the profile is read, changed and written while nothing else of the project runs."""
    folder = command.project or Path.cwd()

    async def work(_scope: JobScope) -> Outcome:
        return Succeeded(repaired=await asyncio.to_thread(_choose, command, folder, services))

    return Procedure(work=work, project=folder)


def _choose(command: ChooseSetting, folder: Path, services: Services) -> str:
    project = read_project(folder)
    _check_proxy(command, folder, services)
    before = services.profiles.load(folder)
    after = with_setting(before, command.key, command.value)
    if after != before:
        services.profiles.save(after)
    return _said(after, command, project.name, changed=after != before)


def _check_proxy(command: ChooseSetting, folder: Path, services: Services) -> None:
    """Raise InputError where the choice would be in vain: a proxy in uv's files switches off every variable."""
    if command.key not in {SettingKey.PROXY, SettingKey.NO_PROXY} or command.value is None:
        return
    keys = proxy_keys_of(folder, services.environ)
    if keys.http is not None or keys.https is not None:
        named = "https-proxy" if keys.https is not None else "http-proxy"
        raise InputError(
            f"uv's settings files name {named}, and uv then passes over every other choice of a proxy.",
            "Change it there, in uv.toml or [tool.uv], or take it out.",
        )


def _said(profile: Profile, command: ChooseSetting, name: str, *, changed: bool) -> str:
    what = setting_of(command.key)
    value = value_in(profile, command.key)
    effect = what.without if value is None else what.effect(value)
    kept = "from now on" if changed else "as before"
    return f"In {name}, {effect}, {kept}."
