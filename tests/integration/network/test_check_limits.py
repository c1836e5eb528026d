"""A check of servers that are rude, many or far: within seconds, side by side, cancelled whole, none hiding another."""

import asyncio
import socket
import threading
import time

import psutil
import pytest

from core.model.checks import CheckStatus
from core.model.commands import CheckNetwork
from core.model.events import EndpointChecked
from core.model.network import EndpointUse, LoginState
from core.model.outcome import Cancelled, Failed
from core.session import open_session
from tests.integration.network.check_bench import SECRET, checked, index_table, only, workbench
from tests.integration.repairs.workbench import Workbench
from tests.network.answers import Answer
from tests.network.certificates import Authority
from tests.network.tls_index import PACKAGE, package_index

__all__ = ["workbench"]


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
        workbench.write((), index_table(index.url))
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
        workbench.write((), index_table(index.url))
        report = only(checked(workbench, urls=(f"{index.url}/",), prove=True))
    assert report.status is CheckStatus.OK
    assert report.endpoint.uses == (EndpointUse.NAMED, EndpointUse.INDEX)
    assert report.endpoint.indexes == ("corp",)


def test_an_index_can_be_named_and_its_login_is_known(workbench: Workbench, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority, login=("ada", SECRET)) as index:
        workbench.write((), index_table(index.url_with("ada", SECRET)))
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
        workbench.write((), f"{indexes}{index_table(sound.url)}")
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
        other = (
            index_table(index.url).replace("default = true\n", "").replace("corp", "other").replace("/simple", "/other")
        )
        workbench.write((), other + index_table(index.url))
        assert asyncio.run(cancelled()) < 20
        end = time.monotonic() + 20
        names = {"endpoint check", "login check"}
        while names & {thread.name for thread in threading.enumerate()}:
            assert time.monotonic() < end
            time.sleep(0.05)
        assert not [each for each in psutil.Process().children(recursive=True) if "uv" in each.name()]


def test_what_is_wrong_with_one_server_does_not_hide_the_others(workbench: Workbench, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write(
            (), f'[[tool.uv.index]]\nname = "bad"\nurl = "https://host:9x9/simple"\n{index_table(index.url)}'
        )
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
        workbench.write((PACKAGE,), index_table(index.url))
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
        workbench.write((), index_table(index.url))
        reports = checked(workbench)
    assert [report.endpoint.uses for report in reports] == [(EndpointUse.INDEX,), (EndpointUse.PYTHON,)]
    assert reports[1].endpoint.url == f"https://localhost:{index.port}/pythons"
