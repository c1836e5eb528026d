"""The way to the index: which proxy uv uses beside the system's, what the server shows, whether a login is stored."""

from urllib.parse import urlsplit

from core.diagnosis.gathered import Gathered, unknown
from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.endpoint import EndpointCheck, TlsReason, TlsResult
from core.model.problem import Evidence
from core.model.secrets import without_secrets
from core.network.proxies import proxy_for
from core.network.tls_check import check_endpoint
from core.procedures.evidence.inquiry import Inquiry
from core.procedures.limited import within
from core.procedures.preparation import WithheldLogin, index_variable
from core.system.system_proxy import SystemProxy, system_proxy

_SECONDS = 5.0
_NOT_READ = "uv's settings files could not be read in time, so it is not known what they say of it."

Measured = dict[str, int | float | str | bool | None]


def _variables(inquiry: Inquiry) -> dict[str, str]:
    """Return the variables that uv saw: the person's, with those of the project's profile laid over."""
    laid_over = inquiry.prepared.call().settings
    merged = {name: value for name, value in inquiry.environ.items() if name not in laid_over}
    return merged | {name: value for name, value in laid_over.items() if value is not None}


def _url(inquiry: Inquiry) -> str | None:
    if inquiry.problem.url is not None:
        return inquiry.problem.url
    indexes = inquiry.files.indexes
    return without_secrets(indexes[0][1]) if indexes else None


async def proxy(inquiry: Inquiry) -> Gathered | None:
    """Return which proxy uv uses for the server, and whether the system has another one that uv does not read."""
    if not inquiry.files.known:
        return unknown(EvidenceKind.PROXY, _NOT_READ)
    url = _url(inquiry)
    if url is None:
        return None
    chosen = proxy_for(url, _variables(inquiry), inquiry.files.proxy_keys)
    system = await within(_SECONDS, system_proxy)
    of_system = _server_of(system, url)
    if chosen is not None:
        used = f"uv goes to {_host(url)} through the proxy {chosen.url} ({chosen.source})."
    else:
        used = f"uv goes to {_host(url)} without a proxy: no variable names one for it."
    beside = ""
    if of_system is not None:
        same = chosen is not None and _bare(chosen.url) == _bare(of_system)
        beside = (
            " The system's own settings name the same." if same else f" The system's own settings name {of_system}."
        )
    elif system is not None and system.pac_url:
        script = without_secrets(system.pac_url)
        beside = f" The system's own settings leave it to the script {script}, which uv does not read."
    elif system is not None and system.auto_detect:
        beside = " The system's own settings look for a proxy in the network, which uv does not."
    wanted = of_system if chosen is None else None
    measured: Measured = {
        "uv_proxy": chosen.url if chosen is not None else None,
        "uv_proxy_from": chosen.source if chosen is not None else None,
        "system_proxy": of_system,
        "pac": without_secrets(system.pac_url) if system is not None and system.pac_url else None,
    }
    return Gathered(
        evidence=Evidence(id=EvidenceKind.PROXY.value, finding=f"{used}{beside}", measured=measured), proxy=wanted
    )


async def tls(inquiry: Inquiry) -> Gathered | None:
    """Return what the server shows to uv's own list of roots and to the system's."""
    if not inquiry.files.known:
        return unknown(EvidenceKind.TLS, _NOT_READ)
    url = _url(inquiry)
    if url is None:
        return None
    check = await check_endpoint(url, proxy=_proxy_with_login(url, inquiry), seconds=_SECONDS)
    finding = _said(check, url)
    if finding is None:
        return unknown(EvidenceKind.TLS, f"{_host(url)} did not answer within {_SECONDS:.0f} s.")
    return Gathered(evidence=Evidence(id=EvidenceKind.TLS.value, finding=finding, measured=_measured(check)))


def _proxy_with_login(url: str, inquiry: Inquiry) -> str | None:
    """Return the proxy as uv is told of it, a login in it included: it goes to the proxy and into no finding."""
    variables, keys = _variables(inquiry), inquiry.files.proxy_keys
    chosen = proxy_for(url, variables, keys)
    if chosen is None:
        return None
    of_files = {"http-proxy": keys.http, "https-proxy": keys.https}
    return of_files.get(chosen.source) or variables.get(chosen.source) or chosen.url


