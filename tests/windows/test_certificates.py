"""Windows' own stores of certificates: what is exported of them, and uv.exe reaching a server by that file."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from tests.network.certificates import Authority
from tests.network.tls_index import PACKAGE, package_index
from tests.windows.lab.computer import Ended
from tests.windows.lab.wine_computer import WineComputer
from tests.windows.lab.wine_lab import WineLab

PATH = "L:\\python"
ADD = """
import ctypes, pathlib
crypt = ctypes.WinDLL("crypt32", use_last_error=True)
crypt.CertOpenSystemStoreW.restype = ctypes.c_void_p
for file in pathlib.Path("C:/certificates").iterdir():
    data = file.read_bytes()
    store = crypt.CertOpenSystemStoreW(None, file.name.partition("-")[0])
    added = crypt.CertAddEncodedCertificateToStore(ctypes.c_void_p(store), 1, data, len(data), 3, None)
    assert added, (file, ctypes.get_last_error())
    crypt.CertCloseStore(ctypes.c_void_p(store), 0)
"""
"""Puts each file into the store that its name begins with, in place of one that is there."""
PROJECT = """[project]
name = "tiny"
version = "1"
requires-python = ">=3.11"
dependencies = ["small-one"]
[tool.uv]
package = false
[[tool.uv.index]]
name = "corp"
url = "{url}"
default = true
"""


def der_of(authority: trustme.CA) -> bytes:
    return ssl.PEM_cert_to_DER_cert(authority.cert_pem.bytes().decode("ascii"))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def computer(lab: WineLab, authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WineComputer]:
    """A computer whose stores know the company's root, one between, one that leads to nobody, and one disallowed."""
    root = trustme.CA(organization_name="Known Root")
    between = trustme.CA(parent_cert=root, organization_name="Known Between")
    stranger = trustme.CA(parent_cert=trustme.CA(organization_name="Nobody"), organization_name="Stranger")
    disallowed = trustme.CA(organization_name="Disallowed Root")
    kept = {
        "ROOT-company": ssl.PEM_cert_to_DER_cert(authority.root_file.read_text("ascii")),
        "ROOT-known": der_of(root),
        "CA-between": der_of(between),
        "CA-stranger": der_of(stranger),
        "ROOT-disallowed": der_of(disallowed),
        "Disallowed-it": der_of(disallowed),
    }
    with lab.computer(tmp_path_factory.mktemp("certificates")) as made:
        folder = made.path_of("C:\\certificates")
        folder.mkdir()
        for name, der in kept.items():
            (folder / name).write_bytes(der)
        ended = made.run([made.python, "-c", ADD])
        assert ended.status == 0, ended.stderr
        made.path_of("C:\\project").mkdir()
        yield made


def wheelyard(computer: WineComputer, *arguments: str) -> Ended:
    command = [computer.python, "-m", "gui.main", *arguments, "--project", "C:\\project", "--json"]
    return computer.run(command, environ={"PATH": PATH, "UV_HTTP_RETRIES": "0"}, limit=600)


def test_the_systems_certificates_are_advised_only_where_uv_itself_takes_them(
    computer: WineComputer, authority: Authority, tmp_path: Path
) -> None:
    with package_index(tmp_path / "wheels", authority) as index:
        file = computer.path_of("C:\\project") / "pyproject.toml"
        file.write_text(PROJECT.format(url=index.url), encoding="utf-8")
        (checked,) = wheelyard(computer, "network", "check", index.url).objects
        (endpoint,) = checked["endpoints"]
        assert (endpoint["bundled"]["ok"], endpoint["system"]["ok"]) == (False, True)
        assert endpoint["uv"]["reaches"] is False
        words = ["pip", "compile", "--no-deps", "--no-cache", "--index-url", index.url, "C:\\project\\pyproject.toml"]
        told = {"PATH": PATH, "UV_HTTP_RETRIES": "0", "UV_SYSTEM_CERTS": "1"}
        # Wine's uv does not: nothing there says whether a certificate was revoked (0x800B010E).
        takes_them = computer.run([computer.uv, *words], environ=told, limit=600).status == 0
        advised = [each["id"] for each in endpoint["advice"]]
        assert ("system-certificates" in advised) == takes_them
        assert ("system-certificates" in endpoint["proven"]) == takes_them
        assert "export-certificates" in advised


def test_the_stores_are_exported_and_uv_reaches_the_server_by_the_file(
    computer: WineComputer, authority: Authority, tmp_path: Path
) -> None:
    with package_index(tmp_path / "wheels", authority) as index:
        file = computer.path_of("C:\\project") / "pyproject.toml"
        file.write_text(PROJECT.format(url=index.url), encoding="utf-8")
        assert wheelyard(computer, "sync").status == 1
        exported = wheelyard(computer, "network", "export-certificates")
        assert exported.status == 0, exported.stdout[-3000:] + exported.stderr
        (made,) = computer.path_of("C:\\").rglob("certificates/project-*.pem")
        text = made.read_text("ascii")
        for there in ("O=Example Company", "O=Known Root", "O=Known Between"):
            assert there in text
        for missing in ("O=Stranger", "O=Disallowed Root"):
            assert missing not in text
        assert text.count("-----BEGIN CERTIFICATE-----") > 100, "the public roots are in it, too"
        synced = wheelyard(computer, "sync")
        assert synced.status == 0, synced.stdout[-3000:] + synced.stderr
        assert any(PACKAGE.replace("-", "_") in request.path for request in index.requests)
