"""The work of taking a login back: out of the keyring and the memory of the session, and out of the profile."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.commands import ForgetCredential
from core.model.outcome import Outcome, Succeeded
from core.model.project import InputError
from core.model.secrets import without_secrets
from core.model.settings import IndexLogin, Profile
from core.network.shared_entries import unshare_login
from core.network.stored_credentials import remove_credential
from core.procedures.limited import in_daemon
from core.procedures.procedure import Procedure
from core.procedures.repairs.keeping import end_session_login, others_with, shared_elsewhere
from core.procedures.services import Services
from core.settings.indexes import same_index
from core.settings.project_file import read_project


def procedure(command: ForgetCredential, services: Services) -> Procedure:
    """Return the procedure; where the keyring refuses, nothing is changed."""
    folder = command.project or Path.cwd()

    async def work(_scope: JobScope) -> Outcome:
        await asyncio.to_thread(read_project, folder)
        return Succeeded(repaired=await in_daemon(lambda: _forget(command.index, folder, services), "asks-the-keyring"))

    return Procedure(work=work, project=folder)


def _forget(named: str, folder: Path, services: Services) -> str:
    profile = services.profiles.load(folder)
    held = _found(named, services.session_logins.of_indexes(folder))
    kept = _found(named, profile.logins)
    login = kept or held
    if login is None:
        raise _nothing(named, profile, services)
    trouble = services.secrets.usable()
    if held is not None:
        end_session_login(folder, held, services)
    if kept is None:
        return f"The login of {login.user} for {login.index} is no longer kept, and uv does not get it any more."
    if held is not None and trouble is not None:
        return (
            f"The login of {held.user} for {held.index} is no longer kept for this session. The keyring may still have "
            f"the one of {kept.user}: {without_secrets(trouble)}"
        )
    _forget_kept(kept, profile, folder, services)
    others = others_with(login, folder, services)
    said = f"The login of {login.user} for {login.index} is no longer in the keyring, and uv does not get it any more."
    return f"{said} {', '.join(others)} had the same one, and need it stored anew." if others else said


def _forget_kept(login: IndexLogin, profile: Profile, folder: Path, services: Services) -> None:
    remove_credential(login.url, login.user, services.secrets)
    if profile.shares_logins and not shared_elsewhere(login, folder, services):
        unshare_login(login.url, login.user, services.secrets)
    services.profiles.save(replace(profile, logins=tuple(each for each in profile.logins if each != login)))


def _found(named: str, logins: tuple[IndexLogin, ...]) -> IndexLogin | None:
    return next((each for each in logins if each.index == named or same_index(each.url, named)), None)


def _nothing(named: str, profile: Profile, services: Services) -> InputError:
    kept = ", ".join(each.index for each in services.session_logins.in_force(profile))
    return InputError(
        f"No login is kept for {without_secrets(named)}.",
        f"Logins are kept for {kept}." if kept else "There is none in this project, so there is nothing to take back.",
    )
