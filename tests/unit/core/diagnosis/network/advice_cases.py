"""Troubles on the way to a server, each with the advice that it has to get."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from core.diagnosis.network_advice import AdviceContext
from core.model.checks import CheckStatus
from core.model.endpoint import CertificateSeen, EndpointCheck, TlsReason, TlsResult
from core.model.network import (
    Endpoint,
    EndpointLogin,
    EndpointReport,
    EndpointUse,
    LoginPlace,
    LoginState,
    ProxyWay,
    UvTry,
)
from core.model.policies import Policy
from core.model.problem import Category
from core.model.settings import OriginKind

URL = "https://packages.example/simple"
PROJECT = Path("/somewhere/project")
INSECURE = "insecure-host"
ENDPOINT = Endpoint(url=URL, uses=(EndpointUse.INDEX,), indexes=("corp",))
ABOUT = AdviceContext(project=PROJECT, version=(0, 13, 9), indexes=(("corp", URL), ("other", "https://x.example/s")))
OK = TlsResult(ok=True)
NO_ISSUER = TlsResult(ok=False, reason=TlsReason.UNTRUSTED_ISSUER)
EXPIRED = TlsResult(ok=False, reason=TlsReason.EXPIRED)
LEAF = CertificateSeen(
    subject="CN=packages.example",
    issuer="O=Example Company",
    not_before=datetime(2026, 1, 2, tzinfo=UTC),
    not_after=datetime(2026, 3, 4, 5, 6, tzinfo=UTC),
    key="RSA 2048",
    self_signed=False,
)
PROXY = ProxyWay(url="http://proxy.example:8080", source="HTTPS_PROXY")
FILE = Path("/certificates/corp.pem")
BY_FILE = replace(ABOUT, certificate_file=FILE, certificate_origin=OriginKind.PROFILE)
IN_FILES = replace(ABOUT, proxy_in_files=True)
SYSTEM = "http://system.example:3128"
WITH_SYSTEM = replace(ABOUT, system_proxy=SYSTEM)
OTHERS = replace(ABOUT, others_reached=3)


def report(uv: UvTry | None = None, **found: Any) -> EndpointReport:
    """Return a report of a server that was connected to; what else was found is named."""
    login, proxy = found.pop("login", None), found.pop("proxy", None)
    check = EndpointCheck(**{"host": "packages.example", "port": 443, "connected": True, **found})
    return EndpointReport(
        endpoint=ENDPOINT, check=check, status=CheckStatus.FAIL, sentence="", uv=uv, login=login, proxy=proxy
    )


def refused(reason: TlsReason, **more: Any) -> EndpointReport:
    """Return a report of a server that no list of roots accepts, for one reason."""
    result = TlsResult(ok=False, reason=reason)
    return report(**{"bundled": result, "system": result, **more})


def through(answer: int | None = None, **more: Any) -> EndpointReport:
    """Return a report of a server that a proxy did not open the way to."""
    return report(**{"proxy": PROXY, "connected": None, "proxy_answer": answer, **more})


def answered(status: int, state: LoginState | None = None, **more: Any) -> EndpointReport:
    """Return a report of a server that is trusted and answers."""
    uv = more.pop("uv", None)
    login = None if state is None else EndpointLogin(state=state, **more)
    return report(bundled=OK, system=OK, http_status=status, login=login, uv=uv)


def failed(category: Category, words: str = "") -> UvTry:
    """Return what a uv says that does not reach the server."""
    return UvTry(reaches=False, category=category, words=words)


class Case(NamedTuple):
    """What was found, what is known besides, and the ids of the advice in their order."""

    report: EndpointReport
    about: AdviceContext
    expected: str


_GONE: dict[str, Any] = {"through": PROXY.url, "trouble": "It cannot be reached."}
_LOGIN = replace(PROXY, has_login=True)
_STORED = {"user": "ada", "place": LoginPlace.KEYRING}
_ROOT = "ask-root-certificate certificate-file export-with-root system-certificates insecure-host"
_BROKEN = failed(Category.TLS_UNTRUSTED_ISSUER)
_SLOW = failed(Category.NETWORK_UNREACHABLE, "operation timed out")

CASES: dict[str, Case] = {
    "fine-and-failed": Case(answered(200), ABOUT, "ask-it"),
    "system-only": Case(report(bundled=NO_ISSUER, system=OK), ABOUT, "system-certificates export-certificates"),
    "system-only-on": Case(
        report(bundled=NO_ISSUER, system=OK, uv=_BROKEN),
        replace(ABOUT, system_certificates=True),
        "export-certificates",
    ),
    "system-on": Case(report(bundled=NO_ISSUER, system=OK), replace(ABOUT, system_certificates=True), "ask-it"),
    "file-refuses": Case(report(bundled=NO_ISSUER, system=OK, own_file=NO_ISSUER), BY_FILE, "export-certificates"),
    "file-lacks-public": Case(report(bundled=OK, own_file=NO_ISSUER), BY_FILE, "export-certificates"),
    "nobody": Case(refused(TlsReason.UNTRUSTED_ISSUER), ABOUT, _ROOT),
    "exported": Case(
        refused(TlsReason.UNTRUSTED_ISSUER),
        replace(ABOUT, exported=FILE),
        _ROOT.replace("certificate-file", "exported-certificates certificate-file"),
    ),
    "product": Case(refused(TlsReason.UNTRUSTED_ISSUER, interception="Zscaler"), ABOUT, _ROOT),
    "nobody-by-file": Case(
        refused(TlsReason.UNTRUSTED_ISSUER, own_file=NO_ISSUER),
        BY_FILE,
        "ask-root-certificate export-with-root certificate-file insecure-host",
    ),
    "uv-alone": Case(report(uv=_BROKEN), ABOUT, _ROOT),
    "self-signed": Case(
        refused(TlsReason.SELF_SIGNED),
        ABOUT,
        "ask-it certificate-file export-with-root system-certificates insecure-host",
    ),
    "expired": Case(report(bundled=NO_ISSUER, system=EXPIRED), ABOUT, "ask-it set-clock insecure-host"),
    "expired-for-many": Case(
        refused(TlsReason.EXPIRED), replace(ABOUT, others_out_of_date=2), "set-clock ask-it insecure-host"
    ),
    "early": Case(refused(TlsReason.NOT_YET_VALID), ABOUT, "set-clock ask-it insecure-host"),
    "wrong-host": Case(refused(TlsReason.WRONG_HOST), ABOUT, "check-index ask-it system-certificates insecure-host"),
    "incomplete": Case(
        refused(TlsReason.INCOMPLETE_CHAIN),
        ABOUT,
        "ask-it certificate-file export-with-root system-certificates insecure-host",
    ),
    "incomplete-system": Case(
        refused(TlsReason.INCOMPLETE_CHAIN, system=OK), ABOUT, "system-certificates export-certificates"
    ),
    "other": Case(refused(TlsReason.OTHER), ABOUT, "ask-it certificate-file system-certificates insecure-host"),
    "closed": Case(refused(TlsReason.REFUSED), ABOUT, "ask-it"),
    "no-tls": Case(refused(TlsReason.PROTOCOL), ABOUT, "check-index"),
    "silent": Case(refused(TlsReason.NO_ANSWER), ABOUT, "timeout later ask-it"),
    "silent-long": Case(refused(TlsReason.NO_ANSWER), replace(ABOUT, http_timeout=300), "later ask-it"),
    "uv-timed-out": Case(answered(200, uv=_SLOW), ABOUT, "timeout later ask-it"),
    "proxy-login": Case(through(407, proxy_schemes=("Basic",)), ABOUT, "proxy-login ask-it"),
    "proxy-login-stored": Case(through(407, proxy=replace(_LOGIN, user="ada")), ABOUT, "proxy-login ask-it"),
    "proxy-login-written": Case(through(407, proxy=_LOGIN), ABOUT, "mend-proxy-login ask-it"),
    "proxy-login-in-file": Case(through(407), IN_FILES, "mend-proxy-in-file ask-it"),
    "proxy-negotiates": Case(through(407, proxy_schemes=("NTLM", "Negotiate")), ABOUT, "ask-it"),
    "proxy-filters": Case(through(403), WITH_SYSTEM, "ask-it proxy-settings without-proxy"),
    "proxy-gateway": Case(through(502, connected=False), ABOUT, "without-proxy ask-it"),
    "proxy-gone": Case(through(**_GONE), ABOUT, "without-proxy proxy-settings"),
    "proxy-gone-system": Case(through(**_GONE), WITH_SYSTEM, "proxy-settings without-proxy"),
    "proxy-gone-in-file": Case(through(**_GONE), IN_FILES, "mend-proxy-in-file"),
    "proxy-with-tls": Case(
        through(proxy=replace(PROXY, url="https://proxy.example:8080"), trouble="It begins with https://."),
        ABOUT,
        "proxy-settings without-proxy",
    ),
    "proxy-missed": Case(
        report(connected=False), WITH_SYSTEM, "proxy-settings check-connection vpn ask-it check-index"
    ),
    "proxy-missed-name": Case(
        report(connected=None, address_found=False), WITH_SYSTEM, "proxy-settings check-connection vpn check-index"
    ),
    "proxy-missed-in-file": Case(
        report(connected=None, address_found=False),
        replace(WITH_SYSTEM, proxy_in_files=True),
        "mend-proxy-in-file check-connection vpn check-index",
    ),
    "wanted": Case(answered(401, LoginState.WANTED), ABOUT, "credential"),
    "refused-stored": Case(answered(401, LoginState.REFUSED, **_STORED), ABOUT, "credential"),
    "refused-url": Case(answered(401, LoginState.REFUSED, place=LoginPlace.URL), ABOUT, "credential mend-login"),
    "refused-netrc": Case(answered(401, LoginState.REFUSED, place=LoginPlace.NETRC), ABOUT, "credential mend-login"),
    "forbidden": Case(answered(403, LoginState.FORBIDDEN), ABOUT, "credential ask-access"),
    "forbidden-user": Case(answered(403, LoginState.FORBIDDEN, **_STORED), ABOUT, "ask-access credential"),
    "hidden": Case(answered(200, LoginState.HIDDEN), ABOUT, "credential check-index"),
    "hidden-user": Case(answered(200, LoginState.HIDDEN, **_STORED), ABOUT, "check-index credential"),
    "hidden-reached": Case(answered(200, LoginState.HIDDEN, uv=UvTry(reaches=True)), ABOUT, "credential check-index"),
    "uv-not-let-in": Case(answered(200, uv=failed(Category.INDEX_AUTH)), ABOUT, "credential"),
    "no-name": Case(report(connected=None, address_found=False), ABOUT, "check-connection vpn check-index"),
    "no-name-others": Case(report(connected=None, address_found=False), OTHERS, "vpn check-index"),
    "no-connection": Case(report(connected=False), ABOUT, "check-connection vpn ask-it check-index"),
    "no-connection-others": Case(report(connected=False), OTHERS, "ask-it vpn check-index"),
    "out-of-order": Case(answered(503), ABOUT, "later"),
    "gone": Case(answered(404), ABOUT, "check-index"),
    "no-index": Case(answered(200, uv=failed(Category.INDEX_OTHER)), ABOUT, "check-index"),
    "no-address": Case(report(host=None, port=None, connected=None, trouble="It is none."), ABOUT, "check-index"),
    "offline": Case(answered(200, uv=failed(Category.NETWORK_UNREACHABLE)), replace(ABOUT, offline=True), "go-online"),
    "reached": Case(refused(TlsReason.UNTRUSTED_ISSUER, uv=UvTry(reaches=True)), ABOUT, ""),
    "policy-system": Case(
        report(bundled=NO_ISSUER, system=OK),
        replace(ABOUT, policy=Policy(system_certificates=False)),
        "export-certificates",
    ),
    "policy-file": Case(
        refused(TlsReason.UNTRUSTED_ISSUER),
        replace(ABOUT, policy=Policy(certificate_file=FILE)),
        "ask-root-certificate system-certificates insecure-host",
    ),
    "policy-insecure": Case(
        refused(TlsReason.WRONG_HOST),
        replace(ABOUT, policy=Policy(insecure_hosts=False)),
        "check-index ask-it system-certificates",
    ),
}