async def credential(inquiry: Inquiry) -> Gathered | None:
    """Return whether a login of the index is kept in the keyring; no secret is read for it."""
    logins = inquiry.prepared.profile.logins
    url = _url(inquiry)
    if url is None:
        return None if inquiry.files.known else unknown(EvidenceKind.CREDENTIAL, _NOT_READ)
    host = _host(url)
    withheld = next(
        (each for each in inquiry.prepared.withheld if host in map(_host, (each.login.url, *each.now))), None
    )
    login = withheld.login if withheld is not None else next((each for each in logins if _host(each.url) == host), None)
    handed = login is not None and index_variable(login.index, "PASSWORD") in inquiry.prepared.secrets
    if withheld is not None:
        finding = _moved(withheld)
    elif login is None:
        finding = f"Wheelyard keeps no login for {host}."
    elif not handed:
        finding = f"The keyring did not give the login of {login.user} for {login.index}."
    else:
        finding = f"uv got the login of {login.user} for {login.index} from the keyring, and it was not accepted."
    return Gathered(
        evidence=Evidence(
            id=EvidenceKind.CREDENTIAL.value,
            finding=finding,
            measured={
                "host": host,
                "stored": handed,
                "index": login.index if login is not None else None,
                "moved": withheld is not None,
            },
        )
    )


def _moved(withheld: WithheldLogin) -> str:
    """Say that an index moved since its login was stored, and what to do about it."""
    login = withheld.login
    moved = f"The index {login.index} moved since the login of {login.user} for it was stored: that was {login.url}"
    match withheld.now:
        case ():
            return f"{moved}, and the project names no such index any more. So uv did not get the login."
        case (now,):
            return (
                f"{moved}, and the project names {now} now. So uv did not get the login; store it again where the new "
                "address is right."
            )
        case several:
            return (
                f"{moved}, and the project's files name {' and '.join(several)} now. uv would send the login to each "
                "of them, so it did not get it; give each index a name of its own."
            )


def _said(check: EndpointCheck, url: str) -> str | None:
    host = _host(url)
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
        return f"{host} was reached ({check.http_status})." if check.http_status is not None else None
    who = f" The certificate was issued by {check.issuer.rstrip('.')}." if check.issuer else ""
    product = f" That is {check.interception}, which opens encrypted connections." if check.interception else ""
    status = f" It answers with status {check.http_status}." if check.http_status is not None else ""
    return f"{_verdicts(check.bundled, check.system, host)}{who}{product}{status}"


def _verdicts(bundled: TlsResult | None, system: TlsResult | None, host: str) -> str:
    own = f"uv's own list of roots does not accept the certificate of {host}{_why(bundled)}"
    if bundled is None or system is None:
        answered = bundled or system
        return f"{host} was reached." if answered is None or answered.ok else f"{own}."
    match bundled.ok, system.ok:
        case True, True:
            return f"Both uv's own list of roots and the system's accept the certificate of {host} now."
        case False, True:
            return f"{own}; the system's does."
        case True, False:
            return f"uv's own list of roots accepts the certificate of {host}; the system's does not{_why(system)}."
        case _:
            return f"{own}, and neither does the system's."


_REASONS = {
    TlsReason.UNTRUSTED_ISSUER: "its issuer is not known",
    TlsReason.SELF_SIGNED: "it is signed by itself",
    TlsReason.EXPIRED: "it has expired",
    TlsReason.NOT_YET_VALID: "it is not valid yet",
    TlsReason.WRONG_HOST: "it was made for another name",
    TlsReason.INCOMPLETE_CHAIN: "the server leaves out a certificate between",
    TlsReason.REFUSED: "the connection was closed in the middle of the greeting",
    TlsReason.PROTOCOL: "what answers speaks no TLS that this computer knows",
    TlsReason.NO_ANSWER: "no answer came in time",
}


def _why(result: TlsResult | None) -> str:
    reason = _REASONS.get(result.reason) if result is not None and result.reason is not None else None
    return f" ({reason})" if reason is not None else ""


def _measured(check: EndpointCheck) -> Measured:
    measured: Measured = {
        "host": check.host,
        "port": check.port,
        "address_found": check.address_found,
        "connected": check.connected,
        "issuer": check.issuer,
        "issuer_is_public": check.issuer_is_public,
        "interception": check.interception,
        "proxy_answer": check.proxy_answer,
        "http_status": check.http_status,
        "seconds": round(check.seconds, 2),
    }
    for name, result in (("bundled", check.bundled), ("system", check.system)):
        measured[f"{name}_ok"] = result.ok if result is not None else None
        measured[f"{name}_reason"] = result.reason.value if result is not None and result.reason is not None else None
    return measured


def _server_of(system: SystemProxy | None, url: str) -> str | None:
    return system.servers.get(urlsplit(url).scheme) if system is not None else None


def _bare(proxy_url: str) -> str:
    return proxy_url.partition("://")[2].rpartition("@")[2].rstrip("/").lower()


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]
