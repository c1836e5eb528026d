"""The work of keeping an index's login: asked for, put into the keyring or held for this session, used from then on."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.commands import StoreCredential
from core.model.outcome import Cancelled, Outcome, Succeeded
from core.model.project import InputError
from core.model.questions import Credential, CredentialQuestion, NoAnswer
from core.model.secrets import without_secrets
from core.model.settings import IndexLogin
from core.network.address import Address, address_of
from core.network.stored_credentials import SERVICE, demand_text, entry_name
from core.procedures.limited import in_daemon
from core.procedures.policy_check import policy_in_force
from core.procedures.procedure import Procedure
from core.procedures.repairs.keeping import keep_for_session, keep_login
from core.procedures.services import Services
from core.settings.indexes import indexes_of, same_index
from core.settings.policy_variables import environ_under
from core.settings.project_file import read_project

_ASKS = "asks-the-keyring"
"""The thread of a call that the person may have to unlock the keyring for: nobody waits for it at the end."""


def procedure(command: StoreCredential, services: Services) -> Procedure:
    """Return the procedure; the secret goes from the answer to the keyring, or into memory, and nowhere else."""
    folder = command.project or Path.cwd()

    async def work(scope: JobScope) -> Outcome:
        await asyncio.to_thread(read_project, folder)
        name, url, written = await asyncio.to_thread(_index, command.index, folder, services)
        user = command.user or written
        asked: CredentialQuestion | Outcome = CredentialQuestion(
            index=name,
            url=url,
            user=user,
            was_refused=command.refused,
            keyring_trouble=await in_daemon(lambda: _trouble(url, user, services), _ASKS),
        )
        # What reads well beforehand may still not be written: then there is a second question, with the other way.
        while isinstance(asked, CredentialQuestion):
            asked = await _ask_and_keep(asked, written, scope, folder, services)
        return asked

    return Procedure(work=work, project=folder)


async def _ask_and_keep(
    question: CredentialQuestion, written: str | None, scope: JobScope, folder: Path, services: Services
) -> Outcome | CredentialQuestion:
    """Ask, and keep the answer; return the question to ask next where the keyring did not take it."""
    answer = await scope.ask(question)
    if isinstance(answer, NoAnswer):
        raise InputError(answer.sentence, answer.way_out)
    if not isinstance(answer, Credential):
        return Cancelled()
    demand_text(answer.user, answer.secret)
    if written is not None and answer.user != written:
        raise InputError(
            f"uv asks {question.index} as {written}, whose name stands in the index's URL, so it would not use a login "
            f"of {answer.user}.",
            f"Give the secret of {written}, or take that name out of the URL.",
        )
    login = IndexLogin(index=question.index, url=question.url, user=answer.user)
    if answer.for_session:
        await asyncio.to_thread(keep_for_session, folder, login, answer.secret, services)
        return Succeeded(
            repaired=f"The login of {login.user} for {login.index} is kept until Wheelyard is closed; uv gets it when "
            "it runs here."
        )
    if question.keyring_trouble is not None:
        raise InputError(
            question.keyring_trouble, "Keep the login for this session only; a secret is never kept in a file."
        )
    try:
        await in_daemon(lambda: keep_login(folder, login, answer.secret, services), _ASKS)
    except InputError as error:
        return replace(question, user=answer.user, keyring_trouble=error.sentence)
    return Succeeded(
        repaired=f"The login of {login.user} for {login.index} is in the keyring; uv gets it when it runs here."
    )


def _trouble(url: str, user: str | None, services: Services) -> str | None:
    """Say why the keyring cannot be used; a look into it has the person unlock it before anything is typed."""
    trouble = services.secrets.usable()
    if trouble is None:
        try:
            services.secrets.get(SERVICE, entry_name(url, user))
        except InputError as error:
            return error.sentence
    return trouble


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
