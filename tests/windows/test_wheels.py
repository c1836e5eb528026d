"""Local wheels on Windows with the real uv.exe: found in the yard, added by file, checked, collected, and taken out."""

from pathlib import Path
from typing import Any

import pytest

from tests.windows.lab.computer import Ended
from tests.windows.lab.wine_computer import WineComputer
from tests.windows.lab.wine_lab import WineLab

PATH = "L:\\python"
"""Where uv finds a Python; Windows has none by itself."""
MAKE = """
import os
from pathlib import Path
from core.demo.reference_project import make_reference_project
from core.wheels.make_wheel import write_wheel
for file in make_reference_project(Path("C:/project"), python=(3, 13)).local_files:
    os.utime(file, (1_700_000_000, 1_700_000_000))
dropped = Path("C:/Users/root/Downloads/größe & co")
dropped.mkdir(parents=True)
for tags in ("cp313-cp313-win_amd64", "cp313-cp313-linux_x86_64"):
    write_wheel(dropped, "Fx_Curves", "1.4", tags=tags, files={"fx_curves/__init__.py": b""})
deep = Path("C:/deep")
deep.mkdir()
write_wheel(deep, "deep", "1.0", files={f"deep/{'x' * 225}.py": b""})
write_wheel(dropped, "nxpy", "21.3.4", tags="cp313-cp313-linux_x86_64", requires=("numpy>=1.22",))
"""
DROPPED = "C:\\Users\\root\\Downloads\\größe & co"


@pytest.fixture(scope="module")
def computer(lab: WineLab, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A computer with the reference project and three wheels that arrived as files."""
    with lab.computer(tmp_path_factory.mktemp("wheels")) as made:
        ended = made.run([made.python, "-c", MAKE])
        assert ended.status == 0, ended.stderr
        yield made


def wheels(computer: WineComputer, *arguments: str, limit: float = 600) -> Ended:
    command = [computer.python, "-m", "gui.main", "wheels", *arguments, "--project", "C:\\project", "--json"]
    return computer.run(command, environ={"PATH": PATH}, limit=limit)


def project_file(computer: WineComputer) -> Path:
    return computer.path_of("C:\\project\\pyproject.toml")


def test_the_yard_is_read_and_what_fits_windows_is_said(computer: WineComputer) -> None:
    (said,) = wheels(computer, "scan").objects
    files = {Path(file["path"].replace("\\", "/")).name: file for file in said["files"]}
    assert files["nxpy-21.3.4-cp313-cp313-win_amd64.whl"]["fits"] is True
    assert files["nxpy-21.3.0-cp313-cp313-linux_x86_64.whl"]["fits"] is False
    assert "Linux" in files["nxpy-21.3.0-cp313-cp313-linux_x86_64.whl"]["why"]
    (again,) = wheels(computer, "scan").objects
    assert [yard["read"] for yard in again["yards"]] == [0 for _ in again["yards"]], "what was read is remembered"


def test_a_wheel_whose_paths_get_too_long_in_the_environment_is_said(computer: WineComputer) -> None:
    (said,) = wheels(computer, "scan", "C:\\deep").objects
    (file,) = said["files"]
    assert "path-too-long" in {problem["id"] for problem in file["problems"]}, file


def test_what_is_wrong_with_the_sources_is_found(computer: WineComputer) -> None:
    (said,) = wheels(computer, "check").objects
    found = " ".join(problem["title"] + problem["detail"] for problem in said["problems"])
    assert "21.3.4" in found
    assert "21.3.0" in found


def test_two_wheels_are_copied_named_for_their_platforms_locked_and_taken_out_again(computer: WineComputer) -> None:
    before = project_file(computer).read_bytes()
    named = [f"{DROPPED}\\fx_curves-1.4-cp313-cp313-{platform}.whl" for platform in ("win_amd64", "linux_x86_64")]
    ended = wheels(computer, "add", *named, limit=900)
    assert ended.status == 0, ended.stdout[-3000:] + ended.stderr
    text = project_file(computer).read_text(encoding="utf-8")
    assert 'path = "exdist/fx_curves-1.4-cp313-cp313-win_amd64.whl"' in text
    assert "win32" in text
    assert computer.path_of("C:\\project\\exdist\\fx_curves-1.4-cp313-cp313-win_amd64.whl").is_file()
    assert 'name = "fx-curves"' in computer.path_of("C:\\project\\uv.lock").read_text(encoding="utf-8")
    gone = wheels(computer, "remove", "fx-curves", limit=900)
    assert gone.status == 0, gone.stdout[-3000:] + gone.stderr
    assert project_file(computer).read_bytes() == before


def test_a_newer_wheel_for_linux_makes_both_platforms_agree(computer: WineComputer) -> None:
    ended = wheels(computer, "add", f"{DROPPED}\\nxpy-21.3.4-cp313-cp313-linux_x86_64.whl", limit=900)
    assert ended.status == 0, ended.stdout[-3000:] + ended.stderr
    text = project_file(computer).read_text(encoding="utf-8")
    assert "nxpy-21.3.0" not in text
    assert "exdist/nxpy-21.3.4-cp313-cp313-linux_x86_64.whl" in text
    assert "exdist/nxpy-21.3.4-cp313-cp313-win_amd64.whl" in text


def test_everything_is_collected_in_a_folder(computer: WineComputer) -> None:
    ended = wheels(computer, "collect", "C:\\house", "--platform", "windows", limit=900)
    assert ended.status in {0, 1}, ended.stdout[-3000:] + ended.stderr
    names = {file.name for file in computer.path_of("C:\\house").iterdir()}
    assert "nxpy-21.3.4-cp313-cp313-win_amd64.whl" in names
    assert not [name for name in names if name.endswith(".part")]
