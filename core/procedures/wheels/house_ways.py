"""How the files of a wheelhouse are fetched: through the proxy, with the certificates and logins that uv would have."""

import netrc
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from core.model.secrets import Secret
from core.model.setting_keys import SettingKey
from core.network.address import address_of
from core.network.asking import Login, Ways
from core.network.proxies import ProxyKeys, proxy_for
from core.network.trust import Trust
from core.procedures.preparation import Prepared, index_variable
from core.procedures.services import Services
from core.settings.effective_values import EffectiveValues, effective_values
from core.settings.indexes import indexes_of
from core.settings.policy_locks import policy_locks
from core.settings.proxy_keys import proxy_keys_of

_LONGEST_STALL = 300


def effective_of(prepared: Prepared, services: Services) -> EffectiveValues:
    """Return the settings that hold in the project, policy's over all; reads uv's files."""
    locks = policy_locks(prepared.policy)
    return effective_values(prepared.profile, services.environ, locks=locks, version=prepared.uv.numbers)


def ways_of(prepared: Prepared, services: Services, values: EffectiveValues) -> Ways:
    """Return how a server is reached from the project; reads uv's files and the person's netrc."""
    variables = _variables(prepared, services.environ)
    keys = proxy_keys_of(prepared.project.folder, services.environ)
    logins = _logins(prepared, variables)
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


def _variables(prepared: Prepared, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables as a uv of this project would have them, those of its logins included."""
    told = prepared.call().settings
    merged = {name: value for name, value in environ.items() if name not in told}
    merged |= {name: value for name, value in told.items() if value is not None}
    return merged | {name: secret.text for name, secret in prepared.secrets.items()}


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


def _logins(prepared: Prepared, variables: Mapping[str, str]) -> tuple[tuple[str, Login], ...]:
    """Return server and login of what is known, stored ones of the project first.

    A login is for the whole server of its index, since an index has its pages and its files in different folders.
    """
    found: list[tuple[str, Login]] = []
    for name, url in indexes_of(prepared.project.folder, variables):
        address = address_of(url)
        if isinstance(address, str):
            continue
        server = f"{address.scheme}://{address.authority}"
        user, password = (variables.get(index_variable(name, what)) for what in ("USERNAME", "PASSWORD"))
        if user is not None or password is not None:
            found.append((server, Login(user or "", Secret(password or ""))))
        elif address.login is not None:
            found.append((server, Login(address.login[0], Secret(address.login[1]))))
    return (*found, *_of_netrc(variables))


def _of_netrc(variables: Mapping[str, str]) -> list[tuple[str, Login]]:
    named = variables.get("NETRC")
    home = variables.get("USERPROFILE") or variables.get("HOME")
    files = [Path(named)] if named else [Path(home) / name for name in (".netrc", "_netrc")] if home else []
    found: list[tuple[str, Login]] = []
    for file in files:
        with suppress(OSError, ValueError, netrc.NetrcParseError):
            for host, (user, _, password) in netrc.netrc(file).hosts.items():
                if host != "default" and password is not None:
                    found.append((host.lower(), Login(user, Secret(password))))
    return found


def _login(url: str, logins: tuple[tuple[str, Login], ...]) -> Login | None:
    address = address_of(url)
    if isinstance(address, str):
        return None
    places = {f"{address.scheme}://{address.authority}", address.ascii_host}
    return next((login for server, login in logins if server in places), None)
