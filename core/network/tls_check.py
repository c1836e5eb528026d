"""One server of an index, looked at from this computer: name, connection, both lists of roots, proxy, answer."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime

from cryptography import x509
from msgspec.structs import replace

from core.model.endpoint import EndpointCheck, TlsResult
from core.network import lines
from core.network.address import Address, address_of
from core.network.certificates_seen import issuer_words, leads_to, name_text, read_certificate, sent_chain
from core.network.interception import product_in
from core.network.lines import NotHttpError, Patience, ProxyRefusedError, Route
from core.network.proxies import plain_proxy_trouble
from core.network.roots import Roots
from core.network.verdicts import TrustedRoots, verdict_of

OwnRoots = Callable[[], ssl.SSLContext]
_OWN_PART = 0.95
"""Of the time limit, so that the thread's own "no answer" is in the result before the limit of the caller is."""
_STEP_PART = 0.4
"""Of the time limit for each step: one that stalls leaves time for another that tells more."""
_NO_SUCH_NAME = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
_PROXY_LOGIN_REQUIRED = 407
_PROXY_COULD_NOT = (502, 503, 504)


async def check_endpoint(
    url: str, *, proxy: str | None, seconds: float = 5.0, roots: Roots | None = None, own: OwnRoots | None = None
) -> EndpointCheck:
    """Find out about the server of ``url`` what can be found out within ``seconds``; never raises for a bad URL.

    The connections are made by a thread of its own, so any event loop will do; it ends with the call, or when it is
    cancelled. ``proxy`` is an ``http://`` proxy, its login in the URL; the login goes to the proxy and into no result.
    ``roots`` are the lists to check against, by default uv's own and this computer's; ``own`` gives the context of a
    certificate file that is in force in their place.
    """
    started = time.monotonic()
    goal = address_of(url)
    way = None if proxy is None else plain_proxy_trouble(proxy) or address_of(_with_scheme(proxy))
    if isinstance(goal, str):
        return EndpointCheck(trouble=goal)
    if isinstance(way, str):
        return EndpointCheck(host=goal.host, port=goal.port, trouble=way)
    work = _Check(goal, way, roots or Roots(), seconds, own)
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def run() -> None:
        problem: BaseException | None = None
        try:
            work.run()
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to the caller, not to this thread
            problem = error
        # The loop may be closed when nobody waits any more.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_finish, done, problem)

    threading.Thread(target=run, name="endpoint check", daemon=True).start()
    try:
        finished, _ = await asyncio.wait({done}, timeout=seconds)
    finally:
        work.patience.stop()
    if finished:
        done.result()
    return replace(work.found, seconds=time.monotonic() - started)


def _finish(done: asyncio.Future[None], problem: BaseException | None) -> None:
    if done.done():
        return
    if problem is None:
        done.set_result(None)
    else:
        done.set_exception(problem)


