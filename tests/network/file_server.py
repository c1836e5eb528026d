"""A server of one file that answers each request as it was told: whole, cut off, stalled, packed, elsewhere."""

import base64
import gzip
import http.server
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import NamedTuple

from typing_extensions import override

from tests.network.answers import reset_at_close

ETAG = '"one"'


class Doing(StrEnum):
    """What the server does with one request."""

    GOOD = "good"
    """The file, or the part of it that was asked for."""
    NO_RANGES = "no-ranges"
    """The whole file, whatever part was asked for."""
    HALF = "half"
    """Half of what was asked for, then the end of the connection."""
    RESET = "reset"
    """Half of what was asked for, then a connection that is torn down."""
    HALF_STALL = "half-stall"
    """Half of what was asked for, then nothing more."""
    STALL = "stall"
    TRICKLE = "trickle"
    """A byte now and then."""
    OTHER = "other"
    """Another file of the same size."""
    LONGER = "longer"
    CHUNKED_LONGER = "chunked-longer"
    """A file that is too large, without a word of how large."""
    PACKED = "packed"
    """The file within gzip."""
    BOMB = "bomb"
    """A gzip that holds far more than the file."""
    PAGE = "page"
    WRONG_PART = "wrong-part"
    NO_SUCH_PART = "416"
    REDIRECT = "redirect"
    LOOP = "loop"
    NOWHERE = "nowhere"
    FORBIDDEN = "403"
    NOT_FOUND = "404"
    UNAVAILABLE = "503"


class Asked(NamedTuple):
    """One request: its path, what part it wanted, and the login that came with it."""

    path: str
    range: str | None
    if_range: str | None
    login: str | None
    encoding: str | None


class FileServer:
    """A running server; ``doings`` are for the next requests, the last one for all that follow."""

    def __init__(self, data: bytes, doings: Sequence[Doing]) -> None:
        self.data = data
        self.doings = list(doings)
        self.asked: list[Asked] = []
        self.elsewhere = ""
        self.login: tuple[str, str] | None = None
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self.port = 0

    def url(self, name: str = "one-1.0-py3-none-any.whl", host: str = "127.0.0.1") -> str:
        """Return the address of the file."""
        return f"http://{host}:{self.port}/files/{name}"

    def next_doing(self) -> Doing:
        """Return what to do with the next request."""
        with self.lock:
            return self.doings.pop(0) if len(self.doings) > 1 else self.doings[0]


@contextmanager
def file_server(data: bytes, *doings: Doing) -> Iterator[FileServer]:
    """Serve ``data`` under every path until the block ends."""
    state = FileServer(data, doings or (Doing.GOOD,))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"state": state}))
    state.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield state
    finally:
        state.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    state: FileServer

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what was asked for is in ``asked``."""

    def do_GET(self) -> None:
        """Answer as the server was told to."""
        headers = self.headers
        asked = (headers.get("Range"), headers.get("If-Range"), headers.get("Authorization"))
        self.state.asked.append(Asked(self.path, *asked, headers.get("Accept-Encoding")))
        with suppress(ConnectionError, OSError):
            if self.state.login is not None and asked[2] != _basic(*self.state.login):
                self._send(401, b"log in first", {"WWW-Authenticate": 'Basic realm="files"'})
            else:
                self._behave(self.state.next_doing())

    def _behave(self, doing: Doing) -> None:  # noqa: C901, PLR0912 - one branch for each doing
        state = self.state
        match doing:
            case Doing.STALL:
                self._stall()
            case Doing.OTHER:
                self._send(200, bytes(byte ^ 1 for byte in state.data))
            case Doing.LONGER:
                self._send(200, state.data * 3)
            case Doing.CHUNKED_LONGER:
                self._chunked(state.data * 3)
            case Doing.PACKED:
                self._send(200, gzip.compress(state.data), {"Content-Encoding": "gzip"})
            case Doing.BOMB:
                self._send(200, gzip.compress(bytes(1 << 24)), {"Content-Encoding": "gzip"})
            case Doing.PAGE:
                self._send(200, b"<html>" + b"Log in, please. " * 1000, {"Content-Type": "text/html; charset=utf-8"})
            case Doing.NO_SUCH_PART:
                self._send(416, b"", {"Content-Range": f"bytes */{len(state.data)}"})
            case Doing.REDIRECT:
                self._send(302, b"moved", {"Location": state.elsewhere})
            case Doing.LOOP:
                self._send(302, b"", {"Location": self.path})
            case Doing.NOWHERE:
                self._send(302, b"", {"Location": "file:///etc/passwd"})
            case Doing.FORBIDDEN | Doing.NOT_FOUND | Doing.UNAVAILABLE:
                self._send(int(doing), b"no")
            case Doing.NO_RANGES:
                self._send(200, state.data)
            case _:
                self._part(doing)

    def _part(self, doing: Doing) -> None:
        data, start = self.state.data, 0
        wanted = self.headers.get("Range")
        if wanted is not None and self.headers.get("If-Range", ETAG) == ETAG:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
        if start >= len(data):
            self._send(416, b"", {"Content-Range": f"bytes */{len(data)}"})
            return
        first = 0 if doing is Doing.WRONG_PART else start
        body = data[first:]
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
        self.send_header("ETag", ETAG)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if doing in {Doing.GOOD, Doing.WRONG_PART}:
            self.wfile.write(body)
            return
        self.close_connection = True
        if doing is Doing.TRICKLE:
            for byte in body:
                self.wfile.write(bytes([byte]))
                if self.state.closing.wait(0.1):
                    return
        self.wfile.write(body[: len(body) // 2])
        if doing is Doing.HALF_STALL:
            self._stall()
        elif doing is Doing.RESET:
            time.sleep(0.2)  # a reset throws away what was not read yet
            reset_at_close(self.connection)

    def _stall(self) -> None:
        self.state.closing.wait()
        self.close_connection = True

    def _chunked(self, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(data), 4096):
            piece = data[start : start + 4096]
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _basic(user: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"
