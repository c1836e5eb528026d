"""What a page of an index is, and what it says of logins."""

import pytest

from core.network.index_answer import MOST_BYTES, PageKind, challenge_of, leads_to_login, page_kind

LIST = b'<!DOCTYPE html><html><body><a href="x-1.0-py3-none-any.whl">x</a></body></html>'
JSON = "application/vnd.pypi.simple.v1+json"


@pytest.mark.parametrize(
    ("values", "schemes", "realm"),
    [
        (('Basic realm="packages"',), ("Basic",), "packages"),
        (('Bearer realm="a.example/v1", error="invalid"', 'Basic realm="b"'), ("Bearer", "Basic"), "a.example/v1"),
        (("Negotiate, NTLM",), ("Negotiate", "NTLM"), None),
        (("Basic realm=plain",), ("Basic",), "plain"),
        (('Basic realm="a, Digest b", charset="UTF-8"',), ("Basic",), "a, Digest b"),
        (("basic", "Basic"), ("basic", "Basic"), None),
        (('Basic realm=""',), ("Basic",), None),
        ((), (), None),
        (('Basic realm="\x1b[31mred\r\n alert"',), ("Basic",), "[31mred alert"),
        (('Basic realm="https://ada:secret@a.example"',), ("Basic",), "https://****@a.example"),
    ],
)
def test_the_challenge_is_read(values: tuple[str, ...], schemes: tuple[str, ...], realm: str | None) -> None:
    assert challenge_of(values) == (schemes, realm)


def test_an_endless_realm_is_cut_off() -> None:
    _, realm = challenge_of((f'Basic realm="{"x" * 5000}"',))
    assert realm is not None
    assert len(realm) < 100


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (LIST, "text/html; charset=utf-8", PageKind.LISTING),
        (LIST, "", PageKind.LISTING),
        (b"<html><body></body></html>", "text/html", PageKind.EMPTY),
        (b"", "text/html", PageKind.EMPTY),
        (b"<title>Links for x</title><h1>Links for x</h1>\n <style>p{}</style>", "text/html", PageKind.EMPTY),
        (b"<title>Links for login</title><h1>Links for login</h1>", "text/html", PageKind.EMPTY),
        (b'<h1>Links for log-in</h1><a href="a.whl">login</a>', "text/html", PageKind.LISTING),
        (b"<h1>Access to this site</h1><p>Please log in.</p>", "text/html", PageKind.LOGIN),
        (b'<form><input name="u"><input type="PASSWORD"></form><a href="/help">help</a>', "text/html", PageKind.LOGIN),
        (b'<form>Sign in<input></form><a href="/help">help</a>', "text/html", PageKind.LOGIN),
        (b"<title>Anmeldung</title><form></form>", "text/html", PageKind.LOGIN),
        (b"<p>Our gateway is being repaired.</p>", "text/html", PageKind.OTHER),
        (b'{"meta": {}, "projects": [{"name": "x"}]}', JSON, PageKind.LISTING),
        (b'{"files": [{"url": "x"}]}', f"{JSON}; q=1", PageKind.LISTING),
        (b'{"files": [], "versions": []}', JSON, PageKind.EMPTY),
        (b'{"projects": []}', "application/json", PageKind.EMPTY),
        (b'{"error": "no"}', "application/json", None),
        (b"[1]", "application/json", None),
        (b"{", JSON, None),
        (b"PK\x03\x04", "application/octet-stream", None),
        ("<p>Schlüssel</p>".encode("latin-1"), "text/html", PageKind.OTHER),
    ],
)
def test_a_page_is_told_by_what_it_holds(body: bytes, kind: str, expected: PageKind | None) -> None:
    assert page_kind(body, kind, whole=True) is expected


def test_the_beginning_of_a_page_says_only_what_it_can() -> None:
    head = b"<html><head>" + b"<meta>" * 100
    assert page_kind(head, "text/html", whole=False) is None
    assert page_kind(head + LIST, "text/html", whole=False) is PageKind.LISTING
    assert page_kind(b'{"meta": {}, "projects": [{"name": "x"', JSON, whole=False) is PageKind.LISTING
    assert page_kind(b'{"files": [{"filename": "x", "url": "y"', JSON, whole=False) is PageKind.LISTING
    assert page_kind(b'{"meta": {}', JSON, whole=False) is None


def test_a_page_that_is_all_tags_takes_no_time() -> None:
    assert page_kind(b"<a" * (MOST_BYTES // 2), "text/html", whole=False) in {None, PageKind.LISTING}
    assert page_kind(b"<!--" * (MOST_BYTES // 4), "text/html", whole=True) is not PageKind.LISTING


@pytest.mark.parametrize(
    ("location", "leads"),
    [
        ("https://sso.example/start", True),
        ("https://login.example/", True),
        ("/users/sign_in", True),
        ("https://idp.example/adfs/ls?wa=wsignin1.0", True),
        ("https://accounts.example/o/oauth2/v2", True),
        ("https://packages.example/simple/small-one/", False),
        ("https://packages.example/authors/simple/", False),
        ("https://files.example/x.whl", False),
    ],
)
def test_the_way_to_a_log_in_is_told_by_its_address(location: str, *, leads: bool) -> None:
    assert leads_to_login(location) is leads
