"""What uv's words mean for an address, in the words of several versions of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.problem import Category
from core.procedures.network.trial_verdict import index_verdict, last_words, page_verdict

URL = "https://packages.example/simple"
NEW_TLS = (
    "error: Failed to fetch: https://packages.example/simple/p/\n"
    "  cause: error sending request for url (https://packages.example/simple/p/)\n"
    "  cause: client error (Connect)\n  cause: invalid peer certificate: UnknownIssuer\n"
)
OLD_TLS = (
    "  \u00d7 Failed to fetch: `https://packages.example/simple/p/`\n"
    "  ├─▶ error sending request for url (https://packages.example/simple/p/)\n"
    "  ├─▶ client error (Connect)\n  ╰─▶ invalid peer certificate: UnknownIssuer\n"
)
NONE = (
    "error: No solution found when resolving dependencies\n  cause: Because p was not found in the package registry "
    "and wheelyard-trial depends on p, we can conclude that your requirements are unsatisfiable.\n"
)
NO_LOGIN = (
    "\nhint: An index URL (https://packages.example/simple) could not be queried due to a lack of valid authentication "
    "credentials (401 Unauthorized)\n"
)
NO_RIGHTS = (
    "\nhint: An index (https://packages.example/simple) returned a 403 Forbidden error. Check that the index URL is "
    "correct and the credentials are valid.\n"
)
OFFLINE = "\nhint: Packages were unavailable because the network was disabled.\n"
NO_INDEX = (
    "\nhint: Packages were unavailable because index lookups were disabled and no additional locations were provided\n"
)
EMPTY = NONE.replace("p was not found in the package registry", "there are no versions of p")
ELSEWHERE = NEW_TLS.replace("packages.example", "files.example")


@pytest.mark.parametrize(
    ("code", "said", "known", "expected"),
    [
        (0, "Resolved 1 package in 67ms", True, (True, None)),
        (2, NEW_TLS, True, (False, Category.TLS_UNTRUSTED_ISSUER)),
        (1, OLD_TLS, True, (False, Category.TLS_UNTRUSTED_ISSUER)),
        (1, NONE, True, (True, None)),
        (1, NONE + NO_LOGIN, True, (False, Category.INDEX_AUTH)),
        (1, NONE + NO_RIGHTS, False, (False, Category.INDEX_AUTH)),
        (1, NONE + OFFLINE, True, (False, Category.NETWORK_UNREACHABLE)),
        (1, NONE + NO_INDEX, True, (None, Category.RESOLUTION_CONFLICT)),
        (1, EMPTY, True, (False, Category.INDEX_AUTH)),
        (1, EMPTY, False, (True, None)),
        (1, f"{EMPTY}\nhint: `exclude-newer` left it out\n", True, (True, None)),
        (2, ELSEWHERE, True, (None, Category.TLS_UNTRUSTED_ISSUER)),
        (2, "error: Requested extra not found: x\n", True, (None, Category.CONFIG_INVALID)),
    ],
)
def test_what_uv_says_of_an_index(
    code: int, said: str, expected: tuple[bool | None, Category | None], *, known: bool
) -> None:
    found = index_verdict(code, said, URL, known=known)
    assert (found.reaches, found.category) == expected
    assert found.words


NO_LIST = "error: Unable to parse the JSON Python download list at `https://packages.example/simple`\n  cause: expected"
STATUS = (
    "error: Error while fetching remote python downloads json from `https://packages.example/simple`\n"
    "  cause: Failed to fetch: https://packages.example/simple\n"
    "  cause: HTTP status client error ({}) for url (https://packages.example/simple)\n"
)


@pytest.mark.parametrize(
    ("code", "said", "version", "login_counts", "reaches"),
    [
        (2, NO_LIST, (0, 13, 9), True, True),
        (0, "", (0, 13, 9), True, True),
        (0, "", (), True, True),
        (0, "", (0, 5, 31), True, None),
        (2, "error: failed to open file `/simple/`: No such file or directory (os error 2)", (0, 8, 24), True, None),
        (2, STATUS.format("404 Not Found"), (0, 13, 9), True, True),
        (2, STATUS.format("401 Unauthorized"), (0, 13, 9), True, False),
        (2, STATUS.format("401 Unauthorized"), (0, 13, 9), False, True),
        (2, STATUS.format("403 Forbidden"), (0, 13, 9), False, True),
        (2, STATUS.format("407 Proxy Authentication Required"), (0, 13, 9), False, False),
        (2, NEW_TLS, (0, 13, 9), False, False),
    ],
)
def test_what_uv_says_of_a_page(
    code: int, said: str, version: tuple[int, ...], *, login_counts: bool, reaches: bool | None
) -> None:
    assert page_verdict(code, said, URL, version, login_counts=login_counts).reaches is reaches


def test_the_end_of_what_it_printed_has_no_secrets_and_is_bounded() -> None:
    said = "\n".join(f"line {number} of https://ada:s3cret-word@x.example/" for number in range(1000))
    words = last_words(said)
    assert "s3cret-word" not in words
    assert words.endswith("****@x.example/")
    assert len(words.splitlines()) <= 12
    assert len(last_words("x" * 100_000)) < 2000
    assert last_words("\x1b[31merror\x1b[0m: no\n\n") == "error: no"


@given(code=st.integers(0, 255), said=st.text(), url=st.text(), known=st.booleans())
def test_any_words_are_taken(code: int, said: str, url: str, *, known: bool) -> None:
    index_verdict(code, said, url, known=known)
    page_verdict(code, said, url, (), login_counts=known)
