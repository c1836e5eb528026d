"""Secrets in texts that are kept or shown: stars stand for them."""

import re
from typing import NoReturn, final

from typing_extensions import override

STARS = "****"
_USER_INFO = re.compile(
    r"://(?P<login>[^/\s`'\"]+)@"
    r"|://(?P<odd>[^/\s`\"@:\[]{0,300}:(?!\d{0,5}(?:[/?#\s`'\"]|$))[^\s`\"]{1,500})@"
    r"|(?<![:\w])//(?P<bare>[^/\s:`'\"]+:[^/\s`'\"]+)@"
    r"|https?:[/\\](?P<path>[^/\\\s:`'\"]+:[^/\\\s`'\"]+)@"
)
"""A login in a URL, also where its scheme was cut off: then only a colon tells it from a share's name.

So it is where the URL was taken for a path, which has but one slash.

A password may hold what belongs encoded, such as a slash; it is told from a host by what is no port behind the colon.
"""
_ASSIGNED = r"[\"']?[ \t]{0,8}=[ \t]{0,8}(?:\"(?P<double>[^\"\r\n]+)|'(?P<single>[^'\r\n]+)|(?P<bare>[^\s\"'`&#)]+))"
_MEMBER = r"\\?[\"'][ \t]{0,8}:[ \t]{0,8}\\?(?:\"(?P<double2>[^\"\\\r\n]+)|'(?P<single2>[^'\\\r\n]+))"
_OPTION = r"[ \t]{1,8}(?P<option>[^\s-]\S*)|\\?[\"'],[ \t\r\n]{0,8}\\?[\"'](?P<listed>[^\"'\\\r\n]+)"
_HEADER = (
    r"\\?[\"']?[ \t]{0,8}:[ \t]{0,8}\\?[\"']?(?:(?:basic|bearer|digest|negotiate|ntlm|token)[ \t]{1,8})?"
    r"(?P<header>[^\"'\\\r\n\s][^\"'\\\r\n]*)"
)
_BEHIND_NAME = rf"(?:{_ASSIGNED}|{_MEMBER}|{_OPTION})"
_BEARER = r"bearer[ \t]{1,8}(?=[A-Za-z._~+/=-]{0,500}[0-9])(?P<bare>[A-Za-z0-9._~+/=-]{8,})"
_IN_QUERY = ("?", "&", ";", "_", "-")
_OWNERS = ("api", "access", "private", "secret", "account", "shared")

_KINDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("pass", rf"pass(?:word|wd){_BEHIND_NAME}", ()),
    ("pass", rf"pass{_ASSIGNED}", _IN_QUERY),
    ("pwd", rf"pwd{_ASSIGNED}", _IN_QUERY),
    ("secret", rf"secret{_BEHIND_NAME}", ()),
    ("token", rf"token{_BEHIND_NAME}", ()),
    ("token", rf"token{_HEADER}", ("private-", "job-", "deploy-", "auth-")),
    ("key", rf"key{_BEHIND_NAME}", tuple(owner + joint for owner in _OWNERS for joint in ("", "_", "-"))),
    ("key", rf"key{_HEADER}", ("x-api-",)),
    ("key", rf"key{_ASSIGNED}", ("?", "&")),
    ("sig", rf"sig(?:nature)?{_ASSIGNED}", _IN_QUERY),
    ("credential", rf"credential{_ASSIGNED}", _IN_QUERY),
    ("jwt", rf"jwt{_ASSIGNED}", _IN_QUERY),
    ("auth", rf"auth{_ASSIGNED}", _IN_QUERY),
    ("auth", rf"authorization{_HEADER}", ()),
    ("art-api", rf"art-api{_HEADER}", ()),
    ("cookie", rf"cookie{_HEADER}", ()),
    ("bearer", _BEARER, ()),
)
"""(a part to look for, the pattern from there on with the secret in a group, what stands before it), in lower case."""

_NAMES = tuple((part, re.compile(pattern, re.IGNORECASE), before) for part, pattern, before in _KINDS)
_LOOK_BACK = 120
_MOST_ROUNDS = 4
"""Stars can bring together what quotes had parted, so a text is looked at again after it was changed."""
_SET_BEFORE = re.compile(r"\bset[ \t]{1,8}\"?\w{0,100}$", re.IGNORECASE)
_OPTION_BEFORE = re.compile(r"(?<![^\s\"'`(\[,=])--(?:[a-z]{1,20}-){0,2}$", re.IGNORECASE)
_QUERY_BEFORE = re.compile(r"[?&;][\w.%-]{0,100}$")
_REST_OF_WORD = re.compile(r"\S*")
_REST_OF_LINE = re.compile(r"[^\"\r\n]*")


