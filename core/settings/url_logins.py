"""Logins in the URLs of a text: what gives something away, and where its characters are."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from core.model.secrets import STARS, Secret, login_spans

_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]{0,30}:)?//$")
_END = re.compile(r"[\s\"'`<>]|;[ \t]|$")
_VARIABLE = re.compile(r"\$\{[^{}]+\}|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%")
_LOOK_BACK = 40
_KNOWN_USERS = frozenset(
    {"aws", "git", "oauth2", "oauth2accesstoken", "vsssessiontoken", "__token__", "user", "_json_key"}
)
"""User names that the makers of indexes and servers give to everybody."""
_NAME_OF_PERSON = re.compile(r"[A-Za-z._-]{1,24}|[^@]+(?:@|%40)[^@]+")
"""A user name without digits, or an address of mail: no token looks so."""


class UrlLogin(Struct, frozen=True, kw_only=True):
    """One login in a URL of a text.

    ``url`` is the URL with it, ``span`` where it stands in the text, ``login`` where the login with its ``@`` does.
    ``user`` and ``password`` are as the server gets them; ``password`` is None where a user name stands alone, which
    then may be the secret. ``sound`` says that uv can read the URL.
    """

    url: Secret
    span: tuple[int, int]
    login: tuple[int, int]
    user: Secret
    password: Secret | None
    sound: bool


def url_logins(text: str, *, bare: bool = False) -> Iterator[UrlLogin]:
    """Yield the logins in a text that give something away: no ``${VARIABLE}``, no stars, no plain user name alone.

    ``bare`` says that the text is one address that may stand without its scheme, as those of proxies do.
    """
    if bare and "://" not in text:
        for found in url_logins(f"http://{text}"):
            span, login = ((max(0, start - 7), end - 7) for start, end in (found.span, found.login))
            yield UrlLogin(
                url=Secret(text[slice(*span)]),
                span=span,
                login=login,
                user=found.user,
                password=found.password,
                sound=found.sound,
            )
        return
    for start, end in login_spans(text):
        scheme = _SCHEME.search(text[max(0, start - _LOOK_BACK) : start])
        behind = _END.search(text, end)
        begin = start - len(scheme[0]) if scheme is not None else start
        stop = behind.start() if behind is not None else len(text)
        user, colon, password = text[start:end].partition(":")
        found = UrlLogin(
            url=Secret(text[begin:stop]),
            span=(begin, stop),
            login=(start, end + 1),
            user=Secret(unquote(user)),
            password=Secret(unquote(password)) if colon else None,
            sound=_is_sound(text[begin:stop], text[start:end]),
        )
        if _gives_away(user, password if colon else None, found.sound, text[begin:start]):
            yield found


def _is_sound(url: str, login: str) -> bool:
    """Whether a URL is read with this very login: one with a slash in its password is not."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - asking for the port checks it
    except ValueError:
        return False
    return parts.netloc.startswith(f"{login}@") and bool(parts.hostname)


def _gives_away(user: str, password: str | None, sound: bool, scheme: str) -> bool:  # noqa: FBT001 - of this file alone
    if not sound and set("?#/") & set(user):
        # The @ belongs to a query or a path.
        return False
    if password is not None:
        return not _is_open(password) or (not password and not _is_open(user) and _may_be_token(user))
    return sound and not scheme.lower().endswith("ssh://") and not _is_open(user) and _may_be_token(user)


def _may_be_token(user: str) -> bool:
    return user.lower() not in _KNOWN_USERS and _NAME_OF_PERSON.fullmatch(user) is None


def _is_open(part: str) -> bool:
    """Whether a part of a login gives nothing away."""
    return not part or part == STARS or _VARIABLE.fullmatch(part) is not None
