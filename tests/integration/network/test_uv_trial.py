"""The real uv tries addresses: certificates, proxies, logins, silence, and that nothing is left behind."""

import asyncio
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from core.model.commands import StoreCredential, Sync
from core.model.network import Endpoint, EndpointUse, UvTry
from core.model.outcome import Succeeded
from core.model.problem import Category
from core.model.questions import Credential
from core.model.secrets import Secret
from core.procedures.network.uv_trial import try_uv
from core.procedures.preparation import prepare
from core.procedures.services import make_services
from tests.integration.repairs.workbench import Workbench
from tests.network.answers import Answer
from tests.network.certificates import Authority, Certificate
from tests.network.fixtures import PROXY_LOGIN
from tests.network.forward_proxy import ForwardProxy
from tests.network.tls_index import PACKAGE, Index, package_index

SECRET = "s3cr3t-T0ken"  # noqa: S105 - of a server that lives as long as this test
LOGIN = ("ada", SECRET)


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    temp = tmp_path / "temp"
    temp.mkdir()
    return Workbench(tmp_path, variables={"TMPDIR": str(temp), "TEMP": str(temp), "TMP": str(temp)})


@contextmanager
def untouched(workbench: Workbench) -> Iterator[None]:
    """Fail where a file of the project or of the cache is another afterwards, or one is left in the temp folder."""
    before = _files(workbench.project)
    left = sorted((workbench.root / "temp").iterdir())
    cached = _files(workbench.root / "cache")
    yield
    assert _files(workbench.project) == before
    assert sorted((workbench.root / "temp").iterdir()) == left
    assert _files(workbench.root / "cache") == cached


def _files(folder: Path) -> dict[str, bytes | None]:
    return {str(each): each.read_bytes() if each.is_file() else None for each in folder.rglob("*")}


def _index(url: str, more: str = "") -> str:
    # An index that nobody answers at shows that no other than the one in question is asked.
    dead = '[[tool.uv.index]]\nname = "dead"\nurl = "http://127.0.0.1:9/simple"\n'
    return f'{dead}[[tool.uv.index]]\nname = "corp"\nurl = "{url}"\n{more}'


def tried(
    workbench: Workbench,
    url: str,
    *,
    choices: Mapping[str, str | None] | None = None,
    seconds: float = 60.0,
    use: EndpointUse = EndpointUse.INDEX,
) -> UvTry:
    services = make_services(workbench.home, workbench.environ, secrets=workbench.secrets)

    async def work() -> UvTry:
        prepared = await prepare(workbench.project, services)
        endpoint = Endpoint(url=url, uses=(use,))
        return await try_uv(endpoint, prepared, services, choices=choices or {}, seconds=seconds)

    with untouched(workbench):
        found = asyncio.run(work())
    assert SECRET not in repr(found)
    assert PROXY_LOGIN[1] not in repr(found)
    return found


def verdict(found: UvTry) -> tuple[bool | None, Category | None]:
    return found.reaches, found.category


def test_a_private_authority_is_refused_and_with_its_file_accepted(workbench: Workbench, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), _index(index.url))
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
        workbench.write((), _index(index.url))
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
        workbench.write((), _index(index.url))
        _lock(workbench, index.url)
        assert verdict(tried(workbench, index.url)) == expected


def test_an_empty_page_about_an_unknown_package_is_an_answer(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, answer=Answer.EMPTY_PAGE) as index:
        workbench.write((), _index(index.url))
        assert verdict(tried(workbench, index.url)) == (True, None)


def test_silence_ends_in_time_and_uv_says_so(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, answer=Answer.STALL) as index:
        workbench.write((), _index(index.url))
        started = time.monotonic()
        found = tried(workbench, index.url, seconds=12)
        assert verdict(found) == (False, Category.NETWORK_UNREACHABLE)
        assert time.monotonic() - started < 40


def test_a_uv_that_does_not_end_is_ended_and_nothing_is_claimed(workbench: Workbench, tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("the program that never ends is a shell script")
    workbench.write((), _index("https://localhost:1/simple"))
    program = tmp_path / "uv"
    pids = tmp_path / "pid"
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *--version*) echo "uv 0.13.9";; *) sleep 600 & echo $! $$ > "{pids}"; wait;; esac\n'
    )
    program.chmod(0o755)
    workbench.environ["WHEELYARD_UV"] = str(program)
    found = tried(workbench, "https://localhost:1/simple", seconds=3)
    assert verdict(found) == (None, None)
    assert "3 seconds" in found.words
    end = time.monotonic() + 30
    while any(Path(f"/proc/{each}").exists() for each in pids.read_text().split()) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{each}").exists() for each in pids.read_text().split())


def test_a_cancelled_trial_leaves_nothing(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    services = make_services(workbench.home, workbench.environ, secrets=workbench.secrets)

    async def work(index: Index) -> None:
        prepared = await prepare(workbench.project, services)
        task = asyncio.create_task(try_uv(Endpoint(url=index.url, uses=(EndpointUse.INDEX,)), prepared, services))
        while not index.requests:  # noqa: ASYNC110 - the server is a thread and knows no loop
            await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with package_index(workbench.root / "wheels", authority, answer=Answer.STALL) as index:
        workbench.write((), _index(index.url))
        with untouched(workbench):
            asyncio.run(work(index))


def test_a_proxy_of_each_kind(
    workbench: Workbench, authority: Authority, plain_proxy: ForwardProxy, login_proxy: ForwardProxy
) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), _index(index.url))
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
        workbench.write((), _index(index.url, flat))
        assert verdict(tried(workbench, index.url)) == (False, Category.INDEX_AUTH)
        assert isinstance(workbench.do(StoreCredential(project=workbench.project, index="corp")), Succeeded)
        assert verdict(tried(workbench, index.url)) == (True, None)
        assert index.requests[-1].login == LOGIN


