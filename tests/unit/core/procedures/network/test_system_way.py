"""Which proxy the system has for an address: what its script says goes before its list."""

import pytest

from core.procedures.network.system_way import script_says, system_way
from core.system.system_proxy import SystemProxy

URL = "https://index.example/simple"
LISTED = "http://listed.example:8080"
SYSTEM = SystemProxy(servers={"https": LISTED}, pac_url="http://wpad.example/proxy.pac")


@pytest.mark.parametrize(
    ("answer", "proxy"),
    [
        (None, LISTED),
        (("DIRECT",), None),
        (("http://one.example:1", "http://two.example:2"), "http://one.example:1"),
    ],
)
def test_the_script_goes_before_the_list(answer: tuple[str, ...] | None, proxy: str | None) -> None:
    assert system_way(URL, SYSTEM, answer) == proxy


def test_without_settings_or_an_address_there_is_none() -> None:
    assert system_way(URL, None, ("http://one.example:1",)) is None
    assert system_way("nonsense", SYSTEM, ("http://one.example:1",)) is None


def test_no_script_is_asked_where_none_is_named() -> None:
    assert script_says(URL, SystemProxy(servers={"https": LISTED})) is None
    assert script_says(URL, None) is None
    assert script_says("nonsense", SYSTEM) is None
