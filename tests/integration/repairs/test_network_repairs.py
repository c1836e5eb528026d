"""Certificates, proxies and logins: the real failure, what is measured of it, the button, and the sync that passes."""

import pytest
from msgspec.structs import replace

from core.model.commands import ChooseSetting, StoreCredential, Sync
from core.model.events import LinesPrinted, ProgramStarted
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category
from core.model.questions import Credential, CredentialQuestion
from core.model.secrets import Secret
from core.model.setting_keys import SettingKey
from tests.integration.repairs.workbench import MemorySecrets, Workbench, action_of, evidence_of, remedy_of
from tests.network.certificates import Authority
from tests.network.forward_proxy import ForwardProxy
from tests.network.tls_index import PACKAGE, package_index

SECRET = "s3cr3t-T0ken"  # noqa: S105 - of a server that lives as long as this test


def _index(url: str) -> str:
    return f'[[tool.uv.index]]\nname = "corp"\nurl = "{url}"\ndefault = true\n'


def test_a_private_authority_is_measured_and_its_file_mends_it(workbench: Workbench, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((PACKAGE,), _index(index.url))
        problem = workbench.fails(Sync(project=workbench.project))
        assert problem.category is Category.TLS_UNTRUSTED_ISSUER
        tls = evidence_of(problem, "tls")
        assert (tls.measured["bundled_ok"], tls.measured["system_ok"]) == (False, False)
        assert "Example Company" in str(tls.measured["issuer"])
        # Neither list knows the authority, so the button that would not help does not come first.
        assert problem.remedies[0].id == "ask-root-certificate"
        assert remedy_of(problem, "system-certificates").confidence < 0.2
        action = action_of(problem, "certificate-file")
        assert isinstance(action, ChooseSetting)
        outcomes = workbench.do_all(replace(action, value=str(authority.root_file)))
        assert [type(outcome) for outcome in outcomes] == [Succeeded, Succeeded]
    assert workbench.profiles.load(workbench.project).chosen[SettingKey.CERTIFICATE_FILE] == str(authority.root_file)


def test_the_systems_certificates_are_asked_for_by_the_variable_that_this_uv_knows(
    workbench: Workbench, authority: Authority
) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((PACKAGE,), _index(index.url))
        workbench.do(ChooseSetting(project=workbench.project, key=SettingKey.SYSTEM_CERTS, value="true"))
        problem = workbench.fails(Sync(project=workbench.project))
    started = [event for event in workbench.events if isinstance(event, ProgramStarted)]
    assert {event.variables.get("UV_SYSTEM_CERTS") for event in started} == {"1"}
    assert problem.category is Category.TLS_UNTRUSTED_ISSUER


def test_a_proxy_that_wants_a_login_is_named_with_its_number(
    workbench: Workbench, authority: Authority, login_proxy: ForwardProxy
) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((PACKAGE,), _index(index.url))
        workbench.environ |= {"HTTPS_PROXY": login_proxy.url, "SSL_CERT_FILE": str(authority.root_file)}
        problem = workbench.fails(Sync(project=workbench.project))
    assert problem.category is Category.PROXY
    assert evidence_of(problem, "tls").measured["proxy_answer"] == 407
    assert evidence_of(problem, "proxy").measured["uv_proxy_from"] == "HTTPS_PROXY"


def test_the_proxy_that_is_chosen_is_the_one_uv_goes_through(
    workbench: Workbench, authority: Authority, plain_proxy: ForwardProxy
) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((PACKAGE,), _index(index.url))
        workbench.environ |= {"SSL_CERT_FILE": str(authority.root_file), "https_proxy": "http://127.0.0.1:9"}
        problem = workbench.fails(Sync(project=workbench.project))
        action = ChooseSetting(
            project=workbench.project, key=SettingKey.PROXY, value=plain_proxy.url, then=Sync(project=workbench.project)
        )
        assert [type(each) for each in workbench.do_all(action)] == [Succeeded, Succeeded]
    assert problem.category in {Category.PROXY, Category.NETWORK_UNREACHABLE}
    assert plain_proxy.requests


def test_a_proxy_in_uvs_own_files_cannot_be_overruled_and_says_so(workbench: Workbench) -> None:
    workbench.write()
    (workbench.project / "uv.toml").write_text('https-proxy = "http://127.0.0.1:9"\n', encoding="utf-8")
    command = ChooseSetting(project=workbench.project, key=SettingKey.PROXY, value="http://proxy:8080")
    outcome = workbench.do(command)
    assert isinstance(outcome, Failed)
    assert "https-proxy" in outcome.problem.title + outcome.problem.explanation
    assert isinstance(workbench.do(replace(command, value=None)), Succeeded)


@pytest.mark.parametrize(
    "value", ["https//nonsense", "ftp://proxy:80", "http://proxy", "http://user:pass@proxy:80", "http://proxy:80/path"]
)
def test_a_proxy_that_cannot_be_one_is_refused_with_a_sentence(workbench: Workbench, value: str) -> None:
    workbench.write()
    outcome = workbench.do(ChooseSetting(project=workbench.project, key=SettingKey.PROXY, value=value))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert outcome.problem.explanation.startswith("proxy cannot be set") or "proxy" in outcome.problem.title
    assert SettingKey.PROXY not in workbench.profiles.load(workbench.project).chosen
    assert "pass@" not in workbench.kept_texts()


def test_a_login_goes_from_the_question_to_the_keyring_and_to_uv_alone(
    workbench: Workbench, authority: Authority
) -> None:
    asked: list[CredentialQuestion] = []

    def answer(question: object) -> Credential:
        assert isinstance(question, CredentialQuestion)
        asked.append(question)
        return Credential(user="ada", secret=Secret(SECRET))

    workbench.answers = answer
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, login=("ada", SECRET)) as index:
        workbench.write((PACKAGE,), _index(index.url))
        problem = workbench.fails(Sync(project=workbench.project))
        assert problem.category is Category.INDEX_AUTH
        assert evidence_of(problem, "credential").measured["stored"] is False
        assert problem.remedies[0].id == "credential"
        workbench.mend(problem, "credential")
    assert [question.index for question in asked] == ["corp"]
    assert [secret.text for secret in workbench.secrets.kept.values()] == [SECRET]
    assert SECRET not in workbench.kept_texts()
    assert SECRET not in repr(workbench.events)
    printed = [line for event in workbench.events if isinstance(event, LinesPrinted) for line in event.lines]
    assert not any(SECRET in line for line in printed)


