"""What was measured changes which remedies are offered, and how sure they are: the surest first."""

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from core.diagnosis import repairs, setting_repairs
from core.diagnosis.context import FailureContext
from core.diagnosis.gathered import Gathered
from core.diagnosis.proxy_trouble import proxy_remedies
from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.endpoint import TlsReason
from core.model.measurements import Verdict
from core.model.problem import Category, Evidence, Problem, Remedy
from core.model.programs import RunningProgram

Remedies = tuple[Remedy, ...]
Rating = Mapping[str, float]

_BY_PROBE: dict[str, Rating] = {
    Verdict.CLEAR.value: {"relocate-cache": 0.6, "sync-patiently": 0.57, "run-again": 0.55},
    Verdict.SLOW.value: {"relocate-cache": 0.85, "sync-patiently": 0.65, "run-again": 0.35},
    Verdict.REFUSED.value: {"relocate-cache": 0.95, "sync-patiently": 0.5, "run-again": 0.1},
    Verdict.UNUSABLE.value: {"relocate-cache": 0.95, "sync-patiently": 0.05, "run-again": 0.05},
}
_WITHOUT_RIGHTS: Rating = {"sync-patiently": 0.05}
"""Where ordinary files are refused as well there is nothing to wait for."""

_GENERAL_ENDINGS = frozenset({"end-holder", "end-programs", "close-programs", "end-other-uv"})
"""Advice to end whatever holds the file; a program that was found makes it a button."""

_MOST_PROGRAMS = 3


def with_findings(problem: Problem, gathered: Iterable[Gathered], context: FailureContext) -> Problem:
    """Return the problem with what was found out, and its remedies ranked anew by it."""
    gathered = tuple(gathered)
    new = {each.evidence.id for each in gathered}
    kept = tuple(each for each in problem.evidence if each.id not in new)
    remedies = problem.remedies
    for each in gathered:
        rank = _RANKS.get(each.evidence.id)
        if rank is not None and each.known:
            remedies = rank(problem, remedies, each, context)
    evidence = (*kept, *(each.evidence for each in gathered))
    return replace(problem, evidence=evidence, remedies=_sorted(remedies))


def with_evidence(problem: Problem, evidence: Iterable[Evidence]) -> Problem:
    """Return the problem with findings that name no programs, as of another computer; ranked by their figures."""
    return with_findings(problem, (Gathered(evidence=each) for each in evidence), FailureContext())


def _sorted(remedies: Remedies) -> Remedies:
    return tuple(sorted(remedies, key=lambda each: -each.confidence))


def _rated(remedies: Remedies, rating: Rating) -> Remedies:
    return tuple(replace(each, confidence=rating.get(each.id, each.confidence)) for each in remedies)


def _without(remedies: Remedies, idents: Iterable[str]) -> Remedies:
    gone = frozenset(idents)
    return tuple(each for each in remedies if each.id not in gone)


def _with(remedies: Remedies, remedy: Remedy | None) -> Remedies:
    """Add a remedy in the place of one of the same id."""
    return remedies if remedy is None else (*_without(remedies, {remedy.id}), remedy)


def _with_surest(remedies: Remedies, remedy: Remedy) -> Remedies:
    """Add a remedy where none of the same id is as sure: who holds the file may also be seen for a weaker reason."""
    surer = any(each.id == remedy.id and each.confidence >= remedy.confidence for each in remedies)
    return remedies if surer else _with(remedies, remedy)


