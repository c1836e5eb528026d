"""A check of a project's servers through the Session: what it says of each trouble, in time, and without a secret."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from core.model.checks import CheckStatus
from core.model.commands import StoreCredential, StoreProxyLogin
from core.model.endpoint import TlsReason
from core.model.events import EndpointChecked, EndpointsFound
from core.model.network import EndpointUse, LoginPlace, LoginState
from core.model.outcome import Succeeded
from core.model.questions import Credential
from core.model.secrets import Secret
from tests.integration.network.check_bench import SECRET, SOURCES, checked, index_table, only, workbench
from tests.integration.repairs.workbench import Workbench
from tests.network.answers import Answer
from tests.network.certificates import Authority, Certificate
from tests.network.forward_proxy import ForwardProxy, forward_proxy
from tests.network.tls_index import PACKAGE, package_index

__all__ = ["workbench"]


def test_a_sound_index_is_said_when_it_is_checked_and_again_when_uv_has_tried_it(
    workbench: Workbench, authority: Authority, tmp_path: Path
) -> None:
    with package_index(tmp_path / "wheels", authority) as index:
        workbench.write((PACKAGE,), index_table(f"{index.url}/", SOURCES))
        report = only(checked(workbench, prove=True))
    assert report.status is CheckStatus.OK
    assert report.endpoint.uses == (EndpointUse.INDEX,)
    assert report.endpoint.indexes == ("corp",)
    assert report.check.own_file is not None
    assert report.check.own_file.ok
    assert (report.check.bundled, report.check.system) != (None, None)
    assert f"{authority.root_file} (SSL_CERT_FILE)" in report.sentence
    assert report.login is not None
    assert report.login.state is LoginState.NOT_ASKED_FOR
    assert report.uv is not None
    assert report.uv.reaches is True
    assert report.sentence.endswith("uv itself reaches it.")
    kinds = [event for event in workbench.events if isinstance(event, EndpointsFound | EndpointChecked)]
    assert isinstance(kinds[0], EndpointsFound)
    assert kinds[0].endpoints == (report.endpoint,)
    said = [event.report for event in kinds[1:] if isinstance(event, EndpointChecked)]
    assert [each.uv is None for each in said] == [True, False]
    assert said[-1] == report


@pytest.mark.parametrize("certificate", [each for each in Certificate if each is not Certificate.GOOD])
def test_a_bad_certificate_is_a_finding_of_the_file_that_uv_goes_by(
    certificate: Certificate, workbench: Workbench, authority: Authority, tmp_path: Path
) -> None:
    with package_index(tmp_path / "wheels", authority, certificate=certificate) as index:
        workbench.write((PACKAGE,), index_table(index.url))
        report = only(checked(workbench, prove=True))
        assert index.requests == []
    assert report.status is CheckStatus.FAIL
    assert report.check.own_file is not None
    assert report.check.own_file.reason == TlsReason(certificate.value)
    assert "does not accept the certificate" in report.sentence
    assert report.uv is not None
    assert report.uv.reaches is False


def test_a_file_that_is_not_there_is_said_and_passed_over(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(workbench.root / "nowhere.pem")
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), index_table(index.url))
        report = only(checked(workbench))
    assert report.check.own_file is None
    assert report.status is CheckStatus.FAIL
    assert "finds no certificates" in report.sentence


def test_a_host_that_is_not_checked_is_a_warning(workbench: Workbench, authority: Authority) -> None:
    workbench.environ |= {"SSL_CERT_FILE": "", "UV_INSECURE_HOST": "localhost"}
    with package_index(workbench.root / "wheels", authority, login=("ada", SECRET)) as index:
        workbench.write((), index_table(index.url_with("ada", SECRET)))
        report = only(checked(workbench))
        # The login is not sent to whoever that is.
        assert index.requests == []
    assert report.status is CheckStatus.WARN
    assert "anybody can pass for it" in report.sentence


class Taking(NamedTuple):
    """A login that an index asks for, the secret that is written into its address, and what follows."""

    login: tuple[str, str] | None
    written: str | None
    refusal: Answer
    state: LoginState
    status: CheckStatus


@pytest.mark.parametrize(
    "taking",
    [
        Taking(None, None, Answer.UNAUTHORIZED, LoginState.NOT_ASKED_FOR, CheckStatus.OK),
        Taking(None, SECRET, Answer.UNAUTHORIZED, LoginState.NOT_ASKED_FOR, CheckStatus.OK),
        Taking(("ada", SECRET), None, Answer.UNAUTHORIZED, LoginState.WANTED, CheckStatus.FAIL),
        Taking(("ada", SECRET), SECRET, Answer.UNAUTHORIZED, LoginState.ACCEPTED, CheckStatus.OK),
        Taking(("ada", "another"), SECRET, Answer.UNAUTHORIZED, LoginState.REFUSED, CheckStatus.FAIL),
        Taking(("ada", SECRET), None, Answer.FORBIDDEN, LoginState.FORBIDDEN, CheckStatus.FAIL),
        Taking(("ada", "another"), SECRET, Answer.FORBIDDEN, LoginState.FORBIDDEN, CheckStatus.FAIL),
        Taking(("ada", SECRET), None, Answer.EMPTY_PAGE, LoginState.HIDDEN, CheckStatus.WARN),
        Taking(("ada", SECRET), SECRET, Answer.EMPTY_PAGE, LoginState.ACCEPTED, CheckStatus.OK),
        Taking(("ada", "another"), SECRET, Answer.EMPTY_PAGE, LoginState.HIDDEN, CheckStatus.WARN),
        Taking(("ada", SECRET), None, Answer.NOT_FOUND, LoginState.HIDDEN, CheckStatus.WARN),
        Taking(("ada", SECRET), None, Answer.HTML_PAGE, LoginState.WANTED, CheckStatus.FAIL),
        Taking(("ada", "another"), SECRET, Answer.HTML_PAGE, LoginState.REFUSED, CheckStatus.FAIL),
    ],
)
def test_each_way_to_take_a_login_has_its_state(taking: Taking, workbench: Workbench, authority: Authority) -> None:
    login, written, refusal, state, status = taking
    with package_index(workbench.root / "wheels", authority, login=login, refusal=refusal) as index:
        workbench.write((PACKAGE,), index_table(index.url_with("ada", written) if written else index.url, SOURCES))
        report = only(checked(workbench))
    assert report.login is not None
    assert (report.login.state, report.status) == (state, status), report.sentence
    if refusal is Answer.UNAUTHORIZED and login is not None:
        assert (report.login.schemes, report.login.realm) == (("Basic",), "packages")
    assert (report.login.user, report.login.place) == (("ada", LoginPlace.URL) if written else (None, None))
    assert report.endpoint.url == index.url


def test_an_empty_page_is_no_secret_where_nothing_has_to_be_there(workbench: Workbench, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority, answer=Answer.EMPTY_PAGE) as index:
        workbench.write((), index_table(index.url_with("ada", SECRET)))
        assert only(checked(workbench)).status is CheckStatus.OK
        workbench.write((), index_table(index.url))
        report = only(checked(workbench))
    assert report.login is not None
    assert report.login.state is LoginState.HIDDEN
    assert "or have none" in report.sentence


def test_the_login_of_the_keyring_is_tried_and_goes_to_its_own_server_alone(
    workbench: Workbench, authority: Authority
) -> None:
    workbench.answers = lambda _question: Credential(user="ada", secret=Secret(SECRET))
    with (
        package_index(workbench.root / "wheels", authority, login=("ada", SECRET)) as mine,
        package_index(workbench.root / "wheels", authority, login=("eve", "x")) as other,
    ):
        workbench.write((), f'[[tool.uv.index]]\nname = "other"\nurl = "{other.url}"\n{index_table(mine.url)}')
        assert isinstance(workbench.do(StoreCredential(project=workbench.project, index="corp")), Succeeded)
        reports = checked(workbench)
        assert [request.login for request in other.requests] == [None] * len(other.requests)
        assert ("ada", SECRET) in [request.login for request in mine.requests]
    assert [report.endpoint.indexes for report in reports] == [("other",), ("corp",)]
    first, second = (report.login for report in reports)
    assert first is not None
    assert second is not None
    assert (first.state, first.place) == (LoginState.WANTED, None)
    assert (second.state, second.place, second.user) == (LoginState.ACCEPTED, LoginPlace.KEYRING, "ada")


def test_a_login_is_not_sent_without_encryption_but_what_uv_says_counts(workbench: Workbench) -> None:
    with package_index(workbench.root / "wheels", login=("ada", SECRET)) as index:
        workbench.write((), index_table(index.url_with("ada", SECRET)))
        unproven = only(checked(workbench))
        assert {request.login for request in index.requests} == {None}
        proven = only(checked(workbench, prove=True))
    assert unproven.login is not None
    assert proven.login is not None
    assert (unproven.login.state, unproven.status) == (None, CheckStatus.UNKNOWN)
    assert (proven.login.state, proven.status) == (LoginState.ACCEPTED, CheckStatus.OK)


def test_the_proxy_of_uv_is_gone_through_with_its_login_and_named_without(
    workbench: Workbench, authority: Authority, tmp_path: Path
) -> None:
    with (
        forward_proxy(tmp_path / "proxy", login=("user", SECRET)) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        workbench.write((), index_table(index.url))
        workbench.environ["HTTPS_PROXY"] = proxy.url_with("user", SECRET)
        good = only(checked(workbench, prove=True))
        assert f"CONNECT localhost:{index.port}" in proxy.requests
        workbench.environ["HTTPS_PROXY"] = proxy.url
        asked = only(checked(workbench, prove=True))
        workbench.environ["NO_PROXY"] = "localhost"
        past = only(checked(workbench))
    assert good.status is CheckStatus.OK
    assert good.proxy is not None
    assert (good.proxy.url, good.proxy.source, good.proxy.has_login) == (proxy.url, "HTTPS_PROXY", True)
    assert asked.status is CheckStatus.FAIL
    assert (asked.check.proxy_answer, asked.check.proxy_schemes) == (407, ("Basic",))
    assert asked.uv is not None
    assert asked.uv.reaches is False
    assert (past.status, past.proxy) == (CheckStatus.OK, None)


def test_the_login_of_the_proxy_that_is_kept_goes_along(
    workbench: Workbench, authority: Authority, tmp_path: Path
) -> None:
    workbench.answers = lambda _question: Credential(user="ada", secret=Secret(SECRET))
    with (
        forward_proxy(tmp_path / "proxy", login=("ada", SECRET)) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        workbench.environ["HTTPS_PROXY"] = proxy.url
        workbench.write((), index_table(index.url))
        assert isinstance(workbench.do(StoreProxyLogin(project=workbench.project)), Succeeded)
        report = only(checked(workbench, prove=True))
    assert report.status is CheckStatus.OK
    assert report.proxy is not None
    assert (report.proxy.url, report.proxy.user, report.proxy.has_login) == (proxy.url, "ada", True)


def test_what_would_help_is_proven_by_the_real_uv_before_it_is_offered(
    workbench: Workbench, authority: Authority
) -> None:
    workbench.environ["HTTPS_PROXY"] = "http://127.0.0.1:9"
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), index_table(index.url))
        report = only(checked(workbench, prove=True))
        assert {request.path.split("/")[1] for request in index.requests} == {"simple"}
        unproven = only(checked(workbench))
    gone = only(checked(workbench, prove=True))
    assert report.status is CheckStatus.FAIL
    assert report.proven["without-proxy"].reaches is True
    assert "NO_PROXY = localhost" in report.proven["without-proxy"].choices
    assert report.remedies[0].id == "without-proxy"
    # The very same advice where nobody is there: uv comes no further with it, so it is none.
    assert gone.check.trouble == report.check.trouble
    assert "without-proxy" not in {remedy.id for remedy in gone.remedies}
    (remedy,) = (each for each in unproven.remedies if each.id == "without-proxy")
    assert "uv has not tried it." in remedy.why
    assert remedy.confidence < report.remedies[0].confidence
    assert unproven.proven == {}


@pytest.mark.skipif(os.name == "nt", reason="there, policy is in the registry")
def test_an_index_that_policy_forbids_is_looked_at_but_uv_does_not_ask_it(
    workbench: Workbench, authority: Authority
) -> None:
    folder = workbench.root / "xdg" / "wheelyard"
    folder.mkdir(parents=True)
    (folder / "policy.toml").write_text('allowed_indexes = ["https://allowed.example/simple"]\n', encoding="utf-8")
    workbench.environ["XDG_CONFIG_DIRS"] = str(folder.parent)
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), index_table(index.url))
        report = only(checked(workbench, prove=True))
    assert report.uv is not None
    assert report.uv.reaches is None
    assert "policy" in report.uv.words


def test_a_proxy_that_turns_away_or_is_not_there(
    workbench: Workbench, authority: Authority, filtering_proxy: ForwardProxy
) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), index_table(index.url))
        workbench.environ["HTTPS_PROXY"] = filtering_proxy.url
        turned_away = only(checked(workbench))
        workbench.environ["HTTPS_PROXY"] = "http://127.0.0.1:9"
        dead = only(checked(workbench))
        workbench.environ["HTTPS_PROXY"] = "socks5://127.0.0.1:9"
        socks = only(checked(workbench))
    assert (turned_away.status, turned_away.check.proxy_answer) == (CheckStatus.FAIL, 403)
    assert dead.status is CheckStatus.FAIL
    assert "cannot be reached" in dead.sentence
    assert socks.status is CheckStatus.UNKNOWN
