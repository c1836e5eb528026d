"""Which proxy uv sends a request through, by the variables of its environment and the keys of its files.

As measured with uv 0.13: the first of the upper- and the lower-case name that exists counts, even when it is empty;
a value that uv cannot read is passed over for ALL_PROXY; the key ``http-proxy`` or ``https-proxy`` in a uv.toml
switches all variables off, NO_PROXY included, and ``no-proxy`` counts for those two keys only.
"""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress

from msgspec import Struct

from core.network.address import address_of

_SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")
_PROXY = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,63})://)?"
    r"(?:(?P<login>[A-Za-z0-9._~!$&'()*+,;=:%@-]{0,4000})@)?"
    r"(?P<host>[A-Za-z0-9._~!$&'()*+,;=%-]{1,255}|\[[0-9A-Fa-f:.]{2,64}\])(?::(?P<port>[A-Za-z0-9._~!$&'()*+,;=%-]{0,255}))?"
    r"(?P<rest>(?!//)[/?#].{0,4000})?"
)
_NETWORK = re.compile(r"[0-9a-fA-F:.]{2,64}/[0-9]{1,3}")


class ProxyChoice(Struct, frozen=True):
    """A proxy: its URL without a login, the variable or key that names it, and whether a login is written there."""

    url: str
    source: str
    has_credentials: bool


class ProxyKeys(Struct, frozen=True):
    """The keys ``http-proxy``, ``https-proxy`` and ``no-proxy`` of a uv.toml; uv knows them from 0.9 on."""

    http: str | None = None
    https: str | None = None
    no: tuple[str, ...] = ()


def proxy_for(url: str, environ: Mapping[str, str], keys: ProxyKeys | None = None) -> ProxyChoice | None:
    """Return the proxy that uv sends a request for ``url`` through; None where it connects by itself.

    ``environ`` is the environment of the uv process. A URL that is none has no proxy.
    """
    goal = address_of(url)
    if isinstance(goal, str):
        return None
    if keys is not None and (keys.http is not None or keys.https is not None):
        value = keys.https if goal.scheme == "https" else keys.http
        if _is_exempt(goal.ascii_host, keys.no):
            return None
        return None if value is None else _choice(value, f"{goal.scheme}-proxy")
    if "REQUEST_METHOD" in environ or _is_exempt(goal.ascii_host, (_first(environ, "NO_PROXY")[1],)):
        # A program that a web server started must not let a request's "Proxy" header decide where it connects to.
        return None
    for wanted in (f"{goal.scheme.upper()}_PROXY", "ALL_PROXY"):
        name, value = _first(environ, wanted)
        choice = _choice(value, name)
        if choice is not None:
            return choice
    return None


def plain_proxy_trouble(url: str) -> str | None:
    """Return one sentence on what is wrong with an address as that of a company's HTTP proxy; None where nothing is.

    It never repeats what is written before an ``@``.
    """
    match = _PROXY.fullmatch(url)
    if match is None:
        return (
            "The address of the proxy cannot be read, so uv passes over it: it must look like http://proxy.example:8080,"
            " and in a user name or password every character but letters and digits must be written as %XX."
        )
    if "@" in (match["rest"] or ""):
        return (
            "The address of the proxy is cut off in its user name or password: there, / must be written as %2F,"
            " ? as %3F, # as %23 and @ as %40."
        )
    port = match["port"]
    if port is not None and not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        return f"The address of the proxy {match['host']} has no port between 1 and 65535 behind its colon."
    return _scheme_trouble((match["scheme"] or "http").lower(), match["host"] + (f":{port}" if port else ""))


def _scheme_trouble(scheme: str, place: str) -> str | None:
    if scheme == "http":
        return None
    if scheme == "https":
        return (
            f"The address of the proxy, https://{place}, begins with https://, so uv speaks TLS with the proxy itself,"
            f" which hardly any proxy understands: write http://{place}."
        )
    if scheme in _SCHEMES:
        return f"The proxy {scheme}://{place} is a SOCKS proxy, which cannot be tried here; uv can use it."
    return f'The address of the proxy begins with "{scheme}://", which uv passes over: write http://{place}.'


def _first(environ: Mapping[str, str], upper: str) -> tuple[str, str]:
    name = upper if upper in environ else upper.lower()
    return name, environ.get(name, "")


def _choice(value: str, source: str) -> ProxyChoice | None:
    match = _PROXY.fullmatch(value)
    if match is None or (match["scheme"] is None and match["rest"]):
        return None
    scheme = (match["scheme"] or "http").lower()
    if scheme not in _SCHEMES:
        return None
    if "@" in (match["rest"] or ""):
        # What reads like a host here is the beginning of a login, which nobody may see.
        return ProxyChoice(f"{scheme}://****", source, has_credentials=True)
    port = f":{match['port']}" if (match["port"] or "").isdecimal() else ""
    return ProxyChoice(f"{scheme}://{match['host']}{port}", source, has_credentials=match["login"] is not None)


def _is_exempt(host: str, lists: Iterable[str]) -> bool:
    entries = [entry.strip() for text in lists for entry in text.split(",")]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return any(_covers(entry, host) for entry in entries if entry)
    return any(address in network for entry in entries for network in _networks(entry))


def _networks(entry: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    found = []
    with suppress(ValueError):
        if _NETWORK.fullmatch(entry) or "/" not in entry:
            found.append(ipaddress.ip_network(entry, strict=False))
    return found


def _covers(entry: str, host: str) -> bool:
    if entry == "*":
        return True
    suffix = entry.lower().removeprefix(".")
    return bool(suffix) and (host == suffix or host.endswith(f".{suffix}"))
