"""What would help to reach a server that was checked, best first."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from core.diagnosis.network.certificates import certificate_advice, insecure_advice
from core.diagnosis.network.logins import login_advice
from core.diagnosis.network.making import allowed, context_of, server_of
from core.diagnosis.network.proxies import proxy_advice
from core.diagnosis.network.reach import reach_advice
from core.diagnosis.network.values import Advice, AdviceContext
from core.diagnosis.remedies import in_project
from core.diagnosis.repairs import request
from core.model.checks import CheckStatus
from core.model.commands import PrepareRequest
from core.model.network import EndpointReport, UvTry
from core.model.problem import Remedy

__all__ = ["Advice", "AdviceContext", "advice_for", "best_first"]

_LAST_RESORT = "insecure-host"
_FAMILIES = (certificate_advice, proxy_advice, login_advice, reach_advice)


def advice_for(report: EndpointReport, about: AdviceContext) -> tuple[Advice, ...]:
    """Return what would help, best first, each once; nothing where nothing is wrong.

    What policy decides otherwise is not advised. A host without a check of its certificate is the last where it is
    there at all: only where uv does not accept the certificate and no list of roots does, never alone, and not where
    ``report.proven`` says that uv reaches the address by something else.
    """
    found = [each for family in _FAMILIES for each in family(report, about)]
    kept = _each_once(allowed(found, about))
    if not kept and _is_wrong(report):
        kept = [Advice(remedy=_ask(report, about))]
    if not _is_proven(report.proven):
        kept += allowed(insecure_advice(report, about), about)
    return tuple(_about(each, report) for each in kept)


def _about(advice: Advice, report: EndpointReport) -> Advice:
    """Have a request be about this address: there may be no failed run that it could be about."""
    remedy = advice.remedy
    if not isinstance(remedy.action, PrepareRequest):
        return advice
    url = report.endpoint.url
    command = ("wheelyard", "request", "--about", url, *in_project(remedy.action.project))
    return replace(advice, remedy=replace(remedy, action=replace(remedy.action, url=url), command=command))


def best_first(remedies: Iterable[Remedy], proven: Mapping[str, UvTry]) -> tuple[Remedy, ...]:
    """Return remedies after uv has tried them: those with which it reaches the address come first.

    Where there is one, the host without a check of its certificate is gone.
    """
    reaching = {name for name, each in proven.items() if each.reaches}
    needed = (each for each in remedies if each.id != _LAST_RESORT or not _is_proven(proven))
    return tuple(sorted(needed, key=lambda each: each.id not in reaching))


def _is_proven(proven: Mapping[str, UvTry]) -> bool:
    return any(each.reaches for name, each in proven.items() if name != _LAST_RESORT)


def _is_wrong(report: EndpointReport) -> bool:
    if report.uv is not None and report.uv.reaches is not None:
        return not report.uv.reaches
    return report.status is CheckStatus.FAIL


def _each_once(advices: Iterable[Advice]) -> list[Advice]:
    """Return the advice by how sure it is; of one id the surest."""
    found: dict[str, Advice] = {}
    for each in sorted(advices, key=lambda one: -one.remedy.confidence):
        found.setdefault(each.remedy.id, each)
    return list(found.values())


def _ask(report: EndpointReport, about: AdviceContext) -> Remedy:
    title = "Ask the IT department"
    why = f"What was measured of {server_of(report)} does not tell what would help; who runs the network can see more."
    return request(context_of(about), "ask-it", title, why, 0.3)
