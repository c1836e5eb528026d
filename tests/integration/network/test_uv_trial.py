"""The real uv tries addresses: what it makes of certificates, proxies, answers and logins."""

from pathlib import Path

import pytest

from core.model.commands import StoreCredential, Sync
from core.model.outcome import Succeeded
from core.model.problem import Category
from core.model.questions import Credential
from core.model.secrets import Secret
from tests.integration.network.trial_bench import (
    LOGIN,
    SECRET,
    bench_with_temp,
    index_table,
    tried,
    verdict,
    write_lock,
)
from tests.integration.repairs.workbench import Workbench
from tests.network.answers import Answer
from tests.network.certificates import Authority, Certificate
from tests.network.fixtures import PROXY_LOGIN
from tests.network.forward_proxy import ForwardProxy
from tests.network.tls_index import PACKAGE, package_index


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return bench_with_temp(tmp_path)


def test_a_private_authority_is_refused_and_with_its_file_accepted(workbench: Workbench, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), index_table(index.url))
        refused = tried(workbench, index.url)
        assert verdict(refused) == (False, Category.TLS_UNTRUSTED_ISSUER)
        assert "UnknownIssuer" in refused.words
        assert refused.seconds > 0
        choices = {"SSL_CERT_FILE": str(authority.root_file)}
        accepted = tried(workbench, index.url, choices=choices)
        assert verdict(accepted) == (True, None)
        assert accepted.choices == (f"SSL_CERT_FILE = {authority.root_file}",)
        assert [request.path for request in index.requests] == ["/simple/wheelyard-network-check/"]
        # What a choice takes away counts, too.
        workbench.environ |= choices
        assert tried(workbench, index.url).reaches is True
        assert tried(workbench, index.url, choices={"SSL_CERT_FILE": None}).reaches is False


@pytest.mark.parametrize(
    ("certificate", "category"),
    [
        (Certificate.EXPIRED, Category.TLS_OTHER),
        (Certificate.NOT_YET_VALID, Category.TLS_OTHER),
        (Certificate.WRONG_HOST, Category.TLS_OTHER),
        (Certificate.INCOMPLETE_CHAIN, Category.TLS_UNTRUSTED_ISSUER),
        (Certificate.SELF_SIGNED, Category.TLS_UNTRUSTED_ISSUER),
    ],
)
def test_each_fault_of_a_certificate_is_uvs_to_see(
    certificate: Certificate, category: Category, workbench: Workbench, authority: Authority
) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, certificate=certificate) as index:
        workbench.write((), index_table(index.url))
        assert verdict(tried(workbench, index.url)) == (False, category)


def test_a_locked_package_is_asked_for_and_none_of_its_files(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((PACKAGE,), f'[[tool.uv.index]]\nname = "corp"\nurl = "{index.url}"\ndefault = true\n')
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
        del index.requests[:]
        assert verdict(tried(workbench, index.url)) == (True, None)
        assert {request.path for request in index.requests} == {f"/simple/{PACKAGE}/"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer.EMPTY_PAGE, (False, Category.INDEX_AUTH)),
        (Answer.HTML_PAGE, (False, Category.INDEX_AUTH)),
        (Answer.UNAUTHORIZED, (False, Category.INDEX_AUTH)),
        (Answer.FORBIDDEN, (False, Category.INDEX_AUTH)),
        (Answer.NOT_FOUND, (True, None)),
        (Answer.SERVER_ERROR, (False, Category.NETWORK_UNREACHABLE)),
        (Answer.RESET, (False, Category.NETWORK_UNREACHABLE)),
        (Answer.RESET_HANDSHAKE, (False, Category.NETWORK_UNREACHABLE)),
        (Answer.NO_TLS, (False, Category.TLS_OTHER)),
    ],
)
def test_what_an_index_answers_about_a_package_that_it_must_have(
    answer: Answer, expected: tuple[bool, Category | None], workbench: Workbench, authority: Authority
) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, answer=answer) as index:
        workbench.write((), index_table(index.url))
        write_lock(workbench, index.url)
        assert verdict(tried(workbench, index.url)) == expected


def test_an_empty_page_about_an_unknown_package_is_an_answer(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, answer=Answer.EMPTY_PAGE) as index:
        workbench.write((), index_table(index.url))
        assert verdict(tried(workbench, index.url)) == (True, None)


def test_a_proxy_of_each_kind(
    workbench: Workbench, authority: Authority, plain_proxy: ForwardProxy, login_proxy: ForwardProxy
) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), index_table(index.url))
        workbench.environ["HTTPS_PROXY"] = login_proxy.url
        assert verdict(tried(workbench, index.url)) == (False, Category.PROXY)
        open_one = tried(workbench, index.url, choices={"HTTPS_PROXY": plain_proxy.url})
        assert open_one.reaches is True
        assert plain_proxy.requests == [f"CONNECT localhost:{index.port}"]
        with_login = tried(workbench, index.url, choices={"HTTPS_PROXY": login_proxy.url_with(*PROXY_LOGIN)})
        assert with_login.reaches is True
        assert tried(workbench, index.url, choices={"NO_PROXY": "localhost"}).reaches is True
        workbench.environ["HTTPS_PROXY"] = "http://127.0.0.1:9"
        assert tried(workbench, index.url).reaches is False


def test_a_proxy_of_uvs_own_files_is_gone_through(
    workbench: Workbench, authority: Authority, plain_proxy: ForwardProxy
) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write()
        (workbench.project / "uv.toml").write_text(
            f'https-proxy = "{plain_proxy.url}"\n[[index]]\nname = "corp"\nurl = "{index.url}"\n'
        )
        assert tried(workbench, index.url).reaches is True
        assert plain_proxy.requests == [f"CONNECT localhost:{index.port}"]
        # Where a file names a proxy, uv passes over every variable: that is what the trial has to show.
        assert tried(workbench, index.url, choices={"HTTPS_PROXY": "http://127.0.0.1:9"}).reaches is True


@pytest.mark.parametrize("flat", ["", 'format = "flat"\n'])
def test_a_stored_login_goes_along(flat: str, workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    workbench.answers = lambda _question: Credential(user=LOGIN[0], secret=Secret(SECRET))
    with package_index(workbench.root / "wheels", authority, login=LOGIN) as index:
        workbench.write((), index_table(index.url, flat))
        assert verdict(tried(workbench, index.url)) == (False, Category.INDEX_AUTH)
        assert isinstance(workbench.do(StoreCredential(project=workbench.project, index="corp")), Succeeded)
        assert verdict(tried(workbench, index.url)) == (True, None)
        assert index.requests[-1].login == LOGIN


def test_a_login_that_is_refused_is_seen(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    workbench.answers = lambda _question: Credential(user="ada", secret=Secret("another-old-one"))
    with package_index(workbench.root / "wheels", authority, login=LOGIN) as index:
        workbench.write((), index_table(index.url))
        assert isinstance(workbench.do(StoreCredential(project=workbench.project, index="corp")), Succeeded)
        assert verdict(tried(workbench, index.url)) == (False, Category.INDEX_AUTH)


@pytest.mark.parametrize("variable", ["", "UV_INDEX", "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX_URL"])
def test_a_login_in_an_address_goes_along(variable: str, workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, login=LOGIN) as index:
        workbench.write((), "" if variable else index_table(index.url_with(*LOGIN)))
        if variable:
            workbench.environ[variable] = index.url_with(*LOGIN)
        assert verdict(tried(workbench, index.url)) == (True, None)
