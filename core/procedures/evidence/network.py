"""The way to the index: which proxy uv uses beside the system's, what the server shows, whether a login is stored."""

from os.path import commonprefix

from core.diagnosis.gathered import Gathered, unknown
from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.endpoint import EndpointCheck
from core.model.problem import Evidence
from core.model.secrets import without_secrets
from core.model.settings import IndexLogin
from core.network.address import address_of
from core.network.proxies import proxy_for
from core.network.tls_check import check_endpoint
from core.procedures.evidence.inquiry import Inquiry
from core.procedures.limited import NotInTimeError, within
from core.procedures.network.check_words import check_said
from core.procedures.network.known_logins import variables_of
from core.procedures.network.proxy_login import same_proxy
from core.procedures.network.system_way import script_says, system_way
from core.procedures.preparation import WithheldLogin, index_variable
from core.system.system_proxy import SystemProxy, system_proxy

_SECONDS = 5.0
_SYSTEM_SECONDS = 3.0
_SCRIPT_SECONDS = 4.0
"""A script lies on a server, and all findings have to be there soon."""
_NOT_READ = "uv's settings files could not be read in time, so it is not known what they say of it."

Measured = dict[str, int | float | str | bool | None]


def _variables(inquiry: Inquiry) -> dict[str, str]:
    """Return the variables that uv saw: the person's, those of the project's profile, and those with logins."""
    return variables_of(inquiry.prepared, inquiry.environ)


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
    variables, address = _variables(inquiry), address_of(url)
    chosen = proxy_for(url, variables, inquiry.files.proxy_keys)
    system = await within(_SYSTEM_SECONDS, system_proxy)
    answer = await _script_answer(url, system)
    of_system = system_way(url, system, answer)
    same = chosen is not None and of_system is not None and same_proxy(chosen.url, of_system)
    if chosen is not None:
        used = f"uv goes to {_host(url)} through the proxy {chosen.url} ({chosen.source})."
    else:
        used = f"uv goes to {_host(url)} without a proxy: no variable names one for it."
    beside = ""
    if of_system is not None:
        beside = (
            " The system's own settings name the same." if same else f" The system's own settings name {of_system}."
        )
    elif system is not None and system.pac_url:
        script = without_secrets(system.pac_url)
        says = "; it says that none is needed" if answer is not None else ""
        beside = f" The system's own settings leave it to the script {script}, which uv does not read{says}."
    elif system is not None and system.auto_detect:
        beside = " The system's own settings look for a proxy in the network, which uv does not."
    in_files = inquiry.files.proxy_keys.http is not None or inquiry.files.proxy_keys.https is not None
    wanted = of_system if not same and not in_files else None
    kept = inquiry.services.session_logins.proxy_in_force(inquiry.prepared.profile)
    handed = chosen is not None and chosen.source in inquiry.prepared.secrets
    if kept is not None and handed:
        beside = f" It was given the login of {kept.user} for it.{beside}"
    elif inquiry.prepared.withheld_proxy is not None:
        beside = f" {inquiry.prepared.withheld_proxy}{beside}"
    measured: Measured = {
        "login_of": kept.user if kept is not None and handed else None,
        "login_written": chosen is not None and chosen.has_credentials and not handed,
        "in_files": in_files,
        "host": None if isinstance(address, str) else address.ascii_host,
        "exempt": variables.get("NO_PROXY", variables.get("no_proxy", "")),
        "uv_proxy": chosen.url if chosen is not None else None,
        "uv_proxy_from": chosen.source if chosen is not None else None,
        "system_proxy": of_system,
        "pac": without_secrets(system.pac_url) if system is not None and system.pac_url else None,
    }
    return Gathered(
        evidence=Evidence(id=EvidenceKind.PROXY.value, finding=f"{used}{beside}", measured=measured), proxy=wanted
    )


async def _script_answer(url: str, system: SystemProxy | None) -> tuple[str, ...] | None:
    try:
        return await within(_SCRIPT_SECONDS, lambda: script_says(url, system))
    except NotInTimeError:
        return None


async def tls(inquiry: Inquiry) -> Gathered | None:
    """Return what the server shows to uv's own list of roots and to the system's."""
    if not inquiry.files.known:
        return unknown(EvidenceKind.TLS, _NOT_READ)
    url = _url(inquiry)
    if url is None:
        return None
    check = await check_endpoint(url, proxy=_proxy_with_login(url, inquiry), seconds=_SECONDS)
    finding = check_said(check, url)
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
    """Return whether a login of the index is kept, and whether uv was given it; no secret is read for it."""
    prepared = inquiry.prepared
    url = _url(inquiry)
    if url is None:
        return None if inquiry.files.known else unknown(EvidenceKind.CREDENTIAL, _NOT_READ)
    host = _host(url)
    server = _server(url)
    withheld = next((each for each in prepared.withheld if server in map(_server, (each.login.url, *each.now))), None)
    login = withheld.login if withheld is not None else _login_for(url, prepared.logins)
    # An empty page is no refusal; the advice to look at the address is for that alone.
    refused = not any(each.id == "check-index" for each in inquiry.problem.remedies)
    handed = login is not None and index_variable(login.index, "PASSWORD") in prepared.secrets
    if withheld is not None:
        finding = _moved(withheld)
    elif login is None:
        finding = f"Wheelyard keeps no login for {host}."
    elif not handed:
        finding = f"The keyring did not give the login of {login.user} for {login.index}."
    else:
        held = login in inquiry.services.session_logins.of_indexes(prepared.project.folder)
        place = "the memory of this session" if held else "the keyring"
        got = f"uv got the login of {login.user} for {login.index} from {place}"
        finding = f"{got}, and it was not accepted." if refused else f"{got}, and the index showed no file."
    return Gathered(
        evidence=Evidence(
            id=EvidenceKind.CREDENTIAL.value,
            finding=finding,
            measured={
                "host": host,
                "stored": handed,
                "index": login.index if login is not None else None,
                "user": login.user if login is not None else None,
                "refused": refused if handed else None,
                "moved": withheld is not None,
            },
        )
    )


def _login_for(url: str, logins: tuple[IndexLogin, ...]) -> IndexLogin | None:
    """Return the login of the server that ``url`` is of; of several the one whose index begins most like it."""
    on_host = [each for each in logins if _server(each.url) == _server(url)]
    return max(on_host, key=lambda each: len(commonprefix((each.url, url))), default=None)  # noqa: RUF071 - URLs, letter by letter


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


def _server(url: str) -> str:
    """Return host and port in the one form that all ways to write them have in common."""
    address = address_of(url)
    return _host(url) if isinstance(address, str) else address.authority


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]
