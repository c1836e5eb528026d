"""What a request asks for: it depends on what failed, and on what was measured."""

from enum import StrEnum

from core.diagnosis.request_material import RequestMaterial
from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.problem import Category


class Ask(StrEnum):
    """What the IT department is asked for."""

    EXCLUSION = "exclusion"
    LONG_PATHS = "long-paths"
    ALLOW = "allow"
    CERTIFICATE = "certificate"
    NETWORK = "network"
    ACCESS = "access"
    QUESTION = "question"


_ASKS = {
    Category.CACHE_RENAME_DENIED: Ask.EXCLUSION,
    Category.SCANNER_INTERFERENCE: Ask.EXCLUSION,
    Category.PATH_TOO_LONG: Ask.LONG_PATHS,
    Category.BLOCKED_BY_POLICY: Ask.ALLOW,
    Category.TLS_UNTRUSTED_ISSUER: Ask.CERTIFICATE,
    Category.TLS_OTHER: Ask.CERTIFICATE,
    Category.PROXY: Ask.NETWORK,
    Category.NETWORK_UNREACHABLE: Ask.NETWORK,
    Category.INDEX_AUTH: Ask.ACCESS,
}

_SUBJECTS = {
    Ask.EXCLUSION: "Request: exclude the folders of uv (Python packages) from on-access scanning",
    Ask.LONG_PATHS: "Request: enable long paths for Python packages",
    Ask.ALLOW: "Request: allow a program that Python packages need",
    Ask.CERTIFICATE: "Request: let uv (Python packages) trust the certificates of our network",
    Ask.NETWORK: "Request: let uv (Python packages) reach its servers",
    Ask.ACCESS: "Request: access to an index of Python packages",
    Ask.QUESTION: "Question: uv (Python packages) fails on this computer",
}

_LEADS = {
    Ask.EXCLUSION: "Please exclude the folders below from on-access scanning: files that are held while they are "
    "scanned keep uv, which installs Python packages, from putting them in place.",
    Ask.LONG_PATHS: "Please enable long paths: packages that uv installs have paths beyond 260 characters.",
    Ask.ALLOW: "Please allow the program below: a policy forbids it, and the Python packages that uv installs need it.",
    Ask.CERTIFICATE: "Please make uv, which installs Python packages, able to trust the servers below.",
    Ask.NETWORK: "Please let uv, which installs Python packages, reach the servers below.",
    Ask.ACCESS: "Please give access to the index below, from which uv installs Python packages.",
    Ask.QUESTION: "Please help with a failure of uv, which installs Python packages; the question is below.",
}


def ask_for(material: RequestMaterial) -> Ask:
    """Return what to ask for: an exclusion only where a scanner is likely, a question where nothing is certain."""
    problem = material.problem
    if problem.category in {Category.FILE_IN_USE, Category.VENV_REMOVE_DENIED}:
        return Ask.EXCLUSION if material.held_by_scanner else Ask.QUESTION
    ask = _ASKS.get(problem.category, Ask.QUESTION)
    if ask is Ask.EXCLUSION and _rights_are_missing(material):
        return Ask.QUESTION
    if ask is Ask.LONG_PATHS and (material.long_paths_enabled or not material.windows):
        return Ask.QUESTION
    return ask


def subject_of(ask: Ask, material: RequestMaterial) -> str:
    """Return the request's subject, with the number of the refusal: who has to mend it searches by that."""
    number = material.problem.os_error
    return f"{_SUBJECTS[ask]}{f' (os error {number})' if number is not None else ''}"


def lead_of(ask: Ask) -> str:
    """Return the first sentence, which says what is asked for."""
    return _LEADS[ask]


def _rights_are_missing(material: RequestMaterial) -> bool:
    """Return whether ordinary older files were refused as well: a scanner lets them pass, missing rights do not."""
    return any(
        each.id == EvidenceKind.RENAME_PROBE and each.measured.get("plain_passes") is False
        for each in material.problem.evidence
    )
