"""The system's proxy: the forms in which Windows' Internet Settings hold it, as real computers have them."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.system.system_proxy import proxy_of, system_proxy


def servers(text: object) -> dict[str, str]:
    return proxy_of({"ProxyEnable": 1, "ProxyServer": text}, "here").servers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("proxy.corp:8080", {"http": "http://proxy.corp:8080", "https": "http://proxy.corp:8080"}),
        ("http=a:1;https=b:2", {"http": "http://a:1", "https": "http://b:2"}),
        ("http=a:1 HTTPS=b:2", {"http": "http://a:1", "https": "http://b:2"}),
        ("socks=s:1080", {"socks": "socks://s:1080"}),
        ("https=https://b:2;ftp=c:3", {"https": "https://b:2", "ftp": "http://c:3"}),
        ("http://ada:s3=cret@proxy:8080", {"http": "http://proxy:8080", "https": "http://proxy:8080"}),
        ("https=ada:p@ss@b:2", {"https": "http://b:2"}),
        ("[fd00::1]:3128", {"http": "http://[fd00::1]:3128", "https": "http://[fd00::1]:3128"}),
        ("http://ada:12/s3cret@proxy:8080", {"http": "http://proxy:8080", "https": "http://proxy:8080"}),
        ("https=ada:12#s3cret@b:2", {"https": "http://b:2"}),
        ("http=;https=b:2", {"https": "http://b:2"}),
        ("http://[broken", {}),
        ("http=ada:s3;cret@proxy", {"https": "http://proxy", "http": "http://proxy"}),
        ("", {}),
        (7, {}),
        (None, {}),
    ],
)
def test_servers_are_read_by_scheme_without_anybodys_password(text: object, expected: dict[str, str]) -> None:
    assert servers(text) == expected


def test_a_server_that_is_switched_off_is_none() -> None:
    values = {"ProxyServer": "proxy:8080", "ProxyOverride": "*.corp;<local>"}
    for off in ({"ProxyEnable": 0}, {}):
        proxy = proxy_of({**values, **off}, "here")
        assert (proxy.servers, proxy.bypass, proxy.is_set) == ({}, (), False)


def test_what_goes_past_the_proxy_stays_in_its_own_words() -> None:
    values = {"ProxyEnable": 1, "ProxyServer": "p:1", "ProxyOverride": "*.corp; 10.*;<local>;"}
    proxy = proxy_of(values, r"HKCU\x")
    assert proxy.bypass == ("*.corp", "10.*", "<local>")
    assert proxy.source == r"HKCU\x"
    assert proxy.is_set


def test_a_script_counts_whether_or_not_a_server_is_set() -> None:
    proxy = proxy_of({"AutoConfigURL": " http://ada:s3cret@wpad.corp/proxy.pac "}, "here")
    assert proxy.pac_url == "http://wpad.corp/proxy.pac"
    assert (proxy.is_set, proxy.auto_detect) == (True, False)
    assert proxy_of({"AutoConfigURL": ""}, "here").pac_url is None
    cut_off = proxy_of({"AutoConfigURL": "http://ada:12/s3cret@wpad.corp/proxy.pac"}, "here")
    assert (cut_off.pac_url, cut_off.is_set) == ("http://****@wpad.corp/proxy.pac", True)


@pytest.mark.parametrize(("flags", "detects"), [(0x01, False), (0x09, True), (0x0F, True), (0x07, False)])
def test_looking_for_a_script_is_a_bit_of_the_connections_settings(flags: int, detects: bool) -> None:  # noqa: FBT001
    blob = (0x46).to_bytes(4, "little") + (3).to_bytes(4, "little") + flags.to_bytes(4, "little") + bytes(40)
    assert proxy_of({"DefaultConnectionSettings": blob}, "here").auto_detect is detects
    assert proxy_of({"DefaultConnectionSettings": b"\x46", "AutoDetect": 1}, "here").auto_detect


@given(
    st.dictionaries(
        st.sampled_from(
            ["ProxyEnable", "ProxyServer", "ProxyOverride", "AutoConfigURL", "AutoDetect", "DefaultConnectionSettings"]
        ),
        st.one_of(
            st.integers(),
            # Few characters, those that mean something: making up others is slow where Python itself is.
            st.text("ahtps=;:/@[]<> 1\0é", max_size=30),
            st.binary(max_size=12),
            st.none(),
            st.sampled_from(
                ["a=b=c;[", "u:secret@h:1", "http=http://u:secret@h:1;https=secret@h", "http=u:secret;x@h"]
            ),
        ),
    )
)
def test_no_value_is_an_error_and_no_account_is_told(values: dict[str, object]) -> None:
    proxy = proxy_of({**values, "ProxyEnable": 1}, "here")
    assert all("@" not in url.partition("//")[2].partition("/")[0] for url in proxy.servers.values())
    assert "secret" not in "".join(proxy.servers.values())


@pytest.mark.skipif(sys.platform == "win32", reason="the lab reads the registry")
def test_elsewhere_there_is_none_of_this_kind() -> None:
    assert system_proxy() is None
