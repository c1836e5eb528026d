"""The limits of a trial: time, a cancel, settings that have nothing to do with it, servers that are no index."""

import asyncio
import os
import time
from pathlib import Path

import pytest

from core.model.network import Endpoint, EndpointUse
from core.model.problem import Category
from core.procedures.network.uv_trial import try_uv
from core.procedures.preparation import prepare
from core.procedures.services import make_services
from tests.integration.network.trial_bench import (
    LOGIN,
    bench_with_temp,
    index_table,
    tried,
    untouched,
    verdict,
    write_lock,
)
from tests.integration.repairs.workbench import Workbench
from tests.network.answers import Answer
from tests.network.certificates import Authority
from tests.network.tls_index import PACKAGE, Index, package_index


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return bench_with_temp(tmp_path)


def test_silence_ends_in_time_and_uv_says_so(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority, answer=Answer.STALL) as index:
        workbench.write((), index_table(index.url))
        started = time.monotonic()
        found = tried(workbench, index.url, seconds=12)
        assert verdict(found) == (False, Category.NETWORK_UNREACHABLE)
        assert time.monotonic() - started < 40


def test_a_uv_that_does_not_end_is_ended_and_nothing_is_claimed(workbench: Workbench, tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("the program that never ends is a shell script")
    workbench.write((), index_table("https://localhost:1/simple"))
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
        workbench.write((), index_table(index.url))
        with untouched(workbench):
            asyncio.run(work(index))


def test_settings_of_the_project_neither_write_nor_ask_elsewhere(workbench: Workbench, authority: Authority) -> None:
    workbench.environ |= {"SSL_CERT_FILE": str(authority.root_file), "UV_FIND_LINKS": "http://127.0.0.1:9/files"}
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write()
        (workbench.project / "uv.toml").write_text(
            f'no-sources = true\npython-preference = "only-managed"\n[[index]]\nname = "corp"\nurl = "{index.url}"\n'
            '[pip]\noutput-file = "requirements.txt"\ngenerate-hashes = true\npython = "3.99"\nsystem = true\n'
            'target = "there"\n'
        )
        write_lock(workbench, index.url)
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
        workbench.write((), f'find-links = ["http://127.0.0.1:9/files"]\n{index_table(index.url)}')
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


@pytest.mark.parametrize("use", [EndpointUse.INDEX, EndpointUse.FILES])
def test_a_uv_that_is_told_to_stay_offline_reaches_nothing(
    use: EndpointUse, workbench: Workbench, authority: Authority
) -> None:
    workbench.environ |= {"SSL_CERT_FILE": str(authority.root_file), "UV_OFFLINE": "1"}
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((), index_table(index.url))
        found = tried(workbench, index.url, use=use)
        assert verdict(found) == (False, Category.NETWORK_UNREACHABLE)
        assert tried(workbench, index.url, use=use, choices={"UV_OFFLINE": "0"}).reaches is True
        assert index.requests
