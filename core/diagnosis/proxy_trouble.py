"""What a proxy did to uv, told from what uv printed and from what was found out, and the remedies that follow."""

import re
from collections.abc import Iterator
from enum import StrEnum

from core.diagnosis import repairs, setting_repairs
from core.diagnosis.context import FailureContext
from core.diagnosis.gathered import Gathered
from core.diagnosis.remedies import advice
from core.model.problem import Category, Problem, Remedy

_LOGIN_WANTED = re.compile(r"\b407\b|\bproxy authori[sz]ation required\b|\bproxy authentication\b", re.IGNORECASE)
"""How uv, and the programs that builds start, print that a proxy asks for a login."""
_NOT_REACHED = re.compile(
    r"\b(?:tunnel|SOCKS) error: failed to create underlying connection\b|\bCould not resolve proxy\b"
    r"|\bUnable to connect to proxy\b|\bcurl: \(5\)",
    re.IGNORECASE,
)
_TURNED_AWAY = re.compile(
    r"\btunnel error: unsuccessful\b|\bfrom proxy after CONNECT\b|\bCONNECT tunnel failed\b", re.IGNORECASE
)


class ProxyTrouble(StrEnum):
    """What a proxy did; what is printed does not always say it."""

    LOGIN_WANTED = "login-wanted"
    NOT_REACHED = "not-reached"
    TURNED_AWAY = "turned-away"
    UNKNOWN = "unknown"


def proxy_trouble(text: str) -> ProxyTrouble:
    """Return what uv's words say of a proxy."""
    if _LOGIN_WANTED.search(text) is not None:
        return ProxyTrouble.LOGIN_WANTED
    if _NOT_REACHED.search(text) is not None:
        return ProxyTrouble.NOT_REACHED
    return ProxyTrouble.TURNED_AWAY if _TURNED_AWAY.search(text) is not None else ProxyTrouble.UNKNOWN


def proxy_remedies(problem: Problem, found: Gathered, context: FailureContext) -> Iterator[Remedy]:
    """Yield the remedies that the finding about proxies brings, each in place of one of the same id."""
    measured = found.evidence.measured
    url = measured.get("uv_proxy")
    trouble = proxy_trouble(f"{problem.raw} {' '.join(problem.causes)}")
    if problem.category is not Category.PROXY or not isinstance(url, str):
        yield from _of_system(problem, found, context, None, trouble)
        return
    in_files = measured.get("in_files") is True
    if in_files:
        yield _in_file(url, trouble)
    elif trouble is ProxyTrouble.LOGIN_WANTED:
        yield _log_in(measured, url, context)
        yield setting_repairs.proxy(context, "It may be that another proxy lets uv through without a login.", 0.3)
    elif trouble is not ProxyTrouble.UNKNOWN:
        yield from _past(measured, url, trouble, context)
    if trouble is ProxyTrouble.TURNED_AWAY:
        why = f"The proxy {url} filters: only the IT department can have it let uv through."
        yield repairs.request(context, "ask-it", "Ask for the hosts to be allowed", why, 0.75)
    if not in_files:
        yield from _of_system(problem, found, context, url, trouble)


Measured = dict[str, int | float | str | bool | None]


def _log_in(measured: Measured, url: str, context: FailureContext) -> Remedy:
    if measured.get("login_written") is True:
        source = str(measured.get("uv_proxy_from") or "the variable")
        why = f"{url} did not take the login that lies open in {source}, and uv takes no other beside it."
        return advice("mend-proxy-login", f"Renew the login of the proxy in {source}, or take it out", why, 0.9)
    user = measured.get("login_of")
    return repairs.proxy_login(context, url, user if isinstance(user, str) else None, 0.95)


def _in_file(url: str, trouble: ProxyTrouble) -> Remedy:
    why = f"One of uv's settings files names the proxy {url}, and uv then reads no variable about proxies."
    if trouble is ProxyTrouble.LOGIN_WANTED:
        why = f"{why} Take it out there and choose it for this project: then its login can be kept in the keyring."
        return advice("mend-proxy-in-file", "Take the proxy out of uv's settings file", why, 0.9)
    return advice("mend-proxy-in-file", "Name another proxy in uv's settings file, or none", why, 0.72)


def _past(measured: Measured, url: str, trouble: ProxyTrouble, context: FailureContext) -> Iterator[Remedy]:
    host = measured.get("host")
    away = trouble is ProxyTrouble.TURNED_AWAY
    if away:
        said, hint = f"{url} does not let uv through.", "Servers inside the company are as a rule reached without it."
    else:
        said, hint = f"{url} was not reached.", "It may be that none is needed here, as at home or in a VPN."
    yield setting_repairs.proxy(context, f"{said} Name the one that this network has.", 0.4 if away else 0.6)
    if isinstance(host, str) and host:
        exempt = tuple(each.strip() for each in str(measured.get("exempt") or "").split(",") if each.strip())
        yield setting_repairs.without_proxy(context, (*exempt, host), f"{said} {hint}", 0.5 if away else 0.55)


def _of_system(
    problem: Problem, found: Gathered, context: FailureContext, used: str | None, trouble: ProxyTrouble
) -> Iterator[Remedy]:
    """Yield the proxy of the system's own settings, where uv has none or came nowhere with its own."""
    if found.proxy is None:
        return
    if used is None:
        why = "Browsers go through it, and uv, which does not read the system's settings, is not told of it."
        sure = {Category.PROXY: 0.9, Category.NETWORK_UNREACHABLE: 0.8}.get(problem.category, 0.4)
    else:
        why = f"uv goes through {used}, and the system's own settings, which browsers read, name another one."
        sure = {ProxyTrouble.NOT_REACHED: 0.85, ProxyTrouble.TURNED_AWAY: 0.6}.get(trouble, 0.4)
    yield setting_repairs.proxy(context, why, sure, url=found.proxy, found="the system")
