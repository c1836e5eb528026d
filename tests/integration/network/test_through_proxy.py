"""What the check says of a server behind a proxy: an open one, one with a login, one that filters, a broken one."""

import asyncio
import socket
from pathlib import Path

import msgspec
import pytest

from core.model.endpoint import EndpointCheck, TlsReason
from core.network.roots import Roots
from core.network.tls_check import check_endpoint
from tests.network.answers import Answer
from tests.network.certificates import Authority
from tests.network.fixtures import PROXY_LOGIN
from tests.network.forward_proxy import ForwardProxy
from tests.network.tls_index import Index, package_index


def check(url: str, proxy: str, roots: Roots, seconds: float = 30.0) -> EndpointCheck:
    return asyncio.run(check_endpoint(url, proxy=proxy, seconds=seconds, roots=roots))


def test_an_open_proxy_shows_the_server_behind_it(tls_index: Index, plain_proxy: ForwardProxy, roots: Roots) -> None:
    found = check(f"{tls_index.url}/", plain_proxy.url, roots)
    assert (found.connected, found.http_status, found.proxy_answer, found.trouble) == (True, 200, None, None)
    assert found.bundled is not None
    assert found.bundled.reason is TlsReason.UNTRUSTED_ISSUER
    assert found.system is not None
    assert found.system.ok
    # The proxy looks up the name, so this computer has not found out whether there is one.
    assert found.address_found is None
    assert found.through == plain_proxy.url
    assert set(plain_proxy.requests) == {f"CONNECT localhost:{tls_index.port}"}


def test_a_proxy_without_its_scheme_is_understood(tls_index: Index, plain_proxy: ForwardProxy, roots: Roots) -> None:
    assert check(tls_index.url, plain_proxy.url.removeprefix("http://"), roots).connected is True


def test_a_proxy_that_wants_a_login(tls_index: Index, login_proxy: ForwardProxy, roots: Roots) -> None:
    refused = check(tls_index.url, login_proxy.url, roots)
    assert (refused.proxy_answer, refused.proxy_schemes) == (407, ("Basic",))
    assert (refused.connected, refused.bundled, refused.http_status) == (None, None, None)
    wrong = check(tls_index.url, login_proxy.url_with("proxy-user", "wrong"), roots)
    assert wrong.proxy_answer == 407
    assert login_proxy.requests == []
    passed = check(f"{tls_index.url}/", login_proxy.url_with(*PROXY_LOGIN), roots)
    assert (passed.proxy_answer, passed.connected, passed.http_status) == (None, True, 200)
    for found in (refused, wrong, passed):
        for secret in (*PROXY_LOGIN, "wrong"):
            assert secret.encode() not in msgspec.json.encode(found)
            assert secret not in repr(found)
    assert all(request.login is None for request in tls_index.requests)


def test_plain_http_through_a_proxy_that_wants_a_login(tmp_path: Path, login_proxy: ForwardProxy, roots: Roots) -> None:
    with package_index(tmp_path / "wheels") as index:
        refused = check(f"{index.url}/", login_proxy.url, roots)
        assert (refused.proxy_answer, refused.proxy_schemes) == (407, ("Basic",))
        assert (refused.connected, refused.http_status) == (None, None)
        passed = check(f"{index.url}/", login_proxy.url_with(*PROXY_LOGIN), roots)
        assert (passed.proxy_answer, passed.http_status) == (None, 200)
        assert [request.path for request in index.requests] == ["/simple/"]
    assert login_proxy.requests == [f"GET localhost:{index.port}"]


def test_a_proxy_that_turns_the_host_away(tls_index: Index, filtering_proxy: ForwardProxy, roots: Roots) -> None:
    found = check(tls_index.url, filtering_proxy.url, roots)
    assert (found.proxy_answer, found.proxy_schemes, found.connected) == (403, (), None)


def test_a_proxy_that_cannot_reach_the_server(plain_proxy: ForwardProxy, roots: Roots) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    found = check(f"https://127.0.0.1:{port}/", plain_proxy.url, roots)
    assert found.proxy_answer in {502, 504}
    assert found.connected is False


def test_a_proxy_that_is_not_there(tls_index: Index, roots: Roots) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    found = check(tls_index.url, f"http://user:geheim@127.0.0.1:{port}", roots)
    assert found.trouble == f"The proxy http://127.0.0.1:{port} cannot be reached."
    assert (found.connected, found.proxy_answer) == (None, None)
    nobody = check(tls_index.url, "http://user:geheim@proxy.invalid:3128", roots)
    assert nobody.trouble is not None
    assert "proxy.invalid" in nobody.trouble
    assert "geheim" not in repr((found, nobody))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer.STALL_HANDSHAKE, "did not answer in time"),
        (Answer.RESET_HANDSHAKE, "does not answer as a proxy does"),
        (Answer.GOOD, "does not answer as a proxy does"),
    ],
)
def test_what_is_no_proxy_is_said_to_be_none(
    answer: Answer, words: str, tmp_path: Path, authority: Authority, roots: Roots
) -> None:
    # A TLS server in the place of the proxy: it is asked in plain words and does not understand them.
    with package_index(tmp_path / "wheels", authority, answer=answer) as other:
        found = check("https://index.example/simple", f"http://localhost:{other.port}", roots, seconds=3)
    assert found.trouble is not None
    assert words in found.trouble
    assert found.connected is None


@pytest.mark.parametrize(
    ("proxy", "words"),
    [
        ("https://user:geheim@proxy.example:8080", "write http://proxy.example:8080"),
        ("http://user:ge#heim@proxy.example:8080", "%23"),
        ("http://user:geh eim@proxy.example:8080", "cannot be read"),
        ("socks5://proxy.example:1080", "SOCKS"),
        ("ftp://proxy.example", "passes over"),
        ("http://proxy.example:80800", "no port"),
        ("", "cannot be read"),
    ],
)
def test_an_address_of_a_proxy_that_cannot_be_used(proxy: str, words: str, roots: Roots) -> None:
    found = check("https://index.example/simple", proxy, roots)
    assert found.trouble is not None
    assert words in found.trouble
    assert "geheim" not in found.trouble
    assert "heim" not in found.trouble
    assert (found.host, found.connected, found.address_found) == ("index.example", None, None)
