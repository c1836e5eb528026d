"""The index answers, but not with what uv needs."""

import re

from core.diagnosis.remedies import run_again
from core.diagnosis.repairs import open_setting, store_credential
from core.diagnosis.setting_places import project_file
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category

_STATUS = re.compile(
    r"\bHTTP status (?:client|server) error \((\d{3})\b|\b(?:status code failure: "
    r"|status code: )?(\d{3}) (?:Unauthorized|Forbidden)\b"
)
_CREDENTIALS = re.compile(
    r"\black of valid authentication credentials\b|\bMissing credentials\b|\bkeyring\b.{0,60}\bfail"
    r"|\b(?:Incomplete|fetch) credentials for\b|\bAuthentication failed for\b|\bcould not read Username\b"
    r"|\bPermission denied \(publickey\b"
    r"|\b[Ff]ailed\b.{0,60}\bkeyring\b|\bcredentials\b.{0,60}\b(?:rejected|missing|required)\b",
    re.IGNORECASE,
)
_REDIRECT = re.compile(
    r"\b30[12378]\b.{0,30}\b(?:location|redirect)|\btoo many redirects\b|\bredirect\b", re.IGNORECASE
)
_PAGE = re.compile(
    r"\b(?:Unsupported|Unexpected|Invalid) `?Content-Type\b|\bReceived some unexpected (?:JSON|HTML)\b|\b(?:Couldn't"
    r"|Failed to) parse metadata\b"
    r"|\bat line \d{1,9} column \d{1,9}\b"
    r"|\bmissing a `?(?:simple|href)\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"\bthere are no versions of ([\w.-]{1,100}) and (?:you require|your project depends on) \1"
    r"(?![\w.-]*[=<>~!\[])"
)
"""The index knows the package, and shows no file of it."""
_FILTERED = re.compile(r"\bexclude-newer\b|\bpre-?releases?\b", re.IGNORECASE)
_GIT = re.compile(r"\bGit operation failed\b")
_PUBLIC_FILE = re.compile(r"^https?://[^/@]{1,255}/packages/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{60}/")
_DENIED = frozenset({"401", "403", "405"})
_LOG_LINES = 20


def examine_credentials(situation: Situation) -> Diagnosis | None:
    """Recognise credentials that are missing, refused or not sent."""
    text = _text(situation)
    if situation.failure is None and situation.reading.last_progress >= 0:
        return None  # uv asks without credentials first: a log that goes on shows no failure
    if _CREDENTIALS.search(text) is None and _public(situation):
        return None
    empty = _EMPTY.search(text) is not None and _FILTERED.search(text) is None
    if _CREDENTIALS.search(text) is None and not empty and not _DENIED.intersection(_statuses(text)):
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
            store_credential(
                situation.context,
                situation.facts.url,
                "uv gets the user name and the token from the keyring with every run; they lie in no file.",
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
            open_setting(
                situation.context,
                project_file(situation),
                ident="check-index",
                title="Check the address of the index",
                why="As a rule it ends in /simple or /simple/.",
                confidence=0.5,
            ),
            run_again(situation.context, "It helps when the index was only out of order for a moment.", 0.3),
        ),
    )


def _public(situation: Situation) -> bool:
    """Tell whether the refused file lies where the public index and its mirrors keep files: none asks who one is."""
    statuses = _statuses(situation.chain_text)
    return statuses == {"403"} and _PUBLIC_FILE.search(situation.facts.url or "") is not None


def _text(situation: Situation) -> str:
    if situation.failure is None:
        return "\n".join(situation.reading.log[-_LOG_LINES:])
    if _GIT.search(situation.chain_text) is not None:
        return f"{situation.chain_text}\n{situation.quoted_text}"
    return situation.chain_text


def _statuses(text: str) -> set[str]:
    return {first or second for first, second in _STATUS.findall(text)}
