"""Advice about logins: one that is missing, one that is refused, an index that hides, an account without rights."""

from collections.abc import Iterator

from core.diagnosis.network.making import context_of, person, server_of
from core.diagnosis.network.values import Advice, AdviceContext
from core.diagnosis.repairs import open_setting, renew_credential, request, store_credential
from core.model.checks import CheckStatus
from core.model.network import EndpointReport, LoginPlace, LoginState
from core.model.problem import Category, Remedy
from core.settings.indexes import same_index

_KEPT = frozenset({LoginPlace.KEYRING, LoginPlace.SESSION})
_ELSEWHERE = {
    LoginPlace.URL: "the address of the index",
    LoginPlace.VARIABLES: "the variables of this computer",
    LoginPlace.NETRC: "the netrc file",
}


def login_advice(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    """Yield what helps where a server does not let in who asks."""
    login = report.login
    state = login.state if login is not None else None
    reached = report.uv is not None and report.uv.reaches is True
    # A page to log in at is for uv an index without packages: it comes there, and the report fails all the same.
    is_login_page = report.status is CheckStatus.FAIL and state in {LoginState.WANTED, LoginState.REFUSED}
    if state is LoginState.HIDDEN:
        yield from _hidden(report, about)
    elif reached and not is_login_page:
        return
    elif state is LoginState.REFUSED:
        yield from _refused(report, about)
    elif state is LoginState.FORBIDDEN:
        yield from _forbidden(report, about)
    elif state is LoginState.WANTED:
        yield _store(report, about, f"{_realm(report)} asks for a login, and none is known here.", 0.9)
    elif report.uv is not None and report.uv.category is Category.INDEX_AUTH:
        yield _store(report, about, f"{server_of(report)} did not let uv read it with what it sent.", 0.7)


def _realm(report: EndpointReport) -> str:
    realm = report.login.realm if report.login is not None else None
    return f"{server_of(report)} ({realm})" if realm else server_of(report)


def _store(report: EndpointReport, about: AdviceContext, why: str, confidence: float) -> Advice:
    """Return the question for a login; an index that has no name needs one first, other servers have none of their own.

    uv sends logins by the name of an index, and to the files on the same server.
    """
    if about.keyring_trouble is not None:
        why = f"{why} The keyring cannot be used here, so the login can only be kept until Wheelyard is closed."
    name = _name_of(report, about)
    if name is None:
        title = "Ask who runs the server how programs log in"
        return person("ask-login", title, f"{why} uv sends logins to servers of indexes alone.", confidence)
    return Advice(remedy=store_credential(context_of(about), name, why, confidence))


def _name_of(report: EndpointReport, about: AdviceContext) -> str | None:
    """Return the URL by which the index is found among the project's; None where the server has none."""
    for name, url in about.indexes:
        if name in report.endpoint.indexes or same_index(url, report.endpoint.url):
            return url
    host = _host(report.endpoint.url)
    return next((url for _, url in about.indexes if host and _host(url) == host), None)


def _index_name(report: EndpointReport, about: AdviceContext) -> str | None:
    """Return the name of the index as uv takes logins by it."""
    url = _name_of(report, about)
    names = (name for name, known in about.indexes if known == url and "://" not in name)
    return next(names, None)


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2].lower()


def _refused(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    login, index = report.login, _index_name(report, about)
    user = login.user if login is not None else None
    place = login.place if login is not None else None
    whose = f" of {user}" if user else ""
    if index is not None and (place in _KEPT or place is None):
        yield Advice(remedy=renew_credential(context_of(about), index, user, 0.95))
        return
    where = _ELSEWHERE.get(place) if place is not None else None
    why = f"{_realm(report)} did not take the login{whose}"
    why += f" that stands in {where}: it is wrong, or its token has expired." if where else "."
    yield _store(report, about, f"{why} One from the keyring is taken in its place.", 0.8)
    if where is not None:
        yield person("mend-login", f"Renew the login in {where}", f"{why} There it lies open, too.", 0.4)


def _forbidden(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    user = report.login.user if report.login is not None else None
    who = f"the account {user}" if user else "who asks without a login"
    why = f"{_realm(report)} does not let {who} read it (403)."
    yield Advice(remedy=_ask(report, about, f"{why} Who runs the index can change that.", 0.7 if user else 0.55))
    if user is None:
        yield _store(report, about, f"{why} With a login it may.", 0.65)
    else:
        yield _store(report, about, f"{why} Another account may.", 0.35)


def _ask(report: EndpointReport, about: AdviceContext, why: str, confidence: float) -> Remedy:
    title = f"Ask who runs {server_of(report)} for access"
    return request(context_of(about), "ask-access", title, why, confidence)


def _hidden(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    known = report.login is not None and report.login.place is not None
    why = (
        f"{_realm(report)} answers with an empty page. Some indexes show one to who may not read them, in place of "
        "asking for a login."
    )
    yield _store(report, about, f"{why} Another login may be let in." if known else why, 0.35 if known else 0.6)
    file = about.project / "pyproject.toml" if about.project is not None else None
    remedy = open_setting(
        context_of(about),
        file,
        ident="check-index",
        title="Check the address of the index",
        why="As a rule it ends in /simple or /simple/; another page of the same server may be empty.",
        confidence=0.45,
    )
    yield Advice(remedy=remedy)
