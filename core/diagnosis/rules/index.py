"""The index answers, but not with what uv needs."""

import re

from core.diagnosis.remedies import advice, run_again
from core.diagnosis.repairs import open_setting, store_credential
from core.diagnosis.setting_places import project_file
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category, Remedy

_STATUS = re.compile(
    r"\bHTTP status (?:client|server) error \((\d{3})\b|\b(?:status code failure: "
    r"|status code: )?(\d{3}) (?:Unauthorized|Forbidden)\b|\breturned status code (\d{3})\b"
)
_CREDENTIALS = re.compile(
    r"\black of valid authentication credentials\b|\bMissing credentials\b|\bkeyring\b.{0,60}\bfail"
    r"|\b(?:Incomplete|fetch) credentials for\b|\bAuthentication failed for\b|\bcould not read Username\b"
    r"|\bPermission denied \(publickey\b"
    r"|\b[Ff]ailed\b.{0,60}\bkeyring\b|\bcredentials\b.{0,60}\b(?:rejected|missing|required)\b"
    r"|\bfailed to authenticate\b|\bno authentication methods? succeeded\b|\buv auth login\b|\bsecure storage\b"
    r"|\b(?:obtain|get) (?:an? )?(?:OIDC )?token\b",
    re.IGNORECASE,
)
_GIT_CREDENTIALS = re.compile(
    r"\bterminal prompts disabled\b|\bcould not read (?:Username|Password)\b|\bPermission denied \(publickey\b"
    r"|\bHost key verification failed\b|\bRepository not found\b|\brepository '[^']{1,500}' not found\b"
    r"|\bHTTP Basic: Access denied\b|\bInvalid (?:username|credentials|token)\b|\bBad credentials\b"
    r"|\brequested URL returned error: 40[13]\b",
    re.IGNORECASE,
)
"""What git and the servers of repositories say; one that a person may not see does not exist for that person."""
_REDIRECT = re.compile(
    r"\b30[12378]\b.{0,30}\b(?:location|redirect)|\btoo many redirects\b|\bredirect\b", re.IGNORECASE
)
_PAGE = re.compile(
    r"\b(?:Unsupported|Unexpected|Invalid) `?Content-Type\b|\bReceived some unexpected (?:JSON|HTML)\b|\b(?:Couldn't"
    r"|Failed to) parse metadata\b(?! (?:file|from built)\b)|\bUnexpected fragment\b|\bUnsupported hash algorithm\b"
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
    if _GIT.search(situation.chain_text) is not None and _refused_by_git(text):
        return _git_credentials(situation)
    if _CREDENTIALS.search(text) is None and _public(situation):
        return None
    empty = _EMPTY.search(text) is not None and _FILTERED.search(text) is None
    refused = _CREDENTIALS.search(text) is not None or bool(_DENIED.intersection(_statuses(text)))
    if empty and not refused:
        return _empty_list(situation)
    if not refused:
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


def _empty_list(situation: Situation) -> Diagnosis:
    return Diagnosis(
        category=Category.INDEX_AUTH,
        title=f"The index shows no file of {situation.subject}",
        explanation=(
            f"The index answered for {situation.subject}, and there was no file in the answer. Some indexes show an "
            "empty list to who may not read them, instead of refusing; others have the list under another address, "
            "which ends in /simple or /+simple. Running it again does not help."
        ),
        remedies=(
            store_credential(
                situation.context,
                situation.facts.url,
                "With a user name and a token the index may show what it holds.",
                0.5,
            ),
            _check_address(situation, 0.45),
        ),
    )


def _check_address(situation: Situation, confidence: float) -> Remedy:
    return open_setting(
        situation.context,
        project_file(situation),
        ident="check-index",
        title="Check the address of the index",
        why="As a rule it ends in /simple or /simple/.",
        confidence=confidence,
    )


def _refused_by_git(text: str) -> bool:
    return _GIT_CREDENTIALS.search(text) is not None or _CREDENTIALS.search(text) is not None


def _git_credentials(situation: Situation) -> Diagnosis:
    return Diagnosis(
        category=Category.INDEX_AUTH,
        title="The server of a Git repository refused the credentials, or got none",
        explanation=(
            f"{situation.subject.capitalize() if situation.facts.package is None else situation.subject} comes from a "
            "Git repository, and uv leaves the way there to git: its credential helper, its SSH keys and the server "
            "keys that it knows. A repository that one may not see is answered like one that does not exist. uv asks "
            "no questions while it runs, so git must be able to get there without any. Running it again does not help."
        ),
        remedies=(
            advice(
                "git-credentials",
                "Let git read the repository once by itself",
                "`git ls-remote` with the same address asks for what it needs, and git keeps that.",
                0.7,
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
            _check_address(situation, 0.5),
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
    return {next(group for group in found if group) for found in _STATUS.findall(text)}
