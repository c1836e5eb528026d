"""What is advised for each trouble on the way to a server, and what never is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.diagnosis.network_advice import Advice, AdviceContext, advice_for, best_first
from core.model.checks import CheckStatus
from core.model.commands import ChooseSetting, ExportCertificates, OpenSetting, StoreCredential, StoreProxyLogin
from core.model.endpoint import EndpointCheck, TlsReason, TlsResult
from core.model.network import (
    Endpoint,
    EndpointLogin,
    EndpointReport,
    EndpointUse,
    LoginPlace,
    LoginState,
    ProxyWay,
    UvTry,
)
from core.model.policies import Policy
from core.model.problem import Category
from core.model.setting_keys import SettingKey
from tests.unit.core.diagnosis.network.advice_cases import (
    ABOUT,
    BY_FILE,
    CASES,
    ENDPOINT,
    EXPIRED,
    FILE,
    INSECURE,
    LEAF,
    NO_ISSUER,
    OK,
    PROJECT,
    PROXY,
    SYSTEM,
    URL,
    answered,
    refused,
    report,
    through,
)


def ids(advice: tuple[Advice, ...]) -> list[str]:
    return [each.remedy.id for each in advice]


def named(advice: tuple[Advice, ...], ident: str) -> Advice:
    return next(each for each in advice if each.remedy.id == ident)


@pytest.mark.parametrize("name", CASES)
def test_each_trouble_has_its_advice_in_this_order(name: str) -> None:
    case = CASES[name]
    assert ids(advice_for(case.report, case.about)) == case.expected.split()


def test_the_systems_certificates_are_named_as_this_uv_knows_them() -> None:
    found = report(bundled=NO_ISSUER, system=OK)
    assert named(advice_for(found, ABOUT), "system-certificates").choices == {"UV_SYSTEM_CERTS": "1"}
    older = replace(ABOUT, version=(0, 10, 12))
    assert named(advice_for(found, older), "system-certificates").choices == {"UV_NATIVE_TLS": "1"}


def test_choices_are_the_variables_of_the_remedy_and_empty_where_nothing_can_be_tried() -> None:
    exported = replace(ABOUT, exported=FILE, system_proxy=SYSTEM, no_proxy=("inside.example",))
    advice = advice_for(refused(TlsReason.UNTRUSTED_ISSUER), exported)
    assert named(advice, "certificate-file").choices == {}
    assert named(advice, "exported-certificates").choices == {"SSL_CERT_FILE": str(FILE)}
    assert named(advice, "export-with-root").choices == {}
    assert named(advice, INSECURE).choices == {}
    missed = advice_for(report(connected=False), exported)
    assert named(missed, "proxy-settings").choices["HTTPS_PROXY"] == SYSTEM
    filtered = advice_for(through(403), exported)
    assert named(filtered, "without-proxy").choices["NO_PROXY"] == "inside.example,packages.example"


def test_actions_say_what_they_are_for() -> None:
    def action(found: EndpointReport, ident: str, about: AdviceContext = ABOUT) -> object:
        return named(advice_for(found, about), ident).remedy.action

    asked = answered(401, LoginState.REFUSED, user="ada", place=LoginPlace.KEYRING)
    assert action(asked, "credential") == StoreCredential(project=PROJECT, index="corp", user="ada", refused=True)
    stored = through(407, proxy=replace(PROXY, has_login=True, user="ada"))
    assert action(stored, "proxy-login") == StoreProxyLogin(project=PROJECT, url=PROXY.url, user="ada", refused=True)
    joined = report(bundled=OK, system=OK, own_file=NO_ISSUER)
    assert action(joined, "export-certificates", BY_FILE) == ExportCertificates(project=PROJECT, more=(FILE,))
    insecure = action(
        refused(TlsReason.WRONG_HOST, port=8443), INSECURE, replace(ABOUT, insecure_hosts=("old.example",))
    )
    assert insecure == ChooseSetting(
        project=PROJECT, key=SettingKey.INSECURE_HOSTS, value="old.example, packages.example:8443"
    )


def test_an_index_without_a_name_gets_one_first() -> None:
    about = replace(ABOUT, indexes=((URL, URL),))
    found = replace(answered(401, LoginState.WANTED), endpoint=replace(ENDPOINT, indexes=(URL,)))
    (only,) = advice_for(found, about)
    assert only.remedy.id == "name-index"
    assert isinstance(only.remedy.action, OpenSetting)


def test_a_server_that_is_no_index_of_the_project_is_asked_about() -> None:
    endpoint = Endpoint(url="https://files.example/", uses=(EndpointUse.FILES,))
    found = replace(answered(401, LoginState.WANTED), endpoint=endpoint)
    assert ids(advice_for(found, ABOUT)) == ["ask-login"]


def test_without_a_keyring_it_says_so() -> None:
    about = replace(ABOUT, keyring_trouble="There is no keyring.")
    for found in (
        answered(401, LoginState.WANTED),
        through(407),
    ):
        assert "until Wheelyard is closed" in advice_for(found, about)[0].remedy.why


def test_dates_and_who_has_to_mend_it_are_named() -> None:
    found = advice_for(refused(TlsReason.EXPIRED, chain=(LEAF,)), ABOUT)
    assert "2026-03-04 05:06 UTC" in named(found, "ask-it").remedy.why
    product = advice_for(report(bundled=NO_ISSUER, system=EXPIRED, interception="Netskope"), ABOUT)
    assert "Netskope" in named(product, "ask-it").remedy.why
    early = advice_for(refused(TlsReason.NOT_YET_VALID, chain=(LEAF,)), ABOUT)
    assert "2026-01-02" in named(early, "set-clock").remedy.why


def test_something_proven_takes_the_last_resort_away() -> None:
    found = refused(TlsReason.UNTRUSTED_ISSUER)
    remedies = tuple(each.remedy for each in advice_for(found, ABOUT))
    assert remedies[-1].id == INSECURE
    proven = {"exported-certificates": UvTry(reaches=True)}
    assert INSECURE not in ids(advice_for(replace(found, proven=proven), ABOUT))
    assert best_first(remedies, proven) == remedies[:-1]
    assert best_first(remedies, {"x": UvTry(reaches=False)}) == remedies
    # A remedy with which uv comes there is better than any that is only likely.
    last = remedies[-2]
    assert best_first(remedies, {last.id: UvTry(reaches=True)}) == (last, *remedies[:-2])


def test_without_a_project_no_button_is_offered() -> None:
    for name, case in CASES.items():
        for each in advice_for(case.report, replace(case.about, project=None)):
            assert each.remedy.action is None, (name, each)


HOSTS = st.sampled_from(["packages.example", "bücher.example", "::1", "127.0.0.1", "", "a" * 300, None])
RESULTS = st.none() | st.builds(TlsResult, ok=st.booleans(), reason=st.none() | st.sampled_from(TlsReason))
CHECKS = st.builds(
    EndpointCheck,
    host=HOSTS,
    port=st.none() | st.sampled_from([443, 80, 8443]),
    through=st.none() | st.sampled_from([PROXY.url, "https://p.example:1"]),
    address_found=st.none() | st.booleans(),
    connected=st.none() | st.booleans(),
    bundled=RESULTS,
    system=RESULTS,
    own_file=RESULTS,
    issuer=st.none() | st.just("O=Example Company"),
    chain=st.sampled_from([(), (LEAF,), (LEAF, LEAF)]),
    interception=st.none() | st.just("Zscaler"),
    proxy_answer=st.none() | st.sampled_from([403, 407, 502]),
    proxy_schemes=st.sampled_from([(), ("Basic",), ("NTLM",)]),
    http_status=st.none() | st.sampled_from([200, 301, 401, 403, 404, 503]),
    trouble=st.none() | st.just("Something is wrong."),
)
TRIES = st.builds(UvTry, reaches=st.none() | st.booleans(), category=st.none() | st.sampled_from(Category))
REPORTS = st.builds(
    EndpointReport,
    endpoint=st.builds(
        Endpoint,
        url=st.sampled_from([URL, "http://x.example/s", "nonsense", "", "https://[::1]:8443/simple"]),
        uses=st.sampled_from([(EndpointUse.INDEX,), (EndpointUse.FILES,), (EndpointUse.NAMED, EndpointUse.PYTHON)]),
        indexes=st.sampled_from([(), ("corp",), (URL,)]),
    ),
    check=CHECKS,
    status=st.sampled_from(CheckStatus),
    sentence=st.just(""),
    proxy=st.none()
    | st.builds(
        ProxyWay,
        url=st.sampled_from([PROXY.url, "https://p.example:1", "socks5://s.example:2"]),
        source=st.sampled_from(["HTTPS_PROXY", "https-proxy", "the profile"]),
        has_login=st.booleans(),
        user=st.none() | st.just("ada"),
    ),
    login=st.none()
    | st.builds(
        EndpointLogin,
        state=st.none() | st.sampled_from(LoginState),
        realm=st.none() | st.just("Packages"),
        user=st.none() | st.just("ada"),
        place=st.none() | st.sampled_from(LoginPlace),
    ),
    uv=st.none() | TRIES,
    proven=st.dictionaries(st.sampled_from(["system-certificates", "without-proxy", INSECURE]), TRIES, max_size=2),
)
CONTEXTS = st.builds(
    AdviceContext,
    project=st.none() | st.just(PROJECT),
    version=st.sampled_from([(), (0, 4, 30), (0, 13, 9)]),
    indexes=st.sampled_from([(), (("corp", URL),), ((URL, URL),)]),
    policy=st.builds(
        Policy,
        system_certificates=st.none() | st.booleans(),
        insecure_hosts=st.none() | st.just(False),
        certificate_file=st.none() | st.just(FILE),
    ),
    system_certificates=st.booleans(),
    certificate_file=st.none() | st.just(FILE),
    exported=st.none() | st.just(FILE),
    system_proxy=st.none() | st.sampled_from([SYSTEM, "host:80", "http://with space:80"]),
    proxy_in_files=st.booleans(),
    keyring_trouble=st.none() | st.just("There is none."),
    others_out_of_date=st.integers(0, 3),
    others_reached=st.integers(0, 3),
    http_timeout=st.sampled_from([1, 30, 900]),
    offline=st.booleans(),
    insecure_hosts=st.sampled_from([(), ("old.example",)]),
    no_proxy=st.sampled_from([(), ("inside.example",)]),
)


@given(REPORTS, CONTEXTS)
@settings(max_examples=2000, deadline=None)
def test_any_report_gets_advice_that_can_be_shown(found: EndpointReport, about: AdviceContext) -> None:
    advice = advice_for(found, about)
    names = ids(advice)
    assert len(set(names)) == len(names)
    certain = [each.remedy.confidence for each in advice]
    assert certain == sorted(certain, reverse=True)
    for each in advice:
        assert each.remedy.title
        assert each.remedy.why.endswith((".", ")"))
        assert 0 < each.remedy.confidence < 1
        assert each.remedy.changes or each.remedy.action is None
    if INSECURE in names:
        assert names[-1] == INSECURE
        assert len(names) > 1
        assert about.policy.insecure_hosts is not False
        assert not any(each.reaches for name, each in found.proven.items() if name != INSECURE)
        verdicts = (found.check.bundled, found.check.system, found.check.own_file)
        assert not any(each.ok for each in verdicts if each is not None)
    if found.uv is not None and found.uv.reaches:
        assert set(names) <= {"credential", "check-index", "name-index", "ask-login", "mend-login"}
