"""Advice about proxies: their login, hosts that they do not let through, one that is not there, one that uv misses."""

from collections.abc import Iterator

from msgspec.structs import replace

from core.diagnosis.network.making import context_of, host_of, person, server_of, setting
from core.diagnosis.network.values import Advice, AdviceContext
from core.diagnosis.repairs import proxy_login, request
from core.diagnosis.setting_repairs import proxy, without_proxy
from core.model.network import EndpointReport

_LOGIN_WANTED = 407
_BASIC = "basic"


def proxy_advice(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    """Yield what helps where the way through a proxy, or the way without one, is the trouble."""
    check = report.check
    if report.uv is not None and report.uv.reaches:
        return
    if check.proxy_answer == _LOGIN_WANTED:
        yield from _login(report, about)
    elif check.proxy_answer is not None:
        yield from _turned_away(report, about, check.proxy_answer)
    elif _through(report) is not None and check.trouble is not None:
        yield from _not_there(report, about)
    elif _through(report) is None and about.system_proxy is not None and _not_reached(report):
        yield from _take_the_systems(
            about, "Browsers go through it, and uv, which does not read the system's settings, is not told of it.", 0.85
        )


def _through(report: EndpointReport) -> str | None:
    return report.proxy.url if report.proxy is not None else report.check.through


def _not_reached(report: EndpointReport) -> bool:
    check = report.check
    return check.address_found is False or not check.connected


def _login(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    url, schemes = _through(report) or "the proxy", report.check.proxy_schemes
    if schemes and not any(each.lower() == _BASIC for each in schemes):
        named = ", ".join(schemes)
        why = (
            f"{url} wants to be logged in to by {named}, and uv knows only user name and password (Basic). It can "
            f"allow that, or let {server_of(report)} through without a login."
        )
        yield Advice(remedy=request(context_of(about), "ask-it", "Ask for a way past the proxy's login", why, 0.7))
        return
    yield _log_in(report, about, url)
    why = "Some proxies let single hosts through without a login, or a program on this computer logs in for all."
    yield Advice(remedy=request(context_of(about), "ask-it", "Ask how programs log in to the proxy", why, 0.35))


def _log_in(report: EndpointReport, about: AdviceContext, url: str) -> Advice:
    """Return how the login gets there: where a file names the proxy, or a login is written open, uv takes no other."""
    way = report.proxy
    known = way is not None and way.has_login
    why = f"{url} did not take the login that it got." if known else f"{url} asks for a user name and a password."
    if about.proxy_in_files:
        why += (
            " It stands in one of uv's settings files, where a login would lie open, and uv reads no other then: "
            "take it out there, choose it for this project, and store its login."
        )
        return person("mend-proxy-in-file", "Take the proxy out of uv's settings file", why, 0.8)
    if way is not None and known and way.user is None:
        return person("mend-proxy-login", f"Renew the login in {way.source}", f"{why} It lies open there.", 0.8)
    remedy = proxy_login(context_of(about), url, way.user if way is not None else None, 0.9)
    return Advice(remedy=replace(remedy, why=f"{remedy.why}{_kept(about)}"))


def _kept(about: AdviceContext) -> str:
    if about.keyring_trouble is None:
        return ""
    return " The keyring cannot be used here, so the login can only be kept until Wheelyard is closed."


def _turned_away(report: EndpointReport, about: AdviceContext, answer: int) -> Iterator[Advice]:
    host, url = server_of(report), _through(report) or "the proxy"
    gateway = answer >= 500
    what = f"could not reach {host}" if gateway else f"does not let {host} through"
    why = f"{url} answered {answer}: it {what}."
    yield Advice(
        remedy=request(
            context_of(about), "ask-it", "Ask for the host to be let through", why, 0.45 if gateway else 0.75
        )
    )
    yield from _without(report, about, f"{why} Servers inside the company are as a rule reached without it.", 0.5)
    if about.system_proxy is not None and not _same(about.system_proxy, url):
        yield from _take_the_systems(about, "The system's own settings name another one.", 0.6)


def _not_there(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    url, said = _through(report) or "", report.check.trouble or ""
    source = f" ({report.proxy.source})" if report.proxy is not None else ""
    if url.startswith("https://") and not about.proxy_in_files:
        plain = url.replace("https://", "http://", 1)
        why = "Hardly any proxy speaks TLS itself: also for https:// addresses it is named with http://."
        yield setting(proxy(context_of(about), why, 0.8, url=plain, found="the same place"), about)
    if about.system_proxy is not None and not _same(about.system_proxy, url):
        yield from _take_the_systems(about, f"{said} The system's own settings name another one.", 0.85)
    if about.proxy_in_files:
        why = f"{said} It is named in one of uv's settings files{source}, and uv passes over every other choice then."
        yield person("mend-proxy-in-file", "Name another proxy in uv's settings file, or none", why, 0.7)
    else:
        why = f"{said} Name the one that this network has."
        yield setting(proxy(context_of(about), why, 0.5), about)
    yield from _without(report, about, f"{said} It may be that none is needed here, as at home or in a VPN.", 0.55)


def _without(report: EndpointReport, about: AdviceContext, why: str, confidence: float) -> Iterator[Advice]:
    host = host_of(report)
    if host is not None and not about.proxy_in_files:
        yield setting(without_proxy(context_of(about), (*about.no_proxy, host), why, confidence), about)


def _take_the_systems(about: AdviceContext, why: str, confidence: float) -> Iterator[Advice]:
    """Yield the system's proxy; where uv's files name proxies no other choice would count."""
    if about.system_proxy is None:
        return
    url = about.system_proxy if "://" in about.system_proxy else f"http://{about.system_proxy}"
    if about.proxy_in_files:
        why = f"{why} uv's settings files name a proxy, which is where it has to be changed."
        yield person("mend-proxy-in-file", f"Name the proxy {url} in uv's settings file", why, confidence)
    else:
        yield setting(proxy(context_of(about), why, confidence, url=url, found="the system"), about)


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(url: str) -> str:
    return url.partition("://")[2].rpartition("@")[2].rstrip("/").lower() if "://" in url else url.rstrip("/").lower()
