"""No secret is left in a text that is kept or shown, whatever it is written in; other words stay as they are."""

import pickle
import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from core.model.secrets import Secret, secrets_in, without_secrets

MASKED = [
    ("https://me:geheim@index.example/simple", "https://****@index.example/simple"),
    ("https://me@index.example/simple", "https://****@index.example/simple"),
    ("https://me:geheim/x@index.example/simple", "https://****@index.example/simple"),
    ("`https://me:ge#h?e'im@index.example/simple`", "`https://****@index.example/simple`"),
    ("HTTPS_PROXY=http://me:80geheim/@proxy:8080", "HTTPS_PROXY=http://****@proxy:8080"),
    ("from //oauth2:geheim@index.example/x", "from //****@index.example/x"),
    ("https://index.example/simple?token=geheim&page=2", "https://index.example/simple?token=****&page=2"),
    ("/simple/?sig=geheim&key=geheim", "/simple/?sig=****&key=****"),
    ("https://h/?X-Amz-Signature=geheim#part", "https://h/?X-Amz-Signature=****#part"),
    ("Authorization: Basic geheim==", "Authorization: Basic ****"),
    ("proxy-authorization: Negotiate geheim, geheim", "proxy-authorization: Negotiate ****"),
    ('{"Authorization": "Bearer geheim1", "Accept": "x"}', '{"Authorization": "Bearer ****", "Accept": "x"}'),
    ("curl -H 'X-Api-Key: geheim' https://h/", "curl -H 'X-Api-Key: ****' https://h/"),
    ("PRIVATE-TOKEN: geheim", "PRIVATE-TOKEN: ****"),
    ("X-JFrog-Art-Api: geheim", "X-JFrog-Art-Api: ****"),
    ("Set-Cookie: session=geheim; Path=/", "Set-Cookie: ****"),
    ("sent Bearer geheim12345", "sent Bearer ****"),
    ("UV_INDEX_COMPANY_PASSWORD=ge#h)e&im uv sync", "UV_INDEX_COMPANY_PASSWORD=**** uv sync"),
    ("set UV_INDEX_COMPANY_PASSWORD=ge heim\nuv sync", "set UV_INDEX_COMPANY_PASSWORD=****\nuv sync"),
    ('set "UV_INDEX_COMPANY_PASSWORD=ge heim"', 'set "UV_INDEX_COMPANY_PASSWORD=****"'),
    ('$env:UV_INDEX_COMPANY_PASSWORD = "ge heim"', '$env:UV_INDEX_COMPANY_PASSWORD = "****"'),
    ("UV_PUBLISH_TOKEN='ge heim' x", "UV_PUBLISH_TOKEN='****' x"),
    ("uv publish --token geheim --index x", "uv publish --token **** --index x"),
    ("uv publish --password=geheim", "uv publish --password=****"),
    ('"password": "ge heim",', '"password": "****",'),
    (r"{\"password\": \"geheim\"}", r"{\"password\": \"****\"}"),
    ("//h/:_authToken=geheim", "//h/:_authToken=****"),
    ("api_key = 'ge heim'", "api_key = '****'"),
]
KEPT = [
    "see https://host:8443/a@b",
    "https://[::1]:8080/a@b, 'https://host:8443','a@b' and https://host:/a@b",
    "//server@SSL/DavWWWRoot/x and //host:8080/x@y and a//b:c@d",
    "error: unexpected token: `;`",
    "error: expected `token` = something else",
    "the server asks for Basic authentication",
    "https://index.example/simple/token/ and https://index.example/simple/password/",
    "monkey=1 design=2 author=me",
    "Bearer authentication is needed",
    "No credentials found in cache for URL https://index.example/simple/",
    "UV_INDEX_COMPANY_USERNAME=me",
    "",
]


@pytest.mark.parametrize(("text", "shown"), MASKED)
def test_a_secret_is_masked_and_the_rest_is_kept(text: str, shown: str) -> None:
    assert without_secrets(text) == shown
    assert without_secrets(f"\u0130 {text}\nnext") == f"\u0130 {shown}\nnext"


@pytest.mark.parametrize("text", KEPT)
def test_words_that_are_no_secret_are_kept(text: str) -> None:
    assert without_secrets(text) == text


