"""Scripts and terminals of a project, over a Session: what a shell has in the end, asked of the shell and of uv."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.model.commands import ImportScript, OpenTerminal, SaveScript
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.setting_keys import SettingKey
from core.model.settings import IndexLogin, LinkMode
from core.model.shells import ShellKind
from core.store.profiles import ProfileStore
from tests.integration.session.computer import Bench

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    places = bench.root / "it's 100 % & $HOME `here`"
    chosen = {SettingKey.HTTP_TIMEOUT: "77", SettingKey.PROXY: "http://proxy.example:8080"}
    ProfileStore(bench.home).save(
        replace(
            bench.profile,
            cache=places / "cache",
            temp=places / "temp",
            environment=places / "venv",
            link_mode=LinkMode.COPY,
            chosen=chosen,
            logins=(IndexLogin(index="corp", url="https://corp.example", user="ada"),),
        )
    )
    return bench


def succeeded(outcome: Outcome) -> Succeeded:
    assert isinstance(outcome, Succeeded), outcome
    return outcome


def refused(outcome: Outcome) -> str:
    assert isinstance(outcome, Failed), outcome
    assert outcome.bad_input
    return outcome.problem.title


def in_shell(script: Path, command: str, environ: dict[str, str]) -> str:
    ended = subprocess.run(
        ["sh", "-euc", f'. "$1"; {command}', "-", script], env=environ, capture_output=True, check=True, timeout=240
    )
    return ended.stdout.decode().rstrip("\n")


def test_uv_and_python_in_a_shell_are_those_of_the_project(bench: Bench, uv_program: Path) -> None:
    file = bench.root / "scripts" / "my prompt.sh"
    file.parent.mkdir()
    outcome = succeeded(bench.do(SaveScript(project=bench.project, shell=ShellKind.SH, file=file)))
    assert outcome.script is not None
    assert outcome.script.file == file
    assert file.read_text(encoding="utf-8") == outcome.script.text
    profile, environ = bench.profile, {**bench.environ, "PROJECT": str(bench.project), "UV": str(uv_program)}
    assert in_shell(file, '"$UV" cache dir', environ) == str(profile.cache)
    assert profile.temp is not None
    assert profile.temp.is_dir()
    assert in_shell(
        file, 'cd "$PROJECT"; "$UV" sync --quiet; python -c "import sys; print(sys.prefix)"', environ
    ) == str(profile.environment)
    assert in_shell(file, "echo $UV_LINK_MODE $UV_HTTP_TIMEOUT $HTTPS_PROXY ${ALL_PROXY-none}", environ) == (
        "copy 77 http://proxy.example:8080 none"
    )


def test_what_is_left_out_is_said_and_the_keyring_stays_shut(bench: Bench) -> None:
    script = succeeded(bench.do(SaveScript(project=bench.project, shell=ShellKind.SH))).script
    assert script is not None
    assert script.file is None
    said = " ".join(script.notes)
    assert "corp stays in the keyring" in said
    assert "is not there yet" in said
    assert "UV_INDEX_CORP" not in script.text
    assert not [path for path in bench.root.rglob("*") if path.suffix == ".sh"]


@pytest.mark.parametrize("shell", list(ShellKind))
def test_only_a_script_of_wheelyards_own_is_replaced(bench: Bench, shell: ShellKind) -> None:
    file = bench.root / f"prompt{shell.suffix}"
    succeeded(bench.do(SaveScript(project=bench.project, shell=shell, file=file)))
    first = file.read_bytes()
    ProfileStore(bench.home).save(replace(bench.profile, cache=bench.root / "other"))
    succeeded(bench.do(SaveScript(project=bench.project, shell=shell, file=file)))
    assert file.read_bytes() != first
    file.write_bytes(b"echo mine\n" + first)
    said = refused(bench.do(SaveScript(project=bench.project, shell=shell, file=file)))
    assert str(file) in said
    assert file.read_bytes() == b"echo mine\n" + first


@pytest.mark.parametrize(
    ("shell", "name", "word"),
    [
        (ShellKind.CMD, "x.ps1", "x.ps1"),
        (ShellKind.CMD, "x.txt", "x.txt"),
        (ShellKind.POWERSHELL, "x", "x"),
        (ShellKind.SH, "x.cmd", "x.cmd"),
        (ShellKind.SH, "missing/x.sh", "missing"),
    ],
)
def test_a_file_that_cannot_be_is_refused_by_name(bench: Bench, shell: ShellKind, name: str, word: str) -> None:
    assert word in refused(bench.do(SaveScript(project=bench.project, shell=shell, file=bench.root / name)))
    assert not (bench.root / name).exists()


def test_a_folder_that_is_no_project_is_refused(bench: Bench) -> None:
    assert str(bench.root) in refused(bench.do(SaveScript(project=bench.root, shell=ShellKind.SH)))


def test_what_was_saved_is_read_back_as_the_profile(bench: Bench) -> None:
    file = bench.root / "x.sh"
    succeeded(bench.do(SaveScript(project=bench.project, shell=ShellKind.SH, file=file)))
    before = bench.profile
    imported = succeeded(bench.do(ImportScript(project=bench.project, file=file))).imported
    assert imported is not None
    assert imported.passed_over == ()
    assert {change.key.value: change.value for change in imported.changes} == {
        "cache": str(before.cache),
        "temp": str(before.temp),
        "environment": str(before.environment),
        "link-mode": "copy",
        "http-timeout": "77",
        "proxy": "http://proxy.example:8080",
    }
    assert bench.profile == before


@pytest.mark.parametrize(("name", "data"), [("x.txt", b""), ("no.sh", None), ("big.sh", b"#" * (1 << 20) + b"\n")])
def test_what_is_no_script_is_refused_by_name(bench: Bench, name: str, data: bytes | None) -> None:
    if data is not None:
        (bench.root / name).write_bytes(data)
    assert name in refused(bench.do(ImportScript(project=bench.project, file=bench.root / name)))


def terminal(bench: Bench, body: str, name: str = "my-terminal") -> Path:
    """Put a stand-in for a terminal on PATH and let TERMINAL name it."""
    programs = bench.root / "programs"
    programs.mkdir(exist_ok=True)
    program = programs / name
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    bench.environ |= {"TERMINAL": name, "PATH": f"{programs}:{bench.environ['PATH']}", "PYTHONHOME": "/nowhere"}
    return program


def wait_for(file: Path) -> bytes:
    until = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    return file.read_bytes()


def test_a_terminal_has_the_environment_and_outlives_the_session(bench: Bench) -> None:
    told, ready = bench.root / "told", bench.root / "ready"
    env, move = shutil.which("env"), shutil.which("mv")
    program = terminal(bench, f"sleep 1.5\npwd -P >'{ready}'\n{env} -0 >'{told}.new'\n{move} '{told}.new' '{told}'")
    outcome = succeeded(bench.do(OpenTerminal(project=bench.project)))
    assert not ready.exists(), "the session ended before the terminal did"
    assert [found.path for found in outcome.programs] == [program]
    assert outcome.repaired is not None
    assert "my-terminal is open in" in outcome.repaired
    variables = dict(entry.split("=", 1) for entry in wait_for(told).decode().split("\0") if entry)
    profile = bench.profile
    assert ready.read_text().strip() == str(bench.project.resolve())
    assert variables["UV_CACHE_DIR"] == str(profile.cache)
    assert variables["TMPDIR"] == variables["TEMP"] == variables["TMP"] == str(profile.temp)
    assert variables["VIRTUAL_ENV"] == str(profile.environment)
    assert variables["PATH"].split(":")[0] == f"{profile.environment}/bin"
    assert "PYTHONHOME" not in variables
    assert not any("PASSWORD" in name for name in variables)
    assert profile.temp is not None
    assert profile.temp.is_dir()


def test_a_terminal_that_ends_at_once_is_a_sentence(bench: Bench) -> None:
    program = terminal(bench, "exit 3")
    said = refused(bench.do(OpenTerminal(project=bench.project)))
    assert said == f"{program} ended at once, with exit status 3."


def test_a_terminal_that_is_not_there_is_refused_by_name(bench: Bench) -> None:
    terminal(bench, "exit 0")
    assert "tty-of-mine" in refused(bench.do(OpenTerminal(project=bench.project, program="tty-of-mine")))
    succeeded(bench.do(OpenTerminal(project=bench.project, program="my-terminal")))


def test_where_there_is_no_terminal_a_sentence_says_so(bench: Bench) -> None:
    bench.environ["PATH"] = os.fspath(bench.root)
    assert "No terminal was found" in refused(bench.do(OpenTerminal(project=bench.project)))
