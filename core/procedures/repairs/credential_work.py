"""The work of keeping an index's login: asked for, put into the keyring or held for this session, used from then on."""

import asyncio
from pathlib import Path

from core.jobs import JobScope
from core.model.commands import StoreCredential
from core.model.outcome import Cancelled, Outcome, Succeeded
from core.model.project import InputError
from core.model.questions import Credential, CredentialQuestion
from core.model.secrets import without_secrets
from core.model.settings import IndexLogin
from core.network.address import Address, address_of
from core.procedures.policy_check import policy_in_force
from core.procedures.procedure import Procedure
from core.procedures.repairs.keeping import keep_for_session, keep_login
from core.procedures.repairs.login_question import ask_login
from core.procedures.services import Services
from core.settings.indexes import indexes_of, same_index
from core.settings.policy_variables import environ_under
from core.settings.project_file import read_project


def procedure(command: StoreCredential, services: Services) -> Procedure:
    """Return the procedure; the secret goes from the answer to the keyring, or into memory, and nowhere else."""
    folder = command.project or Path.cwd()

    async def work(scope: JobScope) -> Outcome:
        await asyncio.to_thread(read_project, folder)
        name, url, written = await asyncio.to_thread(_index, command.index, folder, services)
        user = command.user or written
        question = CredentialQuestion(index=name, url=url, user=user, was_refused=command.refused)

        def keep(answer: Credential) -> None:
            login = IndexLogin(index=name, url=url, user=answer.user)
            way = keep_for_session if answer.for_session else keep_login
            way(folder, login, answer.secret, services)

        answer = await ask_login(question, scope, services, keep, lambda given: _check_user(given.user, written, name))
        if answer is None:
            return Cancelled()
        where = "is kept until Wheelyard is closed" if answer.for_session else "is in the keyring"
        return Succeeded(repaired=f"The login of {answer.user} for {name} {where}; uv gets it when it runs here.")

    return Procedure(work=work, project=folder)


def _check_user(user: str, written: str | None, index: str) -> None:
    if written is not None and user != written:
        raise InputError(
            f"uv asks {index} as {written}, whose name stands in the index's URL, so it would not use a login of "
            f"{user}.",
            f"Give the secret of {written}, or take that name out of the URL.",
        )


def _index(named: str, folder: Path, services: Services) -> tuple[str, str, str | None]:
    """Return name and URL (without secrets) of an index by its name or URL, and the user who stands in that URL.

    Raises InputError. What stands in the URL goes before the variables of a login (measured, uv 0.13.9): those of
    another user are not used, and none are where it has a password, too.
    """
    policy, profile = policy_in_force(services), services.profiles.load(folder)
    known = indexes_of(folder, environ_under(policy, profile, services.environ))
    for name, url in known:
        if name != url and (named == name or same_index(named, url)):
            address = address_of(url)
            user, password = (address.login if isinstance(address, Address) else None) or ("", "")
            if password:
                raise InputError(
                    f"The URL of {name} has a login in it, and uv uses that one before any other.",
                    "Move it into the keyring first, or take it out of the URL.",
                )
            return name, without_secrets(url), user or None
    names = ", ".join(name for name, url in known if name != url)
    raise InputError(
        f"The project has no index named {without_secrets(named)}.",
        f"Its indexes with names are {names}."
        if names
        else "Give the index a name in [[tool.uv.index]] first: uv takes logins by name.",
    )
