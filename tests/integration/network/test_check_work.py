"""A check of a project's servers through the Session: what it says of each trouble, in time, and without a secret."""

import asyncio
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from core.model.checks import CheckStatus
from core.model.commands import CheckNetwork, StoreCredential, StoreProxyLogin
from core.model.endpoint import TlsReason
from core.model.events import EndpointChecked, EndpointsFound
from core.model.network import EndpointReport, EndpointUse, LoginPlace, LoginState
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.questions import Credential
from core.model.secrets import Secret
from core.session import open_session
from core.store.documents import to_builtins
from tests.integration.repairs.workbench import Workbench
from tests.network.answers import Answer
from tests.network.certificates import Authority, Certificate
from tests.network.forward_proxy import ForwardProxy, forward_proxy
from tests.network.tls_index import PACKAGE, package_index

SECRET = "s3cr3t-T0ken"  # noqa: S105 - of a server that lives as long as this test
SOURCES = f'[tool.uv.sources]\n{PACKAGE} = {{ index = "corp" }}\n'


@pytest.fixture
def workbench(tmp_path: Path, authority: Authority) -> Iterator[Workbench]:
    bench = Workbench(tmp_path / "bench", variables={"SSL_CERT_FILE": str(authority.root_file)})
    yield bench
    shown = f"{bench.events!r}{[to_builtins(event) for event in bench.events]}{bench.kept_texts()}"
    assert SECRET not in shown


def _index(url: str, more: str = "") -> str:
    return f'[[tool.uv.index]]\nname = "corp"\nurl = "{url}"\ndefault = true\n{more}'


def checked(bench: Workbench, *, prove: bool = False, urls: tuple[str, ...] = ()) -> tuple[EndpointReport, ...]:
    outcome = bench.do(CheckNetwork(project=bench.project, prove=prove, urls=urls))
    assert isinstance(outcome, Succeeded), outcome
    return outcome.endpoints


def only(reports: tuple[EndpointReport, ...]) -> EndpointReport:
    assert len(reports) == 1
    return reports[0]


def test_a_sound_index_is_said_when_it_is_checked_and_again_when_uv_has_tried_it(
    workbench: Workbench, authority: Authority, tmp_path: Path
) -> None:
    with package_index(tmp_path / "wheels", authority) as index:
        workbench.write((PACKAGE,), _index(f"{index.url}/", SOURCES))
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
        workbench.write((PACKAGE,), _index(index.url))
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
        workbench.write((), _index(index.url))
        report = only(checked(workbench))
    assert report.check.own_file is None
    assert report.status is CheckStatus.FAIL
    assert "finds no certificates" in report.sentence


def test_a_host_that_is_not_checked_is_a_warning(workbench: Workbench, authority: Authority) -> None:
    workbench.environ |= {"SSL_CERT_FILE": "", "UV_INSECURE_HOST": "localhost"}
    with package_index(workbench.root / "wheels", authority, login=("ada", SECRET)) as index:
        workbench.write((), _index(index.url_with("ada", SECRET)))
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
        workbench.write((PACKAGE,), _index(index.url_with("ada", written) if written else index.url, SOURCES))
        report = only(checked(workbench))
    assert report.login is not None
    assert (report.login.state, report.status) == (state, status), report.sentence
    if refusal is Answer.UNAUTHORIZED and login is not None:
        assert (report.login.schemes, report.login.realm) == (("Basic",), "packages")
    assert (report.login.user, report.login.place) == (("ada", LoginPlace.URL) if written else (None, None))
    assert report.endpoint.url == index.url


def test_an_empty_page_is_no_secret_where_nothing_has_to_be_there(workbench: Workbench, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority, answer=Answer.EMPTY_PAGE) as index:
        workbench.write((), _index(index.url_with("ada", SECRET)))
        assert only(checked(workbench)).status is CheckStatus.OK
        workbench.write((), _index(index.url))
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
        workbench.write((), f'[[tool.uv.index]]\nname = "other"\nurl = "{other.url}"\n{_index(mine.url)}')
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
        workbench.write((), _index(index.url_with("ada", SECRET)))
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
        workbench.write((), _index(index.url))
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
        workbench.write((), _index(index.url))
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
        workbench.write((), _index(index.url))
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
        workbench.write((), _index(index.url))
        report = only(checked(workbench, prove=True))
    assert report.uv is not None
    assert report.uv.reaches is None
    assert "policy" in report.uv.words


