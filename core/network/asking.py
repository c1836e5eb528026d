"""Sending requests as uv would in the same project: through its proxy, with its certificates and logins."""

import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

import urllib3
from msgspec import Struct
from urllib3.exceptions import HTTPError

from core.model.problem import Category
from core.model.secrets import Secret
from core.network.address import Address, address_of
from core.network.fetch_errors import FetchError, FetchStoppedError, translated
from core.network.proxies import plain_proxy_trouble
from core.network.trust import Trust, trust_context, unchecked_context


class Login(Struct, frozen=True):
    """A user and a secret for one server."""

    user: str
    secret: Secret


class Ways(Struct, frozen=True, kw_only=True):
    """How servers are reached: the proxy of a URL, its login written in it; the login of a URL; whom to trust.

    Both are asked for every address that a request is sent to, redirects included. ``insecure`` are hosts, or hosts
    with a port, whose certificate is not checked. Times are seconds: ``stall`` is how long a server may send nothing.
    """

    proxy: Callable[[str], str | None]
    login: Callable[[str], Login | None]
    trust: Trust = Trust()
    insecure: tuple[str, ...] = ()
    connect: float = 10.0
    stall: float = 30.0
    retries: int = 3


class Asker:
    """Sends requests for several threads at once over shared connections; ``stop`` ends all of them from any thread."""

    def __init__(self, ways: Ways, connections: int = 4) -> None:
        self._ways = ways
        self._connections = connections
        self._pools: dict[tuple[str | None, bool], urllib3.PoolManager] = {}
        self._lock = threading.Lock()
        self._answers: set[urllib3.BaseHTTPResponse] = set()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End every fetching now; threads that wait for a server are woken."""
        self._stopped.set()
        with self._lock:
            answers = tuple(self._answers)
        for answer in answers:
            with suppress(Exception):  # whatever state the connection is in, it is not needed any more
                answer.shutdown()

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            pools = tuple(self._pools.values())
        for pool in pools:
            pool.clear()

    @property
    def ways(self) -> Ways:
        """How servers are reached."""
        return self._ways

    def check(self) -> None:
        """Raise FetchStoppedError after ``stop``."""
        if self._stopped.is_set():
            raise FetchStoppedError

    def pause(self, seconds: float) -> None:
        """Wait, but not beyond ``stop``."""
        self._stopped.wait(seconds)
        self.check()

    def ask(self, url: str, headers: dict[str, str]) -> urllib3.BaseHTTPResponse:
        """Send one request and return its answer, whose body is yet to be read; raises FetchError."""
        self.check()
        address = server_address(url)
        query = urlsplit(url).query
        plain = f"{address.scheme}://{address.authority}{address.path}{f'?{query}' if query else ''}"
        timeout = urllib3.Timeout(connect=self._ways.connect, read=self._ways.stall)
        try:
            answer = self._pool(url, address).urlopen(
                "GET",
                plain,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
                timeout=timeout,
            )
        except HTTPError as error:
            self.check()
            raise translated(error, url) from None  # the library's words may hold what nobody may see
        with self._lock:
            self._answers.add(answer)
        return answer

    def done(self, answer: urllib3.BaseHTTPResponse) -> None:
        """Forget an answer; its connection is closed, unless all was read and it is in use for another by now."""
        with self._lock:
            self._answers.discard(answer)
        with suppress(HTTPError, OSError):
            answer.close()

    def _pool(self, url: str, address: Address) -> urllib3.PoolManager:
        proxy = self._ways.proxy(url)
        insecure = address.scheme == "https" and not {address.ascii_host, address.authority}.isdisjoint(
            self._ways.insecure
        )
        with self._lock:
            pool = self._pools.get((proxy, insecure))
            if pool is None:
                pool = self._new_pool(proxy, insecure=insecure)
                self._pools[proxy, insecure] = pool
        return pool

    def _new_pool(self, proxy: str | None, *, insecure: bool) -> urllib3.PoolManager:
        if insecure:
            # The person has chosen it, and was warned there.
            warnings.filterwarnings("ignore", category=urllib3.exceptions.InsecureRequestWarning)
        context = unchecked_context() if insecure else trust_context(self._ways.trust)
        if proxy is None:
            return urllib3.PoolManager(maxsize=self._connections, ssl_context=context)
        named = proxy if "://" in proxy else f"http://{proxy}"
        trouble = plain_proxy_trouble(named)
        way = address_of(named)
        if isinstance(way, str) or (trouble is not None and way.scheme != "https"):
            words = trouble or "The address of the proxy cannot be read."
            raise FetchError(words, "Name an http:// proxy in the settings of the network.", Category.PROXY)
        login = None if way.login is None else ":".join(way.login)
        return urllib3.ProxyManager(
            f"{way.scheme}://{way.authority}",
            maxsize=self._connections,
            proxy_headers=urllib3.make_headers(proxy_basic_auth=login) if login is not None else None,
            ssl_context=context,
        )


def server_address(url: str) -> Address:
    """Return the server of a URL; raises FetchError for what is none."""
    address = address_of(url)
    if isinstance(address, str):
        raise FetchError(address, "Lock the project again.", Category.INDEX_OTHER)
    return address
