"""What is reported of one address: how it stands, and the sentence that says it, by all that was found out."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from core.diagnosis.category_words import what_happened
from core.model.checks import CheckStatus
from core.model.endpoint import EndpointCheck, TlsResult
from core.model.network import EndpointLogin, EndpointReport, EndpointUse, LoginState, ProxyWay, UvTry
from core.model.problem import Category
from core.network.index_answer import PageKind
from core.procedures.network.asked_endpoint import AskedEndpoint
from core.procedures.network.check_words import host_of, reached_said, shows_certificate, why
from core.procedures.network.login_check import LoginFound
from core.procedures.network.login_words import login_said

_GONE = frozenset({404, 410})
_PROXY_ASKS = 407
_NOT_LET_IN = frozenset({LoginState.WANTED, LoginState.REFUSED, LoginState.FORBIDDEN})


class Trusted(Struct, frozen=True, kw_only=True):
    """Whom uv trusts for an address by its settings.

    ``file`` and its ``source`` are what takes the place of every list, ``has_roots`` False where uv passes over it.
    """

    system: bool = False
    file: str | None = None
    source: str = ""
    has_roots: bool = False
    insecure: bool = False

    def verdict(self, check: EndpointCheck) -> TlsResult | None:
        """Return what the roots say that count for uv; None where there was no certificate to judge."""
        if check.own_file is not None:
            return check.own_file
        return check.system if self.system else check.bundled


class Heard(Struct, frozen=True, kw_only=True):
    """All that was found out about one address so far; ``seconds`` is how long the check waits.

    ``withheld`` says why uv is not given a login that is kept for the index, ``withheld_proxy`` one of the proxy.
    """

    asked: AskedEndpoint
    check: EndpointCheck
    trusted: Trusted
    proxy: ProxyWay | None = None
    found: LoginFound | None = None
    uv: UvTry | None = None
    withheld: str | None = None
    withheld_proxy: str | None = None
    seconds: float = 5.0


def report_of(heard: Heard) -> EndpointReport:
    """Return the report without what would help."""
    return EndpointReport(
        endpoint=heard.asked.endpoint,
        check=heard.check,
        status=_status(heard),
        sentence=" ".join(_sentences(heard)),
        proxy=heard.proxy,
        login=_login(heard),
        uv=heard.uv,
    )


def _login(heard: Heard) -> EndpointLogin | None:
    """Return what is known of logins; what this check did not send uv may have sent, and that tells as much."""
    if heard.found is None:
        return None
    login, uv = heard.found.login, heard.uv
    if login.state is None and heard.found.unsent and uv is not None:
        if uv.reaches:
            return replace(login, state=LoginState.ACCEPTED)
        if uv.reaches is False and uv.category is Category.INDEX_AUTH:
            return replace(login, state=LoginState.REFUSED)
    return login


def _status(heard: Heard) -> CheckStatus:
    status = _whole_status(heard)
    # A project whose Python is there needs no such server, and a sync of it passes.
    return CheckStatus.WARN if status is CheckStatus.FAIL and _is_for_pythons(heard) else status


def _is_for_pythons(heard: Heard) -> bool:
    return heard.asked.endpoint.uses == (EndpointUse.PYTHON,)


def _whole_status(heard: Heard) -> CheckStatus:
    own = _own_status(heard)
    if heard.uv is None or heard.uv.reaches is None:
        return own
    if not heard.uv.reaches:
        return CheckStatus.FAIL
    if own is CheckStatus.FAIL and _kind(heard) is PageKind.LOGIN:
        return own  # for uv a page without links is an index without packages
    # uv comes there all the same, which is what counts; that the check did not is worth a look.
    return CheckStatus.WARN if own in {CheckStatus.WARN, CheckStatus.FAIL} else CheckStatus.OK


def _kind(heard: Heard) -> PageKind | None:
    """Return what the page is that uv gets: with the login that is known, where there is one."""
    answer = None if heard.found is None else heard.found.with_login or heard.found.without
    return answer.kind if answer is not None else None


def _own_status(heard: Heard) -> CheckStatus:
    check = heard.check
    if check.trouble is not None:
        is_socks = heard.proxy is not None and heard.proxy.url.startswith("socks")
        return CheckStatus.UNKNOWN if is_socks else CheckStatus.FAIL
    if check.proxy_answer is not None or check.address_found is False or check.connected is False:
        return CheckStatus.FAIL
    verdict = heard.trusted.verdict(check)
    if verdict is not None and not verdict.ok:
        return CheckStatus.WARN if heard.trusted.insecure and shows_certificate(check) else CheckStatus.FAIL
    if check.http_status is None:
        return CheckStatus.WARN if check.connected else CheckStatus.UNKNOWN
    return _of_answer(heard, check.http_status)


def _of_answer(heard: Heard, status: int) -> CheckStatus:
    state = heard.found.login.state if heard.found is not None else None
    without = heard.found.without if heard.found is not None else None
    status = without.status if without is not None else status
    if state in _NOT_LET_IN or status >= 500:
        return CheckStatus.FAIL
    if state in {LoginState.ACCEPTED, LoginState.NOT_ASKED_FOR}:
        return CheckStatus.OK
    if status in {401, 403}:
        return CheckStatus.UNKNOWN
    is_root = EndpointUse.INDEX in heard.asked.endpoint.uses and heard.asked.package is None
    strange = without is not None and without.kind is PageKind.OTHER
    if state is LoginState.HIDDEN or strange or (status in _GONE and not is_root) or 404 < status < 500:
        return CheckStatus.WARN
    return CheckStatus.OK


def _sentences(heard: Heard) -> Iterator[str]:
    check, url = heard.check, heard.asked.endpoint.url
    said = reached_said(check, url)
    if heard.proxy is not None:
        yield f"uv goes to {host_of(url)} through the proxy {heard.proxy.url} ({heard.proxy.source})."
    if check.own_file is not None and shows_certificate(check):
        does = "accepts" if check.own_file.ok else "does not accept"
        named = f"{heard.trusted.file} ({heard.trusted.source})"
        yield f"uv goes by {named} here, and that {does} the certificate of {host_of(url)}{why(check.own_file)}."
    if said is not None:
        yield said
    elif not check.connected:
        yield f"{host_of(url)} did not answer within {heard.seconds:.0f} s."
    if check.proxy_answer == _PROXY_ASKS:
        if heard.withheld_proxy is not None:
            yield heard.withheld_proxy
        elif heard.proxy is not None and heard.proxy.has_login:
            yield "It does not take the login that is known for it."
    yield from _trust_said(heard, host_of(url))
    yield from _answer_said(heard, host_of(url))
    if heard.uv is not None:
        yield from _uv_said(heard.uv, _kind(heard))
    if _is_for_pythons(heard) and _status(heard) is CheckStatus.WARN:
        yield "It matters only where uv has to download a Python."


def _answer_said(heard: Heard, host: str) -> Iterator[str]:
    status = heard.check.http_status
    if status is not None:
        login = login_said(heard.found, heard.asked.package)
        # The words on logins tell what the number means.
        of_login = login is not None and status in {401, 403}
        yield f"{host} was reached." if of_login else f"{host} answers with status {status}."
        if login is not None:
            yield login
        if heard.withheld is not None and (heard.found is None or heard.found.login.place is None):
            yield heard.withheld
    elif heard.check.connected and heard.check.trouble is None and _asked_for_page(heard.check):
        yield f"{host} took the request and sent no answer."


def _asked_for_page(check: EndpointCheck) -> bool:
    """Return whether the check came so far as to ask for the page: over TLS only where a list trusts the server."""
    verdicts = [each for each in (check.bundled, check.system, check.own_file) if each is not None]
    return not verdicts or any(each.ok for each in verdicts)


def _trust_said(heard: Heard, host: str) -> Iterator[str]:
    check, trusted = heard.check, heard.trusted
    if not shows_certificate(check):
        return
    if trusted.file is not None and not trusted.has_roots:
        yield f"{trusted.source} names {trusted.file}, where uv finds no certificates, so that it passes over it."
    if check.own_file is None and _are_at_odds(check):
        yield "uv goes by the system's list here." if trusted.system else "uv goes by its own list here."
    if trusted.insecure:
        yield f"uv is told not to check the certificate of {host} at all, so anybody can pass for it."


def _are_at_odds(check: EndpointCheck) -> bool:
    return check.bundled is not None and check.system is not None and check.bundled.ok != check.system.ok


def _uv_said(uv: UvTry, kind: PageKind | None) -> Iterator[str]:
    if uv.reaches and kind not in {PageKind.LISTING, None}:
        yield "uv itself comes there and finds no package."
    elif uv.reaches:
        yield "uv itself reaches it."
    elif uv.reaches is False:
        happened = what_happened(uv.category.value if uv.category is not None else None)
        yield "uv itself does not reach it." if happened is None else f"uv itself does not reach it: {happened}."
    else:
        yield "uv itself could not be tried."
