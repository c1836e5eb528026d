"""The login of a proxy: asked for when the proxy wants one, kept, handed to uv, and found nowhere else."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest

from core.model.commands import ChooseSetting, ForgetProxyLogin, StoreProxyLogin, Sync
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.problem import Category
from core.model.questions import Answer, Credential, CredentialQuestion, Question
from core.model.secrets import Secret
from core.model.setting_keys import SettingKey
from core.model.settings import ProxyLogin
from tests.integration.repairs.workbench import MemorySecrets, Workbench, action_of, evidence_of
from tests.network.certificates import Authority
from tests.network.forward_proxy import ForwardProxy, forward_proxy
from tests.network.tls_index import PACKAGE, Index, package_index

EVERY_SIGN = "s3cret/with@signs:é"
LOGIN = ("ada", "plain-w0rd")


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path / "desk")


def through(workbench: Workbench, index: Index, authority: Authority, proxy: ForwardProxy) -> None:
    """Let the project have the index, and its person the proxy and the authority."""
    workbench.write((PACKAGE,), f'[[tool.uv.index]]\nname = "corp"\nurl = "{index.url}"\ndefault = true\n')
    workbench.environ |= {"HTTPS_PROXY": proxy.url, "SSL_CERT_FILE": str(authority.root_file)}


def answering(workbench: Workbench, *answers: Answer) -> list[CredentialQuestion]:
    asked: list[CredentialQuestion] = []

    def answer(question: Question) -> Answer:
        assert isinstance(question, CredentialQuestion)
        asked.append(question)
        return answers[len(asked) - 1]

    workbench.answers = answer
    return asked


def login(password: str, *, for_session: bool = False) -> Credential:
    return Credential(user=LOGIN[0], secret=Secret(password), for_session=for_session)


def said(outcome: Outcome) -> str:
    assert isinstance(outcome, Failed), outcome
    return f"{outcome.problem.title} {outcome.problem.explanation}"


def test_407_is_asked_for_kept_and_the_sync_passes(workbench: Workbench, authority: Authority, tmp_path: Path) -> None:
    asked = answering(workbench, login("wrong-w0rd"), login(LOGIN[1]))
    with (
        forward_proxy(tmp_path / "proxy", login=LOGIN) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        through(workbench, index, authority, proxy)
        problem = workbench.fails(Sync(project=workbench.project))
        assert problem.category is Category.PROXY
        first = problem.remedies[0]
        assert (first.id, first.title) == ("proxy-login", f"Store the login of the proxy {proxy.url}")
        # The first answer is wrong: the login that is kept is named, and asked for anew.
        stored, failed = workbench.do_all(action_of(problem, "proxy-login"))
        assert isinstance(stored, Succeeded)
        assert isinstance(failed, Failed)
        assert failed.problem.remedies[0].title == f"Renew the login of the proxy {proxy.url}"
        assert "It was given the login of ada for it." in evidence_of(failed.problem, "proxy").finding
        workbench.mend(failed.problem, "proxy-login")
        assert [line for line in proxy.requests if f":{index.port}" in line]
    assert [(each.is_proxy, each.url, each.user, each.was_refused) for each in asked] == [
        (True, proxy.url, None, False),
        (True, proxy.url, "ada", True),
    ]
    assert workbench.profiles.load(workbench.project).proxy_login == ProxyLogin(url=proxy.url, user="ada")
    assert [secret.text for secret in workbench.secrets.kept.values()] == [LOGIN[1]]
    written = workbench.kept_texts() + repr(workbench.events)
    assert LOGIN[1] not in written
    assert "wrong-w0rd" not in written


def test_a_password_with_every_sign_reaches_the_proxy(
    workbench: Workbench, authority: Authority, tmp_path: Path
) -> None:
    answering(workbench, login(EVERY_SIGN))
    with (
        forward_proxy(tmp_path / "proxy", login=("ada", EVERY_SIGN)) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        through(workbench, index, authority, proxy)
        workbench.do(StoreProxyLogin(project=workbench.project))
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    written = workbench.kept_texts() + repr(workbench.events)
    assert EVERY_SIGN not in written
    assert quote(EVERY_SIGN, safe="") not in written


def test_a_proxy_chosen_for_the_project_is_given_its_login(
    workbench: Workbench, authority: Authority, tmp_path: Path
) -> None:
    answering(workbench, login(LOGIN[1]))
    with (
        forward_proxy(tmp_path / "proxy", login=LOGIN) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        through(workbench, index, authority, proxy)
        del workbench.environ["HTTPS_PROXY"]
        workbench.do(ChooseSetting(project=workbench.project, key=SettingKey.PROXY, value=proxy.url))
        assert isinstance(workbench.do(StoreProxyLogin(project=workbench.project)), Succeeded)
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        assert proxy.requests


def test_no_other_proxy_than_the_one_it_was_stored_for_gets_the_login(
    workbench: Workbench, authority: Authority, tmp_path: Path
) -> None:
    answering(workbench, login(LOGIN[1]))
    with (
        forward_proxy(tmp_path / "one", login=LOGIN) as one,
        forward_proxy(tmp_path / "other", login=LOGIN) as other,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        through(workbench, index, authority, one)
        workbench.do(StoreProxyLogin(project=workbench.project))
        through(workbench, index, authority, other)
        problem = workbench.fails(Sync(project=workbench.project))
        assert other.requests == []
        found = evidence_of(problem, "proxy").finding
        assert f"The login of ada was stored for {one.url}, and uv goes through {other.url} now," in found
        assert problem.remedies[0].title == f"Store the login of the proxy {other.url}"


def test_a_login_for_the_session_is_gone_with_it(workbench: Workbench, authority: Authority, tmp_path: Path) -> None:
    workbench.secrets = MemorySecrets("This system has no keyring that secrets could be kept in.")
    asked = answering(workbench, login(LOGIN[1], for_session=True), login(LOGIN[1]))
    with (
        forward_proxy(tmp_path / "proxy", login=LOGIN) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        through(workbench, index, authority, proxy)
        problem = workbench.fails(Sync(project=workbench.project))
        workbench.mend(problem, "proxy-login")
        assert workbench.profiles.load(workbench.project).proxy_login is None
        assert isinstance(workbench.fails(Sync(project=workbench.project, uv_args=("--reinstall",))).category, Category)
        # Without a keyring the only other answer is refused.
        assert "no keyring" in said(workbench.do(StoreProxyLogin(project=workbench.project)))
    assert all(each.keyring_trouble is not None for each in asked)
    assert workbench.secrets.kept == {}


def test_what_has_no_place_for_a_login_is_said_before_anything_is_typed(workbench: Workbench) -> None:
    asked = answering(workbench)
    workbench.write()
    command = StoreProxyLogin(project=workbench.project)
    assert "no proxy" in said(workbench.do(command))
    workbench.environ["HTTPS_PROXY"] = "http://ada:0pen-word@proxy.example:8080"
    outcome = workbench.do(command)
    assert "HTTPS_PROXY holds a login" in said(outcome)
    assert "0pen-word" not in repr((outcome, workbench.events))
    workbench.environ["HTTPS_PROXY"] = "http://proxy.example:8080"
    other = StoreProxyLogin(project=workbench.project, url="http://elsewhere.example:8080")
    assert "not through http://elsewhere.example:8080" in said(workbench.do(other))
    workbench.environ["HTTPS_PROXY"] = "socks5://proxy.example:1080"
    assert "socks5" in said(workbench.do(command))
    (workbench.project / "uv.toml").write_text('https-proxy = "http://proxy.example:8080"\n', encoding="utf-8")
    assert f"{workbench.project / 'uv.toml'} names the proxy" in said(workbench.do(command))
    assert asked == []


def test_a_login_is_taken_back(workbench: Workbench) -> None:
    answering(workbench, login(LOGIN[1]))
    workbench.write()
    workbench.environ["HTTPS_PROXY"] = "http://proxy.example:8080"
    workbench.do(StoreProxyLogin(project=workbench.project))
    assert workbench.secrets.kept
    outcome = workbench.do(ForgetProxyLogin(project=workbench.project))
    assert isinstance(outcome, Succeeded)
    assert workbench.secrets.kept == {}
    assert workbench.profiles.load(workbench.project).proxy_login is None
    assert "No login is kept" in said(workbench.do(ForgetProxyLogin(project=workbench.project)))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="who sees which variables is read from /proc")
def test_only_uv_has_the_login_in_its_variables(workbench: Workbench, authority: Authority, tmp_path: Path) -> None:
    answering(workbench, login(LOGIN[1]))
    with (
        forward_proxy(tmp_path / "proxy", login=LOGIN) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        through(workbench, index, authority, proxy)
        workbench.do(StoreProxyLogin(project=workbench.project))
        seen, own, parents = (tmp_path / name for name in ("argv.txt", "own.txt", "parents.txt"))
        wrapper = tmp_path / "uv"
        wrapper.write_text(
            f'#!/bin/sh\necho "$@" >> "{seen}"\nenv >> "{own}"\ncat /proc/$PPID/environ >> "{parents}"\n'
            f'exec "{workbench.uv}" "$@"\n',
            encoding="utf-8",
        )
        wrapper.chmod(0o755)
        workbench.environ["WHEELYARD_UV"] = str(wrapper)
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        assert "sync" in seen.read_text("utf-8")
        assert LOGIN[1] not in seen.read_text("utf-8")
    assert LOGIN[1] in own.read_text("utf-8")
    assert LOGIN[1] not in parents.read_text("utf-8", "replace") + "".join(os.environ.values())
