"""`wheelyard network check URL --json` with bad input: one finding with a sentence for each, in time, no traceback."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from core.model.checks import CheckStatus
from core.model.endpoint import TlsReason
from tests.network.answers import Answer
from tests.network.broken_certificate import broken_certificate
from tests.network.certificates import Authority
from tests.network.tls_index import package_index

ROOT = Path(__file__).parents[3]
SECONDS = 90.0
"""More than a check with every trial of uv takes on a busy computer, less than a wait without an end."""


def checked(folder: Path, *urls: str, variables: Mapping[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """Run the command in an empty folder, and return what it found by the address that it names."""
    folder.mkdir(exist_ok=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "SSL_"))}
    own |= {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "WHEELYARD_HOME": str(folder / "home")}
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", "network", "check", *urls, "--json"],
        env=own | {"PYTHONPATH": str(ROOT), "UV_HTTP_RETRIES": "0"} | dict(variables or {}),
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=250,
        check=False,
    )
    assert time.monotonic() - started < SECONDS
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode in {0, 1}, done.stderr
    (shape,) = [json.loads(line) for line in done.stdout.splitlines()]
    endpoints: list[dict[str, Any]] = shape["endpoints"]
    return {each["url"]: each for each in endpoints}


BAD = {
    "https://bücher.invalid/simple/": "bücher.invalid",
    "https://[::1]:9/simple/": "[::1]:9",
    "https://127.0.0.1:9/simple///": "127.0.0.1:9",
    "http://localhost:9": "localhost:9",
    "https://host:99999/simple": "cannot be read",
    "https://[::1/simple": "cannot be read",
    "https://.../simple": "...",
    "ftp://files.example/": "begins with neither",
    "nonsense": "begins with neither",
    "https://": "https://",
}


def test_each_bad_address_is_a_finding_with_a_sentence_that_names_it(tmp_path: Path) -> None:
    found = checked(tmp_path / "empty", *BAD)
    assert len(found) == len(BAD)
    for (url, words), endpoint in zip(BAD.items(), found.values(), strict=True):
        assert endpoint["status"] == CheckStatus.FAIL, url
        assert words in endpoint["sentence"], url
        assert endpoint["advice"], url


@pytest.mark.parametrize("answer", [Answer.STALL_HANDSHAKE, Answer.STALL])
def test_silence_is_a_finding(answer: Answer, tmp_path: Path, authority: Authority) -> None:
    told = {"SSL_CERT_FILE": str(authority.root_file)}
    with package_index(tmp_path / "wheels", authority, answer=answer) as index:
        found = checked(tmp_path / "empty", index.url, variables=told)
    endpoint = found[index.url]
    assert endpoint["status"] == CheckStatus.FAIL
    assert "sent no answer" in endpoint["sentence"]
    assert endpoint["uv"]["reaches"] is False
    assert [each["id"] for each in endpoint["advice"]] == ["timeout", "later", "ask-it"]


def test_bytes_that_are_no_certificate_are_a_finding(tmp_path: Path) -> None:
    with broken_certificate() as port:
        url = f"https://localhost:{port}/simple"
        found = checked(tmp_path / "empty", url)
    endpoint = found[url]
    assert endpoint["status"] == CheckStatus.FAIL
    assert endpoint["issuer"] is None
    assert endpoint["uv"]["reaches"] is False
    assert endpoint["bundled"]["reason"] == TlsReason.UNREADABLE
    assert "what the server shows is no certificate" in endpoint["sentence"]
    # uv would not read it either, whatever it is told of trust.
    assert [each["id"] for each in endpoint["advice"]] == ["ask-it"]
