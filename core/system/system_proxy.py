r"""The proxy of the system's own settings, which a browser uses and uv does not.

On Windows they are the person's Internet Settings, or the computer's where policy says that they are not per person.
"""

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from core.model.secrets import STARS
from core.system.registry import Hive, values_of

SETTINGS = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
POLICY = r"Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings"
CONNECTIONS = SETTINGS + r"\Connections"
PER_PERSON = "ProxySettingsPerUser"
_BLOB = "DefaultConnectionSettings"

_FLAGS_AT = 8
_AUTO_DETECT = 0x08
_NAMED = re.compile(r"([A-Za-z]+)=")
_ALL = ("http", "https")
"""Schemes that a server named without one is for, of those that matter here."""


class SystemProxy(Struct, frozen=True, kw_only=True):
    """What the system's settings say: ``servers`` by the scheme of what is fetched, as URLs without names or passwords.

    ``bypass`` is for whom there is no proxy, in the settings' own words (``*.corp``, ``<local>``). ``pac_url`` is a
    script that decides, ``auto_detect`` that one is looked for in the network. ``source`` is the registry key.
    """

    servers: dict[str, str]
    bypass: tuple[str, ...] = ()
    pac_url: str | None = None
    auto_detect: bool = False
    source: str = ""

    @property
    def is_set(self) -> bool:
        """Whether there is any proxy, or something that decides on one."""
        return bool(self.servers or self.pac_url or self.auto_detect)


def system_proxy() -> SystemProxy | None:
    """Return the system's proxy settings, None where this system has none of this kind or they may not be read."""
    policy = values_of(Hive.COMPUTER, POLICY)
    hive, name = (
        (Hive.COMPUTER, "HKLM") if policy is not None and policy.get(PER_PERSON) == 0 else (Hive.PERSON, "HKCU")
    )
    values = values_of(hive, SETTINGS)
    if values is None:
        return None
    return proxy_of({**values, **(values_of(hive, CONNECTIONS) or {})}, rf"{name}\{SETTINGS}")


def proxy_of(values: Mapping[str, object], source: str) -> SystemProxy:
    """Return what the values of the Internet Settings say; a value of a wrong kind says nothing.

    ``values`` are those of the key and of its key ``Connections``, of which the ninth byte of
    ``DefaultConnectionSettings`` says whether a script is looked for.
    """
    server, bypass = _text(values, "ProxyServer"), _text(values, "ProxyOverride")
    enabled = values.get("ProxyEnable") == 1
    blob = values.get(_BLOB)
    if isinstance(blob, bytes) and len(blob) > _FLAGS_AT:
        detects = bool(blob[_FLAGS_AT] & _AUTO_DETECT)
    else:
        detects = values.get("AutoDetect") == 1
    return SystemProxy(
        servers=_servers(server) if enabled else {},
        bypass=tuple(part for part in re.split(r"[;\s]+", bypass) if part) if enabled else (),
        pac_url=_script_of(_text(values, "AutoConfigURL")) or None,
        auto_detect=detects,
        source=source,
    )


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _servers(text: str) -> dict[str, str]:
    servers: dict[str, str] = {}
    for part in re.split(r"[;\s]+", text):
        named = _NAMED.match(part)
        address = part[named.end() :] if named else part
        for scheme in (named[1].lower(),) if named else _ALL:
            url = address if "://" in address else f"{'socks' if scheme == 'socks' else 'http'}://{address}"
            if address and (plain := _server_of(url)):
                servers.setdefault(scheme, plain)
    return servers


def _server_of(url: str) -> str:
    """Return the address of a proxy without user name and password; a "/", "#" or "?" in them does not end them."""
    scheme, _, rest = url.partition("://")
    return _without_account(f"{scheme}://{rest.rpartition('@')[2]}")


def _script_of(url: str) -> str:
    """Return the address of a script without user name and password, with stars where they may have been cut off."""
    plain = _without_account(url)
    scheme, _, rest = plain.partition("://")
    return f"{scheme}://{STARS}{rest[rest.rindex('@') :]}" if "@" in rest else plain


def _without_account(url: str) -> str:
    """Return a URL without user name and password, and nothing of one that cannot be read."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for a half of an account that a ";" in its password has cut off
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except ValueError:
        return ""


def server_for(system: SystemProxy, scheme: str, host: str) -> str | None:
    """Return the system's proxy for a host, None where it has none or the host is one of those without.

    As Windows reads its list: ``*`` stands for anything, ``<local>`` for names without a dot, and a port counts not.
    This computer itself is reached without unless the list says ``<-loopback>``.
    """
    if _is_here(host.lower()) and not any(entry.lower() == "<-loopback>" for entry in system.bypass):
        return None
    if any(_passes(entry, host.lower()) for entry in system.bypass):
        return None
    return system.servers.get(scheme)


def _is_here(host: str) -> bool:
    if host in {"localhost", "loopback"}:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _passes(entry: str, host: str) -> bool:
    if entry.lower() == "<local>":
        return "." not in host and ":" not in host
    pattern = entry.lower().rpartition("://")[2].partition("/")[0]
    if pattern.count(":") == 1:
        pattern = pattern.partition(":")[0]
    return bool(pattern) and re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), host) is not None
