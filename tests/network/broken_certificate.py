"""A server that greets by hand and shows as its certificate bytes that are none."""

import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_HANDSHAKE = b"\x16"
_TLS_1_2 = b"\x03\x03"
_SERVER_HELLO, _CERTIFICATE = b"\x02", b"\x0b"
_ECDHE_RSA_AES128_GCM = b"\xc0\x2f"
_RENEGOTIATION = b"\xff\x01\x00\x01\x00"
"""The extension of RFC 5746, without which modern clients go away before they look at any certificate."""
_GARBAGE = b"\x30\x82\x01\x00" + b"this is no certificate " * 11


@contextmanager
def broken_certificate() -> Iterator[int]:
    """Listen until the block ends and give the port; every visitor gets the same answer (RFC 5246, section 7.4)."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener,))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listener: socket.socket) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            connection.settimeout(3)
            if connection.recv(1 << 14)[:1] == _HANDSHAKE:
                connection.sendall(_answer())
                while connection.recv(1 << 14):
                    pass  # what the client says to that


def _answer() -> bytes:
    hello = _TLS_1_2 + secrets.token_bytes(32) + b"\x00" + _ECDHE_RSA_AES128_GCM + b"\x00"
    hello += len(_RENEGOTIATION).to_bytes(2) + _RENEGOTIATION
    chain = len(_GARBAGE).to_bytes(3) + _GARBAGE
    return _record(_SERVER_HELLO, hello) + _record(_CERTIFICATE, len(chain).to_bytes(3) + chain)


def _record(kind: bytes, body: bytes) -> bytes:
    said = kind + len(body).to_bytes(3) + body
    return _HANDSHAKE + _TLS_1_2 + len(said).to_bytes(2) + said
