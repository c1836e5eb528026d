"""What an index answered: its list, an empty page, a log-in page for people, a login asked for or refused."""

import re
from enum import StrEnum
from html.parser import HTMLParser
from typing import Any

import msgspec
from msgspec import Struct
from typing_extensions import override

from core.model.secrets import without_secrets

MOST_BYTES = 128 << 10
"""Of a page: enough to see what it is."""
_LONGEST_REALM = 80
_SCHEME = re.compile(r"(?:^|,)[ \t]*([A-Za-z][A-Za-z0-9_-]{0,30})(?=[ \t,]|$)(?![ \t]*=)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_REALM = re.compile(r'\brealm[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))', re.IGNORECASE)
_LOGIN_WORDS = re.compile(
    r"\blog[ -]?[io]n\b|\bsign[ -]?[io]n\b|\banmeld|\bpassword\b|\bkennwort\b|\bauthenticat|\bsingle sign|\bcaptive\b",
    re.IGNORECASE,
)
_LINKS_FOR = re.compile(r"\blinks for\s+\S+", re.IGNORECASE)
_LOGIN_PATH = re.compile(
    r"(?:^|[/._?&=-])(?:log[_-]?[io]n|sign[_-]?[io]n|auth|oauth2?|authorize|sso|saml2?|adfs|idp|accounts?)(?:$|[/._?&=-])",
    re.IGNORECASE,
)
_JSON = "application/vnd.pypi.simple.v1+json"


class PageKind(StrEnum):
    """What a page is, as far as that can be told."""

    LISTING = "listing"
    """It has links, or files or projects in JSON."""
    EMPTY = "empty"
    """A page of an index without a single link."""
    LOGIN = "login"
    """A page for people that wants them to log in, or the way to one on another server."""
    OTHER = "other"
    """Something else for people in a browser."""


class IndexAnswer(Struct, frozen=True, kw_only=True):
    """One answer: its status, how it asks for a login (``schemes``, ``realm``), and what its page is.

    ``kind`` is None where there is no page, or none that was read. ``elsewhere`` is the server that it led to in the
    end, None where that is the one that was asked.
    """

    status: int
    schemes: tuple[str, ...] = ()
    realm: str | None = None
    kind: PageKind | None = None
    elsewhere: str | None = None


def challenge_of(values: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """Return the schemes that ``WWW-Authenticate`` names, each once, and the first realm, shortened."""
    found = (scheme for value in values for scheme in _SCHEME.findall(_QUOTED.sub('""', value)))
    realms = (match for value in values if (match := _REALM.search(value)) is not None)
    realm = next(realms, None)
    text = "" if realm is None else _plain(realm[1] if realm[1] is not None else realm[2])
    return tuple(dict.fromkeys(found)), text or None


def page_kind(body: bytes, content_type: str, *, whole: bool) -> PageKind | None:
    """Return what a page is by its first bytes; ``whole`` says that these are all. None where they do not tell."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == _JSON or kind.endswith(("/json", "+json")):
        return _of_json(body, whole=whole)
    if kind and "html" not in kind:
        return None
    return _of_html(body, whole=whole)


def leads_to_login(location: str) -> bool:
    """Return whether an address that an answer leads to looks like a page where people log in."""
    return _LOGIN_PATH.search(location.partition("://")[2] or location) is not None


def _of_html(body: bytes, *, whole: bool) -> PageKind | None:
    reader = _Page()
    reader.feed(body.decode("utf-8", "replace"))
    # A package may be called so.
    words = _LINKS_FOR.sub(" ", f"{reader.title} {reader.text}")
    wants_login = _LOGIN_WORDS.search(words) is not None
    if reader.has_password or (wants_login and (reader.has_form or not reader.links)):
        return PageKind.LOGIN
    if reader.links:
        return PageKind.LISTING
    if not whole:
        return None
    return PageKind.OTHER if reader.text.strip() else PageKind.EMPTY


def _of_json(body: bytes, *, whole: bool) -> PageKind | None:
    if not whole:
        return PageKind.LISTING if b'"url"' in body or b'"name"' in body[body.find(b'"projects"') :] else None
    try:
        page: Any = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    lists = [page.get(name) for name in ("files", "projects")] if isinstance(page, dict) else []
    if not any(isinstance(each, list) for each in lists):
        return None
    return PageKind.LISTING if any(lists) else PageKind.EMPTY


def _plain(text: str) -> str:
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in without_secrets(text)).split())
    return words if len(words) <= _LONGEST_REALM else f"{words[:_LONGEST_REALM]}..."


class _Page(HTMLParser):
    """Counts what tells a list from a form; ``text`` is what a person reads besides title and headings."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links = 0
        self.has_form = False
        self.has_password = False
        self.title = ""
        self.text = ""
        self._inside: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "a":
                self.links += any(name == "href" and value for name, value in attrs)
            case "form":
                self.has_form = True
            case "input":
                self.has_password |= ("type", "password") in [(name, (value or "").lower()) for name, value in attrs]
            case "title" | "h1" | "h2" | "script" | "style":
                self._inside.append(tag)
            case _:
                pass

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    @override
    def handle_data(self, data: str) -> None:
        match self._inside[-1] if self._inside else "":
            case "script" | "style":
                pass
            case "title" | "h1" | "h2":
                self.title = f"{self.title} {data}"
            case _:
                self.text = f"{self.text} {data}"
