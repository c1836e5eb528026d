"""Scripts for POSIX shells, run by the shells that are here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from core.model.project import InputError
from core.model.shells import ShellKind
from core.settings.shells.script_files import MARK, file_bytes, script_of
from core.settings.shells.shell_environment import ShellEnvironment
from tests.unit.core.settings.shells.odd_texts import ODD, QUOTED, environment_with, texts

SHELLS = [shell for shell in ("sh", "bash", "dash") if shutil.which(shell)]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells")


def run(
    shell: str, environment: ShellEnvironment, folder: Path, *, before: str = "set -eu", times: int = 1
) -> dict[str, str]:
    """Read the script with a dot in a real shell and return the variables that a program then has."""
    file = folder / "script.sh"
    file.write_bytes(file_bytes(ShellKind.SH, script_of(ShellKind.SH, environment)))
    dots = " && ".join(['cd / && . "$1"'] * times)
    ended = subprocess.run(
        [shell, "-c", f"{before}; {dots} && env -0", "-", str(file)],
        env={"PATH": os.environ["PATH"], "PYTHONHOME": "/nowhere", "ALL_PROXY": "x"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert ended.stderr == b""
    pairs = (entry.partition("=") for entry in ended.stdout.decode().split("\0") if entry)
    return {name: value for name, _, value in pairs}


@pytest.mark.parametrize("shell", SHELLS)
def test_every_value_arrives_as_it_is(shell: str, tmp_path: Path) -> None:
    variables = {f"V{number}": text for number, text in enumerate((*ODD, QUOTED))}
    environment = environment_with(
        variables, root=tmp_path, windows=False, removed=("ALL_PROXY", "PYTHONHOME", "NEVER")
    )
    found = run(shell, environment, tmp_path)
    assert {name: found[name] for name in variables} == variables
    assert not {"ALL_PROXY", "PYTHONHOME", "NEVER"} & set(found)
    assert found["PATH"] == f"{environment.programs[0]}:{os.environ['PATH']}"
    assert Path(environment.made[0]).is_dir()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_second_time_changes_nothing(shell: str, tmp_path: Path) -> None:
    environment = environment_with({"A": "b"}, root=tmp_path, windows=False)
    once, twice = (run(shell, environment, tmp_path, times=times)["PATH"] for times in (1, 2))
    assert once == twice


def test_a_path_that_is_empty_gets_no_empty_entry(tmp_path: Path) -> None:
    environment = environment_with({}, root=tmp_path, windows=False)
    env = shutil.which("env")
    found = run(
        "sh",
        environment,
        tmp_path,
        before=f'mkdir() {{ {shutil.which("mkdir")} "$@"; }}; env() {{ {env} "$@"; }}; PATH=',
    )
    assert found["PATH"] == environment.programs[0]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=texts())
def test_any_text_comes_back(value: str, tmp_path: Path) -> None:
    assert run("sh", environment_with({"V": value}, root=tmp_path, windows=False), tmp_path)["V"] == value


def test_the_first_line_says_who_wrote_it_and_a_name_cannot_end_it(tmp_path: Path) -> None:
    text = script_of(ShellKind.SH, environment_with({}, root=tmp_path, windows=False))
    assert text.splitlines()[0] == f"# {MARK} for gr--e - co-echo x."
    assert "\r" not in text


@pytest.mark.parametrize("shell", list(ShellKind))
@pytest.mark.parametrize("value", ["two\nlines", "carriage\rreturn", "nul\0", "\x1a", "half \udc80 a pair"])
def test_what_no_script_can_carry_is_refused_by_name(shell: ShellKind, value: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="UV_CACHE_DIR") as refused:
        script_of(shell, environment_with({"UV_CACHE_DIR": value}, root=tmp_path, windows=False))
    assert "cannot be put into a script" in refused.value.sentence
    refused.value.sentence.encode()


def test_a_name_that_a_shell_has_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"Program\(x\)"):
        script_of(ShellKind.SH, environment_with({"Program(x)": "1"}, root=tmp_path, windows=False))
