"""Logins from the command line: kept, listed and taken back, and never shown."""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.e2e.wheelyard import START, Ended, Wheelyard

SECRET = "s3cr3t-T0ken"  # noqa: S105 - made up
INDEX = '[[tool.uv.index]]\nname = "corp"\nurl = "https://localhost:1/simple"\n'


@pytest.fixture
def here(tmp_path: Path) -> Wheelyard:
    keyring = {
        "PYTHON_KEYRING_BACKEND": "tests.fakes.file_keyring.FileKeyring",
        "FILE_KEYRING": str(tmp_path / "keyring.json"),
    }
    return Wheelyard(root=tmp_path, variables=keyring)


def _project(folder: Path) -> Path:
    folder.mkdir()
    (folder / "pyproject.toml").write_text(f'[project]\nname = "tiny"\nversion = "1"\n{INDEX}', encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return _project(tmp_path / "a project")


def _kept(here: Wheelyard) -> dict[str, str]:
    file = here.root / "keyring.json"
    kept: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return kept


def test_a_login_is_kept_listed_and_taken_back(here: Wheelyard, project: Path) -> None:
    nothing = here.run("credentials", "list", "--project", project)
    assert (nothing.status, nothing.stdout) == (0, "No login is kept for this project.\n")
    stored = here.run("credentials", "set", "corp", "--user", "ada", "--project", project, typed=f"{SECRET}\n")
    assert stored.status == 0, stored
    assert list(_kept(here).values()) == [SECRET]

    listed = here.run("credentials", "list", "--project", project)
    assert (listed.status, listed.stdout) == (0, "corp  ada\n")
    as_json = here.run("credentials", "list", "--project", project, "--json")
    assert as_json.objects == [{"credentials": [{"index": "corp", "user": "ada"}]}]

    unknown = here.run("credentials", "remove", "other", "--project", project)
    assert unknown.status == 2
    assert "No login is kept for other." in unknown.sentence()
    assert "corp" in unknown.sentence()
    removed = here.run("credentials", "remove", "corp", "--project", project)
    assert removed.status == 0, removed
    assert "no longer in the keyring" in removed.stdout
    assert _kept(here) == {}
    assert here.run("credentials", "list", "--project", project, "--json").objects == [{"credentials": []}]
    again = here.run("credentials", "remove", "corp", "--project", project, "--json")
    assert again.status == 2
    assert again.finished["problem"]["title"] == "No login is kept for corp."
    for said in (stored, listed, as_json, removed):
        assert SECRET not in said.stdout + said.stderr


def test_who_shares_a_login_that_is_taken_back_is_named(here: Wheelyard, project: Path, tmp_path: Path) -> None:
    other = _project(tmp_path / "other project")
    for each in (project, other):
        stored = here.run("credentials", "set", "corp", "--user", "ada", "--project", each, typed=SECRET)
        assert stored.status == 0, stored
    by_url = here.run("credentials", "remove", "https://localhost:1/simple/", "--project", project)
    assert by_url.status == 0, by_url
    assert "other project had the same one" in by_url.stdout
    assert _kept(here) == {}
    last = here.run("credentials", "remove", "corp", "--project", other)
    assert last.status == 0
    assert "had the same one" not in last.stdout


def test_a_login_that_is_replaced_does_not_stay_behind(here: Wheelyard, project: Path, tmp_path: Path) -> None:
    def store(user: str, secret: str, folder: Path) -> None:
        ended = here.run("credentials", "set", "corp", "--user", user, "--project", folder, typed=secret)
        assert ended.status == 0, ended

    store("ada", "first", project)
    store("bob", "second", project)
    assert list(_kept(here).values()) == ["second"]
    other = _project(tmp_path / "other project")
    store("bob", "second", other)
    store("eve", "third", project)
    assert sorted(_kept(here).values()) == ["second", "third"], "another project still uses bob's"


def _given(here: Wheelyard, project: Path, data: bytes, *words: str) -> Ended:
    done = subprocess.run(
        [*START, "credentials", "set", "corp", *words, "--project", str(project)],
        cwd=here.root,
        env=here.environment(),
        input=data,
        capture_output=True,
        timeout=240,
        check=False,
    )
    return Ended(status=done.returncode, stdout=done.stdout.decode(), stderr=done.stderr.decode())


@pytest.mark.parametrize(
    ("words", "data", "said"),
    [
        ((), b"t0ken\n", "--user NAME"),
        (("--user", "ada"), b"", "no secret of ada"),
        (("--user", "ada"), b"\n", "no secret of ada"),
        (("--user", "ada"), b"t0\xe6ken\n", "no text of one line"),
        (("--user", "ada"), b"t0\x00ken\n", "no text of one line"),
    ],
)
def test_what_is_missing_or_no_text_is_wrong_input(
    here: Wheelyard, project: Path, words: tuple[str, ...], data: bytes, said: str
) -> None:
    for face in ((), ("--json",)):
        ended = _given(here, project, data, *words, *face)
        assert ended.status == 2, ended
        assert said in ended.sentence()
        assert _kept(here) == {}


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX")
@pytest.mark.parametrize("face", [(), ("--json",)])
@pytest.mark.parametrize("redirected", [False, True])
def test_a_secret_that_is_typed_is_never_shown(
    here: Wheelyard,
    project: Path,
    face: tuple[str, ...],
    redirected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    import pty  # noqa: PLC0415 - not on Windows
    import termios  # noqa: PLC0415 - as above

    controller, terminal = pty.openpty()
    with (here.root / "errors.txt").open("wb") as errors:
        process = subprocess.Popen(
            [*START, "credentials", "set", "corp", "--user", "ada", *face, "--project", str(project)],
            stdin=terminal,
            stdout=terminal,
            stderr=errors if redirected else terminal,
            env=here.environment(),
            start_new_session=True,
        )
    until = time.monotonic() + 120
    while termios.tcgetattr(terminal)[3] & termios.ECHO and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    os.write(controller, f"{SECRET}\n".encode())
    try:
        assert process.wait(120) == 0
    finally:
        process.kill()
    shown = os.read(controller, 65536).decode() + (here.root / "errors.txt").read_text(encoding="utf-8")
    os.close(terminal)
    os.close(controller)
    assert "Password or token of ada" in shown
    assert SECRET not in shown
    assert list(_kept(here).values()) == [SECRET]


def test_the_login_of_the_proxy_is_kept_listed_and_taken_back(here: Wheelyard, project: Path) -> None:
    none = here.run("credentials", "set", "--proxy", "--user", "ada", "--project", project, typed=f"{SECRET}\n")
    assert none.status == 2
    assert "no proxy" in none.sentence()
    proxy = "http://proxy.example:8080"
    behind = Wheelyard(root=here.root, variables={**here.variables, "HTTPS_PROXY": proxy})
    stored = behind.run("credentials", "set", "--proxy", "--user", "ada", "--project", project, typed=f"{SECRET}\n")
    assert stored.status == 0, stored
    listed = behind.run("credentials", "list", "--project", project, "--json")
    assert listed.objects == [{"credentials": [{"index": None, "proxy": proxy, "user": "ada"}]}]
    removed = behind.run("credentials", "remove", "--proxy", "--project", project)
    assert removed.status == 0, removed
    assert _kept(here) == {}
    for said in (none, stored, listed, removed):
        assert SECRET not in said.stdout + said.stderr


def test_where_no_keyring_can_be_used_nothing_is_read_and_nothing_is_kept(here: Wheelyard, project: Path) -> None:
    without = Wheelyard(root=here.root, variables={"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"})
    refused = without.run("credentials", "set", "corp", "--user", "ada", "--project", project, typed=f"{SECRET}\n")
    assert refused.status == 2
    assert "no keyring" in refused.sentence()
    assert "session" not in refused.sentence()
    assert SECRET not in refused.stdout + refused.stderr
