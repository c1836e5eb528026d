"""How a project's servers are reached: through the proxy, with the certificates and logins that uv would have."""

from collections.abc import Mapping
from pathlib import Path

from core.model.setting_keys import SettingKey
from core.network.asking import Login, Ways
from core.network.proxies import ProxyKeys, proxy_for
from core.network.trust import Trust
from core.procedures.network.known_logins import KnownLogin, known_logins, login_for, variables_of
from core.procedures.preparation import Prepared
from core.procedures.services import Services
from core.settings.effective_values import EffectiveValues, effective_values
from core.settings.policy_locks import policy_locks
from core.settings.proxy_keys import proxy_keys_of

_LONGEST_STALL = 300


def effective_of(prepared: Prepared, services: Services) -> EffectiveValues:
    """Return the settings that hold in the project, policy's over all; reads uv's files."""
    locks = policy_locks(prepared.policy)
    return effective_values(prepared.profile, services.environ, locks=locks, version=prepared.uv.numbers)


def ways_of(prepared: Prepared, services: Services, values: EffectiveValues) -> Ways:
    """Return how a server is reached from the project; reads uv's files and the person's netrc."""
    variables = variables_of(prepared, services.environ)
    keys = proxy_keys_of(prepared.project.folder, services.environ)
    logins = known_logins(prepared, services, variables)
    hosts = values.of(SettingKey.INSECURE_HOSTS).value
    stall, retries = values.of(SettingKey.HTTP_TIMEOUT).value, values.of(SettingKey.RETRIES).value
    checked = prepared.policy.insecure_hosts is False
    return Ways(
        proxy=lambda url: _proxy(url, variables, keys),
        login=lambda url: _login(url, logins),
        trust=_trust(values, variables),
        insecure=tuple(str(host) for host in hosts) if isinstance(hosts, tuple) and not checked else (),
        stall=min(float(stall), _LONGEST_STALL) if isinstance(stall, int) and stall > 0 else 30.0,
        retries=retries if isinstance(retries, int) else 3,
    )


def _proxy(url: str, variables: Mapping[str, str], keys: ProxyKeys) -> str | None:
    """Return the proxy as it is written, a login in it included: that one goes to the proxy and nowhere else."""
    chosen = proxy_for(url, variables, keys)
    if chosen is None:
        return None
    of_files = {"http-proxy": keys.http, "https-proxy": keys.https}
    return of_files.get(chosen.source) or variables.get(chosen.source) or chosen.url


def _trust(values: EffectiveValues, variables: Mapping[str, str]) -> Trust:
    file = values.of(SettingKey.CERTIFICATE_FILE).value
    folder, client = variables.get("SSL_CERT_DIR"), variables.get("SSL_CLIENT_CERT")
    return Trust(
        system=values.of(SettingKey.SYSTEM_CERTS).value is True,
        file=Path(str(file)) if file else None,
        folder=Path(folder) if folder else None,
        client=Path(client) if client else None,
    )


def _login(url: str, logins: tuple[KnownLogin, ...]) -> Login | None:
    known = login_for(url, logins)
    return known.login if known is not None else None
