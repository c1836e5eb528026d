"""What is read before uv runs: the project, its profile, effective places, and the uv program."""

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from core.model.invocation import TerminalSize
from core.model.policies import Policy
from core.model.project import InputError, Project
from core.model.secrets import Secret, without_secrets
from core.model.setting_keys import SettingKey
from core.model.settings import IndexLogin, Profile
from core.network.stored_credentials import stored_credential
from core.procedures.limited import in_daemon
from core.procedures.network.proxy_login import HandedProxy, handed_proxy
from core.procedures.own_variables import hidden_variables
from core.procedures.policy_check import policy_in_force
from core.procedures.services import Services
from core.settings.effective import Effective, effective_settings
from core.settings.indexes import addresses_of, index_key, same_index
from core.settings.policy_locks import policy_locks
from core.settings.policy_run import check_run
from core.settings.policy_variables import environ_under, policy_variables
from core.settings.profile_settings import profile_variables
from core.settings.project_file import read_project
from core.settings.proxy_keys import proxy_file_of, proxy_keys_of
from core.uv.binary import UvProgram, describe, find_uv
from core.uv.invocation import UvCall

_LOG = logging.getLogger(__name__)


class WithheldLogin(Struct, frozen=True):
    """A stored login that uv is not given: its index has moved; ``now`` is every address that it has by now."""

    login: IndexLogin
    now: tuple[str, ...]


class Prepared(Struct, frozen=True, kw_only=True):
    """What a procedure that runs uv needs to know first; ``secrets`` are the variables of indexes with a login.

    ``forced`` are the variables that ``policy`` sets or takes away. ``logins`` are those of the profile's indexes, with
    those of this session over them. ``withheld_proxy`` says why uv is not given the login of the proxy.
    """

    project: Project
    profile: Profile
    effective: Effective
    uv: UvProgram
    policy: Policy = Policy()
    logins: tuple[IndexLogin, ...] = ()
    forced: dict[str, str | None] = {}
    secrets: dict[str, Secret] = {}
    withheld: tuple[WithheldLogin, ...] = ()
    withheld_proxy: str | None = None

    def call(self) -> UvCall:
        """Return what all calls of uv in the project share: the profile's own choices, and over them policy's."""
        return UvCall(
            program=self.uv.path,
            folder=self.project.folder,
            cache=self.profile.cache,
            temp=self.profile.temp,
            environment=self.profile.environment,
            link_mode=self.profile.link_mode,
            settings={**profile_variables(self.profile, self.uv.numbers), **self.forced},
            secrets=self.secrets,
            terminal=TerminalSize(),
        )


def effective_in(folder: Path, services: Services) -> Effective:
    """Read the project and return its effective settings; raises InputError for a folder that is none."""
    read_project(folder)
    locks = policy_locks(policy_in_force(services))
    return effective_settings(services.profiles.load(folder), services.environ, locks)


async def prepare(folder: Path, services: Services) -> Prepared:
    """Read policy, the project and its settings and find uv; raises InputError for what cannot be used.

    Policy is put into force, not checked: ``check_policy`` does that before uv may change anything.
    """
    policy = await asyncio.to_thread(policy_in_force, services)
    project, profile, effective = await asyncio.to_thread(_read, folder, services, policy)
    named = None if SettingKey.UV in profile.chosen else services.named_uv
    program = await asyncio.to_thread(find_uv, named, services.environ)
    uv = await describe(services.runner, program)
    forced = policy_variables(policy, profile, services.environ, uv.numbers)
    environ = environ_under(policy, profile, services.environ, uv.numbers)
    logins = await asyncio.to_thread(services.session_logins.in_force, profile)
    secrets, withheld = (
        await in_daemon(lambda: _logins(logins, profile.project, environ, services), "asks-the-keyring")
        if logins
        else ({}, tuple[WithheldLogin]())
    )
    if profile.hidden:
        hidden = await in_daemon(lambda: hidden_variables(profile, services.secrets), "asks-the-keyring")
        secrets = {**hidden, **secrets}
    proxy = await in_daemon(lambda: _proxy(profile, environ, uv.numbers, services), "asks-the-keyring")
    return Prepared(
        project=project,
        profile=profile,
        effective=effective,
        uv=uv,
        policy=policy,
        logins=logins,
        forced=forced,
        secrets={name: secret for name, secret in {**secrets, **proxy.secrets}.items() if name not in forced},
        withheld=withheld,
        withheld_proxy=proxy.withheld,
    )


async def check_policy(prepared: Prepared, services: Services, uv_args: tuple[str, ...] = ()) -> None:
    """Raise PolicyError where policy does not allow uv to run with these settings and arguments."""
    profile, numbers = prepared.profile, prepared.uv.numbers
    await asyncio.to_thread(check_run, prepared.policy, profile, services.environ, uv_args, numbers)


def _read(folder: Path, services: Services, policy: Policy) -> tuple[Project, Profile, Effective]:
    profile = services.profiles.load(folder)
    return read_project(folder), profile, effective_settings(profile, services.environ, policy_locks(policy))


def index_variable(index: str, what: str) -> str:
    """Return the variable by which uv takes ``what`` (USERNAME, PASSWORD) of a named index, as uv spells names."""
    return f"UV_INDEX_{index_key(index)}_{what}"


def _proxy(profile: Profile, environ: Mapping[str, str], version: tuple[int, ...], services: Services) -> HandedProxy:
    """Read the login of the project's proxy; one that the keyring does not give is missed by uv, which says so."""
    login = services.session_logins.proxy_in_force(profile)
    if login is None:
        return HandedProxy()
    told = profile_variables(profile, version)
    variables = {name: value for name, value in {**environ, **told}.items() if value is not None}
    try:
        secret = stored_credential(login.url, login.user, services.secrets)
    except InputError as error:
        return HandedProxy(withheld=error.sentence)
    if secret is None:
        return HandedProxy(withheld=f"The keyring has no login of {login.user} for the proxy {login.url} any more.")
    keys = proxy_keys_of(profile.project, services.environ)
    file = proxy_file_of(profile.project, services.environ)
    handed = handed_proxy(login, secret, variables, keys, file)
    if handed.withheld is not None:
        _LOG.warning("%s", handed.withheld)
    return handed


def _logins(
    logins: tuple[IndexLogin, ...], project: Path, environ: Mapping[str, str], services: Services
) -> tuple[dict[str, Secret], tuple[WithheldLogin, ...]]:
    """Read the logins of the project's indexes; one that the keyring does not give is missed by uv, which says so.

    uv takes a login by the name of the index alone, and the name's address stands in files that others write, too. So
    it gets one only where the name leads nowhere else than to the address that the person stored it for.
    """
    found: dict[str, Secret] = {}
    withheld: list[WithheldLogin] = []
    for login in logins:
        now = addresses_of(login.index, project, environ)
        if not now or not all(same_index(login.url, url) for url in now):
            withheld.append(WithheldLogin(login, tuple(map(without_secrets, now))))
            _LOG.warning("the login of the index %s is not given to uv: it was stored for another address", login.index)
            continue
        try:
            secret = stored_credential(login.url, login.user, services.secrets)
        except InputError as error:
            _LOG.warning("the login of the index %s was not read: %s", login.index, error.sentence)
            continue
        if secret is not None:
            found[index_variable(login.index, "USERNAME")] = Secret(login.user)
            found[index_variable(login.index, "PASSWORD")] = secret
    return found, tuple(withheld)
