"""Which terminals are found, in which order, and how they are opened."""

import sys
from pathlib import Path

import pytest

from core.model.programs_found import FoundProgram, ProgramKind
from core.model.shells import ShellKind
from core.system.terminals import found_terminals, persons_shell, script_for, takes_names, terminal_call

on_posix = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the terminals of Linux")


def program(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


def found(name: str, path: str = "x") -> FoundProgram:
    return FoundProgram(kind=ProgramKind.TERMINAL, name=name, title=name, path=Path(path))


@on_posix
def test_the_chosen_terminal_comes_first_and_each_once(tmp_path: Path) -> None:
    for name in ("xterm", "konsole", "my-own"):
        program(tmp_path, name)
    environ = {"PATH": str(tmp_path)}
    assert [each.name for each in found_terminals(environ)] == ["konsole", "xterm"]
    names = [each.name for each in found_terminals({**environ, "TERMINAL": "my-own"})]
    assert names == ["my-own", "konsole", "xterm"]
    chosen = found_terminals({**environ, "TERMINAL": str(tmp_path / "xterm")})
    assert [(each.name, each.title) for each in chosen] == [("xterm", "xterm"), ("konsole", "Konsole")]
    assert [each.name for each in found_terminals({**environ, "TERMINAL": "gone"})] == ["konsole", "xterm"]
    assert found_terminals({"PATH": str(tmp_path / "nothing")}) == ()


@on_posix
def test_the_persons_shell_is_the_one_that_can_be_run(tmp_path: Path) -> None:
    shell = program(tmp_path, "fish")
    assert persons_shell({"SHELL": str(shell)}) == (str(shell),)
    shell.chmod(0o644)
    assert persons_shell({"SHELL": str(tmp_path / "gone")}) == persons_shell({}) == ("/bin/sh",)


def test_terminals_of_a_running_process_get_a_script() -> None:
    assert script_for(found("wt")) is ShellKind.CMD
    assert script_for(found("terminal-app")) is ShellKind.SH
    assert script_for(found("xterm")) is script_for(found("powershell")) is None
    call = terminal_call(found("wt", "wt.exe"), Path("my project"), Path("script.cmd"))
    assert call == ("wt.exe", "-d", "my project", "cmd.exe", "/k", "call", "script.cmd")
    assert terminal_call(found("xfce4-terminal"), Path("p")) == ("x", "--disable-server")
    assert terminal_call(found("pwsh"), Path("p")) == ("x", "-NoLogo")


def test_windows_terminal_is_given_no_name_that_it_takes_apart() -> None:
    assert takes_names(found("wt"), Path("a b (c)"))
    assert not takes_names(found("wt"), Path("a"), Path("b;c"))
    assert takes_names(found("cmd"), Path("b;c & d"))
