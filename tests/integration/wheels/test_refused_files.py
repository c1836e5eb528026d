"""What `read_wheel` says stops uv does stop the real uv, and where it does not, the reason to refuse is written here.

Each wrong wheel is installed by uv without an index into a folder of its own. Windows' own refusals (devices, forbidden
characters) cannot be met on another system: uv takes those names there.
"""

import subprocess
from pathlib import Path

import pytest

from core.wheels.reading.wheel_reader import read_wheel
from tests.unit.core.wheels.reading.hostile_wheels import FILE, good, hostile_wheels

HOSTILE = hostile_wheels()
WHY_ALL_THE_SAME = {
    "bomb": "uv would fill the disk with it",
    "absolute-name": "uv passes over it in silence, so a file is missing; other programs write outside",
    "upward-name": "the same, or it overwrites another file",
    "backslash-name": "on Linux the file gets a wrong name, on Windows a folder",
    "windows-device": "Windows cannot make it",
    "windows-ending": "Windows makes it under another name",
    "windows-character": "Windows cannot make it",
    "symlink": "uv writes the target's name in place of the file",
    "duplicate-name": "which content counts depends on the reader",
}


def installed(uv: Path, wheel: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        *(str(uv), "pip", "install", "--no-config", "--no-index", "--no-deps", "--offline", str(wheel)),
        *("--cache-dir", str(folder / "cache"), "--target", str(folder / "target")),
    ]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)


def written(folder: Path, data: bytes, name: str = FILE) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_good_wheel_is_taken(uv_program: Path, tmp_path: Path) -> None:
    path = written(tmp_path, good())
    assert read_wheel(path, thorough=True).troubles == ()
    run = installed(uv_program, path, tmp_path)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("words", HOSTILE)
def test_uv_refuses_it_or_there_is_a_reason(words: str, uv_program: Path, tmp_path: Path) -> None:
    wrong = HOSTILE[words]
    path = written(tmp_path, wrong.data, wrong.file)
    found = read_wheel(path, thorough=wrong.thorough)
    run = installed(uv_program, path, tmp_path)
    if found.is_usable:
        assert run.returncode == 0, run.stderr
        return
    (sentence,) = [trouble.sentence for trouble in found.troubles if trouble.id == wrong.trouble]
    if run.returncode == 0:
        assert {trouble.id for trouble in found.troubles if trouble.stops} <= WHY_ALL_THE_SAME.keys()
        assert "uv refuses" not in sentence
