"""What uv was doing when it was refused, and to which paths: from uv's own words, whatever language follows them."""

import re
from enum import StrEnum
from itertools import islice

from msgspec import Struct

from core.diagnosis.paths import is_windows

MOST_CHARACTERS = 4096
_MOST_QUOTED = 40
_FRONT = 2600


class Operation(StrEnum):
    """The step that failed."""

    RENAME = "rename"
    PERSIST = "persist"
    LINK = "link"
    COPY = "copy"
    REMOVE = "remove"
    CREATE = "create"
    OPEN = "open"
    READ = "read"
    WRITE = "write"
    LOCK = "lock"
    UNPACK = "unpack"
    INSPECT = "inspect"
    RUN = "run"
    STAMP = "stamp"
    REPLACE = "replace"
    USE = "use"


class Step(Struct, frozen=True):
    """An operation with its paths as they were printed."""

    operation: Operation
    path_from: str | None = None
    path_to: str | None = None


_TWO = re.compile(
    r"\b(?P<verb>renam(?:e|ing)|mov(?:e|ing)|replac(?:e|ing)|hard[ -]?link|reflink|symlink|link|clone|copy)"
    r"(?: (?:the )?(?:file|directory|folder))? from ",
    re.IGNORECASE,
)
_PERSIST = re.compile(r"\bpersist(?:ing)?(?: (?:the )?(?:temporary )?file)?(?: from|:)? (?P<to>to )?", re.IGNORECASE)
_VERBS = {
    "renam": Operation.RENAME,
    "mov": Operation.RENAME,
    "replac": Operation.RENAME,
    "persist": Operation.PERSIST,
    "hard": Operation.LINK,
    "link": Operation.LINK,
    "ref": Operation.LINK,
    "sym": Operation.LINK,
    "clone": Operation.LINK,
    "copy": Operation.COPY,
    "remov": Operation.REMOVE,
    "delet": Operation.REMOVE,
    "creat": Operation.CREATE,
    "open": Operation.OPEN,
    "read": Operation.READ,
    "writ": Operation.WRITE,
    "lock": Operation.LOCK,
    "acquir": Operation.LOCK,
    "unpack": Operation.UNPACK,
    "query": Operation.INSPECT,
    "inspect": Operation.INSPECT,
    "spawn": Operation.RUN,
    "access": Operation.OPEN,
    "canonicali": Operation.READ,
    "initiali": Operation.CREATE,
    "truncat": Operation.WRITE,
    "flush": Operation.WRITE,
    "sync": Operation.WRITE,
    "seek": Operation.READ,
    "set": Operation.WRITE,
    "use": Operation.USE,
}
_VERB = re.compile(
    r"\b(?P<verb>renam|mov|replac|persist|hard|link|symlink|clone|copy|remov|delet|creat|open|read|writ|lock|acquir"
    r"|unpack|query|inspect|spawn|access|canonicali|initiali|truncat|flush|sync|seek|set|use)(?:e|es|ed|ing|y|s|d|ze|zed|ise|ised)?\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"`([^`]{2,2048})`|\"([^\"]{2,2048})\"")
_NAMES_FILE = re.compile(r"\b(?:[Dd]irectory|[Ff]ile|[Ff]older|[Pp]ath|[Ll]ink|[Ee]nvironment)(?: (?:of|at))? $")
_FOUND_AT = re.compile(r"\bnot found at $")
"""What uv says before a quoted path, so that a name without any slash is known to be one."""
_ENVIRONMENT = re.compile(r"\b(?:virtual ?env(?:ironment)?|invalid environment at) $", re.IGNORECASE)
_SECOND = re.compile(r" (?:to|into|with) (?=`)")
_WITH_TWO = frozenset({Operation.RENAME, Operation.LINK, Operation.COPY, Operation.UNPACK})
_STAMP = re.compile(r"\bPE resources: ")
_AFTER_COLON = re.compile(r"\b(?:copy to|clear cache at|directory|at): (?=\S)")
_BARE = re.compile(r"\b(?:file|directory|folder|cache|path|link) (?:at )?(?=[A-Za-z]:[\\/]|\\\\|/|%\w+%[\\/]|~/)")
_WALKED = re.compile(r"IO error for operation on (?=\S)")
_START = re.compile(r"[A-Za-z]:[\\/]|\\\\|/|%\w+%|\$\w|~[\\/]|<[^<>]{1,40}>[\\/]|\.{1,2}[\\/]|[\w.-]+[\\/]")
_ABSOLUTE = re.compile(r"`?(?:[A-Za-z]:[\\/]|\\\\|/|%\w+%|\$\w|~[\\/])")
_LEADING = re.compile(r"(?:[A-Za-z]:|\.{1,2}|\.venv|~)?[\\/][^:`\"]{1,1000}: .{0,400}\(os error")
"""A path with what the system said of it, and nothing before."""
_NUMBER = re.compile(r" ?\((?:os error|os\b|os$)")
_URL = re.compile(r"\w+://")