def test_a_proxy_that_turns_away_or_is_not_there(
    workbench: Workbench, authority: Authority, filtering_proxy: ForwardProxy
) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), _index(index.url))
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


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer.STALL_HANDSHAKE, "sent no answer in time"),
        (Answer.RESET_HANDSHAKE, "closed the connection"),
        (Answer.NO_TLS, "speaks no TLS"),
        (Answer.STALL, "sent no answer"),
        (Answer.RESET, "sent no answer"),
        (Answer.SERVER_ERROR, "503"),
        (Answer.REDIRECT_LOOP, "from one address to the next"),
    ],
)
def test_a_rude_server_is_a_finding_within_seconds(
    answer: Answer, words: str, workbench: Workbench, authority: Authority
) -> None:
    with package_index(workbench.root / "wheels", authority, answer=answer) as index:
        workbench.write((), _index(index.url))
        before = time.monotonic()
        report = only(checked(workbench))
        assert time.monotonic() - before < 30
    assert report.status in {CheckStatus.FAIL, CheckStatus.WARN}
    assert words in report.sentence


@pytest.mark.parametrize(
    ("url", "shown", "words"),
    [
        ("", None, "no address"),
        ("nonsense", "nonsense", "begins with neither"),
        ("ftp://index.example/", "ftp://index.example/", "begins with neither"),
        ("https://host:99999/simple", "https://host:99999/simple", "cannot be read"),
        ("https://[::1/simple", "https://[::1/simple", "cannot be read"),
        ("https://bücher.invalid/simple/", "https://bücher.invalid/simple/", "bücher.invalid"),
        ("https://127.0.0.1:1/simple?token=" + SECRET, "https://127.0.0.1:1/simple", "No connection"),
        (f"https://ada:{SECRET}@127.0.0.1:1/simple", "https://127.0.0.1:1/simple", "No connection"),
        (f"https://ada:{SECRET}#x@127.0.0.1:1/simple", "https://127.0.0.1:1/simple", "No connection"),
        (f"https://ada:x#{SECRET}@127.0.0.1:1/simple", "https://127.0.0.1:1/simple", "No connection"),
    ],
)
def test_an_address_that_is_none_or_leads_nowhere_is_a_finding(
    url: str, shown: str | None, words: str, workbench: Workbench
) -> None:
    workbench.write()
    report = only(checked(workbench, urls=(url,), prove=True))
    assert report.status is CheckStatus.FAIL
    assert report.endpoint.uses == (EndpointUse.NAMED,)
    assert words in report.sentence
    if shown is not None:
        assert report.endpoint.url == shown
    assert SECRET not in repr(report)


def test_ipv6_with_a_trailing_slash(workbench: Workbench, authority: Authority) -> None:
    if not socket.has_ipv6:
        pytest.skip("this Python has no IPv6")
    with package_index(workbench.root / "wheels", authority, host="::1") as index:
        workbench.write((), _index(index.url))
        report = only(checked(workbench, urls=(f"{index.url}/",), prove=True))
    assert report.status is CheckStatus.OK
    assert report.endpoint.uses == (EndpointUse.NAMED, EndpointUse.INDEX)
    assert report.endpoint.indexes == ("corp",)


def test_an_index_can_be_named_and_its_login_is_known(workbench: Workbench, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority, login=("ada", SECRET)) as index:
        workbench.write((), _index(index.url_with("ada", SECRET)))
        report = only(checked(workbench, urls=("corp",)))
    assert report.login is not None
    assert report.login.state is LoginState.ACCEPTED


def test_without_a_project_an_address_is_checked_by_the_persons_own_settings(
    workbench: Workbench, authority: Authority
) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        report = only(checked(workbench, urls=(index.url,), prove=True))
    assert report.status is CheckStatus.OK
    assert report.uv is not None
    assert report.uv.reaches is True
    outcome = workbench.do(CheckNetwork(project=workbench.project))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input