def _by_probe(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    del context
    if problem.category is not Category.CACHE_RENAME_DENIED:
        return remedies
    rating = _BY_PROBE.get(str(found.evidence.measured.get("verdict")), {})
    if found.evidence.measured.get("plain_passes") is False:
        rating = {**rating, **_WITHOUT_RIGHTS}
    return _rated(remedies, rating)


def _by_programs(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    if found.evidence.measured.get("scanners"):
        remedies = _with(remedies, repairs.request(context, "exclude-folder", _ASK_TO_EXCLUDE, _BY_SCANNER, 0.7))
    if not found.programs:
        nobody = found.evidence.measured.get("programs") == 0
        if (
            nobody
            and found.evidence.id == EvidenceKind.HOLDERS
            and problem.category is not Category.CACHE_RENAME_DENIED
        ):
            # Who held it is gone: the next run meets an open door.
            return _rated(remedies, {"run-again": 0.6})
        return remedies
    for place, program in enumerate(found.programs[:_MOST_PROGRAMS]):
        sure = _sure_of_ending(problem, found, place)
        remedies = _with_surest(remedies, repairs.end_program(context, program, _why(found, program), sure))
    return _without(remedies, _GENERAL_ENDINGS)


_ASK_TO_EXCLUDE = "Ask for the folders to be excluded from scanning"
_BY_SCANNER = "A security product was seen to hold the file; only an administrator can exclude the folder."


def _sure_of_ending(problem: Problem, found: Gathered, place: int) -> float:
    if problem.category is Category.CACHE_RENAME_DENIED:
        return 0.3  # as a rule it is the scanner, which nobody may end
    first = 0.9 if found.evidence.id == EvidenceKind.HOLDERS else 0.8
    if problem.category in {Category.VENV_BROKEN, Category.CACHE_LOCK_TIMEOUT}:
        first = 0.5
    return first - 0.05 * place


def _why(found: Gathered, program: RunningProgram) -> str:
    if found.evidence.id == EvidenceKind.ENVIRONMENT_PROGRAMS:
        return f"{program.name} runs out of the environment that uv has to change."
    if found.evidence.id == EvidenceKind.CACHE_LOCK:
        return f"{program.name} has the lock of the cache."
    return f"{program.name} was found to hold what uv could not change."


def _by_products(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    del context
    here = found.evidence.measured.get("products")
    if problem.category in {Category.CACHE_RENAME_DENIED, Category.SCANNER_INTERFERENCE}:
        return _rated(remedies, {"exclude-folder": 0.45 if here else 0.15})
    return remedies


def _by_volume(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    del context
    measured = found.evidence.measured
    if problem.category is Category.CROSS_DEVICE_LINK and measured.get("one_volume") is False:
        return _rated(remedies, {"relocate-cache": 0.8})
    if problem.category is Category.NETWORK_SHARE and measured.get("kind") in {"network", "ram", "removable"}:
        return _rated(remedies, {"relocate-cache": 0.85})
    if measured.get("read_only") is True:
        return _rated(remedies, {"run-again": 0.05})
    return remedies


def _by_cloud(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    del context
    if found.evidence.measured.get("cloud") and problem.category is Category.CLOUD_FOLDER:
        return _rated(remedies, {"relocate-cache": 0.75, "relocate-environment": 0.75})
    return remedies


def _by_length(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    del problem, context
    enabled = found.evidence.measured.get("long_paths_enabled")
    if enabled is True:
        return _without(remedies, {"long-paths"})
    return _rated(remedies, {"long-paths": 0.6}) if enabled is False else remedies


def _by_temp(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    del context
    if problem.category is not Category.TEMP_DIR:
        return remedies
    usable = found.evidence.measured.get("state") == "usable"
    return _rated(remedies, {"relocate-temp": 0.6 if usable else 0.9})


def _by_proxy(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    if problem.category is Category.PROXY and found.evidence.measured.get("in_files") is True:
        remedies = _without(remedies, {"proxy-settings"})  # uv would pass over the choice
    for remedy in proxy_remedies(problem, found, context):
        remedies = _with(remedies, remedy)
    return remedies


def _by_tls(  # noqa: PLR0911 - one return per thing that the measurement can say
    problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext
) -> Remedies:
    measured = found.evidence.measured
    bundled, system = measured.get("bundled_ok"), measured.get("system_ok")
    if measured.get("proxy_answer") == 407:
        return _rated(remedies, {"proxy-settings": 0.5, "ask-it": 0.6})
    if measured.get("address_found") is False:
        return _rated(remedies, {"run-again": 0.3, "timeout": 0.1})
    if problem.category not in {Category.TLS_UNTRUSTED_ISSUER, Category.TLS_OTHER}:
        if bundled is False and system is True:
            return _with(remedies, setting_repairs.system_certificates(context, _ONLY_THE_SYSTEM, 0.7))
        return remedies
    if bundled is False and system is True:
        return _with(remedies, setting_repairs.system_certificates(context, _ONLY_THE_SYSTEM, 0.95))
    if bundled is False and system is False:
        if measured.get("system_reason") in _OF_THE_SERVER:
            remedies = _without(remedies, {"system-certificates"})
        rating = {"system-certificates": 0.15, "certificate-file": 0.6, "ask-root-certificate": 0.75, "ask-it": 0.75}
        return _rated(remedies, rating)
    if bundled is True:
        return _rated(remedies, {"run-again": 0.6, "system-certificates": 0.3})
    return remedies


_OF_THE_SERVER = frozenset(
    {TlsReason.EXPIRED, TlsReason.NOT_YET_VALID, TlsReason.WRONG_HOST, TlsReason.UNREADABLE, TlsReason.SELF_SIGNED}
)
"""What is wrong with a certificate whoever looks at it: no list of roots makes it good."""

_ONLY_THE_SYSTEM = "It was tried just now: the system accepts the server's certificate, and uv's own list does not."


def _by_credential(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    if problem.category is not Category.INDEX_AUTH or not any(each.id == "credential" for each in remedies):
        return remedies
    measured = found.evidence.measured
    index, user = measured.get("index"), measured.get("user")
    if measured.get("stored") is not True or not isinstance(index, str):
        return _rated(remedies, {"credential": 0.9})
    named = user if isinstance(user, str) else None
    if measured.get("refused") is False:
        return _with(remedies, repairs.renew_credential(context, index, named, 0.4, _SHOWS_NOTHING))
    return _with(remedies, repairs.renew_credential(context, index, named, 0.95))


_REFUSED = "The one that is kept was handed over and not accepted: it is wrong, or its token has expired."
_SHOWS_NOTHING = (
    "The one that is kept may not be allowed to see the package; an index may hide that behind an empty page."
)


def _by_interpreters(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    if problem.category not in {Category.PYTHON_NOT_FOUND, Category.STORE_PYTHON}:
        return remedies
    if found.python is None:
        return _rated(remedies, {"install-python": 0.8, "choose-python": 0.2})
    version = found.evidence.measured.get("best")
    return _with(
        remedies,
        setting_repairs.choose_python(
            context,
            "It is installed here and fits what the project requires.",
            0.85,
            python=found.python,
            words=f"Python {version}",
        ),
    )


def _by_start(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    del problem, context
    starts = found.evidence.measured.get("starts")
    return _rated(remedies, {"ask-it": 0.85}) if starts is False else remedies


def _by_environment(problem: Problem, remedies: Remedies, found: Gathered, context: FailureContext) -> Remedies:
    del context
    if problem.category is Category.VENV_BROKEN and found.evidence.measured.get("state") in {
        "missing",
        "empty",
        "whole",
    }:
        return _rated(remedies, {"run-again": 0.6, "recreate-environment": 0.4})
    return remedies


_RANKS: dict[str, Callable[[Problem, Remedies, Gathered, FailureContext], Remedies]] = {
    EvidenceKind.RENAME_PROBE: _by_probe,
    EvidenceKind.HOLDERS: _by_programs,
    EvidenceKind.ENVIRONMENT_PROGRAMS: _by_programs,
    EvidenceKind.CACHE_LOCK: _by_programs,
    EvidenceKind.SECURITY_PRODUCTS: _by_products,
    EvidenceKind.VOLUME: _by_volume,
    EvidenceKind.CLOUD_FOLDER: _by_cloud,
    EvidenceKind.PATH_LENGTH: _by_length,
    EvidenceKind.TEMP_FOLDER: _by_temp,
    EvidenceKind.PROXY: _by_proxy,
    EvidenceKind.TLS: _by_tls,
    EvidenceKind.CREDENTIAL: _by_credential,
    EvidenceKind.INTERPRETERS: _by_interpreters,
    EvidenceKind.START: _by_start,
    EvidenceKind.ENVIRONMENT: _by_environment,
}