def _with_scheme(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"


class _NoWayError(Exception):
    """There is no connection; what that means has been written down."""


class _Check:
    """The steps, in a thread; ``found`` is replaced as a whole whenever more is known, so any thread may read it."""

    def __init__(
        self, goal: Address, proxy: Address | None, roots: Roots, seconds: float, own: OwnRoots | None
    ) -> None:
        self.patience = Patience(seconds * _OWN_PART, seconds * _STEP_PART)
        self.found = EndpointCheck(host=goal.host, port=goal.port, through=None if proxy is None else proxy.shown)
        self._goal = goal
        self._proxy = proxy
        self._roots = roots
        self._own = own

    def run(self) -> None:
        """Go through the steps until there is no way on."""
        with suppress(_NoWayError, TimeoutError):
            self._steps()

    def _steps(self) -> None:
        route = self._look_up()
        if route is None:
            return
        if self._goal.scheme == "http":
            self._plain(route)
        else:
            self._secured(route)

    def _found(self, **more: object) -> None:
        self.found = replace(self.found, **more)

    def _look_up(self) -> Route | None:
        try:
            route = lines.look_up(self._proxy or self._goal)
        except (OSError, UnicodeError) as error:
            # Only "there is no such name" is an answer; a resolver that cannot be asked has said nothing.
            no_such_name = isinstance(error, UnicodeError) or error.errno in _NO_SUCH_NAME
            if self._proxy is not None:
                why = "was not found" if no_such_name else "could not be looked up"
                self._found(trouble=f"The name of the proxy {self._proxy.shown} {why}.")
            elif no_such_name:
                self._found(address_found=False)
            return None
        if self._proxy is None:
            self._found(address_found=True)
        return route

    def _plain(self, route: Route) -> None:
        with ExitStack() as stack:
            connection = self._connect(stack, route)
            if self._proxy is None:
                self._found(connected=True)
            head = self._ask(connection)
        if head is None:
            return
        if head.status == _PROXY_LOGIN_REQUIRED:
            self._found(proxy_answer=head.status, proxy_schemes=head.login_schemes)
        else:
            self._found(connected=True, http_status=head.status)

    def _secured(self, route: Route) -> None:
        chain: tuple[x509.Certificate, ...] = ()
        with ExitStack() as stack:
            connection = self._reach(stack, route)
            try:
                chain = sent_chain(self._greet(stack, connection, _unjudging_context()))
            except OSError as error:
                # Without a greeting nobody's roots could be asked.
                result = verdict_of(error, (), tuple, datetime.now(UTC))
                self._found(bundled=result, system=result, own_file=None if self._own is None else result)
                return
        public = self._roots.public()
        self._found(**_described(chain, public))
        self._found(bundled=self._judged(route, self._roots.bundled(), chain, lambda: public))
        if self.found.bundled is not None and self.found.bundled.ok:
            self._found(issuer_is_public=True, interception=None)
        if self._own is not None:
            context = self._own()
            held = tuple(context.get_ca_certs(binary_form=True))
            self._found(own_file=self._judged(route, context, chain, lambda: held))
        self._found(system=self._judged(route, self._roots.system(), chain, self._roots.own))

    def _judged(
        self, route: Route, context: ssl.SSLContext, chain: tuple[x509.Certificate, ...], roots: TrustedRoots
    ) -> TlsResult:
        with ExitStack() as stack:
            connection = self._reach(stack, route)
            try:
                secured = self._greet(stack, connection, context)
            except OSError as error:
                return verdict_of(error, chain, roots, datetime.now(UTC))
            # Only a server that proved who it is gets to see the path, which may be nobody else's business.
            if self.found.http_status is None:
                head = self._ask(secured)
                self._found(http_status=None if head is None else head.status)
        return TlsResult(ok=True)

    def _connect(self, stack: ExitStack, route: Route) -> socket.socket:
        try:
            return stack.enter_context(lines.connected(route, self.patience))
        except OSError as error:
            if self._proxy is None:
                # Later connections may fail where the first one did not; the server was there.
                self._found(connected=self.found.connected or False)
            else:
                why = "did not answer in time" if isinstance(error, TimeoutError) else "cannot be reached"
                self._found(trouble=f"The proxy {self._proxy.shown} {why}.")
            raise _NoWayError from error

    def _reach(self, stack: ExitStack, route: Route) -> socket.socket:
        connection = self._connect(stack, route)
        if self._proxy is not None:
            try:
                lines.open_way(connection, self._goal, self._proxy.login, self.patience)
            except ProxyRefusedError as error:
                there = False if error.head.status in _PROXY_COULD_NOT else self.found.connected
                schemes = error.head.login_schemes
                self._found(proxy_answer=error.head.status, proxy_schemes=schemes, connected=there)
                raise _NoWayError from error
            except (OSError, NotHttpError) as error:
                why = "did not answer in time" if isinstance(error, TimeoutError) else "does not answer as a proxy does"
                self._found(trouble=f"The proxy {self._proxy.shown} {why}.")
                raise _NoWayError from error
        self._found(connected=True)
        return connection

    def _greet(self, stack: ExitStack, connection: socket.socket, context: ssl.SSLContext) -> ssl.SSLSocket:
        end = self.patience.step_end()
        name = self._goal.ascii_host
        try:
            secured = context.wrap_socket(connection, server_hostname=name, do_handshake_on_connect=False)
        except ValueError as error:
            # Some names can be looked up and yet not be asked for in TLS.
            raise OSError(str(error)) from error
        stack.enter_context(secured)
        stack.enter_context(self.patience.holding(secured))
        lines.limit(secured, end)
        secured.do_handshake()
        return secured

    def _ask(self, connection: socket.socket) -> lines.Head | None:
        plain_proxy = self._proxy if self._goal.scheme == "http" else None
        login = None if plain_proxy is None else plain_proxy.login
        try:
            return lines.ask(connection, self._goal, self.patience, whole=plain_proxy is not None, login=login)
        except NotHttpError:
            self._found(trouble=f"What answers at {(plain_proxy or self._goal).shown} does not speak HTTP.")
        except OSError:
            # No answer, or none in time: the status stays unknown.
            pass
        return None


def _unjudging_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _described(chain: tuple[x509.Certificate, ...], public: tuple[bytes, ...]) -> dict[str, object]:
    if not chain:
        return {}
    product = product_in(issuer_words(certificate) for certificate in chain)
    is_public: bool | None = leads_to(chain, public)
    # One certificate signed by an unknown one may hang on a public root whose intermediate was left out.
    if not is_public and len(chain) == 1 and chain[0].issuer != chain[0].subject and product is None:
        is_public = None
    return {
        "chain": tuple(map(read_certificate, chain)),
        "issuer": name_text(chain[0].issuer),
        "issuer_is_public": is_public,
        "interception": None if is_public else product,
    }
