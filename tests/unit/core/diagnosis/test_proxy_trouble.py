"""What a proxy did, by uv's words, and which remedies follow from what was found out."""

import pytest

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.diagnosis.gathered import Gathered
from core.diagnosis.proxy_trouble import ProxyTrouble, proxy_trouble
from core.diagnosis.ranking import with_findings
from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.commands import ChooseSetting
from core.model.problem import Category, Evidence, Problem

URL = "http://proxy.example:8080"
SYSTEMS = "http://other.example:3128"
WORDS = {
    ProxyTrouble.LOGIN_WANTED: "tunnel error: proxy authorization required",
    ProxyTrouble.NOT_REACHED: "tunnel error: failed to create underlying connection",
    ProxyTrouble.TURNED_AWAY: "tunnel error: unsuccessful",
}


def ranked(words: str, *, system: str | None = None, **measured: str | bool) -> Problem:
    text = (
        "error: Failed to fetch: `https://files.example/simple/a/`\n"
        f"  Caused by: client error (Connect)\n  Caused by: {words}\n"
    )
    named = {"uv_proxy": URL, "uv_proxy_from": "HTTPS_PROXY", "host": "files.example"}
    found: dict[str, int | float | str | bool | None] = {**named, **measured}
    evidence = Evidence(id=EvidenceKind.PROXY.value, finding="", measured=found)
    context = FailureContext()
    return with_findings(explain(text, context), (Gathered(evidence=evidence, proxy=system),), context)


@pytest.mark.parametrize("trouble", WORDS)
def test_the_words_of_uv_tell_what_the_proxy_did(trouble: ProxyTrouble) -> None:
    assert proxy_trouble(WORDS[trouble]) is trouble
    assert ranked(WORDS[trouble]).category is Category.PROXY


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("HTTP status client error (407 Proxy Authentication Required)", ProxyTrouble.LOGIN_WANTED),
        ("SOCKS error: failed to create underlying connection", ProxyTrouble.NOT_REACHED),
        ("curl: (5) Could not resolve proxy: nohost", ProxyTrouble.NOT_REACHED),
        ("Received HTTP code 403 from proxy after CONNECT", ProxyTrouble.TURNED_AWAY),
        ("tcp connect error", ProxyTrouble.UNKNOWN),
        ("invalid proxy URL", ProxyTrouble.UNKNOWN),
    ],
)
def test_words_of_others(text: str, trouble: ProxyTrouble) -> None:
    assert proxy_trouble(text) is trouble


@pytest.mark.parametrize(
    ("trouble", "system", "order"),
    [
        (ProxyTrouble.LOGIN_WANTED, None, ["proxy-login", "ask-it", "proxy-settings"]),
        (ProxyTrouble.NOT_REACHED, None, ["proxy-settings", "without-proxy", "ask-it"]),
        (ProxyTrouble.NOT_REACHED, SYSTEMS, ["proxy-settings", "without-proxy", "ask-it"]),
        (ProxyTrouble.TURNED_AWAY, None, ["ask-it", "without-proxy", "proxy-settings"]),
        (ProxyTrouble.TURNED_AWAY, SYSTEMS, ["ask-it", "proxy-settings", "without-proxy"]),
    ],
)
def test_the_surest_comes_first(trouble: ProxyTrouble, system: str | None, order: list[str]) -> None:
    problem = ranked(WORDS[trouble], system=system)
    assert [each.id for each in problem.remedies] == order
    chosen = next(each for each in problem.remedies if each.id == "proxy-settings")
    assert (SYSTEMS in chosen.title) is (system is not None)


@pytest.mark.parametrize("trouble", WORDS)
def test_where_a_file_names_the_proxy_no_choice_is_offered_that_would_not_count(trouble: ProxyTrouble) -> None:
    problem = ranked(WORDS[trouble], in_files=True, uv_proxy_from="https-proxy")
    offered = {each.id for each in problem.remedies}
    assert "mend-proxy-in-file" in offered
    assert offered.isdisjoint({"proxy-settings", "without-proxy", "proxy-login"})
    assert not any(isinstance(each.action, ChooseSetting) for each in problem.remedies)


def test_a_login_that_is_written_is_renewed_where_it_is_written() -> None:
    first = ranked(WORDS[ProxyTrouble.LOGIN_WANTED], login_written=True).remedies[0]
    assert first.id == "mend-proxy-login"
    assert "HTTPS_PROXY" in first.title


def test_who_was_reached_without_a_proxy_stays_so() -> None:
    problem = ranked(WORDS[ProxyTrouble.NOT_REACHED], exempt="a.example, .b.example,")
    (remedy,) = (each for each in problem.remedies if each.id == "without-proxy")
    assert "a.example, .b.example, files.example" in " ".join(remedy.command)
