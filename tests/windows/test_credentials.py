"""Logins in Windows' credential manager: kept from one process to the next, used by uv.exe, taken back."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.network.tls_index import PACKAGE, package_index
from tests.windows.lab.computer import Ended
from tests.windows.lab.wine_computer import WineComputer

PATH = "L:\\python"
USER, SECRET = "ada", "w1ndows-T0ken"
JWT = "eyJhbGciOiJSUzI1NiJ9." + "0123456789" * 300
STORE = """
import json, sys
from core.model.project import InputError
from core.model.secrets import Secret
from core.network.keyring_store import KeyringStore
step, entry, secret = sys.argv[1], sys.argv[2], sys.stdin.readline().rstrip()
store = KeyringStore()
try:
    if step == "set":
        store.set("Wheelyard", entry, Secret(secret))
    elif step == "delete":
        store.delete("Wheelyard", entry)
    found = store.get("Wheelyard", entry)
    said = {"same": found == Secret(secret), "found": found is not None, "usable": store.usable()}
except InputError as error:
    said = {"error": error.sentence}
print(json.dumps(said))
"""
SIZES = """
import json
from win32ctypes.pywin32 import win32cred
try:
    held = win32cred.CredEnumerate(None, 0) or ()
except Exception as error:
    held = ()
    assert error.winerror == 1168, error  # there is none
print(json.dumps([len(each["CredentialBlob"]) for each in held if "corp.example:443/3" in each["UserName"]]))
"""
"""The bytes that each entry of the credential manager holds; Windows takes 2560, and Wine, which takes more, cannot
show what happens beyond."""


MAKE_KEYRING = """
import sys
from pathlib import Path
from pip._vendor.distlib.scripts import ScriptMaker
Path("C:/tools").mkdir(exist_ok=True)
maker = ScriptMaker(None, "C:/tools")
maker.executable = sys.executable
maker.make("keyring = keyring.cli:main")
"""
SHARE = """
import asyncio, json, os, sys
from pathlib import Path
from core.model.commands import ShareLogins
from core.model.outcome import Succeeded
from core.procedures.project_environment import project_environment
from core.procedures.services import make_services
from core.session import Session
from core.store.home import Home
async def share():
    services = make_services(Home.locate(os.environ), os.environ)
    session = Session(services)
    command = ShareLogins(project=Path("C:/project"), share=sys.argv[1] == "on")
    outcome = await session.wait(session.submit(command))
    assert isinstance(outcome, Succeeded), outcome
    await session.close()
    environment = await project_environment(Path("C:/project"), services)
    named = {name: value for name, value in environment.variables.items() if "KEYRING" in name or "INDEX" in name}
    print(json.dumps({"said": outcome.repaired, "variables": named}))
