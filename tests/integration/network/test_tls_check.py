"""What the check says of a server over TLS: sound, with each fault of a certificate, silent, rude, and cancelled."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from core.model.endpoint import EndpointCheck, TlsReason
from core.network.roots import Roots
from core.network.tls_check import check_endpoint
from tests.network.answers import Answer
from tests.network.certificates import Authority, Certificate
from tests.network.tls_index import Index, package_index
from tests.scanner.real_uv import clean_environment, run_uv

VERDICTS = {
    Certificate.GOOD: (TlsReason.UNTRUSTED_ISSUER, None),
    Certificate.EXPIRED: (TlsReason.UNTRUSTED_ISSUER, TlsReason.EXPIRED),
    Certificate.NOT_YET_VALID: (TlsReason.UNTRUSTED_ISSUER, TlsReason.NOT_YET_VALID),
    Certificate.WRONG_HOST: (TlsReason.UNTRUSTED_ISSUER, TlsReason.WRONG_HOST),
    Certificate.SELF_SIGNED: (TlsReason.SELF_SIGNED, TlsReason.SELF_SIGNED),
    Certificate.INCOMPLETE_CHAIN: (TlsReason.UNTRUSTED_ISSUER, TlsReason.INCOMPLETE_CHAIN),
}
"""What the public roots and a system that trusts the authority say of each certificate; None is "fine"."""


def check(url: str, roots: Roots | None = None, seconds: float = 30.0) -> EndpointCheck:
    return asyncio.run(check_endpoint(url, proxy=None, seconds=seconds, roots=roots))


def reasons(found: EndpointCheck) -> tuple[TlsReason | None, TlsReason | None]:
    assert found.bundled is not None
    assert found.system is not None
    assert found.bundled.ok == (found.bundled.reason is None)
    assert found.system.ok == (found.system.reason is None)
    return found.bundled.reason, found.system.reason


def test_there_is_a_verdict_for_every_certificate() -> None:
    assert set(VERDICTS) == set(Certificate)


@pytest.mark.parametrize("certificate", list(Certificate))
def test_each_certificate_gets_its_verdict_and_uv_agrees(
    certificate: Certificate, tmp_path: Path, authority: Authority, roots: Roots
) -> None:
    with package_index(tmp_path / "wheels", authority, certificate=certificate) as index:
        found = check(index.url, roots)
        assert reasons(found) == VERDICTS[certificate]
        assert (found.host, found.port, found.address_found, found.connected) == ("localhost", index.port, True, True)
        assert found.trouble is None
        for root_file, passes in ((None, False), (authority.root_file, VERDICTS[certificate][1] is None)):
            assert uv_reaches(index, tmp_path, root_file) == passes


def uv_reaches(index: Index, folder: Path, root_file: Path | None) -> bool:
    more = {"UV_OFFLINE": "0", "UV_NO_CACHE": "1", "UV_HTTP_RETRIES": "0", "NO_PROXY": "*"}
    environment = clean_environment(folder, more)
    # The environment of the test's own computer may trust more than uv brings along.
    environment = {name: value for name, value in environment.items() if not name.startswith("SSL_CERT_")}
    environment |= {} if root_file is None else {"SSL_CERT_FILE": str(root_file)}
    words = ["pip", "install", "--dry-run", "--no-config", "--target", str(folder / "target")]
    done = run_uv([*words, "--index-url", index.url, "small-one"], folder, environment)
    assert done.returncode == 0 or "invalid peer certificate" in done.stderr, done.stderr
    return done.returncode == 0


def test_a_private_authority_is_described_as_it_was_sent(tls_index: Index, roots: Roots) -> None:
    found = check(f"{tls_index.url}/", roots)
    assert found.issuer == "OU=Example Company Intermediate CA,O=Example Company"
    assert found.issuer_is_public is False
    assert [one.subject.partition(",")[0] for one in found.chain] == [
        "CN=localhost",
        "OU=Example Company Intermediate CA",
    ]
    own = found.chain[0]
    assert own.issuer == found.issuer
    assert own.not_before < datetime.now(UTC) < own.not_after
    assert own.key == "EC secp256r1"
    assert not own.self_signed
    assert found.interception is None
    assert found.http_status == 200
    assert 0 < found.seconds < 30


def test_a_self_signed_certificate_is_seen_as_such(tmp_path: Path, authority: Authority, roots: Roots) -> None:
    with package_index(tmp_path / "wheels", authority, certificate=Certificate.SELF_SIGNED) as index:
        found = check(index.url, roots)
    assert [one.self_signed for one in found.chain] == [True]
    assert found.issuer_is_public is False


def test_a_lone_certificate_of_an_unknown_issuer_may_be_public_or_not(
    tmp_path: Path, authority: Authority, roots: Roots
) -> None:
    with package_index(tmp_path / "wheels", authority, certificate=Certificate.INCOMPLETE_CHAIN) as index:
        assert check(index.url, roots).issuer_is_public is None


def test_an_issuer_among_the_public_roots_is_public(tls_index: Index, roots: Roots) -> None:
    found = check(tls_index.url, replace(roots, public=roots.own))
    assert found.issuer_is_public is True
    # The verdict is that of the roots that were asked, not of the list that was looked through.
    assert reasons(found)[0] is TlsReason.UNTRUSTED_ISSUER


def test_bundled_roots_that_accept_a_server_make_its_issuer_public(tls_index: Index, roots: Roots) -> None:
    found = check(tls_index.url, replace(roots, bundled=roots.system, public=roots.own))
    assert reasons(found) == (None, None)
    assert found.issuer_is_public is True


def test_a_product_that_intercepts_is_named(tmp_path: Path, roots: Roots) -> None:
    product = Authority(tmp_path / "product", "Zscaler Inc.")
    with package_index(tmp_path / "wheels", product) as index:
        found = check(index.url, roots)
    assert found.interception == "Zscaler"
    assert found.issuer_is_public is False
    assert reasons(found) == (TlsReason.UNTRUSTED_ISSUER, TlsReason.UNTRUSTED_ISSUER)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer.STALL_HANDSHAKE, TlsReason.NO_ANSWER),
        (Answer.RESET_HANDSHAKE, TlsReason.REFUSED),
        (Answer.NO_TLS, TlsReason.PROTOCOL),
    ],
)
def test_a_server_that_does_not_greet(
    answer: Answer, reason: TlsReason, tmp_path: Path, authority: Authority, roots: Roots
) -> None:
    with package_index(tmp_path / "wheels", authority, answer=answer) as index:
        found = check(index.url, roots, seconds=3)
    assert reasons(found) == (reason, reason)
    assert found.connected is True
    assert found.chain == ()


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (Answer.UNAUTHORIZED, 401),
        (Answer.FORBIDDEN, 403),
        (Answer.SERVER_ERROR, 503),
        (Answer.STALL, None),
        (Answer.RESET, None),
    ],
)
def test_the_answer_of_a_server_that_is_trusted(
    answer: Answer, status: int | None, tmp_path: Path, authority: Authority, roots: Roots
) -> None:
    with package_index(tmp_path / "wheels", authority, answer=answer) as index:
        found = check(index.url, roots, seconds=5)
    assert reasons(found)[1] is None
    assert found.http_status == status
    assert found.trouble is None


def test_an_untrusted_server_sees_no_path_and_no_server_sees_the_login_or_the_query(
    tls_index: Index, roots: Roots
) -> None:
    secret = tls_index.url_with("me", "geheim") + "/small-one/?token=abcdef"
    untrusted = check(secret, replace(roots, system=roots.bundled))
    assert untrusted.http_status is None
    assert tls_index.requests == []
    trusted = check(secret, roots)
    assert trusted.http_status == 200
    assert [(request.path, request.login) for request in tls_index.requests] == [("/simple/small-one/", None)]
    assert "geheim" not in repr((trusted, untrusted))
    assert "abcdef" not in repr((trusted, untrusted))


def test_plain_http_over_ipv6_has_no_tls(tmp_path: Path) -> None:
    if not socket.has_ipv6:
        pytest.skip("this Python has no IPv6")
    with package_index(tmp_path / "wheels", host="::1") as index:
        found = check(f"{index.url}/")
    assert (found.host, found.connected, found.http_status) == ("::1", True, 200)
    assert (found.bundled, found.system, found.chain) == (None, None, ())


def test_tls_over_an_ipv6_address_checks_the_address(tmp_path: Path, authority: Authority, roots: Roots) -> None:
    with package_index(tmp_path / "wheels", authority, host="::1") as index:
        assert reasons(check(index.url, roots))[1] is None
    with package_index(tmp_path / "wheels", authority, host="::1", names=("localhost",)) as index:
        assert reasons(check(index.url, roots))[1] is TlsReason.WRONG_HOST


def test_a_name_with_umlauts_goes_over_the_wire_in_ascii(
    tmp_path: Path, authority: Authority, roots: Roots, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1", *rest, **more)

    with package_index(tmp_path / "wheels", authority, names=("bücher.example",)) as index:
        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        found = check(f"https://Bücher.example:{index.port}/simple", roots)
    assert asked == ["xn--bcher-kva.example"]
    assert reasons(found)[1] is None
    assert found.host == "bücher.example"


def test_a_closed_port_and_a_name_that_nobody_has() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    closed = check(f"https://127.0.0.1:{port}/simple")
    assert (closed.address_found, closed.connected, closed.bundled) == (True, False, None)
    nobody = check("https://index.invalid/simple")
    # A resolver that cannot be asked is no answer; everything else is "there is no such name".
    assert nobody.address_found in {False, None}
    assert (nobody.connected, nobody.bundled) == (None, None)


def test_a_name_server_that_stalls_costs_no_more_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = threading.Event()
    release = threading.Event()

    def look_up(*_: Any, **__: Any) -> Any:
        asked.set()
        release.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    before = time.monotonic()
    try:
        found = check("https://index.example/simple", seconds=0.5)
        assert asked.is_set()
        assert time.monotonic() - before < 10
        assert (found.address_found, found.connected, found.trouble) == (None, None, None)
    finally:
        release.set()


@contextmanager
def full_backlog() -> Iterator[int]:
    """A port where nobody picks up: its queue is full, so that new connections hang."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def test_a_port_where_nobody_picks_up_costs_no_more_than_the_limit() -> None:
    with full_backlog() as port:
        before = time.monotonic()
        found = check(f"https://127.0.0.1:{port}/", seconds=1)
        assert time.monotonic() - before < 10
    assert (found.address_found, found.connected) == (True, False)


