"""The proxy that ``proxy_for`` names is the one that the real uv contacts, for a grid of variables and keys."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from core.network.proxies import ProxyKeys, proxy_for
from tests.network.recording_proxy import RecordingProxy, recording_proxy
from tests.scanner.real_uv import clean_environment, run_uv

PLAIN = "http://index.invalid/simple"
SECURE = "https://index.invalid/simple"


class Case(NamedTuple):
    """Variables and keys in which {a}, {b} and {c} stand for three proxies."""

    variables: dict[str, str]
    url: str = ""
    keys: ProxyKeys | None = None


BOTH = [
    Case({}),
    Case({"HTTP_PROXY": "http://{a}"}),
    Case({"http_proxy": "http://{a}"}),
    Case({"HTTPS_PROXY": "http://{a}"}),
    Case({"https_proxy": "http://{a}"}),
    Case({"ALL_PROXY": "http://{a}"}),
    Case({"all_proxy": "http://{a}"}),
    Case({"HTTP_PROXY": "http://{a}", "http_proxy": "http://{b}"}),
    Case({"HTTPS_PROXY": "http://{a}", "https_proxy": "http://{b}"}),
    Case({"ALL_PROXY": "http://{a}", "all_proxy": "http://{b}"}),
    Case({"HTTP_PROXY": "http://{a}", "HTTPS_PROXY": "http://{b}", "ALL_PROXY": "http://{c}"}),
    Case({"HTTP_PROXY": "", "HTTPS_PROXY": "", "ALL_PROXY": "http://{a}"}),
    Case({"HTTP_PROXY": "", "HTTPS_PROXY": "", "http_proxy": "http://{a}", "https_proxy": "http://{a}"}),
    Case({"HTTP_PROXY": "http://{a}", "HTTPS_PROXY": "http://{a}", "REQUEST_METHOD": "GET"}),
    Case({"http_proxy": "http://{a}", "https_proxy": "http://{a}", "REQUEST_METHOD": "GET"}),
    *(
        Case({"HTTP_PROXY": value, "HTTPS_PROXY": value, "ALL_PROXY": "http://{b}"})
        for value in (
            "{a}",
            "HTTP://{a}",
            "http://{a}/path",
            "{a}/path",
            "http://user:word@{a}",
            "user:word@{a}",
            "http://user:p%20w@{a}",
            "http://user:p@w@{a}",
            "http://user:p w@{a}",
            "http://user:p|w@{a}",
            "http://user:pä@{a}",
            "http://user:p#w@{a}",
            "https://{a}",
            "socks5h://{a}",
            "ftp://{a}",
            " http://{a}",
            "not a proxy",
        )
    ),
    *(
        Case({"HTTP_PROXY": "http://{a}", "HTTPS_PROXY": "http://{a}", "NO_PROXY": value})
        for value in (
            "index.invalid",
            "INDEX.invalid",
            ".index.invalid",
            ".invalid",
            "invalid",
            "dex.invalid",
            "*.invalid",
            "*",
            "index.invalid:80",
            "other.example, index.invalid",
            "other.example index.invalid",
            " ",
        )
    ),
    Case({"HTTP_PROXY": "http://{a}", "HTTPS_PROXY": "http://{a}", "no_proxy": "index.invalid"}),
    Case({"HTTP_PROXY": "http://{a}", "HTTPS_PROXY": "http://{a}", "NO_PROXY": "", "no_proxy": "index.invalid"}),
    Case({"ALL_PROXY": "http://{a}"}, keys=ProxyKeys(http="http://{b}", https="http://{c}")),
    Case({"ALL_PROXY": "http://{a}"}, keys=ProxyKeys(http="http://{b}")),
    Case({"HTTP_PROXY": "http://{a}"}, keys=ProxyKeys(https="http://{b}")),
    Case({"NO_PROXY": "index.invalid"}, keys=ProxyKeys(http="http://{b}", https="http://{b}")),
    Case({"REQUEST_METHOD": "GET"}, keys=ProxyKeys(http="{b}", https="http://user:word@{b}")),
    Case({}, keys=ProxyKeys(http="http://{b}", https="http://{b}", no=("invalid",))),
    Case({"ALL_PROXY": "http://{a}"}, keys=ProxyKeys(no=("index.invalid",))),
]
ADDRESSES = [
    *(
        Case({"ALL_PROXY": "http://{a}", "NO_PROXY": value}, "http://127.0.0.1:1/simple")
        for value in ("127.0.0.1", "127.0.0.0/8", "127.0.0.9/8", "127.0.0.1/32", "127.", "127.0.0.1:1", "*")
    ),
    Case({"ALL_PROXY": "http://{a}", "NO_PROXY": "127.0.0.0/255.0.0.0"}, "http://127.0.0.1:1/simple"),
    *(
        Case({"ALL_PROXY": "http://{a}", "NO_PROXY": value}, "http://[::1]:1/simple")
        for value in ("::1", "[::1]", "::/0", "10.0.0.0/8")
    ),
    Case({"ALL_PROXY": "http://{a}"}, "http://localhost:1/simple"),
    Case({"ALL_PROXY": "http://{a}", "NO_PROXY": "xn--bcher-kva.invalid"}, "http://bücher.invalid/simple"),
    Case({"ALL_PROXY": "http://{a}", "NO_PROXY": "bücher.invalid"}, "http://bücher.invalid/simple"),
]
CASES = [*(case._replace(url=url) for url in (PLAIN, SECURE) for case in BOTH), *ADDRESSES]


@pytest.fixture(scope="module")
def proxies() -> Iterator[dict[str, RecordingProxy]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(recording_proxy()) for name in "abc"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_named_proxy_is_the_one_that_uv_contacts(
    case: Case, proxies: dict[str, RecordingProxy], tmp_path: Path
) -> None:
    places = {name: proxy.place for name, proxy in proxies.items()}
    for proxy in proxies.values():
        proxy.visits.clear()
    variables = {name: value.format(**places) for name, value in case.variables.items()}
    keys = _filled(case.keys, places)
    _run_uv(tmp_path, case.url, variables, keys)

    contacted = {name: proxy.visits[0] for name, proxy in proxies.items() if proxy.visits}
    choice = proxy_for(case.url, variables, keys)
    expected = set() if choice is None else {name for name, place in places.items() if choice.url.endswith(place)}
    assert set(contacted) == expected, choice
    if choice is not None:
        assert "word" not in repr(choice)
        # TLS and SOCKS keep the login for later than the first bytes; HTTP shows it at once.
        if choice.url.startswith("http://") and contacted:
            assert [visit.has_login for visit in contacted.values()] == [choice.has_credentials]


def _filled(keys: ProxyKeys | None, places: dict[str, str]) -> ProxyKeys | None:
    if keys is None:
        return None
    filled = [None if value is None else value.format(**places) for value in (keys.http, keys.https)]
    return ProxyKeys(filled[0], filled[1], keys.no)


def _run_uv(folder: Path, url: str, variables: dict[str, str], keys: ProxyKeys | None) -> None:
    environment = clean_environment(folder, {"UV_OFFLINE": "0", "UV_NO_CACHE": "1", "UV_HTTP_RETRIES": "0"})
    environment = {name: value for name, value in environment.items() if not name.lower().endswith("_proxy")}
    words = ["pip", "install", "--dry-run", "--target", str(folder / "target"), "--index-url", url, "small-one"]
    if keys is None:
        words.append("--no-config")
    else:
        values = (("http-proxy", keys.http), ("https-proxy", keys.https))
        lines = [f'{name} = "{value}"\n' for name, value in values if value is not None]
        lines += [f"no-proxy = {list(keys.no)}\n"] if keys.no else []
        (folder / "uv.toml").write_text("".join(lines), encoding="utf-8")
    done = run_uv(words, folder, environment | variables)
    assert done.returncode != 0, "nothing that could answer was asked"
    assert "Failed to parse" not in done.stderr
