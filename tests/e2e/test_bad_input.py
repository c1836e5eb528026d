"""Bad input: a sentence that names the thing and the way out; nothing written, nothing lost, no traceback."""

import os
import sys
from pathlib import Path

import pytest

from core.demo.reference_project import DemoProject, make_reference_project
from tests.e2e.wheelyard import Wheelyard, everything_in

NAMES = [
    "with blanks in it",
    "R&D",
    "100% %TEMP%",
    "Now!",
    "Müller's",
    'say "yes"',
    "数据 分析",
    "(a) ^b; c, d=e",
    "-starts with a dash",
]


@pytest.mark.parametrize("command", [("sync",), ("lock",), ("relocate", "--auto")], ids=lambda words: words[0])
def test_a_folder_without_a_project(command: tuple[str, ...], computer: Wheelyard, tmp_path: Path) -> None:
    folder = tmp_path / "no project"
    folder.mkdir()
    (folder / "notes.txt").write_text("notes")
    ended = computer.run(*command, "--project", folder)
    assert ended.status == 2, ended
    assert "pyproject.toml" in ended.sentence()
    assert str(folder) in ended.sentence()
    assert everything_in(folder) == {"notes.txt": b"notes"}


@pytest.mark.parametrize(
    "text",
    [b"[project\nname = 1", b"name = \xff\xfe", b"project = 3\n"],
    ids=["cut off", "no UTF-8", "no table"],
)
def test_a_broken_project_file(text: bytes, computer: Wheelyard, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "pyproject.toml").write_bytes(text)
    ended = computer.run("sync", "--project", folder)
    assert ended.status == 2, ended
    assert str(folder / "pyproject.toml") in ended.sentence()
    assert everything_in(folder) == {"pyproject.toml": text}


def test_a_project_that_vanished(computer: Wheelyard, demo: DemoProject) -> None:
    assert computer.run("lock", "--project", demo.folder).status == 0
    demo.folder.rename(demo.folder.with_name("moved away"))
    ended = computer.run("sync", "--project", demo.folder)
    assert ended.status == 2, ended
    assert str(demo.folder) in ended.sentence()
    assert not demo.folder.exists()


def test_bad_input_is_said_in_json_too(computer: Wheelyard, tmp_path: Path) -> None:
    ended = computer.run("sync", "--project", tmp_path / "nowhere", "--json")
    assert ended.status == 2, ended
    ended.sentence()
    said = ended.objects[-1]
    problem = said["problem"]
    assert str(tmp_path / "nowhere") in problem["title"] + problem["explanation"]


def test_a_missing_uv(tmp_path: Path, demo: DemoProject) -> None:
    missing = tmp_path / "gone" / "uv"
    here = Wheelyard(root=tmp_path, variables={"WHEELYARD_UV": str(missing)})
    before = everything_in(demo.folder)
    ended = here.run("sync", "--project", demo.folder)
    assert ended.status == 2, ended
    assert str(missing) in ended.sentence()
    assert everything_in(demo.folder) == before


def test_a_missing_python(computer: Wheelyard, demo: DemoProject) -> None:
    (demo.folder / ".python-version").write_text("3.99\n")
    before = everything_in(demo.folder)
    ended = computer.run("sync", "--project", demo.folder, "--json")
    assert ended.status == 1, ended
    ended.sentence()
    problem = ended.finished["problem"]
    assert problem["category"] == "python-not-found"
    assert "3.99" in problem["title"] + problem["explanation"] + problem["raw"]
    assert everything_in(demo.folder) == before


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_folder_will_do(name: str, tmp_path: Path) -> None:
    demo = make_reference_project(tmp_path / name / "project", python=sys.version_info[:2])
    here = Wheelyard(root=tmp_path, variables={"UV_CACHE_DIR": str(tmp_path / name / "cache")})
    ended = here.run("sync", "--json", "--project", demo.folder)
    assert ended.status == 0, ended
    assert len(ended.finished["changes"]) > 60
    target = tmp_path / name / "other cache"
    moved = here.run("relocate", f"--to={target}", "--json", "--project", demo.folder)
    assert moved.status == 0, moved
    assert Path(moved.finished["to"]).is_relative_to(tmp_path / name)
    again = here.run("sync", "--json", "--project", demo.folder, "--", "--reinstall")
    assert again.status == 0, again
    assert any(Path(moved.finished["to"]).iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ("relocate",),
        ("relocate", "--auto", "--undo"),
        ("relocate", "--undo", "--consider", "x"),
        ("probe",),
        ("probe", "x", "--rounds", "0"),
        ("add",),
        ("nonsense",),
        ("explain", "no such file"),
        ("probe", "x", "--", "-v"),
        ("probe", "x", "--rounds", "many"),
        ("probe", ""),
        ("relocate", "--to", ""),
        ("sync", "--project", ""),
        ("sync", "--project", os.fsdecode(b"\xff\xfe")),
        ("explain", os.fsdecode(b"no\xff")),
    ],
    ids=lambda words: " ".join(words).encode(errors="replace").decode(),
)
def test_wrong_usage(words: tuple[str, ...], computer: Wheelyard) -> None:
    ended = computer.run(*words)
    assert ended.status == 2, ended
    ended.sentence()
    assert ended.stdout == ""


def test_a_demo_does_not_write_into_a_folder_of_something_else(computer: Wheelyard, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "thesis.txt").write_text("years of work")
    ended = computer.run("demo", "--headless", "--dir", taken)
    assert ended.status == 2, ended
    assert str(taken) in ended.sentence()
    assert everything_in(taken) == {"thesis.txt": b"years of work"}


def test_a_probe_of_a_folder_that_is_not_there_leaves_none(computer: Wheelyard, tmp_path: Path) -> None:
    ended = computer.run("probe", tmp_path / "not yet", "--rounds", "1", "--json")
    assert ended.status == 0, ended
    (place,) = ended.objects[0]["places"]
    assert place["verdict"] == "clear"
    assert not (tmp_path / "not yet").exists()


def test_a_probe_where_no_folder_can_be_says_why(computer: Wheelyard, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ended = computer.run("probe", tmp_path / "file" / "below", "--rounds", "1", "--json")
    assert ended.status == 0, ended
    (place,) = ended.objects[0]["places"]
    assert place["verdict"] == "unusable"
    assert place["why"]
    assert (tmp_path / "file").read_text() == "in the way"
