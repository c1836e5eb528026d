"""What is said of the address of a proxy; which one uv takes is compared with a real uv in the integration tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.network.proxies import ProxyChoice, ProxyKeys, plain_proxy_trouble, proxy_for

URL = "https://index.example/simple"


def test_a_choice_names_its_source_and_hides_the_login() -> None:
    environ = {"https_proxy": "http://user:geheim@proxy.example:3128/"}
    assert proxy_for(URL, environ) == ProxyChoice("http://proxy.example:3128", "https_proxy", has_credentials=True)


def test_a_key_of_uv_toml_goes_before_every_variable() -> None:
    environ = {"HTTPS_PROXY": "http://other.example", "NO_PROXY": "*"}
    keys = ProxyKeys(https="proxy.example:3128")
    expected = ProxyChoice("http://proxy.example:3128", "https-proxy", has_credentials=False)
    assert proxy_for(URL, environ, keys) == expected
    assert proxy_for("http://index.example", environ, keys) is None


def test_a_login_that_is_cut_off_shows_none_of_it() -> None:
    choice = proxy_for(URL, {"ALL_PROXY": "http://user:12#34@proxy.example:3128"})
    assert choice == ProxyChoice("http://****", "ALL_PROXY", has_credentials=True)


def test_nonsense_has_no_proxy() -> None:
    environ = {"ALL_PROXY": "http://proxy.example"}
    assert proxy_for("index.example", environ) is None
    assert proxy_for("https://[::1", environ) is None


@pytest.mark.parametrize("address", ["http://proxy.example:8080", "proxy.example:8080", "http://u:p@[::1]:3128/"])
def test_a_plain_proxy_is_no_trouble(address: str) -> None:
    assert plain_proxy_trouble(address) is None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://proxy.example:8080", "write http://proxy.example:8080"),
        ("http://user:a/b@proxy.example:8080", "%2F"),
        ("http://user:a|b@proxy.example:8080", "%XX"),
        ("http://proxy.example:0", "no port"),
        ("http://proxy.example:http", "no port"),
        ("socks5://proxy.example", "SOCKS"),
        ("gopher://proxy.example", "gopher"),
        ("proxy example", "cannot be read"),
    ],
)
def test_a_trouble_is_one_sentence_that_names_the_way_out(address: str, words: str) -> None:
    trouble = plain_proxy_trouble(address)
    assert trouble is not None
    assert words in trouble
    assert trouble.endswith(".")


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), st.sampled_from(["http://", "https://", ""]))
def test_no_login_is_repeated(login: str, scheme: str) -> None:
    marked = f"Zebra{login}Zebra"
    address = f"{scheme}user:{marked}@proxy.example:3128"
    assert "Zebra" not in (plain_proxy_trouble(address) or "")
    assert "Zebra" not in repr(proxy_for(URL, {"ALL_PROXY": address}))


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_answered(url: str, proxy: str, exempt: str) -> None:
    proxy_for(f"http://{url}", {"ALL_PROXY": proxy, "NO_PROXY": exempt})
    proxy_for(URL, {"ALL_PROXY": proxy, "NO_PROXY": exempt})
    plain_proxy_trouble(proxy)
