"""What a package index on this computer answers: sound pages and wheels, or one of the troubles that indexes have."""

import base64
import hashlib
import http.server
import os
import socket
import struct
import threading
import zipfile
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from typing_extensions import override

LINGER = struct.Struct("HH" if os.name == "nt" else "ii")
"""What a socket is told about its end: whether it lingers, and for how many seconds."""
SECONDS_OF_SLOW = 4.0


class Answer(StrEnum):
    """How an index behaves."""

    GOOD = "good"
    UNAUTHORIZED = "401"
    FORBIDDEN = "403"
    NOT_FOUND = "404"
    SERVER_ERROR = "503"
    EMPTY_PAGE = "empty-page"
    """A page of the project without a single file, as some indexes answer who may not see it."""
    HTML_PAGE = "html-page"
    """A page for people in a browser, as a proxy or a login form answers instead of the index."""
    REDIRECT_LOOP = "redirect-loop"
    HALF_WHEEL = "half-wheel"
    """Pages and metadata are sound; a wheel ends in its middle, with the connection."""
    STALL = "stall"
    """The request is read and never answered."""
    SLOW = "slow"
    """Each page takes SECONDS_OF_SLOW, and is sound."""
    RESET = "reset"
    """The request is read and the connection torn down."""
    STALL_HANDSHAKE = "stall-handshake"
    """The connection is taken and nothing is said on it, not even TLS."""
    RESET_HANDSHAKE = "reset-handshake"
    NO_TLS = "no-tls"
    """Plain HTTP where the client expects TLS."""


class Request(NamedTuple):
    """One request that reached the index; the login is as it was sent, None without one."""

    method: str
    path: str
    login: tuple[str, str] | None


class IndexHandler(http.server.BaseHTTPRequestHandler):
    """Answers one connection; the attributes are set on a class made for each index."""

    protocol_version = "HTTP/1.1"
    folder: Path
    answer: Answer
    login: tuple[str, str] | None
    refusal: Answer
    requests: list[Request]
    closing: threading.Event

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what was asked for is in ``requests``."""

    def do_HEAD(self) -> None:
        """Answer like GET; uv asks with HEAD before it reads a part of a wheel."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer as the index was told to."""
        login = _login_of(self.headers.get("Authorization"))
        self.requests.append(Request(self.command, self.path, login))
        answer = self.answer if self.login is None or login == self.login else self.refusal
        # A client that gave up is gone in the middle of its answer.
        with suppress(ConnectionError, OSError):
            self._behave(answer)

    def _behave(self, answer: Answer) -> None:
        match answer:
            case Answer.UNAUTHORIZED:
                self._send(401, b"log in first", "text/plain", {"WWW-Authenticate": 'Basic realm="packages"'})
            case Answer.FORBIDDEN | Answer.NOT_FOUND | Answer.SERVER_ERROR:
                self._send(int(answer), b"no", "text/plain")
            case Answer.EMPTY_PAGE:
                self._send(200, b"<!DOCTYPE html><html><body></body></html>", "text/html")
            case Answer.HTML_PAGE:
                page = b"<!DOCTYPE html><html><body><h1>Access to this site</h1><p>Please log in.</p></body></html>"
                self._send(200, page, "text/html")
            case Answer.REDIRECT_LOOP:
                self._send(302, b"", "text/html", {"Location": self.path})
            case Answer.STALL:
                self.closing.wait()
                self.close_connection = True
            case Answer.SLOW:
                self.closing.wait(SECONDS_OF_SLOW if self.path.startswith("/simple") else 0)
                self._index(answer)
            case Answer.RESET:
                self.close_connection = True
                reset_at_close(self.connection)
            case _:
                self._index(answer)

    def _index(self, answer: Answer) -> None:
        parts = self.path.split("?")[0].strip("/").split("/")
        file = self.folder / parts[-1].removesuffix(".metadata")
        if parts == ["simple"]:
            names = sorted({file.name.partition("-")[0].replace("_", "-") for file in self.folder.glob("*.whl")})
            links = "".join(f'<a href="/simple/{name}/">{name}</a>' for name in names)
            self._send(200, f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), "text/html")
        elif parts[0] == "simple" and len(parts) == 2:
            self._page(parts[1])
        elif parts[0] != "files" or not file.is_file():
            self._send(404, b"no such page", "text/plain")
        elif parts[-1].endswith(".metadata"):
            with zipfile.ZipFile(file) as archive:
                name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
                self._send(200, archive.read(name), "text/plain")
        elif answer is Answer.HALF_WHEEL:
            self._half(file.read_bytes())
        else:
            self._send(200, file.read_bytes(), "application/octet-stream")

    def _page(self, project: str) -> None:
        files = sorted(self.folder.glob(f"{project.replace('-', '_')}-*.whl"))
        links = "".join(
            f'<a href="/files/{file.name}#sha256={hashlib.sha256(file.read_bytes()).hexdigest()}"'
            f' data-core-metadata="true">{file.name}</a>'
            for file in files
        )
        if files:
            self._send(200, f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), "text/html")
        else:
            self._send(404, b"no such project", "text/plain")

    def _half(self, data: bytes) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2])

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _login_of(header: str | None) -> tuple[str, str] | None:
    scheme, _, words = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    user, _, password = base64.b64decode(words).decode("utf-8", "replace").partition(":")
    return user, password


def reset_at_close(connection: socket.socket) -> None:
    """Let the other side read "connection reset", not an orderly end, when the connection is closed."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER.pack(1, 0))
