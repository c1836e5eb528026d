"""The work of taking a login back: out of the keyring, and out of the profile that names it."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.commands import ForgetCredential
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.model.secrets import without_secrets
from core.model.settings import IndexLogin, Profile
from core.network.stored_credentials import entry_name, remove_credential
from core.places.paths import identity
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.settings.indexes import same_index
from core.settings.project_file import read_project


def procedure(command: ForgetCredential, services: Services) -> Procedure:
    """Return the procedure; where the keyring refuses, nothing is changed."""
    folder = command.project or Path.cwd()

    async def work(_scope: JobScope) -> Outcome:
        return Succeeded(repaired=await asyncio.to_thread(_forget, command.index, folder, services))

    return Procedure(work=work, project=folder)


def others_with(login: IndexLogin, folder: Path, services: Services) -> tuple[str, ...]:
    """Return the names of other projects that use the same entry of the keyring."""
    own, entry = identity(folder), entry_name(login.url, login.user)
    return tuple(
        profile.project.name
        for profile in services.profiles.all()
        if identity(profile.project) != own and any(entry_name(each.url, each.user) == entry for each in profile.logins)
    )


def _forget(named: str, folder: Path, services: Services) -> str:
    read_project(folder)
    profile = services.profiles.load(folder)
    login = _login(named, profile)
    remove_credential(login.url, login.user, services.secrets)
    services.profiles.save(replace(profile, logins=tuple(each for each in profile.logins if each != login)))
    others = others_with(login, folder, services)
    said = f"The login of {login.user} for {login.index} is no longer in the keyring, and uv does not get it any more."
    return f"{said} {', '.join(others)} had the same one, and need it stored anew." if others else said


def _login(named: str, profile: Profile) -> IndexLogin:
    found = next((each for each in profile.logins if each.index == named or same_index(each.url, named)), None)
    if found is not None:
        return found
    kept = ", ".join(each.index for each in profile.logins)
    raise InputError(
        f"No login is kept for {without_secrets(named)}.",
        f"Logins are kept for {kept}." if kept else "There is none in this project, so there is nothing to take back.",
    )
