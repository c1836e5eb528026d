"""The proxy that Windows names, by its list or by a script that WinHTTP runs, beside the one that uv uses.

Wine's WinHTTP runs scripts as Windows does, but names only the first proxy of an answer.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from typing_extensions import override

from tests.network.forward_proxy import forward_proxy
from tests.network.tls_index import PACKAGE, package_index
from tests.windows.lab.computer import Ended
from tests.windows.lab.wine_computer import WineComputer

PATH = "L:\\python"
INTERNET = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings"
SCRIPT = """
function FindProxyForURL(url, host) {
    if (dnsDomainIs(host, ".corp.example") || isPlainHostName(host)) return "DIRECT";
    if (shExpMatch(host, "*.elsewhere.example")) return "PROXY other.proxy.example:3128; DIRECT";
    return "PROXY proxy.corp.example:8080; DIRECT";
}
"""
ANSWERS = """
import json, sys
from core.system.proxy_script import script_answer
print(json.dumps([script_answer(url, sys.argv[1]) for url in sys.argv[2:]]))
"""


@contextmanager
def script_server() -> Iterator[str]:
    """Serve a good script and one that is none, and yield the address that they are below."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"function (" if self.path == "/broken.pac" else SCRIPT.encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-ns-proxy-autoconfig")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def no_proxy_yet(wine: WineComputer) -> None:
    """Take out what the test before has set."""
    for value in ("ProxyEnable", "ProxyServer", "ProxyOverride", "AutoConfigURL"):
        wine.run(["reg", "delete", INTERNET, "/v", value, "/f"])


def reg(wine: WineComputer, *words: str) -> None:
    ended = wine.run(["reg", *words, "/f"])
    assert ended.status == 0, ended.stdout + ended.stderr


def write_project(wine: WineComputer, index: str, dependency: str = "") -> None:
    project = wine.path_of("C:\\project")
    project.mkdir(exist_ok=True)
    (project / "pyproject.toml").write_text(
        '[project]\nname = "tiny"\nversion = "1"\nrequires-python = ">=3.11"\n'
        f"dependencies = [{dependency}]\n[tool.uv]\npackage = false\n"
        f'[[tool.uv.index]]\nname = "corp"\nurl = "{index}"\ndefault = true\n'
    )


def proxies(wine: WineComputer, **environ: str) -> dict[str, Any]:
    command = [wine.python, "-m", "gui.main", "network", "show", "--project", "C:\\project", "--json"]
    ended = wine.run(command, environ={"PATH": PATH, **environ}, limit=600)
    assert ended.status == 0, ended.stdout[-3000:] + ended.stderr
    (said,) = ended.objects
    shown: dict[str, Any] = said["proxies"]
    return shown


def answers(wine: WineComputer, script: str, *urls: str) -> list[list[str] | None]:
    ended = wine.run([wine.python, "-c", ANSWERS, script, *urls])
    assert ended.status == 0, ended.stderr
    said: list[list[str] | None] = json.loads(ended.stdout)
    return said


def test_a_script_is_run_for_each_address(wine: WineComputer) -> None:
    urls = [f"https://{host}/" for host in ("index.example", "nexus.corp.example", "nexus", "a.elsewhere.example")]
    with script_server() as server:
        assert answers(wine, f"{server}/proxy.pac", *urls) == [
            ["http://proxy.corp.example:8080"],
            ["DIRECT"],
            ["DIRECT"],
            ["http://other.proxy.example:3128"],
        ]


@pytest.mark.parametrize("name", ["broken.pac", "none"])
def test_a_script_that_cannot_be_run_says_nothing(wine: WineComputer, name: str) -> None:
    with script_server() as server:
        script = f"{server}/{name}" if name != "none" else "http://127.0.0.1:9/proxy.pac"
        assert answers(wine, script, "https://index.example/") == [None]


def test_the_proxy_of_the_registry_is_named_and_offered(wine: WineComputer) -> None:
    write_project(wine, "https://index.example/simple")
    reg(wine, "add", INTERNET, "/v", "ProxyEnable", "/t", "REG_DWORD", "/d", "1")
    reg(wine, "add", INTERNET, "/v", "ProxyServer", "/d", "http=plain:1;https=secure.corp.example:8443")
    reg(wine, "add", INTERNET, "/v", "ProxyOverride", "/d", "*.corp.example;<local>")
    found = proxies(wine)
    assert found["used"] is None
    assert found["system"]["https"] == "http://secure.corp.example:8443"
    assert found["system_exempt"] == ["*.corp.example", "<local>"]
    assert "The system names http://secure.corp.example:8443, which uv does not read." in found["sentence"]
    assert [each["title"] for each in found["remedies"]] == [
        "Use the proxy http://secure.corp.example:8443 of the system"
    ]
    # A host of the list is reached without it, so there is nothing to choose.
    write_project(wine, "https://nexus.corp.example/simple")
    assert proxies(wine)["remedies"] == []
    # Named for uv, too, it is the same proxy.
    write_project(wine, "https://index.example/simple")
    found = proxies(wine, HTTPS_PROXY="http://secure.corp.example:8443")
    assert found["used"]["source"] == "HTTPS_PROXY"
    assert "The system names the same proxy." in found["sentence"]
    assert found["remedies"] == []


def test_the_answer_of_the_script_is_named_and_offered(wine: WineComputer) -> None:
    write_project(wine, "https://index.example/simple")
    with script_server() as server:
        reg(wine, "add", INTERNET, "/v", "AutoConfigURL", "/d", f"{server}/proxy.pac")
        found = proxies(wine)
        assert found["script"] == f"{server}/proxy.pac"
        assert found["script_answer"] == "http://proxy.corp.example:8080"
        assert [each["title"] for each in found["remedies"]] == [
            "Use the proxy http://proxy.corp.example:8080 of the system"
        ]
        write_project(wine, "https://nexus.corp.example/simple")
        found = proxies(wine)
        assert found["script_answer"] == "DIRECT"
        assert found["remedies"] == []


def test_uv_gets_the_login_of_the_proxy_from_the_credential_manager(wine: WineComputer, tmp_path: Path) -> None:
    user, secret = "ada", "w1ndows-Pr0xy"
    with (
        forward_proxy(tmp_path / "proxy", login=(user, secret)) as proxy,
        package_index(tmp_path / "wheels", host="127.0.0.1") as index,
    ):
        write_project(wine, index.url, f'"{PACKAGE}"')

        def wheelyard(*words: str, typed: str = "") -> Ended:
            environ = {"PATH": PATH, "UV_HTTP_RETRIES": "0", "HTTP_PROXY": proxy.url}
            command = [wine.python, "-m", "gui.main", *words, "--project", "C:\\project", "--json"]
            return wine.run(command, environ=environ, typed=typed, limit=600)

        ended = wheelyard("sync")
        assert ended.status == 1
        assert "proxy-login" in ended.stdout
        ended = wheelyard("credentials", "set", "--proxy", "--user", user, typed=f"{secret}\n")
        assert ended.status == 0, ended.stdout + ended.stderr
        ended = wheelyard("sync")
        assert ended.status == 0, ended.stdout[-3000:] + ended.stderr
        assert proxy.requests
        assert secret not in ended.stdout + ended.stderr
        assert wheelyard("credentials", "remove", "--proxy").status == 0
    assert [file for file in wine.person.rglob("*") if file.is_file() and secret.encode() in file.read_bytes()] == []
