"""The work of keeping and forgetting the login of a project's proxy."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from core.jobs import JobScope
from core.model.commands import ForgetProxyLogin, StoreProxyLogin
from core.model.outcome import Cancelled, Outcome, Succeeded
from core.model.project import InputError
from core.model.questions import Credential, CredentialQuestion
from core.model.secrets import Secret, without_secrets
from core.model.settings import ProxyLogin
from core.network.stored_credentials import SERVICE, entry_name, remove_credential, store_credential
from core.places.paths import identity
from core.procedures.limited import in_daemon
from core.procedures.network.proxy_login import proxies_in_force, same_proxy
from core.procedures.policy_check import policy_in_force
from core.procedures.procedure import Procedure
from core.procedures.repairs.login_question import ask_login
from core.procedures.services import Services
from core.settings.policy_variables import environ_under
from core.settings.profile_settings import profile_variables
from core.settings.project_file import read_project
from core.settings.proxy_keys import proxy_file_of, proxy_keys_of

_ASKS = "asks-the-keyring"
_LATEST: tuple[int, ...] = (99,)
"""Proxies have the same variables in every version of uv, so its number is not asked for."""


def procedure(command: StoreProxyLogin | ForgetProxyLogin, services: Services) -> Procedure:
    """Return the procedure; the secret goes from the answer to the keyring, or into memory, and nowhere else."""
    folder = command.project or Path.cwd()

    async def work(scope: JobScope) -> Outcome:
        await asyncio.to_thread(read_project, folder)
        if isinstance(command, ForgetProxyLogin):
            return Succeeded(repaired=await in_daemon(lambda: _forget(folder, services), _ASKS))
        url = await asyncio.to_thread(_proxy, command.url, folder, services)
        kept = services.session_logins.proxy_in_force(services.profiles.load(folder))
        known = kept if kept is not None and same_proxy(kept.url, url) else None
        question = CredentialQuestion(
            index="the proxy",
            url=url,
            user=command.user or (known.user if known is not None else None),
            is_proxy=True,
            was_refused=command.refused,
        )

        def keep(answer: Credential) -> None:
            way = _hold if answer.for_session else _keep
            way(folder, ProxyLogin(url=url, user=answer.user), answer.secret, services)

        answer = await ask_login(question, scope, services, keep)
        if answer is None:
            return Cancelled()
        where = "is kept until Wheelyard is closed" if answer.for_session else "is in the keyring"
        return Succeeded(
            repaired=f"The login of {answer.user} for the proxy {url} {where}; uv gets it when it runs here."
        )

    return Procedure(work=work, project=folder)


def _proxy(named: str | None, folder: Path, services: Services) -> str:
    """Return the address, without a login, of the proxy that uv uses; raises InputError where none can have one."""
    policy, profile = policy_in_force(services), services.profiles.load(folder)
    environ = environ_under(policy, profile, services.environ)
    told = profile_variables(profile, _LATEST)
    variables = {name: value for name, value in environ.items() if name not in told}
    variables |= {name: value for name, value in told.items() if value is not None}
    keys = proxy_keys_of(folder, services.environ)
    if keys.http is not None or keys.https is not None:
        file = proxy_file_of(folder, services.environ) or "A settings file of uv"
        raise InputError(
            f"{file} names the proxy, and uv then reads no variable that could hold the login.",
            "Take http-proxy and https-proxy out of the file, choose the proxy for this project, then store the login.",
        )
    choices = proxies_in_force(variables, keys)
    if not choices:
        raise InputError(
            "uv goes through no proxy in this project, so there is none to store a login for.",
            "Choose the proxy first: `wheelyard settings set proxy http://HOST:PORT --scope profile`.",
        )
    choice = next((each for each in choices if named is None or same_proxy(each.url, named)), None)
    if choice is None:
        raise InputError(
            f"uv goes through {choices[0].url} in this project, not through {without_secrets(named or '')}.",
            "Store the login for the proxy that uv uses, or choose the other proxy first.",
        )
    if choice.has_credentials:
        raise InputError(
            f"{choice.source} holds a login for the proxy already, and uv takes that one.",
            f"Take user name and password out of {choice.source} first.",
        )
    entry_name(choice.url, None)
    return choice.url


def _hold(folder: Path, login: ProxyLogin, secret: Secret, services: Services) -> None:
    _let_go(folder, services)
    services.secrets.set_for_session(SERVICE, entry_name(login.url, login.user), secret)
    services.session_logins.keep_proxy(folder, login)


def _keep(folder: Path, login: ProxyLogin, secret: Secret, services: Services) -> None:
    before = services.profiles.load(folder).proxy_login
    store_credential(login.url, login.user, secret, services.secrets)
    services.profiles.save(replace(services.profiles.load(folder), proxy_login=login))
    _let_go(folder, services)
    if before is not None and _entry(before) != _entry(login) and not _others_with(before, folder, services):
        remove_credential(before.url, before.user, services.secrets)


def _forget(folder: Path, services: Services) -> str:
    profile = services.profiles.load(folder)
    login = services.session_logins.proxy_in_force(profile)
    if login is None:
        raise InputError("No login is kept for the proxy of this project.", "There is nothing to take back.")
    _let_go(folder, services)
    others = False
    if profile.proxy_login is not None:
        others = _others_with(profile.proxy_login, folder, services)
        if not others:
            remove_credential(profile.proxy_login.url, profile.proxy_login.user, services.secrets)
        services.profiles.save(replace(services.profiles.load(folder), proxy_login=None))
    said = f"uv does not get the login of {login.user} for the proxy {login.url} any more"
    return f"{said}; it stays in the keyring for other projects." if others else f"{said}, and it is not kept any more."


def _let_go(folder: Path, services: Services) -> None:
    held = services.session_logins.of_proxy(folder)
    if held is not None:
        services.session_logins.keep_proxy(folder, None)
        if all(_entry(each) != _entry(held) for each in services.session_logins.proxies_elsewhere(folder)):
            services.secrets.let_go(SERVICE, _entry(held))


def _entry(login: ProxyLogin) -> str:
    return entry_name(login.url, login.user)


def _others_with(login: ProxyLogin, folder: Path, services: Services) -> bool:
    """Return whether other projects use the same entry: people have one proxy, and many projects."""
    own, entry = identity(folder), _entry(login)
    return any(
        identity(profile.project) != own and profile.proxy_login is not None and _entry(profile.proxy_login) == entry
        for profile in services.profiles.all()
    )
