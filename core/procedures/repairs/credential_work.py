"""The work of keeping an index's login: asked for, put into the keyring, named in the profile."""

import asyncio
import logging
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.commands import StoreCredential
from core.model.outcome import Cancelled, Outcome, Succeeded
from core.model.project import InputError
from core.model.questions import Credential, CredentialQuestion, NoAnswer
from core.model.secrets import without_secrets
from core.model.settings import IndexLogin, Profile
from core.network.stored_credentials import entry_name, remove_credential, store_credential
from core.procedures.policy_check import policy_in_force
from core.procedures.procedure import Procedure
from core.procedures.repairs.forgetting_work import others_with
from core.procedures.services import Services
from core.settings.indexes import indexes_of, same_index
from core.settings.policy_variables import environ_under
from core.settings.project_file import read_project

_LOG = logging.getLogger(__name__)


def procedure(command: StoreCredential, services: Services) -> Procedure:
    """Return the procedure; the secret goes from the answer to the keyring and nowhere else."""
    folder = command.project or Path.cwd()

    async def work(scope: JobScope) -> Outcome:
        await asyncio.to_thread(read_project, folder)
        name, url = await asyncio.to_thread(_index, command.index, folder, services)
        await asyncio.to_thread(_check_store, services)
        answer = await scope.ask(CredentialQuestion(index=name, url=url, user=command.user))
        if isinstance(answer, NoAnswer):
            raise InputError(answer.sentence, answer.way_out)
        if not isinstance(answer, Credential):
            return Cancelled()
        await asyncio.to_thread(_store, folder, IndexLogin(index=name, url=url, user=answer.user), answer, services)
        return Succeeded(
            repaired=f"The login of {answer.user} for {name} is in the keyring; uv gets it when it runs here."
        )

    return Procedure(work=work, project=folder)


def _index(named: str, folder: Path, services: Services) -> tuple[str, str]:
    """Return name and URL (without secrets) of an index by its name or URL; raises InputError."""
    policy, profile = policy_in_force(services), services.profiles.load(folder)
    known = indexes_of(folder, environ_under(policy, profile, services.environ))
    for name, url in known:
        if name != url and (named == name or same_index(named, url)):
            return name, without_secrets(url)
    names = ", ".join(name for name, url in known if name != url)
    raise InputError(
        f"The project has no index named {without_secrets(named)}.",
        f"Its indexes with names are {names}."
        if names
        else "Give the index a name in [[tool.uv.index]] first: uv takes logins by name.",
    )


def _check_store(services: Services) -> None:
    trouble = services.secrets.usable()
    if trouble is not None:
        raise InputError(trouble, "Nothing was stored; a secret is never kept in a file.")


def _store(folder: Path, login: IndexLogin, answer: Credential, services: Services) -> None:
    store_credential(login.url, login.user, answer.secret, services.secrets)
    profile = services.profiles.load(folder)
    services.profiles.save(_with_login(profile, login))
    for replaced in profile.logins:
        if replaced.index == login.index:
            _forget_replaced(replaced, login, folder, services)


def _forget_replaced(old: IndexLogin, new: IndexLogin, folder: Path, services: Services) -> None:
    """Take the login that nothing names any more out of the keyring: nobody could find it again to take it back."""
    try:
        if entry_name(old.url, old.user) != entry_name(new.url, new.user) and not others_with(old, folder, services):
            remove_credential(old.url, old.user, services.secrets)
    except InputError as error:
        _LOG.warning("the login that was replaced is still in the keyring: %s", error.sentence)


def _with_login(profile: Profile, login: IndexLogin) -> Profile:
    others = tuple(each for each in profile.logins if each.index != login.index)
    return replace(profile, logins=(*others, login))
