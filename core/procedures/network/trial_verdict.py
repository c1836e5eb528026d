"""What the real uv made of an address, from what it said."""

import re

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.model.network import UvTry
from core.model.problem import Category
from core.model.secrets import without_secrets
from core.network.address import address_of
from core.system.this_computer import IS_WINDOWS
from core.uv.plain_text import without_codes

_OF_NETWORK = frozenset(
    {
        Category.TLS_UNTRUSTED_ISSUER,
        Category.TLS_OTHER,
        Category.PROXY,
        Category.INDEX_AUTH,
        Category.INDEX_OTHER,
        Category.NETWORK_UNREACHABLE,
    }
)
_RESOLVED = "No solution found when resolving"
"""uv has read the page of the index, and its quarrel is with what is on it."""
_NOBODY_ASKED = re.compile(r"network was disabled|index lookups were disabled")
"""Nothing was read at all: uv is told to stay offline, or to ask no index."""
_EMPTY_PAGE = "there are no versions of"
_FILTERED = re.compile(r"exclude-newer|missing an upload date")
_ASKED_FOR_LOGIN = re.compile(r"\b40[13] (?:Unauthorized|Forbidden)\b")
_NO_LIST = re.compile(r"Unable to parse the JSON Python download list")
_STATUS = re.compile(r"HTTP status client error \((4\d\d)\b")
_PROXY_LOGIN = "407"
_KNOWS_LISTS = (0, 9)
_MOST_LINES = 12
_MOST_CHARACTERS = 1500


def index_verdict(exit_code: int, said: str, url: str, *, known: bool) -> UvTry:
    """Return what a run of ``index_trial`` means; ``known`` says that the index must have the package.

    An index that has no such package was reached. One that must have it and shows an empty page hides it.
    """
    if exit_code == 0:
        return UvTry(reaches=True, words=last_words(said))
    if _RESOLVED in said and _ASKED_FOR_LOGIN.search(said) is None and _NOBODY_ASKED.search(said) is None:
        if known and _EMPTY_PAGE in said and _FILTERED.search(said) is None:
            return UvTry(reaches=False, category=Category.INDEX_AUTH, words=last_words(said))
        return UvTry(reaches=True, words=last_words(said))
    return _failed(exit_code, said, url)


def page_verdict(exit_code: int, said: str, url: str, version: tuple[int, ...], *, login_counts: bool) -> UvTry:
    """Return what a run of ``page_trial`` means.

    A page that is no list of Pythons was reached. ``login_counts`` is False where the page is only the front of a
    server, whose files may be there for everybody whatever it says of that page.
    """
    status = _STATUS.search(said)
    answered = status is not None and status[1] != _PROXY_LOGIN
    if login_counts and _ASKED_FOR_LOGIN.search(said) is not None:
        answered = False
    listed = exit_code == 0 and (version or _KNOWS_LISTS) >= _KNOWS_LISTS
    if listed or answered or _NO_LIST.search(said) is not None:
        return UvTry(reaches=True, words=last_words(said))
    if exit_code == 0:
        return UvTry(reaches=None, words="This uv cannot be asked for a single page; one from 0.9 on can.")
    return _failed(exit_code, said, url)


def last_words(said: str) -> str:
    """Return the end of what uv printed: without secrets and terminal codes, a few lines at most."""
    lines = [without_codes(line).rstrip() for line in said.splitlines()]
    end = "\n".join([line for line in lines if line.strip()][-_MOST_LINES:])
    shown = without_secrets(end)
    return shown if len(shown) <= _MOST_CHARACTERS else f"…{shown[-_MOST_CHARACTERS:]}"


def _failed(exit_code: int, said: str, url: str) -> UvTry:
    """Return a failure; one that has to do with something else than the address says nothing of that."""
    problem = explain(said, FailureContext(exit_code=exit_code, windows=IS_WINDOWS))
    about_it = problem.category in _OF_NETWORK and not _of_another(problem.url, url)
    return UvTry(reaches=False if about_it else None, category=problem.category, words=last_words(said))


def _of_another(said: str | None, url: str) -> bool:
    """Tell whether uv spoke of another server: one that its files name besides, such as a page of wheels."""
    one, other = address_of(said or ""), address_of(url)
    if isinstance(one, str) or isinstance(other, str):
        return False
    return (one.scheme, one.authority) != (other.scheme, other.authority)
