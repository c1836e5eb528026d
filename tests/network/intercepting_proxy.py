"""A forward proxy that opens TLS: it shows certificates of its own authority, and reads what goes through."""

import select
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.network.certificates import Authority, Certificate

_PIECE = 64 << 10
_MOST_HEAD = 64 << 10


class InterceptingProxy:
    """A running proxy: ``url`` for HTTPS_PROXY; ``opened`` are the servers whose connections it opened."""

    def __init__(self, port: int, authority: Authority) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.authority = authority
        self.opened: list[str] = []


@contextmanager
def intercepting_proxy(authority: Authority, upstream: Path) -> Iterator[InterceptingProxy]:
    """Run the proxy until the block ends; ``upstream`` is the file with the roots that it checks servers with."""
    listener = socket.create_server(("127.0.0.1", 0))
    proxy = InterceptingProxy(listener.getsockname()[1], authority)
    connections: set[socket.socket] = set()
    threads: list[threading.Thread] = []

    def serve() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                connections.add(client)
                thread = threading.Thread(target=_opened, args=(client, proxy, upstream, connections))
                threads.append(thread)
                thread.start()

    accepting = threading.Thread(target=serve)
    accepting.start()
    try:
        yield proxy
    finally:
        # An accept that waits is only ended by the end of its socket's connection.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for connection in tuple(connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        accepting.join()
        for thread in threads:
            thread.join()


def _opened(client: socket.socket, proxy: InterceptingProxy, upstream: Path, connections: set[socket.socket]) -> None:
    with suppress(OSError, ValueError):
        goal = _goal(client)
        host, _, port = goal.rpartition(":")
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        context = proxy.authority.server_context(Certificate.GOOD, (host.strip("[]"),))
        with context.wrap_socket(client, server_side=True) as near:
            connections.add(near)
            proxy.opened.append(goal)
            asks = ssl.create_default_context(cafile=upstream)
            plain = socket.create_connection((host.strip("[]"), int(port)))
            with asks.wrap_socket(plain, server_hostname=host.strip("[]")) as far:
                connections.add(far)
                _carry(near, far)
    client.close()


def _goal(client: socket.socket) -> str:
    """Read the head of the request and return the ``host:port`` that it asks a way to."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < _MOST_HEAD:
        piece = client.recv(_PIECE)
        if not piece:
            raise OSError("the client went away")
        head += piece
    method, goal = head.split(b" ", 2)[:2]
    if method != b"CONNECT":
        client.sendall(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        raise OSError("no CONNECT")
    return goal.decode("ascii", "replace")


def _carry(near: ssl.SSLSocket, far: ssl.SSLSocket) -> None:
    """Carry bytes both ways until one side ends; in one thread, since OpenSSL's connections take no two at once."""
    other = {near: far, far: near}
    while True:
        ready = [each for each in other if each.pending()] or select.select(list(other), [], [])[0]
        for source in ready:
            source.setblocking(False)
            try:
                piece = source.recv(_PIECE)
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                continue  # a part of a record, or one that carries none of the bytes
            finally:
                source.setblocking(True)
            if not piece:
                return
            other[source].sendall(piece)
