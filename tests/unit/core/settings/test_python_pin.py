"""The Python that a `.python-version` file asks for."""

import os
from pathlib import Path

import pytest

from core.model.setting_values import Held
from core.model.settings import Origin, OriginKind
from core.settings.python_pin import PIN, is_on, python_pin
from core.system.uv_folders import user_uv_config


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "root" / "packages" / "m"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path / "person"), "APPDATA": str(tmp_path / "person" / "roaming")}


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("3.12\n", "3.12", 1),
        ("# the servers have it\n\n  3.11.4  \n3.12\n", "3.11.4", 3),
        ("my-virtualenv\n3.12", "3.12", 2),
        *((each, each, 1) for each in ("cpython@3.12", "pypy3.10", "PP310", "python3.12", "3.13t", "3.14.0a1")),
        *(
            (each, each, 1)
            for each in (">= 3.11, <4", "~=3.11", "===3.12", "any", "3.13+freethreaded", "/opt/python", "./bin/python")
        ),
        ("", None, 0),
        ("# 3.12", None, 0),
        ("a 3.12", None, 0),
        *((each, None, 0) for each in ("=3.x", "=3.12", ">3.1x", ">=3.11 <4", ">=3.11,foo", "<>3.9")),
        ("3.12 # here", None, 0),
    ],
)
def test_the_first_line_that_uv_takes_for_a_python(
    project: Path, environ: dict[str, str], text: str, said: str | None, line: int
) -> None:
    file = project / PIN
    file.write_text(text)
    pin = python_pin(project, project, environ)
    expected = Held(said, Origin(OriginKind.PROJECT, str(file), line)) if said is not None else None
    assert pin == expected


@pytest.mark.parametrize("data", [b"\xff\xfe3.12", b"# " + b"x" * 5000 + b"\n3.12\n"])
def test_what_cannot_be_read_asks_for_nothing(project: Path, environ: dict[str, str], data: bytes) -> None:
    (project / PIN).write_bytes(data)
    assert python_pin(project, project, environ) is None


def test_the_nearest_file_up_to_the_root_counts_and_then_the_persons_own(
    project: Path, environ: dict[str, str], tmp_path: Path
) -> None:
    root = tmp_path / "root"
    own = user_uv_config(environ).parent / PIN

    def said() -> tuple[object, OriginKind] | None:
        pin = python_pin(project, root, environ)
        return None if pin is None else (pin.value, pin.origin.kind)

    (tmp_path / PIN).write_text("3.8")
    assert said() is None
    own.parent.mkdir(parents=True)
    own.write_text("3.9")
    assert said() == ("3.9", OriginKind.USER)
    (root / PIN).write_text("3.10")
    assert said() == ("3.10", OriginKind.PROJECT)
    (project / ".python-versions").write_text("3.11\n3.12\n")
    assert said() == ("3.11", OriginKind.PROJECT)
    (project / PIN).write_text("3.13")
    assert said() == ("3.13", OriginKind.PROJECT)
    environ["UV_NO_CONFIG"] = "1"
    assert said() is None


def test_a_folder_of_that_name_is_no_file(project: Path, environ: dict[str, str]) -> None:
    (project / PIN).mkdir()
    assert python_pin(project, project, environ) is None


@pytest.mark.skipif(os.name != "posix" or getattr(os, "geteuid", int)() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_asks_for_nothing(project: Path, environ: dict[str, str]) -> None:
    (project / PIN).write_text("3.12")
    (project / PIN).chmod(0)
    assert python_pin(project, project, environ) is None


@pytest.mark.parametrize(
    ("text", "on"), [("1", True), ("True", True), ("0", False), ("", False), ("maybe", False), (None, False)]
)
def test_a_variable_says_yes_or_it_does_not(text: str | None, *, on: bool) -> None:
    assert is_on({} if text is None else {"X": text}, "X") is on
