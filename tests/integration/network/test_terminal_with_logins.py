"""A terminal that is handed the logins of the project: its process alone has them, and nothing that is written."""

import shutil
import sys
import time
from pathlib import Path

import pytest

from core.model.commands import OpenTerminal
from core.model.secrets import Secret
from core.model.settings import IndexLogin
from core.procedures.repairs.keeping import keep_for_session
from core.system import terminals
from tests.fakes.file_keyring import VARIABLE
from tests.integration.network.keyring_bench import KeyringBench
from tests.network.tls_index import PACKAGE, package_index

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the terminal of these tests is a shell script")

SECRET, OTHER = "t3rminal-T0ken", "s3ssion-T0ken"


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyringBench:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "keyring.json"))
    return KeyringBench(tmp_path)


def _terminal(bench: KeyringBench, body: str, name: str = "my-terminal") -> None:
    program = bench.programs / name
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(0o755)
    bench.environ["TERMINAL"] = name
    bench.start_anew()


def _text_of(file: Path) -> str:
    until = time.monotonic() + 120
    while not file.exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    return file.read_text(encoding="utf-8")


def _index(url: str, name: str) -> str:
    return f'[[tool.uv.index]]\nname = "{name}"\nurl = "{url}"\ndefault = true\n'


def test_uv_in_that_terminal_syncs_and_the_secret_is_written_nowhere(bench: KeyringBench) -> None:
    told = bench.root / "told"
    move, cat = shutil.which("mv"), shutil.which("cat")
    body = (
        f"'{bench.uv}' sync >'{told}.new' 2>&1; echo \"status $?\" >>'{told}.new'\n"
        f"{cat} /proc/$$/cmdline >>'{told}.new'\n{move} '{told}.new' '{told}'"
    )
    with package_index(bench.root / "wheels", login=("ada", SECRET)) as index:
        bench.write((PACKAGE,), _index(index.url, "corp-one"))
        _terminal(bench, body)
        bench.keep(index.url, "ada", SECRET, "corp-one")
        said = bench.says(OpenTerminal(project=bench.project, with_logins=True))
        assert "UV_INDEX_CORP_ONE_PASSWORD, UV_INDEX_CORP_ONE_USERNAME" in said
        text = _text_of(told)
    assert "status 0" in text
    assert SECRET not in text + said + bench.kept_texts() + repr(bench.events)
    (bench.root / "keyring.json").unlink()
    for file in bench.root.rglob("*"):
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes(), file


def test_a_login_for_this_session_is_handed_over_too_and_only_when_it_is_wanted(bench: KeyringBench) -> None:
    told = bench.root / "told"
    env, move = shutil.which("env"), shutil.which("mv")
    url = "https://corp.example/simple"
    bench.write((), _index(url, "corp"))
    _terminal(bench, f"{env} >'{told}.new'; {move} '{told}.new' '{told}'")
    keep_for_session(bench.project, IndexLogin(index="corp", url=url, user="ada"), Secret(OTHER), bench.services)
    bench.says(OpenTerminal(project=bench.project))
    assert "UV_INDEX_CORP" not in _text_of(told)
    told.unlink()
    bench.says(OpenTerminal(project=bench.project, with_logins=True))
    variables = dict(line.split("=", 1) for line in _text_of(told).splitlines() if "=" in line)
    assert (variables["UV_INDEX_CORP_USERNAME"], variables["UV_INDEX_CORP_PASSWORD"]) == ("ada", OTHER)


def test_without_a_login_it_opens_and_says_that_there_is_none(bench: KeyringBench) -> None:
    bench.write()
    _terminal(bench, "exit 0")
    assert "No login of an index is kept" in bench.says(OpenTerminal(project=bench.project, with_logins=True))


def test_a_terminal_that_takes_its_variables_from_a_file_is_not_given_logins(
    bench: KeyringBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://corp.example/simple"
    bench.write((), _index(url, "corp"))
    # As Windows' own: its windows belong to a program that runs already.
    _terminal(bench, "exit 0", terminals.WINDOWS_TERMINAL)
    monkeypatch.setitem(bench.environ, "PATH", str(bench.programs))
    bench.start_anew()
    bench.keep(url, "ada", SECRET)
    said = bench.refuses(OpenTerminal(project=bench.project, with_logins=True))
    assert "cannot be given logins" in said
    assert SECRET not in bench.kept_texts()
