"""A server whose certificate cannot be parsed is a finding like any other."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typing_extensions import override

from core.model.checks import CheckStatus
from core.model.commands import CheckNetwork
from core.model.endpoint import TlsReason
from core.model.outcome import Succeeded
from core.network.tls_check import check_endpoint
from tests.integration.repairs.workbench import Workbench
from tests.network.certificates import self_signed

VERSION_3 = b"\xa0\x03\x02\x01\x02"


class _Server(ThreadingHTTPServer):
    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: nobody likes this certificate."""


@contextmanager
def unreadable(folder: Path) -> Iterator[int]:
    """Serve with a certificate of a version that there is not; OpenSSL does not mind, and readers do."""
    key, pem = self_signed(("localhost",))
    whole = ssl.PEM_cert_to_DER_cert(pem.decode("ascii"))
    assert VERSION_3 in whole
    file = folder / "server.pem"
    file.write_bytes(key + ssl.DER_cert_to_PEM_cert(whole.replace(VERSION_3, VERSION_3[:-1] + b"\x05", 1)).encode())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(file)
    except ssl.SSLError:
        pytest.skip("this OpenSSL serves no such certificate")
    server = _Server(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_check_says_what_it_can(tmp_path: Path) -> None:
    with unreadable(tmp_path) as port:
        found = asyncio.run(check_endpoint(f"https://localhost:{port}/simple", proxy=None, seconds=20))
    assert found.chain == ()
    assert found.issuer is None
    assert found.bundled is not None
    assert found.bundled.reason is TlsReason.SELF_SIGNED


def test_the_report_says_so_and_the_job_succeeds(tmp_path: Path) -> None:
    bench = Workbench(tmp_path / "bench")
    bench.write()
    with unreadable(tmp_path) as port:
        outcome = bench.do(CheckNetwork(project=bench.project, urls=(f"https://localhost:{port}/simple",)))
    assert isinstance(outcome, Succeeded)
    (report,) = outcome.endpoints
    assert report.status is CheckStatus.FAIL
    assert "The certificate cannot be read." in report.sentence
    assert report.uv is not None
    assert report.uv.reaches is False
