"""Words of the network: hosts as people write them, verdicts, logins, tries, and no secret in any of them."""

import pytest
from msgspec.structs import replace

from core.model.commands import (
    AnyCommand,
    CheckNetwork,
    ExportCertificates,
    ForgetProxyLogin,
    MoveLogins,
    ReadNetwork,
    ShareLogins,
    StoreProxyLogin,
)
from core.model.endpoint import TlsReason, TlsResult
from core.model.network import Endpoint, EndpointLogin, EndpointUse, LoginPlace, LoginState, ProxyView, UvTry
from gui import command_titles, login_words, network_facts, network_words
from tests.fakes import network


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://packages.example/simple", "packages.example"),
        ("https://packages.example:443/simple", "packages.example"),
        ("http://packages.example:443/simple", "packages.example:443"),
        ("https://müller.example:8443/", "müller.example:8443"),
        ("https://[2001:db8::1]/simple", "[2001:db8::1]"),
        ("https://[2001:db8::1]:8443/simple", "[2001:db8::1]:8443"),
        ("no address", "no address"),
        ("https://someone:hunter2@packages.example", "packages.example"),
        ("someone://someone:hunter2@packages.example", "someone://****@packages.example"),
    ],
)
def test_a_host_is_named_as_people_write_it(url: str, host: str) -> None:
    assert network_words.host_text(url) == host


@pytest.mark.parametrize(
    ("endpoint", "words"),
    [
        (Endpoint(url="https://a.example", uses=(EndpointUse.INDEX,), indexes=("https://a.example",)), "index"),
        (Endpoint(url="https://a.example", uses=(EndpointUse.INDEX,), indexes=("a", "b")), "indexes a, b"),
        (Endpoint(url="https://a.example", uses=(EndpointUse.FILES,)), "files of packages"),
        (Endpoint(url="https://a.example", uses=(EndpointUse.FILES,), packages=1), "files of 1 package"),
        (Endpoint(url="https://a.example", uses=(EndpointUse.PYTHON,)), "Pythons that uv downloads"),
        (Endpoint(url="https://a.example", uses=()), ""),
    ],
    ids=str,
)
def test_what_a_server_is_for_is_said(endpoint: Endpoint, words: str) -> None:
    assert network_words.uses_text(endpoint) == words


def test_every_verdict_has_words() -> None:
    said = [network_facts.verdict_text(TlsResult(ok=False, reason=reason)) for reason in TlsReason]
    assert all(said)
    assert len(set(said)) >= len(said) - 1
    assert network_facts.verdict_text(None) == ""
    assert network_facts.verdict_text(TlsResult(ok=True)) == "accept the server"
    assert network_facts.verdict_text(TlsResult(ok=False, text="library words")) == "do not accept it (library words)"


def test_every_state_of_a_login_has_words() -> None:
    said = [network_facts.login_text(EndpointLogin(state=state)) for state in LoginState]
    assert len(set(said)) == len(said)
    assert network_facts.login_text(EndpointLogin()) == ""
    places = [login_words.place_phrase(place) for place in LoginPlace]
    assert len(set(places)) == len(places)


def test_the_headline_counts_what_needs_a_person() -> None:
    reports = {report.endpoint.url: report for report in network.REPORTS}
    assert network_words.summary_text((), {}) == "The project talks to no server"
    assert network_words.summary_text(network.ENDPOINTS[:1], {}) == "1 server, not checked yet"
    assert network_words.summary_text(network.ENDPOINTS, reports) == (
        "5 servers: 2 cannot be used, 1 worth a look, 1 not found out"
    )
    fine = {network.FILES: network.FINE}
    assert network_words.summary_text((network.FINE.endpoint,), fine) == "uv can use the server"


def test_what_uv_was_tried_with_is_said_without_secrets() -> None:
    tried = UvTry(reaches=False, choices=("index-url = https://someone:hunter2@packages.example",), seconds=1.0)
    assert network_facts.try_text(tried) == ("does not reach it (1.0 s) with index-url = https://****@packages.example")
    assert network_facts.try_text(UvTry(reaches=None)) == "could not be tried"


def test_facts_hold_no_secret() -> None:
    url = "https://someone:hunter2@packages.example/simple"
    report = replace(
        network.INTERCEPTED,
        endpoint=Endpoint(url=url, uses=()),
        check=replace(network.INTERCEPTED.check, trouble=f"{url} could not be tried", through=url),
        proxy=None,
    )
    said = " ".join(value for _, value in network_facts.facts(report))
    assert "hunter2" not in said
    assert said.count("****") == 3


def test_a_script_that_cannot_be_evaluated_is_named() -> None:
    view = ProxyView(script="http://wpad.example/proxy.pac")
    assert ("The script's answer", "cannot be evaluated here; open the script to read which server it names") in (
        login_words.proxy_facts(view)
    )
    direct = replace(view, script_answer="DIRECT")
    assert ("The script's answer", "no proxy for the first index") in login_words.proxy_facts(direct)


@pytest.mark.parametrize(
    ("command", "title"),
    [
        (ReadNetwork(), "Look at the network"),
        (CheckNetwork(), "Check the network"),
        (ExportCertificates(), "Export certificates and use them"),
        (ExportCertificates(use=False), "Export certificates"),
        (StoreProxyLogin(), "Store the proxy's login…"),
        (ForgetProxyLogin(), "Forget the proxy's login"),
        (MoveLogins(), "Move into the keyring"),
        (ShareLogins(), "Let terminals ask the keyring"),
        (ShareLogins(share=False), "Let terminals ask the keyring no more"),
    ],
    ids=str,
)
def test_commands_of_the_network_have_names(command: AnyCommand, title: str) -> None:
    assert command_titles.command_title(command) == title
    assert "…" not in command_titles.running_title(command)
    assert command_titles.command_noun(command)


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("https://packages.example/simple", False),
        ("https://[::1]:8080/", False),
        ("https://müller.example/ä", False),
        ("https://someone@packages.example", True),
        ("https://packages.example/simple?token=hunter2hunter2", True),
        ("ftp://packages.example", True),
        ("https://", True),
        ("https://a..b.example", True),
    ],
)
def test_an_address_that_cannot_be_checked_is_said(url: str, wrong: bool) -> None:  # noqa: FBT001 - a parameter
    assert bool(network_words.wrong_address(url)) is wrong
    assert "hunter2" not in network_words.wrong_address(url)