@pytest.mark.parametrize(("text", "shown"), MASKED)
def test_what_is_masked_is_told_by_itself(text: str, shown: str) -> None:
    secrets = secrets_in(f"{text}\n{text}")
    assert len(secrets) == 1
    assert text.replace(secrets[0], "****") == shown


@pytest.mark.parametrize("text", KEPT)
def test_of_other_words_nothing_is_told(text: str) -> None:
    assert secrets_in(text) == ()


PLAIN = st.characters(codec="ascii", exclude_characters="\"'`&#/", categories=["L", "N", "P", "S"])
SECRETS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=6, max_size=40).map(
    "Zebra{}Zebra".format
)
AROUND = st.text(st.sampled_from("ab \n=:/?&@\"'`-_.\u0130\u00e9"), max_size=30)
SPELLINGS = [
    "https://me:{0}/{0}@index.example/simple",
    "https://me:{0}'{0}?#@index.example/simple",
    "https://{0}:{0}@index.example/simple",
    "https://index.example/simple?token={0}&a=b",
    "https://index.example/simple?a=b&X-Amz-Security-Token={0}",
    "UV_INDEX_SOME_PASSWORD={0}",
    "set UV_INDEX_SOME_PASSWORD={0}",
    '$env:UV_INDEX_SOME_PASSWORD = "{0}"',
    "Authorization: Basic {0}",
    "authorization: {0}",
    "X-Api-Key: {0}",
    "--password {0}",
    '"secret": "{0}"',
]


@given(AROUND, st.sampled_from(SPELLINGS), SECRETS, AROUND)
def test_no_secret_is_left_between_any_other_words(before: str, spelling: str, secret: str, after: str) -> None:
    shown = without_secrets(f"{before} {spelling.format(secret)} {after}")
    assert secret not in shown
    assert "Zebra" not in shown


@given(st.text(PLAIN, min_size=1, max_size=40))
def test_a_variable_s_value_of_any_characters_is_masked(value: str) -> None:
    shown = without_secrets(f"UV_INDEX_SOME_PASSWORD=Z{value}Z uv sync")
    assert shown == "UV_INDEX_SOME_PASSWORD=**** uv sync"


@given(st.text(max_size=300))
def test_any_text_is_answered_and_masked_only_once(text: str) -> None:
    shown = without_secrets(text)
    assert without_secrets(shown) == shown


@given(st.lists(st.sampled_from(["token=", "password", '"', "'", ":", " ", "x", "://", "@", "?", "Bearer 1", "\n"])))
def test_pieces_of_secrets_are_answered(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert without_secrets(without_secrets(text)) == without_secrets(text)


UNIT = "DEBUG No cache entry for: https://me:pw@index.example/simple/numpy/?token=x&page=2 a=b PASSWORD=x\n"
HARD = ["password ='", "token=", "authorization: ", "set ", "--token ", "key=", "Bearer ", "?sig", "a", "'\":"]
HARD += ["://", "://a:/"]


@pytest.mark.parametrize("piece", [UNIT, *HARD])
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    def seconds(characters: int) -> float:
        text = piece * (characters // len(piece))
        taken = []
        for _ in range(3):
            before = time.perf_counter()
            without_secrets(text)
            taken.append(time.perf_counter() - before)
        return min(taken)

    # Sixteen times the text: in proportion, not sixteen times sixteen; the constant is for a noisy computer.
    assert seconds(1_600_000) < 64 * seconds(100_000) + 0.2


class Holder(Struct):
    secret: Secret


def test_a_secret_shows_itself_nowhere_but_in_text() -> None:
    secret = Secret("geheim")
    assert secret.text == "geheim"
    for shown in (str(secret), repr(secret), f"{secret}", f"{secret!r:>20}", repr(Holder(secret)), repr([secret])):
        assert "geheim" not in shown
        assert "****" in shown
    for encode in (msgspec.json.encode, msgspec.to_builtins, msgspec.msgpack.encode):
        with pytest.raises(TypeError):
            encode(Holder(secret))
    assert b"geheim" not in msgspec.json.encode(Holder(secret), enc_hook=str)
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_secrets_are_values_that_do_not_change() -> None:
    assert Secret("a") == Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2
    with pytest.raises(AttributeError):
        Secret("a")._text = "b"
