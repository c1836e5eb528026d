"""What WinHTTP's answers for a script mean, and for whom the system has no proxy."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.system.proxy_script import answers_of, script_answer
from core.system.system_proxy import SystemProxy, server_for

SYSTEM = SystemProxy(
    servers={"https": "http://proxy.corp:8080"},
    bypass=("*.corp.example", "10.*", "<local>", "HTTPS://Exact.example:443"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("proxy.corp:8080", ("http://proxy.corp:8080",)),
        ("one:1;two:2 one:1", ("http://one:1", "http://two:2")),
        ("http=plain:1;https=secure:2", ("http://secure:2",)),
        ("https://secure:443", ("https://secure:443",)),
        ("https=", ()),
        ("", ()),
    ],
)
def test_the_proxies_of_an_answer_in_their_order(text: str, expected: tuple[str, ...]) -> None:
    assert answers_of(text, "https") == expected


@given(st.text(max_size=60))
def test_no_answer_is_too_strange(text: str) -> None:
    assert all("://" in each for each in answers_of(text, "https"))


@pytest.mark.parametrize(
    ("host", "goes_directly"),
    [
        ("wheels.corp.example", True),
        ("corp.example", False),
        ("10.1.2.3", True),
        ("110.1.2.3", False),
        ("nexus", True),
        ("fd00::1", False),
        ("exact.example", True),
        ("notexact.example", False),
        ("WHEELS.CORP.EXAMPLE", True),
    ],
)
def test_who_is_reached_without_the_proxy_of_the_system(host: str, *, goes_directly: bool) -> None:
    assert server_for(SYSTEM, "https", host) == (None if goes_directly else "http://proxy.corp:8080")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "loopback", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_computer_is_reached_without_a_proxy_unless_the_list_says_otherwise(host: str) -> None:
    servers = {"https": "http://proxy.corp:8080"}
    assert server_for(SystemProxy(servers=servers), "https", host) is None
    assert server_for(SystemProxy(servers=servers, bypass=("<-loopback>",)), "https", host) == servers["https"]


def test_another_scheme_has_no_proxy() -> None:
    assert server_for(SYSTEM, "http", "host.example") is None


@given(st.lists(st.text(max_size=20), max_size=4), st.text(max_size=30))
def test_no_entry_of_the_list_is_too_strange(bypass: list[str], host: str) -> None:
    system = SystemProxy(servers={"https": "http://p:1"}, bypass=tuple(bypass))
    assert server_for(system, "https", host) in {None, "http://p:1"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows evaluates scripts")
def test_nothing_evaluates_a_script_here() -> None:
    assert script_answer("https://index.example/", "http://wpad.example/proxy.pac") is None
