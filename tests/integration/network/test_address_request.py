"""The request about an address: no run of uv has failed, and the IT department reads what was measured just now."""

from pathlib import Path

import pytest

from core.model.commands import CheckNetwork, PrepareRequest
from core.model.outcome import Failed, Succeeded
from tests.integration.repairs.workbench import Workbench
from tests.network.answers import Answer
from tests.network.certificates import Authority, Certificate
from tests.network.forward_proxy import ForwardProxy
from tests.network.tls_index import package_index


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path)


def _written(workbench: Workbench, url: str) -> None:
    workbench.write((), f'[[tool.uv.index]]\nname = "corp"\nurl = "{url}"\ndefault = true\n')


def text_of(workbench: Workbench, url: str) -> str:
    outcome = workbench.do(PrepareRequest(project=workbench.project, url=url))
    assert isinstance(outcome, Succeeded), outcome
    assert outcome.request is not None
    return f"{outcome.request.subject}\n{outcome.request.text}"


def test_the_button_of_the_check_writes_a_request_about_the_certificate(
    workbench: Workbench, authority: Authority
) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        _written(workbench, index.url)
        checked = workbench.do(CheckNetwork(project=workbench.project))
        assert isinstance(checked, Succeeded)
        report = next(each for each in checked.endpoints if each.endpoint.url == index.url)
        action = report.remedies[0].action
        assert isinstance(action, PrepareRequest)
        outcome = workbench.do(action)
        assert isinstance(outcome, Succeeded), outcome
        assert outcome.request is not None
        text = f"{outcome.request.subject}\n{outcome.request.text}"
    assert "trust the certificates of our network" in text
    assert "localhost" in text
    assert "Example Company" in text


def test_an_expired_certificate_is_asked_about(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, certificate=Certificate.EXPIRED) as index:
        _written(workbench, index.url)
        assert "has expired" in text_of(workbench, index.url)


def test_a_proxy_that_filters_is_asked_to_let_it_through(
    workbench: Workbench, authority: Authority, filtering_proxy: ForwardProxy
) -> None:
    workbench.environ |= {"SSL_CERT_FILE": str(authority.root_file), "HTTPS_PROXY": filtering_proxy.url}
    with package_index(workbench.root / "wheels", authority) as index:
        _written(workbench, index.url)
        text = text_of(workbench, index.url)
    assert "reach its servers" in text
    assert "403" in text


def test_an_account_without_rights_asks_for_access(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, answer=Answer.FORBIDDEN) as index:
        _written(workbench, index.url)
        assert "access to an index" in text_of(workbench, index.url)


def test_of_an_address_with_which_nothing_is_wrong_there_is_nothing_to_ask(
    workbench: Workbench, authority: Authority
) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority) as index:
        _written(workbench, index.url)
        outcome = workbench.do(PrepareRequest(project=workbench.project, url=index.url))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert "nothing to ask for" in outcome.problem.title + outcome.problem.explanation


def test_what_is_no_address_is_a_sentence(workbench: Workbench) -> None:
    workbench.write()
    for url in ("", "nonsense", "https://exa mple/"):
        outcome = workbench.do(PrepareRequest(project=workbench.project, url=url))
        assert isinstance(outcome, Failed)
        assert outcome.bad_input
        assert "no address" in outcome.problem.title + outcome.problem.explanation
