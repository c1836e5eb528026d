"""URLs of servers and proxies taken apart the way uv takes them apart: ports, IPv6, names with umlauts."""

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct
from typing_extensions import override

from core.model.secrets import STARS, without_secrets

_DEFAULT_PORTS = {"http": 80, "https": 443}
_FULL_STOPS = str.maketrans(dict.fromkeys("\u3002\uff0e\uff61", "."))
_LONGEST_LABEL = 63
_LONGEST_SHOWN = 200
_UNREADABLE = (
    "the name or the port of its server cannot be read. In a user name or password, / must be written as %2F, ? as %3F,"
    " # as %23 and @ as %40."
)
_AT = re.compile(r"[@\uff20\ufe6b]|%40")
"""What ends a login, or is meant to: the signs that become an "@" in a browser, and its escaped form, too."""
_SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]{0,30}://")


class Address(Struct, frozen=True, kw_only=True):
    """One server of a URL: ``host`` as people write it, ``ascii_host`` as it goes over the wire (no brackets).

    ``path`` is percent-encoded and never has the query. ``login`` is (user, password) as written into the URL: it is
    sent to the server it is for and shown nowhere, so no result may take an Address along.
    """

    scheme: str
    host: str
    ascii_host: str
    port: int
    path: str
    login: tuple[str, str] | None

    @override
    def __repr__(self) -> str:
        return f"Address({self.shown!r})"

    @property
    def authority(self) -> str:
        """Host and port, an IPv6 address in brackets, as HTTP wants them."""
        return f"[{self.ascii_host}]:{self.port}" if ":" in self.ascii_host else f"{self.ascii_host}:{self.port}"

    @property
    def shown(self) -> str:
        """The address for people: scheme, host and port, no login."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def address_of(url: str) -> Address | str:
    """Return the server of an ``http://`` or ``https://`` URL, or one sentence that says what is wrong with it."""
    shown = _shown(url)
    if any(ord(character) < 33 for character in url.strip()):
        return f'"{shown}" is no address: it holds blanks or control characters.'
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        # The library's words repeat what it took for a port or a name, which may be half of a password.
        return f'"{shown}" is no address: {_UNREADABLE}'
    if parts.scheme not in _DEFAULT_PORTS:
        return f'"{shown}" is no address that can be tried: it begins with neither https:// nor http://.'
    if not parts.hostname:
        return f'"{shown}" names no server.'
    ascii_host = ascii_host_of(parts.hostname)
    if ascii_host is None:
        return f'"{shown}" names a server that cannot exist: a part of its name is empty or too long.'
    return Address(
        scheme=parts.scheme,
        host=parts.hostname,
        ascii_host=ascii_host,
        port=_DEFAULT_PORTS[parts.scheme] if port is None else port,
        path=quote(parts.path or "/", safe="/%:@!$&'()*+,;=~"),
        login=None if parts.username is None else (unquote(parts.username), unquote(parts.password or "")),
    )


def plain_url(url: str) -> str:
    """Return an address for people and events: neither login, query nor fragment; unreadable parts are stars."""
    address = address_of(url)
    if isinstance(address, str):
        # Stars come first: what looks like a query may be the rest of a password.
        return _shown(url.strip()).partition("?")[0].partition("#")[0]
    parts = urlsplit(url.strip())
    host = f"[{address.host}]" if ":" in address.host else address.host
    port = "" if parts.port is None else f":{parts.port}"
    return _without_login(f"{address.scheme}://{host}{port}{without_secrets(parts.path)}")


def ascii_host_of(host: str) -> str | None:
    """Return a host name as it goes over the wire, or None where it cannot be a name.

    Names beyond ASCII are mapped as UTS 46 does without its transitional rules (so "ß" stays a letter of its own);
    the codec of the standard library follows IDNA 2003, which uv and browsers no longer do.
    """
    labels = host.translate(_FULL_STOPS).removesuffix(".").split(".")
    if ":" in host:
        return host
    mapped = [_ascii_label(label) for label in labels]
    return None if not all(mapped) else ".".join(mapped)


def _ascii_label(label: str) -> str:
    text = label.lower()
    if not label.isascii():
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).lower())
    if not text.isascii():
        try:
            text = "xn--" + text.encode("punycode").decode("ascii")
        except UnicodeError:
            return ""
    return text if len(text) <= _LONGEST_LABEL else ""


def _shown(url: str) -> str:
    clean = _without_login(without_secrets("".join(letter if letter.isprintable() else "\ufffd" for letter in url)))
    return clean if len(clean) <= _LONGEST_SHOWN else f"{clean[:_LONGEST_SHOWN]}..."


def _without_login(text: str) -> str:
    """Return the text with stars for all that stands before its last "@" but a scheme.

    A login may hold "/", "#", "?" or blanks, by which it was cut off for whoever reads it as an address.
    """
    ends = [found.start() for found in _AT.finditer(text)]
    if not ends:
        return text
    scheme = _SCHEME.match(text)
    begin = scheme.end() if scheme is not None and scheme.end() <= ends[-1] else 0
    return f"{text[:begin]}{STARS}{text[ends[-1] :]}"
