"""The index answers, but not with what uv needs."""

import re

from core.diagnosis.remedies import advice, run_again
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category

_STATUS = re.compile(
    r"\bHTTP status (?:client|server) error \((\d{3})\b|\b(?:status code failure: "
    r"|status code: )?(\d{3}) (?:Unauthorized|Forbidden)\b"
)
_CREDENTIALS = re.compile(
    r"\black of valid authentication credentials\b|\bMissing credentials\b|\bkeyring\b.{0,60}\bfail"
    r"|\b[Ff]ailed\b.{0,60}\bkeyring\b|\bcredentials\b.{0,60}\b(?:rejected|missing|required)\b",
    re.IGNORECASE,
)
_REDIRECT = re.compile(
    r"\b30[12378]\b.{0,30}\b(?:location|redirect)|\btoo many redirects\b|\bredirect\b", re.IGNORECASE
)
_PAGE = re.compile(
    r"\b(?:Unsupported|Unexpected|Invalid) `?Content-Type\b|\bReceived some unexpected (?:JSON|HTML)\b|\b(?:Couldn't"
    r"|Failed to) parse metadata\b"
    r"|\bmissing a `?(?:simple|href)\b",
    re.IGNORECASE,
)
_DENIED = frozenset({"401", "403", "405"})
_LOG_LINES = 20


def examine_credentials(situation: Situation) -> Diagnosis | None:
    """Recognise credentials that are missing, refused or not sent."""
    text = _text(situation)
    if situation.failure is None and situation.reading.last_progress >= 0:
        return None  # uv asks without credentials first: a log that goes on shows no failure
    if _CREDENTIALS.search(text) is None and not _DENIED.intersection(_statuses(text)):
        return None
    return Diagnosis(
        category=Category.INDEX_AUTH,
        title="The index refused the credentials, or got none",
        explanation=(
            f"{situation.facts.url or 'An index'} answered that it may not be read with what uv sent. The user name "
            "or the "
            "token may be missing, wrong, expired, or kept for another name of the index; some indexes let one see the "
            "list of files, but not the files. Running it again does not help."
        ),
        remedies=(
            advice(
                "credential",
                "Store a credential for this index",
                "uv takes UV_INDEX_NAME_USERNAME and UV_INDEX_NAME_PASSWORD for a named index, a keyring, or .netrc.",
                0.8,
            ),
        ),
    )


def examine_answer(situation: Situation) -> Diagnosis | None:
    """Recognise an answer that uv cannot use."""
    if situation.failure is None:
        return None
    text = situation.chain_text
    if not (_statuses(text) or _REDIRECT.search(text) or _PAGE.search(text)):
        return None
    return Diagnosis(
        category=Category.INDEX_OTHER,
        title="The index gave an answer that uv cannot use",
        explanation=(
            f"{situation.facts.url or 'The index'} answered, but with an error, a redirection to nowhere, or a page "
            "that is "
            "no index. The address may be wrong, or the index may be out of order for the moment."
        ),
        remedies=(
            advice("check-index", "Check the address of the index", "As a rule it ends in /simple or /simple/.", 0.5),
            run_again(situation.context, "It helps when the index was only out of order for a moment.", 0.3),
        ),
    )


def _text(situation: Situation) -> str:
    if situation.failure is None:
        return "\n".join(situation.reading.log[-_LOG_LINES:])
    return situation.chain_text


def _statuses(text: str) -> set[str]:
    return {first or second for first, second in _STATUS.findall(text)}
