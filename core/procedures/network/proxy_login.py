"""The login of the project's proxy on its way to uv: into the very variables that name the proxy, and nowhere else."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from msgspec import Struct

from core.model.secrets import Secret
from core.model.settings import ProxyLogin
from core.network.address import address_of
from core.network.proxies import ProxyChoice, ProxyKeys, proxy_for

_VARIABLES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
_SERVERS = ("https://index.example", "http://index.example")
"""Any server does: which proxy is in force is asked without the hosts that are reached directly."""
_EXEMPT = frozenset({"NO_PROXY", "no_proxy"})


class HandedProxy(Struct, frozen=True, kw_only=True):
    """What uv is given of a proxy's login: variables, or the sentence that says why it is not."""

    secrets: dict[str, Secret] = {}
    withheld: str | None = None


def proxies_in_force(variables: Mapping[str, str], keys: ProxyKeys) -> tuple[ProxyChoice, ...]:
    """Return the proxies that uv uses for ``https://`` and ``http://`` addresses, that for ``https://`` first."""
    plain = {name: value for name, value in variables.items() if name not in _EXEMPT}
    open_keys = ProxyKeys(http=keys.http, https=keys.https)
    found = (proxy_for(server, plain, open_keys) for server in _SERVERS)
    return tuple(dict.fromkeys(choice for choice in found if choice is not None))


def same_proxy(one: str, other: str) -> bool:
    """Return whether two addresses are one proxy: the same scheme, host and port, whatever login they have."""
    first, second = (address_of(url if "://" in url else f"http://{url}") for url in (one, other))
    if isinstance(first, str) or isinstance(second, str):
        return False
    return (first.scheme, first.authority) == (second.scheme, second.authority)


def handed_proxy(
    login: ProxyLogin, secret: Secret, variables: Mapping[str, str], keys: ProxyKeys, file: Path | None = None
) -> HandedProxy:
    """Return the variables that name the proxy of ``login``, with the login in them.

    ``variables`` are those of the uv process. Only the proxy for which the login was stored gets it, and only where no
    other login is written there. A proxy that a settings file of uv names (``file``) cannot be given one: it switches
    every variable off.
    """
    if keys.http is not None or keys.https is not None:
        where = file or "A settings file of uv"
        return HandedProxy(
            withheld=f"{where} names a proxy, and uv then reads no variable, so the login of {login.user} for "
            f"{login.url} cannot be handed over. Take the proxy out of the file and choose it for this project."
        )
    named = {name: variables[name] for name in _VARIABLES if variables.get(name)}
    own = {name: value for name, value in named.items() if same_proxy(value, login.url)}
    if not own:
        now = ", ".join(dict.fromkeys(choice.url for choice in proxies_in_force(variables, keys)))
        uses = f"uv goes through {now} now" if now else "uv goes through no proxy now"
        return HandedProxy(
            withheld=f"The login of {login.user} was stored for {login.url}, and {uses}, so it did not get it."
        )
    return HandedProxy(
        secrets={name: Secret(_with_login(value, login.user, secret)) for name, value in own.items() if not _has(value)}
    )


def _has(value: str) -> bool:
    return "@" in value


def _with_login(value: str, user: str, secret: Secret) -> str:
    scheme, rest = value.split("://", 1) if "://" in value else ("http", value)
    host = urlsplit(f"{scheme}://{rest}").netloc
    return f"{scheme}://{quote(user, safe='')}:{quote(secret.text, safe='')}@{host}"
