"""How an address stands, and the sentence that says it."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from core.model.checks import CheckStatus
from core.model.endpoint import CertificateSeen, EndpointCheck, TlsReason, TlsResult
from core.model.network import Endpoint, EndpointLogin, EndpointUse, LoginPlace, LoginState, ProxyWay, UvTry
from core.model.problem import Category
from core.network.index_answer import IndexAnswer, PageKind
from core.procedures.network.asked_endpoint import AskedEndpoint
from core.procedures.network.endpoint_report import Heard, Trusted, report_of
from core.procedures.network.login_check import LoginFound

YES = TlsResult(ok=True)
NO = TlsResult(ok=False, reason=TlsReason.UNTRUSTED_ISSUER)
OWN = CertificateSeen(
    subject="CN=a.example",
    issuer="CN=Corp",
    not_before=datetime(2026, 1, 2, tzinfo=UTC),
    not_after=datetime(2026, 3, 4, tzinfo=UTC),
    key="RSA 2048",
    self_signed=False,
)
GOOD = EndpointCheck(
    host="a.example",
    port=443,
    address_found=True,
    connected=True,
    bundled=YES,
    system=YES,
    chain=(OWN,),
    issuer="CN=Corp",
    http_status=200,
)
INDEX = AskedEndpoint(
    endpoint=Endpoint(url="https://a.example/simple", uses=(EndpointUse.INDEX,), indexes=("corp",)),
    page="https://a.example/simple",
)
FILES = AskedEndpoint(
    endpoint=Endpoint(url="https://a.example/", uses=(EndpointUse.FILES,)), page="https://a.example/x.whl"
)
REACHED = UvTry(reaches=True)
STOPPED = UvTry(reaches=False, category=Category.TLS_UNTRUSTED_ISSUER)


def heard(check: EndpointCheck = GOOD, **more: object) -> Heard:
    return replace(Heard(asked=INDEX, check=check, trusted=Trusted()), **more)


@pytest.mark.parametrize(
    ("check", "trusted", "status"),
    [
        (GOOD, Trusted(), CheckStatus.OK),
        (replace(GOOD, bundled=NO), Trusted(), CheckStatus.FAIL),
        (replace(GOOD, bundled=NO), Trusted(system=True), CheckStatus.OK),
        (replace(GOOD, system=NO), Trusted(), CheckStatus.OK),
        (replace(GOOD, system=NO), Trusted(system=True), CheckStatus.FAIL),
        (replace(GOOD, bundled=NO, system=NO, own_file=YES), Trusted(file="x", has_roots=True), CheckStatus.OK),
        (replace(GOOD, own_file=NO), Trusted(file="x", has_roots=True), CheckStatus.FAIL),
        (replace(GOOD, bundled=NO), Trusted(insecure=True), CheckStatus.WARN),
        (EndpointCheck(trouble="No."), Trusted(), CheckStatus.FAIL),
        (EndpointCheck(address_found=False), Trusted(), CheckStatus.FAIL),
        (EndpointCheck(connected=False), Trusted(), CheckStatus.FAIL),
        (EndpointCheck(proxy_answer=407), Trusted(), CheckStatus.FAIL),
        (EndpointCheck(), Trusted(), CheckStatus.UNKNOWN),
        (EndpointCheck(connected=True), Trusted(), CheckStatus.WARN),
        (replace(GOOD, http_status=None), Trusted(), CheckStatus.WARN),
        (replace(GOOD, http_status=503), Trusted(), CheckStatus.FAIL),
        (replace(GOOD, http_status=401), Trusted(), CheckStatus.UNKNOWN),
        (replace(GOOD, http_status=404), Trusted(), CheckStatus.OK),
        (replace(GOOD, http_status=429), Trusted(), CheckStatus.WARN),
    ],
)
def test_the_status_follows_whom_uv_trusts_and_what_was_answered(
    check: EndpointCheck, trusted: Trusted, status: CheckStatus
) -> None:
    assert report_of(heard(check, trusted=trusted)).status is status


def test_uv_itself_has_the_last_word() -> None:
    assert report_of(heard(uv=STOPPED)).status is CheckStatus.FAIL
    assert report_of(heard(EndpointCheck(), uv=REACHED)).status is CheckStatus.OK
    assert report_of(heard(replace(GOOD, bundled=NO), uv=REACHED)).status is CheckStatus.WARN
    assert report_of(heard(replace(GOOD, bundled=NO), uv=UvTry(reaches=None))).status is CheckStatus.FAIL
    assert report_of(heard(uv=STOPPED)).sentence.endswith(
        "uv itself does not reach it: the certificate of the server was not trusted."
    )
    assert report_of(heard(uv=UvTry(reaches=None))).sentence.endswith("uv itself could not be tried.")


def test_a_file_that_is_gone_is_worth_a_look_and_a_root_without_a_page_is_not() -> None:
    gone = replace(GOOD, http_status=404)
    assert report_of(heard(gone, asked=FILES)).status is CheckStatus.WARN
    assert report_of(heard(gone)).status is CheckStatus.OK


def test_a_socks_proxy_is_not_known_to_be_bad() -> None:
    proxy = ProxyWay(url="socks5://p.example:1080", source="ALL_PROXY")
    assert report_of(heard(EndpointCheck(trouble="It cannot be tried."), proxy=proxy)).status is CheckStatus.UNKNOWN


def test_the_proxy_is_named_with_what_names_it() -> None:
    proxy = ProxyWay(url="http://p.example:8080", source="HTTPS_PROXY", has_login=True)
    refused = EndpointCheck(through="http://p.example:8080", proxy_answer=407, proxy_schemes=("Basic", "NTLM"))
    assert report_of(heard(refused, proxy=proxy)).sentence == (
        "uv goes to a.example through the proxy http://p.example:8080 (HTTPS_PROXY). "
        "The proxy http://p.example:8080 answered 407 and asks for Basic, NTLM. "
        "It does not take the login that is known for it."
    )


def test_a_login_that_uv_is_not_given_is_said_where_it_is_missed() -> None:
    refused = EndpointCheck(through="http://p.example:8080", proxy_answer=407)
    assert report_of(heard(refused, withheld_proxy="The proxy moved.")).sentence.endswith("The proxy moved.")
    asks = heard(replace(GOOD, http_status=401), found=_found(LoginState.WANTED, ASKS), withheld="The index moved.")
    assert report_of(asks).sentence.endswith("and none is known. The index moved.")
    taken = heard(found=_found(LoginState.ACCEPTED, ASKS, OPEN), withheld="The index moved.")
    assert "moved" not in report_of(taken).sentence


@pytest.mark.parametrize(
    ("check", "trusted", "words"),
    [
        (replace(GOOD, system=NO), Trusted(), "uv goes by its own list here."),
        (replace(GOOD, bundled=NO), Trusted(system=True), "uv goes by the system's list here."),
        (GOOD, Trusted(file="x.pem", source="SSL_CERT_FILE"), "SSL_CERT_FILE names x.pem, where uv finds no"),
        (
            replace(GOOD, own_file=NO),
            Trusted(file="x.pem", source="SSL_CERT_FILE", has_roots=True),
            "uv goes by x.pem (SSL_CERT_FILE) here, and that does not accept the certificate of a.example (its issuer",
        ),
        (replace(GOOD, bundled=NO), Trusted(insecure=True), "anybody can pass for it"),
        (
            replace(GOOD, bundled=replace(NO, reason=TlsReason.EXPIRED), system=NO),
            Trusted(),
            "It was valid until 2026-03-04.",
        ),
        (
            replace(GOOD, bundled=replace(NO, reason=TlsReason.NOT_YET_VALID), system=NO),
            Trusted(),
            "It is valid from 2026-01-02 on; is the clock of this computer right?",
        ),
        (
            replace(GOOD, bundled=replace(NO, reason=TlsReason.WRONG_HOST), system=NO),
            Trusted(),
            "It is that of CN=a.example.",
        ),
        (replace(GOOD, bundled=NO, system=NO, chain=()), Trusted(), "The certificate cannot be read."),
        (replace(GOOD, interception="Zscaler"), Trusted(), "That is Zscaler, which opens encrypted connections."),
        (EndpointCheck(), Trusted(), "a.example did not answer within 5 s."),
        (replace(GOOD, http_status=None), Trusted(), "took the request and sent no answer."),
    ],
)
def test_what_matters_is_said(check: EndpointCheck, trusted: Trusted, words: str) -> None:
    assert words in report_of(heard(check, trusted=trusted)).sentence


def _found(state: LoginState | None, without: IndexAnswer, with_login: IndexAnswer | None = None) -> LoginFound:
    known = with_login is not None
    login = EndpointLogin(
        state=state,
        schemes=without.schemes,
        realm=without.realm,
        user="ada" if known else None,
        place=LoginPlace.KEYRING if known else None,
    )
    return LoginFound(login=login, without=without, with_login=with_login)


ASKS = IndexAnswer(status=401, schemes=("Basic",), realm="r")
OPEN = IndexAnswer(status=200, kind=PageKind.LISTING)
EMPTY = IndexAnswer(status=200, kind=PageKind.EMPTY)
FORM = IndexAnswer(status=200, kind=PageKind.LOGIN, elsewhere="https://sso.example:443")


@pytest.mark.parametrize(
    ("found", "status", "words"),
    [
        (_found(LoginState.WANTED, ASKS), CheckStatus.FAIL, 'It asks for a login for "r" (Basic), and none is known.'),
        (_found(LoginState.ACCEPTED, ASKS, OPEN), CheckStatus.OK, "and takes the login of ada from the keyring."),
        (_found(LoginState.REFUSED, ASKS, ASKS), CheckStatus.FAIL, "ada from the keyring: it is wrong or has expired."),
        (_found(LoginState.WANTED, FORM), CheckStatus.FAIL, "log-in page for people in a browser on https://sso"),
        (_found(LoginState.HIDDEN, EMPTY), CheckStatus.WARN, "it may hide its packages from who does not log in, or"),
        (_found(LoginState.HIDDEN, EMPTY, EMPTY), CheckStatus.WARN, "from who comes with the login of ada"),
        (_found(LoginState.FORBIDDEN, IndexAnswer(status=403)), CheckStatus.FAIL, "(403), and does not ask for one."),
        (_found(None, IndexAnswer(status=200, kind=PageKind.OTHER)), CheckStatus.WARN, "which is no list of packages"),
        (_found(None, IndexAnswer(status=508, kind=PageKind.OTHER)), CheckStatus.FAIL, "and never to a page."),
    ],
)
def test_logins_are_said_and_decide(found: LoginFound, status: CheckStatus, words: str) -> None:
    check = replace(GOOD, http_status=found.without.status if found.without is not None else 200)
    report = report_of(heard(check, found=found))
    assert report.status is status
    assert words in report.sentence


def test_a_log_in_page_stays_a_failure_although_uv_takes_it_for_an_empty_index() -> None:
    report = report_of(heard(found=_found(LoginState.WANTED, FORM), uv=REACHED))
    assert report.status is CheckStatus.FAIL
    assert report.sentence.endswith("uv itself comes there and finds no package.")


def test_what_uv_sent_tells_what_this_check_did_not_send() -> None:
    login = EndpointLogin(user="ada", place=LoginPlace.URL)
    found = LoginFound(login=login, without=ASKS, unsent=True)
    check = replace(GOOD, bundled=None, system=None, chain=(), http_status=401)
    states = []
    for uv in (None, REACHED, UvTry(reaches=False, category=Category.INDEX_AUTH), STOPPED):
        report = report_of(heard(check, found=found, uv=uv))
        assert report.login is not None
        states.append((report.login.state, report.status))
    assert states == [
        (None, CheckStatus.UNKNOWN),
        (LoginState.ACCEPTED, CheckStatus.OK),
        (LoginState.REFUSED, CheckStatus.FAIL),
        (None, CheckStatus.FAIL),
    ]
