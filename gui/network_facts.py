"""What was found out about one server, fact by fact: its name, its certificates, its login, what the real uv said."""

from PySide6.QtCore import QCoreApplication

from core.model.endpoint import EndpointCheck, TlsReason, TlsResult
from core.model.network import EndpointLogin, EndpointReport, LoginState, UvTry
from core.model.secrets import without_secrets
from gui.figures import duration_text
from gui.login_words import place_phrase, proxy_text

translate = QCoreApplication.translate


def facts(report: EndpointReport) -> tuple[tuple[str, str], ...]:
    """Return what was found out, as caption and value; what was not found out is left out."""
    check = report.check
    found = [
        (translate("network", "Address"), without_secrets(report.endpoint.url)),
        (translate("network", "Name"), _name_text(check)),
        (translate("network", "Proxy"), proxy_text(report.proxy) if report.proxy is not None else _through(check)),
        (translate("network", "Proxy's answer"), _proxy_answer(check)),
        (translate("network", "Connection"), _connection_text(check)),
        (translate("network", "uv's own certificates"), verdict_text(check.bundled)),
        (translate("network", "This computer's certificates"), verdict_text(check.system)),
        (translate("network", "The certificate file"), verdict_text(check.own_file)),
        (translate("network", "Certificate made by"), check.interception or ""),
        (translate("network", "Answer"), "" if check.http_status is None else str(check.http_status)),
        (translate("network", "Login"), "" if report.login is None else login_text(report.login)),
        (translate("network", "Not tried"), check.trouble or ""),
    ]
    return tuple((caption, without_secrets(value)) for caption, value in found if value)


def _name_text(check: EndpointCheck) -> str:
    match check.address_found:
        case True:
            return translate("network", "found")
        case False:
            return translate("network", "not found: no name server knows it")
        case None:
            return translate("network", "looked up by the proxy") if check.through else ""


def _through(check: EndpointCheck) -> str:
    return check.through or translate("network", "none")


def _proxy_answer(check: EndpointCheck) -> str:
    if check.proxy_answer is None:
        return ""
    if not check.proxy_schemes:
        return str(check.proxy_answer)
    return translate("network", "{status}, asks for a login ({schemes})").format(
        status=check.proxy_answer, schemes=", ".join(check.proxy_schemes)
    )


def _connection_text(check: EndpointCheck) -> str:
    match check.connected:
        case True:
            return translate("network", "made")
        case False:
            return translate("network", "not made")
        case None:
            return ""


def verdict_text(result: TlsResult | None) -> str:
    """Say whether a list of certificates accepts a server; empty where that was not found out."""
    if result is None:
        return ""
    if result.ok:
        return translate("network", "accept the server")
    reason = translate("network", "do not accept it") if result.reason is None else reason_text(result.reason)
    return f"{reason} ({result.text})" if result.text else reason


def reason_text(reason: TlsReason) -> str:  # noqa: C901, PLR0911 - one line a reason
    """Say why a server is not accepted."""
    match reason:
        case TlsReason.UNTRUSTED_ISSUER:
            return translate("network", "do not know who issued its certificate")
        case TlsReason.SELF_SIGNED:
            return translate("network", "do not know its certificate, which it signed itself")
        case TlsReason.EXPIRED:
            return translate("network", "do not accept it: a certificate has expired")
        case TlsReason.NOT_YET_VALID:
            return translate("network", "do not accept it: a certificate is not valid yet")
        case TlsReason.WRONG_HOST:
            return translate("network", "do not accept it: its certificate is for another name")
        case TlsReason.INCOMPLETE_CHAIN:
            return translate("network", "do not accept it: it leaves out a certificate in between")
        case TlsReason.REFUSED:
            return translate("network", "not tried: the connection was closed")
        case TlsReason.PROTOCOL:
            return translate("network", "not tried: what answers does not speak TLS as uv does")
        case TlsReason.UNREADABLE:
            return translate("network", "cannot read what it shows as its certificate")
        case TlsReason.NO_ANSWER:
            return translate("network", "not tried: there was no answer")
        case TlsReason.OTHER:
            return translate("network", "do not accept it")


def login_text(login: EndpointLogin) -> str:
    """Say what a server says of logins; empty where that was not found out."""
    state = "" if login.state is None else _login_state(login.state)
    parts = [state] if state else []
    if login.schemes:
        parts.append(", ".join(login.schemes))
    if login.realm:
        parts.append(translate("network", "it calls itself “{realm}”").format(realm=login.realm))
    if login.user and login.place is not None:
        parts.append(
            translate("network", "tried as {user}, {place}").format(user=login.user, place=place_phrase(login.place))
        )
    return " · ".join(parts)


def _login_state(state: LoginState) -> str:
    match state:
        case LoginState.NOT_ASKED_FOR:
            return translate("network", "not asked for")
        case LoginState.WANTED:
            return translate("network", "asked for, and none is known")
        case LoginState.ACCEPTED:
            return translate("network", "accepted")
        case LoginState.REFUSED:
            return translate("network", "refused: it is wrong or has expired")
        case LoginState.FORBIDDEN:
            return translate("network", "this login may not come in")
        case LoginState.HIDDEN:
            return translate("network", "an empty page in place of asking for a login")


def try_text(tried: UvTry) -> str:
    """Say what the real uv made of an address, with what it was told besides."""
    if tried.reaches is None:
        said = translate("network", "could not be tried")
    else:
        template = (
            translate("network", "reaches it ({time})")
            if tried.reaches
            else translate("network", "does not reach it ({time})")
        )
        said = template.format(time=duration_text(tried.seconds))
    if not tried.choices:
        return said
    choices = without_secrets(", ".join(tried.choices))
    return translate("network", "{said} with {choices}").format(said=said, choices=choices)


def tries(report: EndpointReport) -> tuple[tuple[str, UvTry], ...]:
    """Return what uv was tried with, as words and result: the settings in force, then each remedy."""
    own = () if report.uv is None else ((translate("network", "uv itself"), report.uv),)
    titles = {remedy.id: remedy.title for remedy in report.remedies}
    proven = tuple(
        (translate("network", "uv with: {remedy}").format(remedy=titles[name]), tried)
        for name, tried in report.proven.items()
        if name in titles
    )
    return own + proven
