"""Asking for a page: where it leads, who is sent the login, how much is read, and how it ends."""

import http.server
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from typing_extensions import override

from core.model.secrets import Secret
from core.network.asking import Login
from core.network.index_answer import MOST_BYTES, IndexAnswer, PageKind
from core.network.lines import Patience
from core.network.page_asking import PageWays, ask_page
from tests.network.certificates import Authority, Certificate

Respond = Callable[[http.server.BaseHTTPRequestHandler], None]
LIST = b'<a href="x.whl">x</a>'


class Asked:
    """A running server: its port, and path and login of every request."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.requests: list[tuple[str, str | None]] = []

    def url(self, path: str = "/simple/", scheme: str = "https") -> str:
        return f"{scheme}://localhost:{self.port}{path}"


@contextmanager
def serving(
    respond: Respond, authority: Authority | None, certificate: Certificate = Certificate.GOOD
) -> Iterator[Asked]:
    """Answer every request by ``respond`` until the block ends."""

    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = 20

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            asked.requests.append((self.path, self.headers.get("Authorization")))
            with suppress(OSError):
                respond(self)

    class Server(http.server.ThreadingHTTPServer):
        @override
        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing: who goes away is part of the tests."""

    server = Server(("127.0.0.1", 0), Handler)
    if authority is not None:
        context = authority.server_context(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    asked = Asked(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(body: bytes = LIST, kind: str = "text/html", status: int = 200, **headers: str) -> Respond:
    def respond(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return respond


def ask(
    url: str, authority: Authority, login: Callable[[str], Login | None] | None = None, seconds: float = 20
) -> IndexAnswer | None:
    ways = PageWays(
        proxy=lambda _: None,
        context=lambda: ssl.create_default_context(cafile=authority.root_file),
        login=login or (lambda _: None),
    )
    return ask_page(url, ways, Patience(seconds, seconds / 2))


def of_server(asked: Asked) -> Callable[[str], Login | None]:
    """Return the login of one server alone, as the logins of a project are."""
    return lambda url: Login("ada", Secret("geheim")) if f":{asked.port}/" in url else None


def test_a_redirect_on_the_same_server_takes_the_login_along(authority: Authority) -> None:
    def respond(handler: http.server.BaseHTTPRequestHandler) -> None:
        (send() if handler.path == "/simple/x/" else send(status=301, Location="/simple/x/"))(handler)

    with serving(respond, authority) as asked:
        found = ask(asked.url("/simple/x"), authority, of_server(asked))
    assert found == IndexAnswer(status=200, kind=PageKind.LISTING)
    assert [path for path, _ in asked.requests] == ["/simple/x", "/simple/x/"]
    assert len({login for _, login in asked.requests}) == 1
    assert asked.requests[0][1] is not None


def test_another_server_is_followed_without_the_login(authority: Authority) -> None:
    with (
        serving(send(), authority) as other,
        serving(send(status=302, Location=other.url("/mirror/")), authority) as asked,
    ):
        found = ask(asked.url(), authority, of_server(asked))
    assert found is not None
    assert (found.status, found.kind) == (200, PageKind.LISTING)
    assert found.elsewhere == f"https://localhost:{other.port}"
    assert other.requests == [("/mirror/", None)]


def test_a_login_page_of_another_server_is_told_and_not_asked(authority: Authority) -> None:
    with serving(send(), authority) as other:
        location = f"https://localhost:{other.port}/oauth2/authorize?client=1&token=geheim"
        with serving(send(status=302, Location=location), authority) as asked:
            found = ask(asked.url(), authority, of_server(asked))
        assert other.requests == []
    assert found == IndexAnswer(status=302, kind=PageKind.LOGIN, elsewhere=f"https://localhost:{other.port}")


def test_encryption_is_never_given_up_on_the_way(authority: Authority) -> None:
    with (
        serving(send(), None) as plain,
        serving(send(status=302, Location=plain.url(scheme="http")), authority) as asked,
    ):
        found = ask(asked.url(), authority, of_server(asked))
        assert plain.requests == []
    assert found is not None
    assert (found.status, found.kind) == (302, None)


def test_without_encryption_no_login_is_sent(authority: Authority) -> None:
    with serving(send(), None) as asked:
        found = ask(asked.url(scheme="http"), authority, of_server(asked))
    assert found == IndexAnswer(status=200, kind=PageKind.LISTING)
    assert asked.requests == [("/simple/", None)]


def test_who_is_not_trusted_sees_neither_path_nor_login(authority: Authority) -> None:
    with serving(send(), authority, Certificate.EXPIRED) as asked:
        assert ask(asked.url(), authority, of_server(asked)) is None
        assert asked.requests == []


def test_the_challenge_is_read(authority: Authority) -> None:
    with serving(send(status=401, WWW_Authenticate='Basic realm="packages", Bearer'), authority) as asked:
        found = ask(asked.url(), authority)
    assert found == IndexAnswer(status=401, schemes=("Basic", "Bearer"), realm="packages")


def test_an_endless_page_is_left_after_its_beginning(authority: Authority) -> None:
    sent = 0

    def respond(handler: http.server.BaseHTTPRequestHandler) -> None:
        nonlocal sent
        send(b"<html>")(handler)
        while True:
            handler.wfile.write(b"<p>" * 10_000)
            sent += 30_000

    with serving(respond, authority) as asked:
        found = ask(asked.url(), authority)
        time.sleep(0.2)
    assert found == IndexAnswer(status=200)
    # What the two systems hold in between comes on top.
    assert sent < MOST_BYTES + (20 << 20)


def test_a_page_in_chunks_is_read(authority: Authority) -> None:
    def respond(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        send(b"8\r\n<a href=\r\n9\r\n'x'>x</a>\r\n0\r\n\r\n", Transfer_Encoding="chunked")(handler)

    with serving(respond, authority) as asked:
        assert ask(asked.url(), authority) == IndexAnswer(status=200, kind=PageKind.LISTING)


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000])
def test_what_is_no_answer_is_none(answer: bytes, authority: Authority) -> None:
    with serving(lambda handler: handler.connection.sendall(answer), authority) as asked:
        assert ask(asked.url(), authority) is None


def test_another_thread_ends_it(authority: Authority) -> None:
    closing = threading.Event()
    patience = Patience(60, 60)

    def wait(_handler: http.server.BaseHTTPRequestHandler) -> None:
        closing.wait(30)

    found: list[IndexAnswer | None] = []
    ways = PageWays(
        proxy=lambda _: None,
        context=lambda: ssl.create_default_context(cafile=authority.root_file),
        login=lambda _: None,
    )
    with serving(wait, authority) as asked:
        thread = threading.Thread(target=lambda: found.append(ask_page(asked.url(), ways, patience)))
        thread.start()
        while not asked.requests:
            time.sleep(0.02)
        before = time.monotonic()
        patience.stop()
        thread.join(30)
        assert time.monotonic() - before < 10
        closing.set()
    assert found == [None]
