"""What was found out about a server, in sentences for people."""

from collections.abc import Iterator

from core.model.endpoint import EndpointCheck, TlsReason, TlsResult

_REASONS = {
    TlsReason.UNTRUSTED_ISSUER: "its issuer is not known",
    TlsReason.SELF_SIGNED: "it is signed by itself",
    TlsReason.EXPIRED: "it has expired",
    TlsReason.NOT_YET_VALID: "it is not valid yet",
    TlsReason.WRONG_HOST: "it was made for another name",
    TlsReason.INCOMPLETE_CHAIN: "the server leaves out a certificate between",
    TlsReason.REFUSED: "the connection was closed in the middle of the greeting",
    TlsReason.PROTOCOL: "what answers speaks no TLS that this computer knows",
    TlsReason.UNREADABLE: "what the server shows is no certificate",
    TlsReason.NO_ANSWER: "no answer came in time",
}
_NO_GREETING = frozenset({TlsReason.REFUSED, TlsReason.PROTOCOL, TlsReason.NO_ANSWER})


def check_said(check: EndpointCheck, url: str) -> str | None:
    """Return what a check found, None where the server did not answer at all."""
    said = reached_said(check, url)
    if said is None:
        return f"{host_of(url)} was reached ({check.http_status})." if check.http_status is not None else None
    answer = "" if check.http_status is None else f" It answers with status {check.http_status}."
    return f"{said}{answer}"


def reached_said(check: EndpointCheck, url: str) -> str | None:
    """Return how far the way to a server led and what its certificate is; None where that says nothing."""
    host = host_of(url)
    if check.proxy_answer is not None:
        asks = f" and asks for {', '.join(check.proxy_schemes)}" if check.proxy_schemes else ""
        return f"The proxy {check.through} answered {check.proxy_answer}{asks}."
    if check.trouble is not None:
        return check.trouble
    if check.address_found is False:
        return f"The name {host} is not known to this computer's name servers."
    if check.connected is False:
        return f"No connection to {host} came about."
    if check.bundled is None and check.system is None:
        return None
    who = f" The certificate was issued by {check.issuer.rstrip('.')}." if check.issuer else ""
    product = f" That is {check.interception}, which opens encrypted connections." if check.interception else ""
    unread = " The certificate cannot be read." if shows_certificate(check) and not check.chain else ""
    return f"{verdicts_said(check.bundled, check.system, host)}{who}{product}{unread}{''.join(_dates(check))}"


def verdicts_said(bundled: TlsResult | None, system: TlsResult | None, host: str) -> str:
    """Return what uv's own list of roots and the system's say of a certificate."""
    greeting = _no_greeting(bundled, system, host)
    if greeting is not None:
        return greeting
    own = f"uv's own list of roots does not accept the certificate of {host}{why(bundled)}"
    if bundled is None or system is None:
        answered = bundled or system
        return f"{host} was reached." if answered is None or answered.ok else f"{own}."
    match bundled.ok, system.ok:
        case True, True:
            return f"Both uv's own list of roots and the system's accept the certificate of {host} now."
        case False, True:
            return f"{own}; the system's does."
        case True, False:
            return f"uv's own list of roots accepts the certificate of {host}; the system's does not{why(system)}."
        case _:
            return f"{own}, and neither does the system's."


def shows_certificate(check: EndpointCheck) -> bool:
    """Return whether the server came so far as to show a certificate, be it readable or not."""
    verdict = check.bundled or check.system
    return verdict is not None and verdict.reason not in _NO_GREETING


def why(result: TlsResult | None) -> str:
    """Return the reason of a verdict in brackets, nothing where there is none."""
    reason = _REASONS.get(result.reason) if result is not None and result.reason is not None else None
    return f" ({reason})" if reason is not None else ""


def host_of(url: str) -> str:
    """Return host and port of an address as they are written there, without a login."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]


def _no_greeting(bundled: TlsResult | None, system: TlsResult | None, host: str) -> str | None:
    """Return what is said where nobody's list of roots had a certificate to judge."""
    if bundled is None or bundled != system:
        return None
    match bundled.reason:
        case TlsReason.REFUSED:
            return f"{host} closed the connection in the middle of the TLS greeting."
        case TlsReason.PROTOCOL:
            return f"What answers at {host} speaks no TLS that this computer knows."
        case TlsReason.NO_ANSWER:
            return f"{host} took the connection and sent no answer in time."
        case _:
            return None


def _dates(check: EndpointCheck) -> Iterator[str]:
    """Yield what the server's own certificate says where that is what is wrong."""
    reasons = {each.reason for each in (check.bundled, check.system, check.own_file) if each is not None}
    if not check.chain:
        return
    own = check.chain[0]
    if TlsReason.EXPIRED in reasons:
        until = min(each.not_after for each in check.chain)
        yield f" {'It' if until == own.not_after else 'One of its issuers'} was valid until {until:%Y-%m-%d}."
    if TlsReason.NOT_YET_VALID in reasons:
        yield f" It is valid from {own.not_before:%Y-%m-%d} on; is the clock of this computer right?"
    if TlsReason.WRONG_HOST in reasons and own.subject:
        yield f" It is that of {own.subject.rstrip('.')}."
