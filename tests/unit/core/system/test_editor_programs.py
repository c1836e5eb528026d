"""Editors are found where installers put them, and never as batch files, which take a folder's name apart."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.model.programs_found import FoundProgram, ProgramKind
from core.system.editor_kinds import EDITORS, EditorKind, kind_named
from core.system.editor_programs import find_editors, is_running, opening_call, posix_programs, windows_programs

POSIX = pytest.mark.skipif(os.name == "nt", reason="programs are found by other names there")


def kind(name: str) -> EditorKind:
    found = kind_named(name)
    assert found is not None
    return found


def program(path: Path, text: str = "#!/bin/sh\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def nothing(key: str) -> str | None:
    del key
    return None


def on_windows(name: str, environ: dict[str, str], registered: dict[str, str] | None = None) -> list[Path]:
    return list(windows_programs(kind(name), environ, (registered or {}).get))


def test_every_editor_has_a_name_of_its_own() -> None:
    assert len({each.name for each in EDITORS}) == len(EDITORS)
    assert kind_named("emacs") is None


@pytest.mark.parametrize(
    ("name", "variable", "below"),
    [
        ("code", "LOCALAPPDATA", "Programs/Microsoft VS Code/Code.exe"),
        ("code", "ProgramFiles", "Microsoft VS Code/Code.exe"),
        ("codium", "LOCALAPPDATA", "Programs/VSCodium/VSCodium.exe"),
        ("cursor", "LOCALAPPDATA", "Programs/cursor/Cursor.exe"),
        ("pycharm", "ProgramFiles", "JetBrains/PyCharm 2025.2/bin/pycharm64.exe"),
        ("pycharm", "LOCALAPPDATA", "Programs/PyCharm Community/bin/pycharm64.exe"),
        ("pycharm", "LOCALAPPDATA", "JetBrains/Toolbox/apps/PyCharm-P/ch-0/253.1/bin/pycharm64.exe"),
    ],
)
def test_on_windows_the_folders_of_the_installers_are_looked_at(
    tmp_path: Path, name: str, variable: str, below: str
) -> None:
    there = program(tmp_path / "größe & Co" / below)
    # A plain mapping keeps whatever case the names are written in.
    assert on_windows(name, {variable.upper(): str(tmp_path / "größe & Co")}) == [there]


def test_of_several_versions_the_highest_comes_first(tmp_path: Path) -> None:
    for version in ("2024.3", "2025.10", "2025.2"):
        program(tmp_path / "JetBrains" / f"PyCharm {version}" / "bin" / "pycharm64.exe")
    found = on_windows("pycharm", {"ProgramFiles": str(tmp_path)})
    assert [path.parent.parent.name for path in found] == ["PyCharm 2025.10", "PyCharm 2025.2", "PyCharm 2024.3"]


def test_the_registry_names_a_program_elsewhere(tmp_path: Path) -> None:
    there = program(tmp_path / "My Tools" / "Code.exe")
    opening = {r"Software\Classes\Applications\Code.exe\shell\open\command": f'"{there}" "%1"'}
    assert on_windows("code", {}, opening) == [there]
    paths = {r"Software\Microsoft\Windows\CurrentVersion\App Paths\Code.exe": f'"{there}"'}
    assert on_windows("code", {}, paths) == [there]
    # One that was removed without its entries is none.
    there.unlink()
    assert on_windows("code", {}, {**opening, **paths}) == []


def test_a_batch_file_on_the_path_leads_to_the_program_beside_it(tmp_path: Path) -> None:
    program(tmp_path / "VS Code" / "bin" / "code.cmd")
    assert on_windows("code", {"PATH": str(tmp_path / "VS Code" / "bin")}) == []
    there = program(tmp_path / "VS Code" / "Code.exe")
    assert on_windows("code", {"Path": f'"{tmp_path / "VS Code" / "bin"}"'}) == [there]


def test_a_batch_file_of_the_toolbox_leads_to_the_program_that_it_names(tmp_path: Path) -> None:
    there = program(tmp_path / "apps" / "PyCharm & more" / "bin" / "pycharm64.exe")
    program(tmp_path / "scripts" / "pycharm.cmd", f'@echo off\r\nstart "" "{there}" %*\r\n')
    assert on_windows("pycharm", {"PATH": str(tmp_path / "scripts")}) == [there]


def test_a_batch_file_alone_is_no_editor(tmp_path: Path) -> None:
    program(tmp_path / "code.cmd", '"C:\\gone\\Code.exe" %*')
    (tmp_path / "cursor.cmd").mkdir()
    for each in EDITORS:
        assert on_windows(each.name, {"PATH": str(tmp_path)}) == []


@POSIX
def test_elsewhere_the_path_comes_first(tmp_path: Path) -> None:
    home = tmp_path / "home of größe"
    toolbox = program(home / ".local/share/JetBrains/Toolbox/scripts/pycharm")
    other = program(tmp_path / "root/opt/pycharm-2025.2/bin/pycharm.sh")
    snap = program(tmp_path / "root/snap/bin/pycharm-community")
    on_path = program(tmp_path / "bin/pycharm")
    environ = {"PATH": str(tmp_path / "bin"), "HOME": str(home)}
    found = list(posix_programs(kind("pycharm"), environ, tmp_path / "root"))
    assert found[0] == on_path
    assert set(found) == {on_path, toolbox, other, snap}
    snap.chmod(0o644)
    assert snap not in posix_programs(kind("pycharm"), environ, tmp_path / "root")
    assert list(posix_programs(kind("pycharm"), {"PATH": ""}, tmp_path / "nowhere")) == []


@POSIX
def test_what_is_installed_is_returned_once_each(tmp_path: Path) -> None:
    for name in ("code", "cursor", "pycharm", "emacs"):
        program(tmp_path / name)
    found = {each.name: each for each in find_editors({"PATH": str(tmp_path), "HOME": str(tmp_path)})}
    assert found["code"] == FoundProgram(
        kind=ProgramKind.EDITOR, name="code", title="Visual Studio Code", path=tmp_path / "code"
    )
    assert {"code", "cursor", "pycharm"} <= set(found)
    assert "emacs" not in found


@POSIX
def test_a_search_that_hangs_ends_in_time_with_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "code")
    glob = Path.glob

    def slow(self: Path, pattern: str) -> object:
        time.sleep(3.0)
        return glob(self, pattern)

    monkeypatch.setattr(Path, "glob", slow)
    began = time.monotonic()
    found = find_editors({"PATH": str(tmp_path), "HOME": str(tmp_path)}, seconds=0.5)
    assert time.monotonic() - began < 2.5
    assert [each.name for each in found] == ["code"]


@pytest.mark.parametrize("environ", [{}, {"PATH": "\0"}, {"HOME": "\0", "PATH": "", "LOCALAPPDATA": "\0"}])
def test_no_environment_makes_the_search_raise(environ: dict[str, str]) -> None:
    for each in EDITORS:
        list(windows_programs(each, environ, nothing))
    find_editors(environ)


def test_the_folder_is_one_word_whatever_it_is_called(tmp_path: Path) -> None:
    folder = tmp_path / "größe & 100 %"
    code = FoundProgram(kind=ProgramKind.EDITOR, name="code", title="", path=Path("/opt/a b/code"))
    assert opening_call(code, folder) == (str(code.path), "--preserve-env", str(folder))
    pycharm = FoundProgram(kind=ProgramKind.EDITOR, name="pycharm", title="", path=Path("/opt/pycharm"))
    assert opening_call(pycharm, folder) == (str(pycharm.path), str(folder))


@POSIX
def test_an_editor_that_runs_is_seen(tmp_path: Path) -> None:
    cursor = FoundProgram(kind=ProgramKind.EDITOR, name="cursor", title="Cursor", path=tmp_path / "cursor")
    assert is_running(cursor, 20.0) is False
    (tmp_path / "cursor").symlink_to(Path(sys.executable).resolve())
    # The name of a process is that of the file that it was started as.
    process = subprocess.Popen([tmp_path / "cursor", "-c", "import time; print(flush=True); time.sleep(60)"], stdout=-1)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        assert is_running(cursor, 20.0) is True
    finally:
        process.kill()
        process.communicate()
    unknown = FoundProgram(kind=ProgramKind.EDITOR, name="emacs", title="", path=tmp_path)
    assert is_running(unknown) is None
