"""Which proxy, and which hosts without one, hold among what uv's files and the variables say.

As measured with uv 0.13.9: a ``http-proxy`` or ``https-proxy`` in a file of uv switches all variables off, and
``no-proxy`` counts for these two alone. Of a variable in upper and in lower case letters the first that exists counts,
even when it is empty; one that cannot be read is passed over for ALL_PROXY.
"""

from collections.abc import Iterable, Iterator, Mapping

from core.model.setting_keys import SettingKey
from core.model.setting_values import Held, SettingValue
from core.model.settings import Origin, OriginKind
from core.network.proxies import proxy_for

_OTHER_KIND = "it is for addresses that begin with http:// only"
_SWITCHED_OFF = "a file of uv names a proxy, which switches the variables off"
_WITHOUT_PROXY = "uv uses it only beside an http-proxy or https-proxy in one of its files"
_UNREADABLE = "uv cannot read it and passes over it"
_SERVER = "https://server.invalid/"


def of_proxies(key: SettingKey, told: Iterable[Held], files: Iterable[Held], *, in_files: bool) -> Iterator[Held]:
    """Yield what holds of PROXY or NO_PROXY, then what does not with a note that says why.

    ``told`` are the profile and the variables, ``files`` uv's files; ``in_files`` says that one of these names a proxy.
    """
    told, files = list(told), list(files)
    if in_files:
        told = [Held(each.value, each.origin, each.note or _SWITCHED_OFF) for each in told]
    elif key is SettingKey.NO_PROXY:
        files = [Held(each.value, each.origin, each.note or _WITHOUT_PROXY) for each in files]
    yield from (*files, *told)


def plain_proxy(held: Held) -> Held:
    """Return a proxy for ``http://`` addresses with a note that it is no more."""
    return Held(held.value, held.origin, held.note or _OTHER_KIND)


def proxies_of(environ: Mapping[str, str]) -> list[Held]:
    """Return the proxies that variables name, strongest first."""
    found = []
    for upper in ("HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY"):
        name, text = _first(environ, upper)
        if text:
            readable = proxy_for(_SERVER, {"ALL_PROXY": text}) is not None
            note = _OTHER_KIND if upper == "HTTP_PROXY" else None if readable else _UNREADABLE
            found.append(Held(text, Origin(OriginKind.ENVIRONMENT, name), note))
    return found


def proxyless_of(environ: Mapping[str, str]) -> list[Held]:
    """Return the hosts that ``NO_PROXY`` names."""
    name, text = _first(environ, "NO_PROXY")
    hosts: SettingValue = tuple(each.strip() for each in text.split(",") if each.strip())
    return [Held(hosts, Origin(OriginKind.ENVIRONMENT, name))] if hosts else []


def _first(environ: Mapping[str, str], upper: str) -> tuple[str, str]:
    name = upper if upper in environ else upper.lower()
    return name, environ.get(name, "")
