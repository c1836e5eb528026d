"""What a proxy did to a real sync, said as it was, and the button that mends it."""

from pathlib import Path

import pytest

from core.model.commands import ChooseSetting, StoreProxyLogin, Sync
from core.model.outcome import Succeeded
from core.model.problem import Category
from core.model.questions import Answer, Credential, Question
from core.model.secrets import Secret
from core.model.setting_keys import SettingKey
from tests.integration.repairs.workbench import Workbench, action_of, evidence_of, remedy_of
from tests.network.certificates import Authority
from tests.network.forward_proxy import forward_proxy
from tests.network.tls_index import PACKAGE, Index, package_index

LOGIN = ("ada", "plain-w0rd")
NOWHERE = "http://127.0.0.1:9"
"""Nobody listens at this port."""


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path / "desk")


def at(workbench: Workbench, index: Index, authority: Authority, **variables: str) -> None:
    """Let the project have the index, and its person the authority and the variables."""
    workbench.write((PACKAGE,), f'[[tool.uv.index]]\nname = "corp"\nurl = "{index.url}"\ndefault = true\n')
    workbench.environ |= {"SSL_CERT_FILE": str(authority.root_file), **variables}


def give_login(_question: Question) -> Answer:
    return Credential(user=LOGIN[0], secret=Secret(LOGIN[1]))


def test_a_proxy_that_is_not_there_is_gone_around(workbench: Workbench, authority: Authority, tmp_path: Path) -> None:
    with package_index(tmp_path / "wheels", authority) as index:
        at(workbench, index, authority, HTTPS_PROXY=NOWHERE, NO_PROXY="one.example, two.example")
        problem = workbench.fails(Sync(project=workbench.project))
        assert (problem.category, problem.title) == (Category.PROXY, "uv did not reach the proxy")
        assert problem.remedies[0].id == "proxy-settings"
        action = action_of(problem, "without-proxy")
        assert isinstance(action, ChooseSetting)
        # Who was reached without it stays so.
        assert action.value == "one.example, two.example, localhost"
        workbench.mend(problem, "without-proxy")


def test_a_proxy_that_filters_leads_to_a_request(workbench: Workbench, authority: Authority, tmp_path: Path) -> None:
    with (
        forward_proxy(tmp_path / "proxy", refused=("localhost",)) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        at(workbench, index, authority, HTTPS_PROXY=proxy.url)
        problem = workbench.fails(Sync(project=workbench.project))
        assert (problem.category, problem.title) == (Category.PROXY, "The proxy did not let uv through")
        assert [each.id for each in problem.remedies] == ["ask-it", "without-proxy", "proxy-settings"]
        workbench.mend(problem, "without-proxy")


@pytest.mark.parametrize("variable", ["ALL_PROXY", "https_proxy"])
def test_the_login_goes_into_the_variable_that_counts(
    workbench: Workbench, authority: Authority, tmp_path: Path, variable: str
) -> None:
    workbench.answers = give_login
    with (
        forward_proxy(tmp_path / "proxy", login=LOGIN) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        at(workbench, index, authority, **{variable: proxy.url})
        workbench.mend(workbench.fails(Sync(project=workbench.project)), "proxy-login")
        assert proxy.requests


def test_who_is_reached_without_the_proxy_never_sees_it(
    workbench: Workbench, authority: Authority, tmp_path: Path
) -> None:
    workbench.answers = give_login
    with (
        forward_proxy(tmp_path / "proxy", login=LOGIN) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        at(workbench, index, authority, HTTPS_PROXY=proxy.url, NO_PROXY="localhost")
        assert isinstance(workbench.do(StoreProxyLogin(project=workbench.project)), Succeeded)
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        assert proxy.requests == []
        assert all(request.login is None for request in index.requests)


def test_a_file_of_uv_that_names_the_proxy_is_said_to_stand_in_the_way(
    workbench: Workbench, authority: Authority, tmp_path: Path
) -> None:
    workbench.answers = give_login
    with (
        forward_proxy(tmp_path / "proxy", login=LOGIN) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        at(workbench, index, authority, HTTPS_PROXY=proxy.url)
        assert isinstance(workbench.do(StoreProxyLogin(project=workbench.project)), Succeeded)
        # A uv.toml takes the place of the project's own table, so it names the index, too.
        text = f'https-proxy = "{proxy.url}"\n[[index]]\nname = "corp"\nurl = "{index.url}"\ndefault = true\n'
        file = workbench.project / "uv.toml"
        file.write_text(text, encoding="utf-8")
        problem = workbench.fails(Sync(project=workbench.project))
        assert problem.remedies[0].id == "mend-proxy-in-file"
        assert {"proxy-login", "proxy-settings"}.isdisjoint(each.id for each in problem.remedies)
        found = evidence_of(problem, "proxy").finding
        assert f"{file} names a proxy" in found
        assert "cannot be handed over" in found
        assert proxy.requests == []
        # What the advice says is what helps: the file without the proxy, and the login that is kept.
        file.write_text(text.partition("\n")[2], encoding="utf-8")
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        assert proxy.requests


def test_a_wrong_login_in_a_variable_is_named_with_its_place(
    workbench: Workbench, authority: Authority, tmp_path: Path
) -> None:
    with (
        forward_proxy(tmp_path / "proxy", login=LOGIN) as proxy,
        package_index(tmp_path / "wheels", authority) as index,
    ):
        at(workbench, index, authority, HTTPS_PROXY=proxy.url_with("ada", "0ld-w0rd"))
        problem = workbench.fails(Sync(project=workbench.project))
        first = remedy_of(problem, "mend-proxy-login")
        assert first == problem.remedies[0]
        assert "HTTPS_PROXY" in first.title
        # The proxy without it, chosen for the project, and its login kept: the way to no open login.
        workbench.answers = give_login
        workbench.do(ChooseSetting(project=workbench.project, key=SettingKey.PROXY, value=proxy.url))
        workbench.mend(workbench.fails(Sync(project=workbench.project)), "proxy-login")
        assert proxy.requests
    assert "0ld-w0rd" not in workbench.kept_texts() + repr(workbench.events)