def test_a_login_that_is_not_accepted_is_named_as_such(workbench: Workbench, authority: Authority) -> None:
    workbench.answers = lambda _question: Credential(user="ada", secret=Secret("old one"))
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, login=("ada", SECRET)) as index:
        workbench.write((PACKAGE,), _index(index.url))
        workbench.do(StoreCredential(project=workbench.project, index="corp"))
        problem = workbench.fails(Sync(project=workbench.project))
    assert evidence_of(problem, "credential").measured["stored"] is True
    assert remedy_of(problem, "credential").title == "Renew the login of corp"


def test_without_a_keyring_nothing_is_kept(workbench: Workbench) -> None:
    workbench.secrets = MemorySecrets("There is no keyring on this computer.")
    workbench.answers = lambda _question: Credential(user="ada", secret=Secret(SECRET))
    workbench.write((), _index("https://localhost:1/simple"))
    outcome = workbench.do(StoreCredential(project=workbench.project, index="corp"))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert "no keyring" in outcome.problem.explanation + outcome.problem.title
    assert workbench.profiles.load(workbench.project).logins == ()
    assert SECRET not in workbench.kept_texts()


def test_an_index_that_the_project_does_not_have_is_refused(workbench: Workbench) -> None:
    workbench.write((), _index("https://localhost:1/simple"))
    outcome = workbench.do(StoreCredential(project=workbench.project, index="other"))
    assert isinstance(outcome, Failed)
    assert "other" in outcome.problem.title + outcome.problem.explanation
    assert "corp" in outcome.problem.title + outcome.problem.explanation