def test_a_login_that_is_refused_is_seen(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    workbench.answers = lambda _question: Credential(user="ada", secret=Secret("another-old-one"))
    with package_index(workbench.root / "wheels", authority, login=LOGIN) as index:
        workbench.write((), _index(index.url))
        assert isinstance(workbench.do(StoreCredential(project=workbench.project, index="corp")), Succeeded)
        assert verdict(tried(workbench, index.url)) == (False, Category.INDEX_AUTH)


@pytest.mark.parametrize("variable", ["", "UV_INDEX", "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX_URL"])
def test_a_login_in_an_address_goes_along(variable: str, workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, login=LOGIN) as index:
        workbench.write((), "" if variable else _index(index.url_with(*LOGIN)))
        if variable:
            workbench.environ[variable] = index.url_with(*LOGIN)
        assert verdict(tried(workbench, index.url)) == (True, None)


def test_settings_of_the_project_neither_write_nor_ask_elsewhere(workbench: Workbench, authority: Authority) -> None:
    workbench.environ |= {"SSL_CERT_FILE": str(authority.root_file), "UV_FIND_LINKS": "http://127.0.0.1:9/files"}
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write()
        (workbench.project / "uv.toml").write_text(
            f'no-sources = true\npython-preference = "only-managed"\n[[index]]\nname = "corp"\nurl = "{index.url}"\n'
            '[pip]\noutput-file = "requirements.txt"\ngenerate-hashes = true\npython = "3.99"\nsystem = true\n'
            'target = "there"\n'
        )
        _lock(workbench, index.url)
        assert verdict(tried(workbench, index.url)) == (True, None)
        assert {request.path for request in index.requests} == {f"/simple/{PACKAGE}/"}


@pytest.mark.parametrize("more", ['required-version = ">=99"', '[tool.uv.pip]\nextra = ["none"]'])
def test_what_has_nothing_to_do_with_the_address_is_no_verdict(
    more: str, workbench: Workbench, authority: Authority
) -> None:
    workbench.environ |= {"SSL_CERT_FILE": str(authority.root_file)}
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.environ["UV_INDEX"] = f"corp={index.url}"
        workbench.write((), more)
        found = tried(workbench, index.url)
        assert found.reaches is None
        assert found.words
        assert index.requests == []


def test_a_dead_page_of_wheels_is_not_the_index(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), f'find-links = ["http://127.0.0.1:9/files"]\n{_index(index.url)}')
        found = tried(workbench, index.url)
        assert (found.reaches, found.category) == (None, Category.NETWORK_UNREACHABLE)


@pytest.mark.parametrize("use", [EndpointUse.FILES, EndpointUse.PYTHON, EndpointUse.NAMED])
def test_a_server_of_files_is_asked_for_one_page(use: EndpointUse, workbench: Workbench, authority: Authority) -> None:
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write()
        assert verdict(tried(workbench, index.url, use=use)) == (False, Category.TLS_UNTRUSTED_ISSUER)
        choices = {"SSL_CERT_FILE": str(authority.root_file)}
        assert verdict(tried(workbench, index.url, use=use, choices=choices)) == (True, None)
        assert verdict(tried(workbench, f"{index.url}/nothing/", use=use, choices=choices)) == (True, None)
        assert len(index.requests) == 2


def test_a_refusal_counts_only_where_the_page_is_the_point(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, login=LOGIN) as index:
        workbench.write()
        assert tried(workbench, index.url, use=EndpointUse.FILES).reaches is True
        assert verdict(tried(workbench, index.url, use=EndpointUse.NAMED)) == (False, Category.INDEX_AUTH)


@pytest.mark.parametrize(
    "url", ["https://no such host/", "nonsense", "https://exa mple:99999/", "", "ftp://x.example/"]
)
def test_what_is_no_address_is_no_exception(url: str, workbench: Workbench) -> None:
    workbench.write()
    for use in (EndpointUse.INDEX, EndpointUse.NAMED):
        assert tried(workbench, url, use=use).reaches is not True


def _lock(workbench: Workbench, url: str) -> None:
    """Write a lock by which the index has the package."""
    entry: dict[str, Any] = {"name": PACKAGE, "version": "1.0", "url": url}
    (workbench.project / "uv.lock").write_text(
        'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[[package]]\nname = "{name}"\n'
        'version = "{version}"\nsource = {{ registry = "{url}" }}\n'.format(**entry)
    )


@pytest.mark.parametrize("use", [EndpointUse.INDEX, EndpointUse.FILES])
def test_a_uv_that_is_told_to_stay_offline_reaches_nothing(
    use: EndpointUse, workbench: Workbench, authority: Authority
) -> None:
    workbench.environ |= {"SSL_CERT_FILE": str(authority.root_file), "UV_OFFLINE": "1"}
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), _index(index.url))
        found = tried(workbench, index.url, use=use)
        assert verdict(found) == (False, Category.NETWORK_UNREACHABLE)
        assert tried(workbench, index.url, use=use, choices={"UV_OFFLINE": "0"}).reaches is True
        assert index.requests