def test_a_silent_server_costs_no_more_than_the_limit(tmp_path: Path, authority: Authority, roots: Roots) -> None:
    with package_index(tmp_path / "wheels", authority, answer=Answer.STALL_HANDSHAKE) as index:
        before = time.monotonic()
        found = check(index.url, roots, seconds=1)
        took = time.monotonic() - before
    assert took < 10
    assert found.seconds <= took
    assert reasons(found)[0] is TlsReason.NO_ANSWER


def test_cancelling_ends_the_connection_and_the_thread(tmp_path: Path, authority: Authority, roots: Roots) -> None:
    async def cancelled(url: str) -> None:
        task = asyncio.create_task(check_endpoint(url, proxy=None, seconds=120, roots=roots))
        await asyncio.sleep(0.5)
        assert [thread.name for thread in threading.enumerate()].count("endpoint check") == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with package_index(tmp_path / "wheels", authority, answer=Answer.STALL_HANDSHAKE) as index:
        before = time.monotonic()
        asyncio.run(cancelled(index.url))
        # The server would have kept it waiting for 48 s.
        while any(thread.name == "endpoint check" for thread in threading.enumerate()):
            assert time.monotonic() - before < 20
            time.sleep(0.02)


def test_several_checks_run_side_by_side(tmp_path: Path, authority: Authority, roots: Roots) -> None:
    async def both(silent: str, sound: str) -> tuple[EndpointCheck, EndpointCheck]:
        return await asyncio.gather(
            check_endpoint(silent, proxy=None, seconds=2, roots=roots),
            check_endpoint(sound, proxy=None, seconds=60, roots=roots),
        )

    with (
        package_index(tmp_path / "a", authority, answer=Answer.STALL_HANDSHAKE) as silent,
        package_index(tmp_path / "b", authority) as sound,
    ):
        first, second = asyncio.run(both(silent.url, sound.url))
    assert reasons(first)[0] is TlsReason.NO_ANSWER
    assert reasons(second)[1] is None


def test_the_system_roots_of_this_computer_do_not_know_the_test_s_authority(tls_index: Index) -> None:
    assert reasons(check(tls_index.url)) == (TlsReason.UNTRUSTED_ISSUER, TlsReason.UNTRUSTED_ISSUER)


def test_the_lists_of_roots_are_there() -> None:
    roots = Roots()
    assert len(roots.public()) > 50
    assert all(ssl.DER_cert_to_PEM_cert(der) for der in roots.public())
    assert isinstance(roots.own(), tuple)
