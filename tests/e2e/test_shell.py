"""`wheelyard shell`: a shell of the project's, its script, and the scripts that people have already."""

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.e2e.wheelyard import START, Wheelyard

USUAL = """\
@echo off
set TEMP=%~dp0temp
set TMP=%TEMP%
set UV_CACHE_DIR=%~dp0.uv-cache
set HTTPS_PROXY=http://ada:geheim@proxy.example:8080
if defined X set UV_OFFLINE=1
cmd /k
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells and terminals")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "it's größe & 100 % $HOME"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[project]\nname = "tiny"\nversion = "1"\n', encoding="utf-8")
    return folder


def choose(computer: Wheelyard, project: Path, key: str, value: str | Path) -> None:
    ended = computer.run("settings", "set", key, value, "--project", project)
    assert ended.status == 0, ended


def test_what_is_printed_sets_the_environment_of_a_shell(computer: Wheelyard, project: Path) -> None:
    choose(computer, project, "cache", project / "cache")
    ended = computer.run("shell", "--print", "sh", "--project", project)
    assert ended.status == 0, ended
    assert "`. ./wheelyard.sh`" in ended.stderr
    command = 'eval "$1"; printf %s "$UV_CACHE_DIR|$VIRTUAL_ENV"'
    told = subprocess.run(["sh", "-euc", command, "-", ended.stdout], capture_output=True, check=True, timeout=60)
    assert told.stdout.decode() == f"{project}/cache|{project}/.venv"
    (shape,) = computer.run("shell", "--print", "sh", "--project", project, "--json").objects
    assert (shape["shell"], shape["script"], shape["file"]) == ("sh", ended.stdout, None)
    assert len(shape["notes"]) == 2, "how it is used, and that the environment is not there yet"


@pytest.mark.parametrize(
    ("name", "start"), [("p.cmd", b"@rem Made"), ("p.ps1", b"\xef\xbb\xbf# Made"), ("p.sh", b"# Made")]
)
def test_a_files_name_says_which_shell_it_is_for(computer: Wheelyard, project: Path, name: str, start: bytes) -> None:
    ended = computer.run("shell", "--out", name, "--project", project)
    assert (ended.status, ended.stdout) == (0, f"The script is in {computer.root / name}.\n")
    assert (computer.root / name).read_bytes().startswith(start)
    assert computer.run("shell", "--out", name, "--project", project).status == 0
    (computer.root / name).write_text("mine")
    again = computer.run("shell", "--out", name, "--project", project)
    assert again.status == 2
    assert name in again.sentence()
    assert (computer.root / name).read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "prompt.txt"), "prompt.txt"),
        (("--out", "prompt.cmd", "--print", "sh"), "prompt.cmd"),
        (("--import", "nothing.bat"), "nothing.bat"),
        (("--import", "a.bat", "--print", "sh"), "--import"),
        (("--apply",), "--import FILE"),
        (("--print", "fish"), "fish"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    computer: Wheelyard, project: Path, words: tuple[str, ...], said: str
) -> None:
    ended = computer.run("shell", *words, "--project", project)
    assert ended.status == 2
    assert said in ended.sentence()


def test_a_script_is_shown_first_and_taken_over_when_that_is_wanted(computer: Wheelyard, project: Path) -> None:
    script = project / "Custom_command_prompt.bat"
    script.write_bytes(USUAL.replace("\n", "\r\n").encode())
    (shown,) = computer.run("shell", "--import", script, "--project", project, "--json").objects
    assert shown["changes"] == [
        {"key": "temp", "value": f"{project}/temp"},
        {"key": "cache", "value": f"{project}/.uv-cache"},
    ]
    assert [passed["line"] for passed in shown["passed_over"]] == [5, 6]
    assert "geheim" not in str(shown)
    assert shown["applied"] is False
    printed = computer.run("shell", "--import", script, "--project", project)
    assert f"cache = {project}/.uv-cache" in printed.stdout
    assert "line 6: if defined X set UV_OFFLINE=1" in printed.stdout
    assert "geheim" not in printed.stdout
    (applied,) = computer.run("shell", "--import", script, "--apply", "--project", project, "--json").objects
    assert applied == {**shown, "applied": True}
    (after,) = computer.run("settings", "cache", "--project", project, "--json").objects
    assert after["settings"][0]["value"] == f"{project}/.uv-cache"


@pytest.mark.skipif(shutil.which("setsid") is None, reason="nothing here gives a program a terminal of its own")
def test_at_a_terminal_a_shell_opens_there_and_its_status_is_ours(computer: Wheelyard, project: Path) -> None:
    import pty  # noqa: PLC0415 - not on Windows

    choose(computer, project, "cache", project / "cache")
    choose(computer, project, "temp", project / "temp")
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        # Only a terminal that is its session's own sends interruptions.
        ["setsid", "--ctty", "--wait", *START, "shell", "--project", project],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        cwd=computer.root,
        env={**computer.environment(), "SHELL": "/bin/sh", "ENV": ""},
    )
    os.close(terminal)
    shown: list[bytes] = []

    def read() -> None:
        try:
            while data := os.read(controller, 65536):
                shown.append(data)
        except OSError:  # the terminal was closed with its last process
            return

    reader = threading.Thread(target=read)
    reader.start()
    # An interruption is the shell's, and ends neither it nor Wheelyard.
    os.write(controller, b"printf 'rea''dy\\n'; sleep 100\n")
    until = time.monotonic() + 120
    while b"ready" not in b"".join(shown) and time.monotonic() < until:
        time.sleep(0.05)
    os.write(controller, b"\x03")
    os.write(controller, b'echo "<$UV_CACHE_DIR|$TMPDIR|$(pwd)|${PATH%%:*}>"; test -d "$TMPDIR" && exit 7\n')
    try:
        assert process.wait(120) == 7, b"".join(shown)
    finally:
        process.kill()
        reader.join(10)
        os.close(controller)
    said = b"".join(shown).decode().replace("\r\n", "\n")
    assert f"<{project}/cache|{project}/temp|{project}|{project}/.venv/bin>" in said


def test_without_a_terminal_a_window_is_looked_for(computer: Wheelyard, project: Path, tmp_path: Path) -> None:
    stand_in = tmp_path / "stand-in"
    stand_in.write_text(f"#!/bin/sh\npwd -P >'{tmp_path}/stood'\n")
    stand_in.chmod(0o755)
    with_terminal = Wheelyard(root=computer.root, variables={"TERMINAL": str(stand_in)})
    (shape,) = with_terminal.run("shell", "--project", project, "--json").objects
    assert shape["terminal"]["path"] == str(stand_in)
    assert (tmp_path / "stood").read_text().strip() == str(project.resolve())
