"""One page of a server, asked for as uv would: over a trusted connection, within a time limit, and never too much."""

import base64
import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import ExitStack
from http import HTTPStatus
from urllib.parse import urljoin

from msgspec import Struct

from core.network import lines
from core.network.address import Address, address_of
from core.network.asking import Login
from core.network.index_answer import MOST_BYTES, IndexAnswer, PageKind, challenge_of, leads_to_login, page_kind
from core.network.lines import NotHttpError, Patience, ProxyRefusedError
from core.network.proxies import plain_proxy_trouble

_MOST_REDIRECTS = 5
_PIECE = 16 << 10
_ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.5, */*;q=0.1"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class PageWays(Struct, frozen=True, kw_only=True):
    """How pages are asked for: the proxy of an address, its login written in it, and who is trusted.

    ``login`` is asked for every address, those that an answer leads to included; it is sent over TLS alone.
    """

    proxy: Callable[[str], str | None]
    context: Callable[[], ssl.SSLContext]
    login: Callable[[str], Login | None]


def ask_page(url: str, ways: PageWays, patience: Patience) -> IndexAnswer | None:
    """Return what a server answers for a page, following where it leads; None where no answer came.

    No page is asked for over TLS that is not trusted. Blocks until the answer is there or ``patience`` is at its end.
    """
    here = url
    asked = address_of(url)
    for _ in range(_MOST_REDIRECTS + 1):
        address = address_of(here)
        if isinstance(address, str) or isinstance(asked, str):
            return None
        elsewhere = None if address.authority == asked.authority else address.shown
        try:
            answer, location = _once(here, address, ways, patience)
        except (OSError, ValueError, NotHttpError, ProxyRefusedError, http.client.HTTPException):
            return None
        if location is None:
            return IndexAnswer(
                status=answer.status,
                schemes=answer.schemes,
                realm=answer.realm,
                kind=answer.kind,
                elsewhere=elsewhere,
            )
        following = address_of(location)
        if leads_to_login(location) and not leads_to_login(here):
            where = None if isinstance(following, str) or following.authority == asked.authority else following.shown
            return IndexAnswer(status=answer.status, kind=PageKind.LOGIN, elsewhere=where)
        if isinstance(following, str) or (address.scheme == "https" and following.scheme != "https"):
            return IndexAnswer(status=answer.status, elsewhere=elsewhere)
        here = location
    return IndexAnswer(status=HTTPStatus.LOOP_DETECTED, kind=PageKind.OTHER)


def _once(url: str, address: Address, ways: PageWays, patience: Patience) -> tuple[IndexAnswer, str | None]:
    """Ask once; return the answer and the address that it leads to."""
    proxy = _proxy(ways.proxy(url))
    with ExitStack() as stack:
        connection: socket.socket = stack.enter_context(lines.connected(lines.look_up(proxy or address), patience))
        target = address.path
        headers = {"Host": address.authority, "User-Agent": "wheelyard", "Accept": _ACCEPT, "Connection": "close"}
        if address.scheme == "https":
            if proxy is not None:
                lines.open_way(connection, address, proxy.login, patience)
            secured = ways.context().wrap_socket(
                connection, server_hostname=address.ascii_host, do_handshake_on_connect=False
            )
            stack.enter_context(secured)
            stack.enter_context(patience.holding(secured))
            lines.limit(secured, patience.step_end())
            secured.do_handshake()
            connection = secured
            login = ways.login(url)
            if login is not None:
                headers["Authorization"] = _basic(login.user, login.secret.text)
        elif proxy is not None:
            target = f"http://{address.authority}{address.path}"
            if proxy.login is not None:
                headers["Proxy-Authorization"] = _basic(*proxy.login)
        words = [f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return _exchanged(connection, url, "\r\n".join(words).encode(), patience)


def _exchanged(
    connection: socket.socket, url: str, request: bytes, patience: Patience
) -> tuple[IndexAnswer, str | None]:
    end = patience.step_end()
    lines.limit(connection, end)
    connection.sendall(request)
    answer = http.client.HTTPResponse(connection, method="GET")
    try:
        answer.begin()
        schemes, realm = challenge_of(tuple(answer.headers.get_all("WWW-Authenticate") or ()))
        location = answer.headers.get("Location")
        if answer.status in _REDIRECTS and location and location.isprintable():
            return IndexAnswer(status=answer.status), urljoin(url, location)
        kind = None
        if answer.status == HTTPStatus.OK:
            body, content, whole = _read(answer, connection, end)
            kind = page_kind(body, content, whole=whole)
        return IndexAnswer(status=answer.status, schemes=schemes, realm=realm, kind=kind), None
    finally:
        answer.close()


def _read(answer: http.client.HTTPResponse, connection: socket.socket, end: float) -> tuple[bytes, str, bool]:
    """Return the first bytes of a page, its kind, and whether they are all."""
    body = b""
    while len(body) < MOST_BYTES:
        lines.limit(connection, end)
        piece = answer.read1(_PIECE)
        if not piece:
            break
        body += piece
    return body, answer.headers.get("Content-Type", ""), len(body) < MOST_BYTES


def _proxy(named: str | None) -> Address | None:
    if named is None:
        return None
    address = address_of(named if "://" in named else f"http://{named}")
    if plain_proxy_trouble(named) is not None or isinstance(address, str):
        raise NotHttpError  # a proxy that cannot be spoken to here
    return address


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
