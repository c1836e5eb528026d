"""Ports that write down who comes and open no way: for finding out which proxy a program would use."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

_ANSWER = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Visit(NamedTuple):
    """The first bytes that a visitor sent, and whether a login for a proxy was among them."""

    first_line: bytes
    has_login: bool


class RecordingProxy:
    """A proxy that only looks: ``place`` is ``127.0.0.1:port``; ``visits`` grows with every connection."""

    def __init__(self, listener: socket.socket) -> None:
        self.place = f"127.0.0.1:{listener.getsockname()[1]}"
        self.visits: list[Visit] = []


@contextmanager
def recording_proxy() -> Iterator[RecordingProxy]:
    """Listen until the block ends; every visitor gets 502."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = RecordingProxy(listener)
        thread = threading.Thread(target=_serve, args=(listener, proxy.visits))
        thread.start()
        try:
            yield proxy
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listener: socket.socket, visits: list[Visit]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(10)
            with suppress(OSError):
                data = connection.recv(4096)
                visits.append(Visit(data.split(b"\r\n")[0], b"proxy-authorization" in data.lower()))
                connection.sendall(_ANSWER)
