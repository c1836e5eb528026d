"""What is wrong with one address, as a Problem: measured now, for a request where no run of uv has failed yet."""

import asyncio

from core.diagnosis.category_words import what_happened
from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.checks import CheckStatus
from core.model.endpoint import EndpointCheck, TlsReason
from core.model.network import EndpointReport, LoginState
from core.model.problem import Category, Evidence, Problem
from core.model.project import InputError
from core.network.address import plain_url
from core.procedures.network.asked_endpoint import named
from core.procedures.network.check_ground import ground_of
from core.procedures.network.check_words import check_said, host_of
from core.procedures.network.endpoint_check import EndpointChecks
from core.procedures.network.endpoints import asked_endpoints
from core.procedures.preparation import Prepared
from core.procedures.services import Services

_UNKNOWN_ISSUER = frozenset({TlsReason.UNTRUSTED_ISSUER, TlsReason.SELF_SIGNED, TlsReason.INCOMPLETE_CHAIN})
_NOT_LET_IN = frozenset({LoginState.WANTED, LoginState.REFUSED, LoginState.FORBIDDEN, LoginState.HIDDEN})


async def address_problem(url: str, prepared: Prepared, services: Services) -> Problem:
    """Check an address and return what is wrong with it; raises InputError where nothing is.

    The real uv tries it as well, and what it says counts more than what Wheelyard itself has seen.
    """
    ground = await asyncio.to_thread(ground_of, prepared, services)
    known = await asyncio.to_thread(asked_endpoints, prepared, services, ground.values)
    asked = named((url,), known)
    (report,) = await EndpointChecks(
        ground, asked, project=prepared.project.folder, prove=True, say=lambda _report: None
    ).run()
    return problem_of(report)


def problem_of(report: EndpointReport) -> Problem:
    """Return what a report says as a Problem; raises InputError where it is about nothing that is wrong."""
    url = report.endpoint.url
    if report.check.host is None:
        raise InputError(report.check.trouble or f"{url} is no address.", "Write it like https://host/simple.")
    category = _category(report)
    if category is None:
        raise InputError(
            f"Nothing is wrong with {plain_url(url)}, so there is nothing to ask for.",
            "`wheelyard network check` says what was found.",
        )
    happened = what_happened(category.value)
    finding = check_said(report.check, url)
    evidence = Evidence(id=EvidenceKind.TLS.value, finding=finding) if finding is not None else None
    return Problem(
        category=category,
        title=f"uv does not reach {host_of(url)}" + (f": {happened}" if happened is not None else ""),
        explanation=report.sentence,
        url=url,
        evidence=(evidence,) if evidence is not None else (),
        remedies=report.remedies,
        raw=report.uv.words if report.uv is not None else "",
    )


def _category(report: EndpointReport) -> Category | None:
    uv = report.uv
    if uv is not None and uv.reaches is False and uv.category is not None:
        return uv.category
    state = report.login.state if report.login is not None else None
    if state in _NOT_LET_IN:
        return Category.INDEX_AUTH
    if uv is not None and uv.reaches:
        return None
    return _of_check(report.check) if report.status in {CheckStatus.FAIL, CheckStatus.UNKNOWN} else None


def _of_check(check: EndpointCheck) -> Category:
    if check.proxy_answer is not None or (check.trouble is not None and check.through is not None):
        return Category.PROXY
    refused = [each for each in (check.own_file, check.system, check.bundled) if each is not None and not each.ok]
    if refused:
        reasons = {each.reason for each in refused}
        return Category.TLS_UNTRUSTED_ISSUER if reasons <= _UNKNOWN_ISSUER else Category.TLS_OTHER
    return Category.NETWORK_UNREACHABLE if check.http_status is None else Category.INDEX_OTHER
