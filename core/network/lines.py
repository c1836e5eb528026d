"""Connections with a time limit that another thread can end: straight to a server or through an HTTP proxy."""

import base64
import re
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from msgspec import Struct

from core.network.address import Address

_MOST_HEAD_BYTES = 64 << 10
_MOST_ADDRESSES = 4
_AGENT = "wheelyard"
_CHALLENGE = re.compile(r"(?:^|,)[ \t]*([A-Za-z][A-Za-z0-9_-]{0,30})(?=[ \t,]|$)(?![ \t]*=)")
_QUOTED = re.compile(r'"[^"]*"')


class Head(Struct, frozen=True):
    """The first line and the headers of an HTTP answer; header names in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...]

    @property
    def login_schemes(self) -> tuple[str, ...]:
        """The ways to log in that a proxy asks for, as it writes them: ``Basic``, ``Negotiate``, ``NTLM``."""
        asked = [_QUOTED.sub('""', value) for name, value in self.headers if name == "proxy-authenticate"]
        return tuple(dict.fromkeys(scheme for value in asked for scheme in _CHALLENGE.findall(value)))


class ProxyRefusedError(Exception):
    """The proxy answered, and opened no way."""

    def __init__(self, head: Head) -> None:
        super().__init__(f"the proxy answered {head.status}")
        self.head = head


class NotHttpError(Exception):
    """What came back is no answer in HTTP/1."""


class Route(NamedTuple):
    """Where the first connection goes, as found by a look-up: (family, socket address), best first."""

    goals: Sequence[tuple[int, tuple[object, ...]]]


class Patience:
    """A time limit for a sequence of steps, each with a part of it, and the way for another thread to end them."""

    def __init__(self, seconds: float, step: float) -> None:
        self._end = time.monotonic() + seconds
        self._step = step
        self._lock = threading.Lock()
        self._stopped = False
        self._held: socket.socket | None = None

    def step_end(self) -> float:
        """Return when a step that begins now has to be over, on the monotonic clock."""
        return min(self._end, time.monotonic() + self._step)

    @contextmanager
    def holding(self, connection: socket.socket) -> Iterator[None]:
        """Let ``stop`` end what waits on this connection."""
        with self._lock:
            if self._stopped:
                raise TimeoutError
            self._held = connection
        try:
            yield
        finally:
            with self._lock:
                self._held = None

    def stop(self) -> None:
        """End the step under way and let no other begin; safe from any thread."""
        with self._lock:
            self._stopped = True
            if self._held is not None:
                # Closing alone would not wake the thread that waits for it.
                with suppress(OSError):
                    self._held.shutdown(socket.SHUT_RDWR)


def limit(connection: socket.socket, end: float) -> None:
    """Let the next call on the connection take until ``end``; raise TimeoutError where that has passed."""
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)


def look_up(address: Address) -> Route:
    """Return the addresses of a host; raises OSError (gaierror) where there are none."""
    found = socket.getaddrinfo(address.ascii_host, address.port, type=socket.SOCK_STREAM)
    return Route([(family, goal) for family, _, _, _, goal in found][:_MOST_ADDRESSES])


@contextmanager
def connected(route: Route, patience: Patience) -> Iterator[socket.socket]:
    """Connect to the first address that answers and close at the end; raises OSError where none does."""
    end = patience.step_end()
    problem: OSError = TimeoutError()
    for position, (family, goal) in enumerate(route.goals):
        share = (end - time.monotonic()) / (len(route.goals) - position)
        with socket.socket(family, socket.SOCK_STREAM) as connection, patience.holding(connection):
            try:
                limit(connection, time.monotonic() + share)
                connection.connect(goal)
            except OSError as error:
                problem = error
                continue
            yield connection
            return
    raise problem


def open_way(connection: socket.socket, goal: Address, login: tuple[str, str] | None, patience: Patience) -> None:
    """Ask the proxy at the other end for a way to ``goal`` (CONNECT); raises ProxyRefusedError with its answer."""
    lines = [f"CONNECT {goal.authority} HTTP/1.1", f"Host: {goal.authority}", f"User-Agent: {_AGENT}"]
    head = _exchange(connection, lines, login, patience)
    if not 200 <= head.status < 300:
        raise ProxyRefusedError(head)


def ask(
    connection: socket.socket,
    goal: Address,
    patience: Patience,
    *,
    whole: bool = False,
    login: tuple[str, str] | None = None,
) -> Head:
    """Ask for the path of ``goal`` and return the head of the answer.

    No login of the server is sent. To a proxy the address is written out (``whole``), with the proxy's ``login``.
    """
    target = f"http://{goal.authority}{goal.path}" if whole else goal.path
    lines = [f"GET {target} HTTP/1.1", f"Host: {goal.authority}", f"User-Agent: {_AGENT}", "Connection: close"]
    lines.append("Accept: application/vnd.pypi.simple.v1+json, text/html;q=0.1")
    return _exchange(connection, lines, login, patience)


def _exchange(
    connection: socket.socket, lines: Sequence[str], login: tuple[str, str] | None, patience: Patience
) -> Head:
    end = patience.step_end()
    more = (
        [] if login is None else ["Proxy-Authorization: Basic " + base64.b64encode(":".join(login).encode()).decode()]
    )
    limit(connection, end)
    connection.sendall("\r\n".join((*lines, *more, "", "")).encode())
    data = b""
    while b"\r\n\r\n" not in data and b"\n\n" not in data:
        limit(connection, end)
        piece = connection.recv(4096)
        data += piece
        if not piece or len(data) > _MOST_HEAD_BYTES:
            break
    if not data:
        raise ConnectionResetError("closed without an answer")
    return _head(data)


def _head(data: bytes) -> Head:
    first, *rest = data.decode("latin-1").replace("\r\n", "\n").partition("\n\n")[0].split("\n")
    match = re.match(r"HTTP/1\.[0-9] ([0-9]{3})(?: |$)", first)
    if match is None:
        raise NotHttpError
    pairs = (line.partition(":") for line in rest)
    return Head(int(match[1]), tuple((name.strip().lower(), value.strip()) for name, _, value in pairs))
