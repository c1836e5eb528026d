"""What was found out about the network: as the shape of the contract, and in lines for people."""

from collections.abc import Iterator, Sequence
from typing import Any

from core.model.checks import CheckStatus
from core.model.network import EndpointReport, EndpointUse, KeptLogin, LoginPlace, NetworkView, UvTry
from core.model.problem import Remedy
from core.model.settings import OriginKind
from core.settings.origin_words import where_said
from core.store.documents import to_builtins

Shape = dict[str, Any]

_USES = {
    EndpointUse.INDEX: "index",
    EndpointUse.FILES: "files of the lock",
    EndpointUse.PYTHON: "downloads of Python",
    EndpointUse.NAMED: "named by you",
}

_MARKS = {CheckStatus.OK: "ok", CheckStatus.WARN: "warning", CheckStatus.FAIL: "fails", CheckStatus.UNKNOWN: "unknown"}
_PLACES = {
    LoginPlace.KEYRING: "in the keyring",
    LoginPlace.SESSION: "for this session",
    LoginPlace.URL: "in its URL",
    LoginPlace.VARIABLES: "in variables",
    LoginPlace.NETRC: "in the netrc file",
}


def endpoint_shape(report: EndpointReport) -> Shape:
    """Return one entry of ``endpoints``: the contract's fields, then all else that was found out."""
    endpoint, check = report.endpoint, report.check
    found: Shape = to_builtins(check)
    return {
        "url": endpoint.url,
        "index": endpoint.indexes[0] if endpoint.indexes else None,
        "bundled": found["bundled"],
        "system": found["system"],
        "proxy": report.proxy.url if report.proxy is not None else None,
        "auth": report.login.state.value if report.login is not None and report.login.state is not None else None,
        "issuer": check.issuer,
        "advice": [_advice(remedy) for remedy in report.remedies],
        "status": report.status.value,
        "sentence": report.sentence,
        "uses": [use.value for use in endpoint.uses],
        "indexes": list(endpoint.indexes),
        "packages": endpoint.packages,
        "proxy_source": report.proxy.source if report.proxy is not None else None,
        "login": None if report.login is None else to_builtins(report.login),
        "uv": None if report.uv is None else to_builtins(report.uv),
        "proven": {ident: to_builtins(tried) for ident, tried in report.proven.items()},
        "check": found,
    }


def _advice(remedy: Remedy) -> Shape:
    shape: Shape = to_builtins(remedy)
    del shape["action"]
    return shape


def endpoint_lines(reports: Sequence[EndpointReport]) -> Iterator[str]:
    """Yield what a person wants to read of a check, each server with what would help."""
    if not reports:
        yield "The project talks to no server."
    for report in reports:
        endpoint = report.endpoint
        named = f" ({', '.join(endpoint.indexes)})" if endpoint.indexes and endpoint.indexes != (endpoint.url,) else ""
        yield f"{_MARKS[report.status]:<8} {endpoint.url}{named}"
        yield f"         {report.sentence}"
        if report.uv is not None and report.uv.reaches is None:
            yield f"         uv itself could not be tried{f': {report.uv.words}' if report.uv.words else '.'}"
        for remedy in report.remedies:
            proof = " (uv was tried with it and gets through)" if _helps(report.proven.get(remedy.id)) else ""
            yield f"         - {remedy.title}{proof}. {remedy.why}"
            if remedy.command:
                yield f"           {' '.join(map(_quoted, remedy.command))}"


def _helps(tried: UvTry | None) -> bool:
    return tried is not None and tried.reaches is True


def view_lines(view: NetworkView) -> Iterator[str]:
    """Yield what the project's network is made of."""
    yield "Indexes, in the order in which uv asks"
    for index in view.indexes:
        said = {"default": index.is_default, "explicit": index.is_explicit, "flat": index.is_flat}
        marks = [word for word, is_so in said.items() if is_so]
        login = f", login of {index.user} {_PLACES[index.place]}" if index.user and index.place is not None else ""
        count = f", {_count(len(index.packages))}" if index.packages else ""
        kind = f" [{', '.join(marks)}]" if marks else ""
        yield f"  {index.name or '(no name)'}  {index.url}{kind}{count}{login}"
        yield f"    {where_said(index.origin) if index.origin.kind is not OriginKind.DEFAULT else 'by itself'}"
    yield "Servers"
    for endpoint in view.endpoints:
        yield f"  {endpoint.url}  {', '.join(_USES[use] for use in endpoint.uses)}"
    yield "Proxy"
    yield f"  {view.proxies.sentence}"
    yield "Logins"
    yield from (f"  {line}" for line in kept_lines(view.logins, with_places=True))
    if view.keyring_trouble is not None:
        yield f"  {view.keyring_trouble}"
    if view.open_logins:
        yield "Logins that lie open"
    for found in view.open_logins:
        where = found.variable or (f"{found.file}:{found.line}" if found.line is not None else str(found.file))
        yield f"  {found.id}  {where}  {found.shown}"
        if found.why_not is not None:
            yield f"    {found.why_not}"


def _count(packages: int) -> str:
    return "1 locked package" if packages == 1 else f"{packages} locked packages"


def kept_lines(logins: Sequence[KeptLogin], *, with_places: bool = False) -> Iterator[str]:
    """Yield the logins that are kept, whose they are, where they lie if wanted, and which of them uv is not given."""
    if not logins:
        yield "No login is kept for this project."
    for login in logins:
        moved = "" if login.works else ": it has another address now, so uv does not get it"
        place = f"  {_PLACES[login.place]}" if with_places else ""
        yield f"{login.index or f'the proxy {login.url}'}  {login.user}{place}{moved}"


def kept_shape(logins: Sequence[KeptLogin]) -> Shape:
    """Return the result of ``credentials list``; a proxy has no index."""
    return {
        "credentials": [
            {"index": login.index, "user": login.user}
            if login.index is not None
            else {"index": None, "proxy": login.url, "user": login.user}
            for login in logins
        ]
    }


def view_shape(view: NetworkView) -> Shape:
    """Return the result of ``network show``."""
    shape: Shape = to_builtins(view)
    for remedy in shape["proxies"]["remedies"]:
        del remedy["action"]
    return shape


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