def test_several_are_checked_side_by_side(workbench: Workbench, authority: Authority) -> None:
    with (
        package_index(workbench.root / "wheels", authority, answer=Answer.STALL_HANDSHAKE) as silent,
        package_index(workbench.root / "wheels", authority) as sound,
    ):
        indexes = "".join(
            f'[[tool.uv.index]]\nname = "silent-{number}"\nurl = "{silent.url}/{number}"\n' for number in range(5)
        )
        workbench.write((), f"{indexes}{_index(sound.url)}")
        before = time.monotonic()
        reports = checked(workbench)
        # One after the other they would take 2 s each, and five of them 10.
        assert time.monotonic() - before < 9
    assert [report.status for report in reports] == [CheckStatus.FAIL] * 5 + [CheckStatus.OK]
    said = [event.report for event in workbench.events if isinstance(event, EndpointChecked)]
    assert {each.endpoint for each in said} == {report.endpoint for report in reports}


def test_cancelling_ends_every_thread_and_every_process(workbench: Workbench, authority: Authority) -> None:
    async def cancelled() -> float:
        session = open_session(workbench.home, workbench.environ, secrets=workbench.secrets)
        tried = asyncio.Event()

        def hear(events: object, _state: object) -> None:
            if any(isinstance(event, EndpointChecked) for event in events):  # type: ignore[attr-defined] # a tuple
                tried.set()

        session.subscribe(hear)
        try:
            job = session.submit(CheckNetwork(project=workbench.project))
            await asyncio.wait_for(tried.wait(), 60)
            await asyncio.sleep(0.3)
            before = time.monotonic()
            session.cancel(job)
            outcome = await session.wait(job)
            took = time.monotonic() - before
        finally:
            await session.close()
        assert isinstance(outcome, Cancelled)
        return took

    with package_index(workbench.root / "wheels", authority, answer=Answer.STALL) as index:
        other = _index(index.url).replace("default = true\n", "").replace("corp", "other").replace("/simple", "/other")
        workbench.write((), other + _index(index.url))
        assert asyncio.run(cancelled()) < 20
        end = time.monotonic() + 20
        names = {"endpoint check", "login check"}
        while names & {thread.name for thread in threading.enumerate()}:
            assert time.monotonic() < end
            time.sleep(0.05)
        assert not [each for each in psutil.Process().children(recursive=True) if "uv" in each.name()]


def test_what_is_wrong_with_one_server_does_not_hide_the_others(workbench: Workbench, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), f'[[tool.uv.index]]\nname = "bad"\nurl = "https://host:9x9/simple"\n{_index(index.url)}')
        reports = checked(workbench)
    assert [(report.endpoint.indexes, report.status) for report in reports] == [
        (("bad",), CheckStatus.FAIL),
        (("corp",), CheckStatus.OK),
    ]


def test_the_servers_of_a_locked_project_are_those_of_its_lock(workbench: Workbench, authority: Authority) -> None:
    with (
        package_index(workbench.root / "wheels", authority) as index,
        package_index(workbench.root / "wheels", authority) as files,
    ):
        workbench.write((PACKAGE,), _index(index.url))
        (workbench.project / "uv.lock").write_text(
            'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n[[package]]\nname = "small-one"\nversion = "1.0"\n'
            f'source = {{ registry = "{index.url}" }}\nwheels = [{{ url = "https://localhost:{files.port}/files/'
            'small_one-1.0-py3-none-any.whl?sig=abc", hash = "sha256:00" }]\n'
            '[[package]]\nname = "tiny"\nversion = "1"\nsource = { virtual = "." }\n',
            encoding="utf-8",
        )
        reports = checked(workbench, prove=True)
        assert "/simple/small-one/" in {request.path for request in index.requests}
        assert "/files/small_one-1.0-py3-none-any.whl" in {request.path for request in files.requests}
    assert [(report.endpoint.url, report.endpoint.uses, report.endpoint.packages) for report in reports] == [
        (index.url, (EndpointUse.INDEX,), 1),
        (f"https://localhost:{files.port}/", (EndpointUse.FILES,), 1),
    ]
    assert [report.status for report in reports] == [CheckStatus.OK, CheckStatus.OK], reports


def test_pythons_are_asked_for_where_they_may_be_downloaded(workbench: Workbench, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        mirror = f"https://ada:{SECRET}@localhost:{index.port}/pythons"
        workbench.environ |= {"UV_PYTHON_DOWNLOADS": "automatic", "UV_PYTHON_INSTALL_MIRROR": mirror}
        workbench.write((), _index(index.url))
        reports = checked(workbench)
    assert [report.endpoint.uses for report in reports] == [(EndpointUse.INDEX,), (EndpointUse.PYTHON,)]
    assert reports[1].endpoint.url == f"https://localhost:{index.port}/pythons"
