"""A real package index, the program pypiserver, behind a server that speaks TLS and asks for logins."""

import base64
import http.client
import http.server
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from typing_extensions import override

from tests.network.certificates import Authority, Certificate

_SECONDS_TO_START = 60.0
_KEPT = ("Content-Type", "Content-Encoding", "Location", "ETag", "Last-Modified")


class PypiServer:
    """A running index: ``url`` is what ``index-url`` takes; ``answers`` are path and status of each request."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: list[tuple[str, int]] = []


@contextmanager
def pypi_server(
    folder: Path, authority: Authority | None = None, login: tuple[str, str] | None = None
) -> Iterator[PypiServer]:
    """Serve the wheels of ``folder`` until the block ends; with ``authority`` over TLS, with ``login`` behind it."""
    folder.mkdir(parents=True, exist_ok=True)
    inner = _free_port()
    command = [sys.executable, "-m", "pypiserver", "run", "-p", str(inner), "-i", "127.0.0.1", "--disable-fallback"]
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "-P", ".", "-a", ".", str(folder)],
            env=dict(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, inner)
            with _front(inner, authority, login) as server:
                yield server
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def _front(inner: int, authority: Authority | None, login: tuple[str, str] | None) -> Iterator[PypiServer]:
    index = PypiServer()
    settings = {"inner": inner, "login": login, "index": index}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), settings))
    server.daemon_threads = True
    if authority is not None:
        context = authority.server_context(Certificate.GOOD)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    index.url = f"{'http' if authority is None else 'https'}://localhost:{server.server_port}/simple"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield index
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(http.server.BaseHTTPRequestHandler):
    """Passes requests on to the program; the attributes are set on a class made for each index."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    inner: int
    login: tuple[str, str] | None
    index: PypiServer

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what was answered is in the index's ``answers``."""

    @override
    def handle(self) -> None:
        # A client that does not trust the certificate goes away in the middle of the greeting.
        with suppress(ssl.SSLError, OSError):
            super().handle()

    def do_HEAD(self) -> None:
        """Answer like GET."""
        self.do_GET()

    def do_GET(self) -> None:
        """Ask the program, unless the login is missing."""
        login = self.login
        expected = None if login is None else "Basic " + base64.b64encode(":".join(login).encode()).decode()
        if expected is not None and self.headers.get("Authorization") != expected:
            self.index.answers.append((self.path, 401))
            self._send(401, b"log in first", {"WWW-Authenticate": 'Basic realm="packages"'})
            return
        connection = http.client.HTTPConnection("127.0.0.1", self.inner, timeout=60)
        try:
            connection.request(self.command, self.path, headers={"Accept": self.headers.get("Accept", "*/*")})
            answer = connection.getresponse()
            body = answer.read()
            self.index.answers.append((self.path, answer.status))
            kept = {name: value for name in _KEPT if (value := answer.getheader(name)) is not None}
            self._send(answer.status, body, kept)
        finally:
            connection.close()

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("the index did not start")
