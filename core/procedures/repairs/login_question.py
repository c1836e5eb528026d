"""A login asked for until it is kept: in the keyring, or in memory for this session where the person wants that."""

from collections.abc import Callable

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.project import InputError
from core.model.questions import Credential, CredentialQuestion, NoAnswer
from core.network.stored_credentials import SERVICE, demand_text, entry_name
from core.procedures.limited import in_daemon
from core.procedures.services import Services

_ASKS = "asks-the-keyring"
"""The thread of a call that the person may have to unlock the keyring for: nobody waits for it at the end."""

Keep = Callable[[Credential], None]
"""Keeps an answer where its ``for_session`` says; raises InputError where that place does not take it."""


async def ask_login(
    question: CredentialQuestion, scope: JobScope, services: Services, keep: Keep, check: Keep | None = None
) -> Credential | None:
    """Ask for a login and keep it; return the answer that was kept, None where nobody wanted to give one.

    ``check`` raises InputError for an answer that cannot be used. Where the keyring cannot be used, or turns out not to
    take what is written, the login can be kept for this session only; raises InputError for any other answer then.
    """
    trouble = await in_daemon(lambda: keyring_trouble(question.url, question.user, services), _ASKS)
    asked = replace(question, keyring_trouble=trouble)
    while True:
        answer = await scope.ask(asked)
        if isinstance(answer, NoAnswer):
            raise InputError(answer.sentence, answer.way_out)
        if not isinstance(answer, Credential):
            return None
        demand_text(answer.user, answer.secret)
        if check is not None:
            check(answer)
        if asked.keyring_trouble is not None and not answer.for_session:
            way_out = "Keep the login for this session only; a secret is never kept in a file."
            raise InputError(asked.keyring_trouble, way_out)
        try:
            await in_daemon(_kept(keep, answer), _ASKS)
        except InputError as error:
            if answer.for_session:
                raise
            # What reads well beforehand may still not be written: then there is a second question, with the other way.
            asked = replace(asked, user=answer.user, keyring_trouble=error.sentence)
        else:
            return answer


def keyring_trouble(url: str, user: str | None, services: Services) -> str | None:
    """Say why the keyring cannot be used; a look into it has the person unlock it before anything is typed."""
    trouble = services.secrets.usable()
    if trouble is None:
        try:
            services.secrets.get(SERVICE, entry_name(url, user))
        except InputError as error:
            return error.sentence
    return trouble


def _kept(keep: Keep, answer: Credential) -> Callable[[], None]:
    return lambda: keep(answer)