def without_secrets(text: str) -> str:
    """Return the text with stars for logins in URLs, tokens, passwords, signatures and the values of secret headers.

    Known are: the login in a URL; parameters of a query, variables, settings and options with a secret's name
    (``?token=``, ``UV_INDEX_X_PASSWORD=``, ``--password``, ``"secret": ``); the headers Authorization and
    Proxy-Authorization, X-Api-Key, Cookie and their like; bearer tokens. Takes time in proportion to the text.
    """
    for _ in range(_MOST_ROUNDS):
        shown = _masked(text)
        if shown == text:
            break
        text = shown
    return text


def _masked(text: str) -> str:
    if "@" in text and ("//" in text or ":/" in text or ":\\" in text):
        text = _starred(text, login_spans(text))
    spans = _named(text)
    return _starred(text, spans) if spans else text


def secrets_in(text: str) -> tuple[str, ...]:
    """Return what `without_secrets` puts stars for, in the order of the text and each once."""
    spans = login_spans(text) if "@" in text else []
    found = (text[start:end] for start, end in sorted({*spans, *_named(text)}))
    return tuple(dict.fromkeys(found))


def login_spans(text: str) -> list[tuple[int, int]]:
    """Return where the logins of URLs are, without the ``@`` behind them; what only looks like one is among them."""
    return [found.span(found.lastgroup or 0) for found in _USER_INFO.finditer(text)]


def _named(text: str) -> list[tuple[int, int]]:
    """Return where the values of secret names, options and headers are."""
    # The one letter whose lower case is longer would shift every place behind it.
    low = (text.replace("\u0130", "I") if "\u0130" in text else text).lower()
    spans: list[tuple[int, int]] = []
    for part, pattern, before in _NAMES:
        # Looking for plain parts is a hundred times faster than an expression that starts anywhere.
        position = low.find(part)
        while position >= 0:
            span = None
            # This comes first: a value that is read and then given back would be read again from every later place.
            if not before or low.endswith(before, 0, position):
                span = _secret_at(text, low, position, pattern)
            if span is not None:
                spans.append(span)
            position = low.find(part, position + len(part) if span is None else span[1])
    return spans


def _secret_at(text: str, low: str, position: int, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    found = pattern.match(text, position)
    if found is None or found.lastgroup is None:
        return None
    start, end = found.span(found.lastgroup)
    early = max(0, position - _LOOK_BACK)
    if found.lastgroup in {"option", "listed"}:
        is_option = low.rfind("--", early, position) >= 0 and _OPTION_BEFORE.search(text[early:position])
        return (start, end) if is_option else None
    if found.lastgroup == "bare":
        is_set = low.rfind("set", early, position) >= 0
        # Most values end at a blank, and then there is nothing to think about.
        if is_set or text[end : end + 1].strip():
            end = _end_of_value(text, text[early:position], start, end)
    return start, end


def _end_of_value(text: str, lead: str, start: int, end: int) -> int:
    """Return where a value without quotes ends: in a query at the next parameter, in a batch file with the line."""
    whole_line = _SET_BEFORE.search(lead) is not None
    if not whole_line and _QUERY_BEFORE.search(lead) is not None:
        return end
    rest = (_REST_OF_LINE if whole_line else _REST_OF_WORD).match(text, start)
    return end if rest is None else max(end, start + len(rest[0].rstrip("'\"`,;)]}>")))


def _starred(text: str, spans: list[tuple[int, int]]) -> str:
    kept = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            # Overlapping finds are one secret.
            kept += [text[done:start], STARS] if start >= done else []
            done = end
    return "".join((*kept, text[done:]))


@final
class Secret:
    """A text that shows itself to nobody who only prints it.

    Its text is in ``text`` alone: not in repr and str, and no encoder can write it (it is no Struct for that reason,
    and pickling raises TypeError).
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        object.__setattr__(self, "_text", text)

    @property
    def text(self) -> str:
        """The secret itself; who asks for it takes care of it."""
        text: str = object.__getattribute__(self, "_text")
        return text

    @override
    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a secret does not change")

    @override
    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, Secret) else NotImplemented

    @override
    def __hash__(self) -> int:
        return hash((Secret, self.text))

    @override
    def __repr__(self) -> str:
        return f"Secret({STARS})"

    @override
    def __str__(self) -> str:
        return STARS

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is written nowhere")
