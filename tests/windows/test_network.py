"""`wheelyard network check` on Windows with the real uv.exe: what is wrong, and that the check knows when it is mended.

What the system's list says is not looked at: Wine accepts an authority that nobody has installed.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.network.certificates import Authority
from tests.network.tls_index import PACKAGE, package_index
from tests.windows.lab.computer import Ended
from tests.windows.lab.wine_computer import WineComputer

PATH = "L:\\python"
ROOT = "C:\\company.pem"
USER, SECRET = "ada", "w1ndows-Ch3ck"


@pytest.fixture(scope="module")
def authority(wine: WineComputer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """An authority that no store of the computer has; its root lies on C: as the IT department would send it."""
    made = Authority(tmp_path_factory.mktemp("authority"))
    shutil.copyfile(made.root_file, wine.path_of(ROOT))
    yield made
    wine.path_of(ROOT).unlink()


@pytest.fixture(autouse=True)
def no_file_yet(wine: WineComputer) -> None:
    """Take out the certificate file that the test before has chosen."""
    wine.path_of("C:\\project").mkdir(exist_ok=True)
    write_project(wine, "https://index.invalid/simple")
    wheelyard(wine, "settings", "unset", "certificate-file")


def wheelyard(wine: WineComputer, *arguments: str, typed: str = "") -> Ended:
    command = [wine.python, "-m", "gui.main", *arguments, "--project", "C:\\project", "--json"]
    return wine.run(command, environ={"PATH": PATH, "UV_HTTP_RETRIES": "0"}, typed=typed, limit=600)


def passes(wine: WineComputer, *arguments: str, typed: str = "") -> Ended:
    ended = wheelyard(wine, *arguments, typed=typed)
    assert ended.status == 0, ended.stdout[-3000:] + ended.stderr
    return ended


def checked(wine: WineComputer) -> dict[str, Any]:
    """Check the project's servers; the exit status must say what the index's verdict does."""
    ended = wheelyard(wine, "network", "check")
    (said,) = ended.objects
    found: dict[str, Any] = next(each for each in said["endpoints"] if "corp" in each["indexes"])
    assert ended.status == (1 if any(each["status"] == "fail" for each in said["endpoints"]) else 0), ended.stderr
    assert SECRET not in ended.stdout + ended.stderr
    return found


def write_project(wine: WineComputer, url: str) -> None:
    project = wine.path_of("C:\\project")
    (project / "pyproject.toml").write_text(
        '[project]\nname = "tiny"\nversion = "1"\nrequires-python = ">=3.11"\n'
        f'dependencies = ["{PACKAGE}"]\n[tool.uv]\npackage = false\n'
        f'[[tool.uv.index]]\nname = "corp"\nurl = "{url}"\ndefault = true\n',
        encoding="utf-8",
    )
    (project / "uv.lock").unlink(missing_ok=True)


def test_the_check_follows_a_private_authority_until_its_root_is_named_or_exported(
    wine: WineComputer, authority: Authority, tmp_path: Path
) -> None:
    with package_index(tmp_path / "wheels", authority) as index:
        write_project(wine, index.url)
        before = checked(wine)
        assert (before["status"], before["bundled"]["ok"], before["uv"]["reaches"]) == ("fail", False, False), before
        assert "O=Example Company" in before["issuer"]
        advised = [each["id"] for each in before["advice"]]
        # The root is in no store, so uv is not helped by them, whatever the system's list says.
        assert advised
        assert "system-certificates" not in advised
        failed = wheelyard(wine, "sync")
        assert failed.status == 1, failed.stdout[-3000:]
        problem = failed.objects[-1]["problem"]
        assert problem["category"] == "tls-untrusted-issuer"
        assert "certificate-file" in {each["id"] for each in problem["remedies"]}, problem["remedies"]
        passes(wine, "settings", "set", "certificate-file", ROOT)
        named = checked(wine)
        assert (named["status"], named["uv"]["reaches"]) == ("ok", True), named
        passes(wine, "sync")
        passes(wine, "settings", "unset", "certificate-file")
        assert checked(wine)["uv"]["reaches"] is False
        (exported,) = passes(wine, "network", "export-certificates", "--more", ROOT).objects
        text = wine.path_of(exported["file"]).read_text("ascii")
        assert "O=Example Company" in text
        assert text.count("-----BEGIN CERTIFICATE-----") > 100, "the public roots are in it, too"
        after = checked(wine)
        assert (after["status"], after["uv"]["reaches"]) == ("ok", True), after
        passes(wine, "sync")


def test_the_check_knows_when_a_login_is_wanted_and_when_it_is_accepted(
    wine: WineComputer, authority: Authority, tmp_path: Path
) -> None:
    with package_index(tmp_path / "wheels", authority, login=(USER, SECRET)) as index:
        write_project(wine, index.url)
        passes(wine, "settings", "set", "certificate-file", ROOT)
        before = checked(wine)
        assert (before["status"], before["auth"], before["uv"]["reaches"]) == ("fail", "wanted", False), before
        assert before["advice"][0]["id"] == "credential"
        passes(wine, "credentials", "set", "corp", "--user", USER, typed=f"{SECRET}\n")
        after = checked(wine)
        assert (after["status"], after["auth"], after["uv"]["reaches"]) == ("ok", "accepted", True), after
        assert (after["login"]["user"], after["login"]["place"]) == (USER, "keyring")
        ended = passes(wine, "sync")
        assert SECRET not in json.dumps(ended.objects) + ended.stderr
        assert (USER, SECRET) in {request.login for request in index.requests}
        passes(wine, "credentials", "remove", "corp")
    kept = [file for file in wine.person.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()]
    assert kept == []