asyncio.run(share())
"""


def store(wine: WineComputer, step: str, entry: str, secret: str = "") -> dict[str, Any]:
    ended = wine.run([wine.python, "-c", STORE, step, entry], typed=f"{secret}\n")
    assert ended.status == 0, ended.stdout + ended.stderr
    said: dict[str, Any] = json.loads(ended.stdout)
    return said


def wheelyard(wine: WineComputer, *arguments: str, typed: str = "") -> Ended:
    command = [wine.python, "-m", "gui.main", *arguments, "--project", "C:\\project", "--json"]
    return wine.run(command, environ={"PATH": PATH, "UV_HTTP_RETRIES": "0"}, typed=typed, limit=600)


def _write_project(project: Path, url: str) -> None:
    (project / "pyproject.toml").write_text(
        '[project]\nname = "tiny"\nversion = "1"\nrequires-python = ">=3.11"\n'
        f'dependencies = ["{PACKAGE}"]\n[tool.uv]\npackage = false\n'
        f'[[tool.uv.index]]\nname = "corp"\nurl = "{url}"\ndefault = true\n'
    )
    (project / "uv.lock").unlink(missing_ok=True)


def test_a_long_secret_is_kept_in_entries_that_windows_takes(wine: WineComputer) -> None:
    entry = "ada@https://corp.example:443/3"
    assert store(wine, "set", entry, JWT)["same"] is True
    ended = wine.run([wine.python, "-c", SIZES])
    assert ended.status == 0, ended.stderr
    sizes = json.loads(ended.stdout)
    assert len(sizes) >= 4
    assert max(sizes) <= 2560
    assert sum(sizes) >= 2 * len(JWT)
    store(wine, "delete", entry)
    assert json.loads(wine.run([wine.python, "-c", SIZES]).stdout) == []


@pytest.mark.parametrize("secret", [SECRET, JWT], ids=["short", "long"])
def test_a_secret_is_there_for_the_next_process_until_it_is_deleted(wine: WineComputer, secret: str) -> None:
    entry = f"ada@https://corp.example:443/{len(secret)}"
    assert store(wine, "set", entry, secret) == {"same": True, "found": True, "usable": None}
    # A second entry moves the first one to another name in the credential manager.
    assert store(wine, "set", f"{entry}/other", "another")["same"] is True
    assert store(wine, "get", entry, secret)["same"] is True
    assert store(wine, "delete", entry, secret)["found"] is False
    assert store(wine, "get", f"{entry}/other", "another")["same"] is True
    assert store(wine, "delete", f"{entry}/other")["found"] is False


@pytest.mark.parametrize("secret", [SECRET, JWT], ids=["short", "long"])
def test_uv_gets_the_login_that_another_process_stored(wine: WineComputer, secret: str) -> None:
    project = wine.path_of("C:\\project")
    project.mkdir(exist_ok=True)
    with package_index(project.parent / "wheels", login=(USER, secret), host="127.0.0.1") as index:
        _write_project(project, index.url)
        assert wheelyard(wine, "lock").status == 1
        ended = wheelyard(wine, "credentials", "set", "corp", "--user", USER, typed=f"{secret}\n")
        assert ended.status == 0, ended.stdout + ended.stderr
        ended = wheelyard(wine, "sync")
        assert ended.status == 0, ended.stdout[-3000:] + ended.stderr
        assert (USER, secret) in {request.login for request in index.requests}
        assert secret not in ended.stdout + ended.stderr
        (listed,) = wheelyard(wine, "credentials", "list").objects
        assert "corp" in json.dumps(listed)
        assert wheelyard(wine, "credentials", "remove", "corp").status == 0
    kept = [file for file in wine.person.rglob("*") if file.is_file() and secret.encode() in file.read_bytes()]
    assert kept == []


@pytest.fixture
def keyring_program(wine: WineComputer) -> str:
    """The folder of a real keyring.exe, made as installers of Python packages make programs."""
    ended = wine.run([wine.python, "-c", MAKE_KEYRING])
    assert ended.status == 0, ended.stderr
    return "C:\\tools"


def test_uv_of_a_terminal_asks_the_keyring_program_and_finds_the_shared_login(
    wine: WineComputer, keyring_program: str
) -> None:
    project = wine.path_of("C:\\project")
    project.mkdir(exist_ok=True)
    environ = {"PATH": f"{keyring_program};{PATH}"}
    with package_index(project.parent / "wheels", login=(USER, SECRET), host="127.0.0.1") as index:
        _write_project(project, index.url)
        ended = wheelyard(wine, "credentials", "set", "corp", "--user", USER, typed=f"{SECRET}\n")
        assert ended.status == 0, ended.stdout + ended.stderr
        ended = wine.run([wine.python, "-c", SHARE, "on"], environ=environ)
        assert ended.status == 0, ended.stdout + ended.stderr
        said = json.loads(ended.stdout.splitlines()[-1])
        assert said["variables"] == {"UV_KEYRING_PROVIDER": "subprocess", "UV_INDEX_CORP_USERNAME": USER}, said
        uv = [wine.uv, "lock", "--no-cache", "--project", "C:\\project"]
        assert wine.run(uv, environ=environ).status != 0
        ended = wine.run(uv, environ={**environ, **said["variables"]}, limit=600)
        assert ended.status == 0, ended.stdout + ended.stderr
        (project / "uv.lock").unlink()
        assert wine.run([wine.python, "-c", SHARE, "off"], environ=environ).status == 0
        assert wine.run(uv, environ={**environ, **said["variables"]}, limit=600).status != 0
