"""A package index on this computer, over TLS with a private authority or over plain HTTP, sound or with one trouble."""

import http.server
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from typing_extensions import override

from tests.integration.uv.local_index import make_wheel
from tests.network.answers import LINGER, Answer, IndexHandler, Request, reset_at_close
from tests.network.certificates import LOCAL_NAMES, Authority, Certificate

PACKAGE = "small-one"
"""The project whose wheel an index serves when its folder holds none; version 1.0."""


class Index:
    """A running index: ``url`` is what ``--index-url`` takes; ``requests`` grows with every request that reached it."""

    def __init__(self, scheme: str, host: str, port: int, requests: list[Request]) -> None:
        self.scheme = scheme
        self.host = host
        self.port = port
        self.requests = requests

    @property
    def url(self) -> str:
        """The address of the index, without a login."""
        return f"{self.scheme}://{self._netloc}/simple"

    def url_with(self, user: str, password: str) -> str:
        """Return the address with a login written into it."""
        return f"{self.scheme}://{user}:{password}@{self._netloc}/simple"

    @property
    def _netloc(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@contextmanager
def package_index(
    folder: Path,
    authority: Authority | None = None,
    *,
    certificate: Certificate = Certificate.GOOD,
    answer: Answer = Answer.GOOD,
    login: tuple[str, str] | None = None,
    refusal: Answer = Answer.UNAUTHORIZED,
    host: str = "localhost",
    names: tuple[str, ...] = LOCAL_NAMES,
    port: int = 0,
) -> Iterator[Index]:
    """Serve the wheels of ``folder`` until the block ends; a wheel of PACKAGE is made where there is none.

    Without ``authority`` it speaks plain HTTP. ``login`` (user, password) is asked for when given, and a request
    without it gets ``refusal``; every other request gets ``answer``. ``host`` is the name in the URL: "localhost",
    "127.0.0.1", or "::1" to listen on IPv6. ``names`` are the names in the certificate. ``port`` is that of a server
    which ended and is there again; 0 is a free one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.glob("*.whl")):
        make_wheel(folder, PACKAGE, "1.0", b"x" * 20_000)
    requests: list[Request] = []
    closing = threading.Event()
    settings = {
        "folder": folder,
        "answer": answer,
        "login": login,
        "refusal": refusal,
        "requests": requests,
        "closing": closing,
    }
    context = None if authority is None else authority.server_context(certificate, names)
    handler = type("Handler", (IndexHandler,), settings)
    server = (_Server6 if ":" in host else _Server)(context, answer, closing, handler, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Index("http" if authority is None else "https", host, server.server_port, requests)
    finally:
        closing.set()
        server.shutdown()
        server.hang_up()
        server.server_close()
        thread.join()


class _Server(http.server.ThreadingHTTPServer):
    """Greets in the thread of each connection, so that a client that does not answer holds up nobody else."""

    daemon_threads = False
    listen_on = "127.0.0.1"

    def __init__(
        self,
        context: ssl.SSLContext | None,
        answer: Answer,
        closing: threading.Event,
        handler: type[IndexHandler],
        port: int,
    ) -> None:
        self._context = None if answer is Answer.NO_TLS else context
        self._answer = answer
        self._closing = closing
        self._open: set[socket.socket] = set()
        super().__init__((self.listen_on, port), handler)

    @override
    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        assert isinstance(request, socket.socket)
        self._open.add(request)
        super().process_request(request, client_address)

    @override
    def finish_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        assert isinstance(request, socket.socket)
        if self._answer is Answer.STALL_HANDSHAKE:
            self._closing.wait()
        elif self._answer is Answer.RESET_HANDSHAKE:
            request.recv(1)
            reset_at_close(request)
        elif self._context is None:
            super().finish_request(request, client_address)
        else:
            # The copy keeps the plain socket open for hang_up, which must work during the handshake, too.
            with self._context.wrap_socket(request.dup(), server_side=True) as secured:
                self._open.add(secured)
                try:
                    super().finish_request(secured, client_address)
                finally:
                    self._open.discard(secured)

    @override
    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        assert isinstance(request, socket.socket)
        self._open.discard(request)
        lingers, _ = LINGER.unpack(request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER.size))
        if lingers:
            # A shutdown first would be the orderly end that a reset is not.
            request.close()
        else:
            super().shutdown_request(request)

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that refuse the certificate or go away are what these tests are about."""

    def hang_up(self) -> None:
        """End every open connection, so that the threads that serve them end."""
        for connection in tuple(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Server6(_Server):
    address_family = socket.AF_INET6
    listen_on = "::1"
