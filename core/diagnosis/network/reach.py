"""Advice where a server was not reached at all, or did not answer as it should."""

import re
from collections.abc import Iterator

from core.diagnosis.network.making import context_of, person, server_of, setting
from core.diagnosis.network.values import Advice, AdviceContext
from core.diagnosis.repairs import open_setting, request
from core.diagnosis.setting_repairs import go_online, longer_timeout
from core.model.endpoint import TlsReason
from core.model.network import EndpointReport
from core.model.problem import Category

_LONGEST_TIMEOUT = 300
_TIMED_OUT = re.compile(r"\btim(?:ed? ?out|eout)\b|\bdeadline has elapsed\b", re.IGNORECASE)
_OUT_OF_ORDER = 500
_GONE = frozenset({404, 410})


def reach_advice(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    """Yield what helps where there is no connection, no answer in time, or an answer that is of no use."""
    if report.uv is not None and report.uv.reaches:
        return
    check = report.check
    if about.offline:
        why = "uv is told to ask no server, by a setting or a variable, and then reaches none."
        yield setting(go_online(context_of(about), why, 0.95), about)
    elif check.proxy_answer is not None or (check.trouble is not None and _has_proxy(report)):
        return  # the proxy is what has to be mended
    elif check.trouble is not None:
        yield _check_address(report, about, check.trouble, 0.6)
    elif check.address_found is False:
        yield from _no_such_name(report, about)
    elif check.connected is False:
        yield from _no_connection(report, about)
    elif _is_silent(report):
        yield from _silent(report, about)
    elif check.http_status is not None and check.http_status >= _OUT_OF_ORDER:
        why = f"{server_of(report)} answers {check.http_status}: it is out of order for the moment, or overloaded."
        yield person("later", "Try again later, or ask who runs the server", why, 0.6)
    elif check.http_status in _GONE or _is_of_no_use(report):
        why = (
            f"{server_of(report)} answers, and not as an index does. As a rule its address ends in /simple or /simple/."
        )
        yield _check_address(report, about, why, 0.5)


def _has_proxy(report: EndpointReport) -> bool:
    return report.proxy is not None or report.check.through is not None


def _is_silent(report: EndpointReport) -> bool:
    check, uv = report.check, report.uv
    greeting = (each.reason for each in (check.bundled, check.system) if each is not None)
    stalled = TlsReason.NO_ANSWER in greeting
    nothing = check.connected is not False and check.http_status is None and check.bundled is None
    by_uv = uv is not None and uv.category is Category.NETWORK_UNREACHABLE and _TIMED_OUT.search(uv.words) is not None
    return stalled or by_uv or (nothing and (uv is None or uv.category is Category.NETWORK_UNREACHABLE))


def _is_of_no_use(report: EndpointReport) -> bool:
    return report.uv is not None and report.uv.category is Category.INDEX_OTHER


def _no_such_name(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    why = f"The name {server_of(report)} is not known to this computer's name servers."
    if about.others_reached:
        yield _vpn(f"{why} Other servers were reached: names inside the company are known inside it alone.", 0.6)
        yield _check_address(report, about, why, 0.5)
        return
    yield _connection(f"{why} No other server was reached, either.", 0.65)
    yield _vpn(why, 0.5)
    yield _check_address(report, about, why, 0.35)


def _no_connection(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    host = server_of(report)
    why = f"No connection to {host} came about."
    if not about.others_reached:
        yield _connection(f"{why} No other server was reached, either.", 0.6)
    else:
        why = f"{why} Other servers were reached, so something on the way, as a firewall, or the server itself refuses."
    yield _ask(about, f"Ask for {host} to be let through", why, 0.55 if about.others_reached else 0.35)
    yield _vpn(why, 0.5)
    yield _check_address(report, about, why, 0.3)


def _silent(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    host = server_of(report)
    why = f"{host} took the connection, or seemed to, and said nothing in time."
    if about.http_timeout < _LONGEST_TIMEOUT:
        # It is not tried: the trial would have to wait for as long.
        slow = f"{why} Slow networks, and scanners that hold answers back, take longer than {about.http_timeout} s."
        yield Advice(remedy=longer_timeout(context_of(about), slow, 0.5))
    yield person("later", "Try again later, or ask who runs the server", f"{why} It may be overloaded.", 0.45)
    yield _ask(
        about, f"Ask for {host} to be let through", f"{why} Some firewalls swallow what they do not allow.", 0.35
    )


def _connection(why: str, confidence: float) -> Advice:
    return person("check-connection", "Check the connection to the network", why, confidence)


def _vpn(why: str, confidence: float) -> Advice:
    return person("vpn", "Connect to the company's network", f"{why} A VPN brings it.", confidence)


def _ask(about: AdviceContext, title: str, why: str, confidence: float) -> Advice:
    return Advice(remedy=request(context_of(about), "ask-it", title, why, confidence))


def _check_address(report: EndpointReport, about: AdviceContext, why: str, confidence: float) -> Advice:
    file = about.project / "pyproject.toml" if about.project is not None and report.endpoint.indexes else None
    title = "Check the address of the server"
    return Advice(
        remedy=open_setting(context_of(about), file, ident="check-index", title=title, why=why, confidence=confidence)
    )