def step_of(text: str) -> Step | None:
    """Return what one text of a chain was about, or None where it names neither an operation nor a path."""
    text = text[:MOST_CHARACTERS]
    two = _TWO.search(text)
    if two is not None:
        path_from, path_to = split_two(text[two.end() :])
        return Step(_operation(two["verb"]), path_from, path_to)
    persist = _PERSIST.search(text)
    if persist is not None:
        rest = text[persist.end() :]
        path_from, path_to = (None, path_at(rest)) if persist["to"] else split_two(rest)
        return Step(Operation.PERSIST, path_from, path_to)
    stamp = _STAMP.search(text)
    if stamp is not None:
        return Step(Operation.STAMP, path_at(text[stamp.end() :]))
    return _quoted(text) or _bare(text)


def split_two(rest: str) -> tuple[str | None, str | None]:
    """Return both paths of ``A to B: message``; either may have blanks, and B may be cut off."""
    if rest.startswith("`"):
        first, _, after = rest[1:].partition("`")
        return first or None, path_at(after.removeprefix(" to ")) if after.startswith(" to ") else None
    at = rest.find(" to ")
    first_at = at
    while at >= 0:
        if _ABSOLUTE.match(rest, at + 4):
            break
        at = rest.find(" to ", at + 4)
    at = at if at >= 0 else first_at
    if at < 0:
        return path_at(rest), None
    return _stripped(rest[:at]), path_at(rest[at + 4 :])


def path_at(rest: str) -> str | None:
    """Return the path that a text begins with; what the operating system said of it follows a colon."""
    if rest[:1] in {"`", '"'}:
        return rest[1:].partition(rest[0])[0] or None
    number = _NUMBER.search(rest)
    body = rest[: number.start()] if number is not None else rest
    end = body.find(": ", 3) if is_windows(body) or number is None else body.rfind(": ")
    return _stripped(body if end < 0 else body[:end])


def _stripped(path: str) -> str | None:
    return path.partition(" due to transient error")[0].strip(" `'\"").rstrip(":;,") or None


def _quoted(text: str) -> Step | None:
    for match in islice(_QUOTED.finditer(text), _MOST_QUOTED):
        path = match[1] or match[2]
        if _URL.match(path) is not None or " @ " in path:
            continue
        if _START.match(path) is None and _NAMES_FILE.search(_front(text, match.start())) is None:
            continue
        if match[2] and _NUMBER.search(text, 0, match.start()) is not None:
            return Step(Operation.USE, path)  # "... (os error 30) at path": the words before it are the system's
        verb = _verb_before(text, match.start())
        if verb is not None:
            return _with_target(Step(_operation(verb), path), text[match.end() :])
        before = text[: match.start()]
        said = _ENVIRONMENT.search(before) is not None or _FOUND_AT.search(before) is not None
        if " cannot be used" in text or match[2] or said:
            return Step(Operation.USE, path)
    return None


def _with_target(step: Step, rest: str) -> Step:
    """Add the second path of an operation that has two: "failed to clone `A` to `B`"."""
    to = _SECOND.match(rest) if step.operation in _WITH_TWO else None
    return step if to is None else Step(step.operation, step.path_from, path_at(rest[to.end() :]))


def _bare(text: str) -> Step | None:
    walked = _WALKED.match(text)
    if walked is not None:
        return Step(Operation.USE, path_at(text[walked.end() :]))
    leading = _LEADING.match(text)
    if leading is not None:
        return Step(Operation.USE, path_at(text))
    for pattern in (_BARE, _AFTER_COLON):
        match = pattern.search(text)
        if match is None or _START.match(text, match.end()) is None:
            continue
        verb = _verb_before(text, match.start() if pattern is _BARE else match.end())
        path = path_at(text[match.end() :])
        if path is None or _URL.match(path) is not None:
            continue
        if verb is not None:
            return Step(_operation(verb), path)
        if _ABSOLUTE.match(path) is not None:
            return Step(Operation.USE, path)
    return None


def _verb_before(text: str, end: int) -> str | None:
    """Return the verb of what failed: the one behind "failed to", else the last one before the path."""
    front = _front(text, end)
    verbs = list(_VERB.finditer(front))
    after_failed = [verb for verb in verbs if front[max(0, verb.start() - 10) : verb.start()].lower() == "failed to "]
    chosen = (after_failed or verbs)[-1:]
    return chosen[0]["verb"] if chosen else None


def _front(text: str, end: int) -> str:
    """Return what stands before a path, as far as its verb can be away: one more path, and some words."""
    return text[max(0, end - _FRONT) : end]


def _operation(verb: str) -> Operation:
    lowered = verb.lower()
    return next((found for start, found in _VERBS.items() if lowered.startswith(start)), Operation.USE)
