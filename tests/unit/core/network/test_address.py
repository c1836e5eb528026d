"""Addresses taken apart: ports, IPv6, names with umlauts, logins that nobody sees, and nonsense."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.network.address import Address, address_of, ascii_host_of, plain_url
from core.network.tls_check import check_endpoint


def parsed(url: str) -> Address:
    address = address_of(url)
    assert isinstance(address, Address), address
    return address


@pytest.mark.parametrize(
    ("url", "host", "port", "authority"),
    [
        ("https://Index.Example/simple", "index.example", 443, "index.example:443"),
        ("http://index.example:8080", "index.example", 8080, "index.example:8080"),
        ("https://[2001:db8::1]/simple", "2001:db8::1", 443, "[2001:db8::1]:443"),
        ("https://[::1]:8443", "::1", 8443, "[::1]:8443"),
        ("  https://10.0.0.1/  ", "10.0.0.1", 443, "10.0.0.1:443"),
        ("https://bücher.example:1", "bücher.example", 1, "xn--bcher-kva.example:1"),
    ],
)
def test_a_url_names_its_server(url: str, host: str, port: int, authority: str) -> None:
    address = parsed(url)
    assert (address.host, address.port, address.authority) == (host, port, authority)


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ("plain.example.", "plain.example"),
        ("a..b", None),
        ("x" * 64, None),
        ("ü" * 63, None),
    ],
)
def test_names_go_over_the_wire_as_uv_sends_them(name: str, wire: str | None) -> None:
    assert ascii_host_of(name) == wire


def test_a_login_is_kept_apart_and_shown_nowhere() -> None:
    address = parsed("https://me:ge%40heim@index.example/a b/?token=x".replace(" ", "%20"))
    assert address.login == ("me", "ge@heim")
    assert address.path == "/a%20b/"
    assert "heim" not in repr(address)
    assert address.shown == "https://index.example:443"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "simple",
        "index.example/simple",
        "ftp://index.example",
        "file:///C:/wheels",
        "https://",
        "https://:443/",
        "https://[::1",
        "https://index.example:port",
        "https://index.example:99999",
        "https://index .example",
        "https://a..b/",
        "https://index.example/\x00",
        "me:geheim@index.example/simple",
        "htp://me:geheim@index.example/simple",
        "https://me:geheim@index.example:99999/",
    ],
)
def test_nonsense_gets_a_sentence(url: str) -> None:
    found = asyncio.run(check_endpoint(url, proxy=None, seconds=1))
    assert found.trouble is not None
    assert found.trouble.endswith(".")
    assert "geheim" not in found.trouble
    assert found.trouble.isprintable()


@pytest.mark.parametrize(
    "url",
    [
        "https://user:hunter2/x@nexus.corp/simple",
        "https://user:hunter2#x@nexus.corp/simple",
        "https://user:hunter2?x@nexus.corp/simple",
        "https://user:x/hunter2@nexus.corp:port/simple",
        "https://user:hunter2@ho\u2100st/simple",
        "https://user:hunter2\uff20nexus.corp/simple",
        "https://user:hunter2%40nexus.corp/simple",
        "https://[user:hunter2/x@nexus.corp/simple",
        "https://user:my hunter2 @nexus.corp/simple",
        "https:\\\\user:hunter2/x@nexus.corp/simple",
        "user:hunter2/x@nexus.corp/simple",
        "ftp://user:hunter2/x@nexus.corp/simple",
    ],
)
def test_no_part_of_a_login_is_repeated_wherever_it_was_cut_off(url: str) -> None:
    sentence = address_of(url)
    assert isinstance(sentence, str)
    assert "hunter2" not in sentence
    assert "user:" not in sentence
    assert "****" in sentence


def test_an_address_that_cannot_be_read_is_answered_in_own_words() -> None:
    sentence = address_of("https://index.example:port/simple")
    assert isinstance(sentence, str)
    assert sentence.startswith('"https://index.example:port/simple" is no address: the name or the port of its server')


@settings(max_examples=300)
@given(
    st.text(st.sampled_from("/#?[]: \\%4\u2100\uff20x"), max_size=12),
    st.text(st.sampled_from("/#?[]: \\@%\u2100\uff20x"), max_size=12),
)
def test_a_password_in_what_is_no_address_is_never_told(before: str, behind: str) -> None:
    for url in (f"https://user:{before}Zebra{behind}@nexus.corp/simple", f"user:{before}Zebra{behind}@nexus.corp"):
        address = address_of(url)
        if isinstance(address, str):
            assert "Zebra" not in address


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_any_text_is_an_address_or_gets_a_sentence(text: str) -> None:
    for url in (text, f"https://{text}", f"http://u:p@{text}/x"):
        address = address_of(url)
        if isinstance(address, Address):
            assert address.ascii_host.isascii() or ":" in address.ascii_host
            assert address.path.isascii()
            assert 0 <= address.port < 65536
        else:
            assert address.endswith(".")


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://Index.Example/simple/", "https://index.example/simple/"),
        ("https://ada:geheim@index.example:443/simple?token=geheim#geheim", "https://index.example:443/simple"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://bücher.example/ä b".replace(" ", "%20"), "https://bücher.example/ä%20b"),
        ("https://index.example/token=geheim/simple", "https://index.example/token=****"),
        ("https://ada:ge/heim@index.example/simple", "https://****@index.example/simple"),
        ("https://ada:geheim#x@index.example/simple", "https://****@index.example/simple"),
        ("https://ada:x?geheim@index.example/simple", "https://****@index.example/simple"),
        ("https://host:9x9/simple", "https://host:9x9/simple"),
        ("nonsense", "nonsense"),
        ("", ""),
    ],
)
def test_an_address_for_people_has_neither_login_nor_query(url: str, plain: str) -> None:
    shown = plain_url(url)
    assert "geheim" not in shown
    assert shown == plain


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abc:/?#@[]% \\\n", max_size=12), st.text(alphabet="abc:/?#@[]%\\. 1", max_size=20))
def test_no_text_before_an_at_sign_is_shown(noise: str, rest: str) -> None:
    assert "geheim" not in plain_url(f"https://ada:Geheim{noise}@{rest}").lower()
