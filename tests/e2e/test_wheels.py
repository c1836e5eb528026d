"""`wheelyard wheels`: what lies in yards, what fits, adding and taking out, what is wrong, a wheelhouse."""

import os
import sys
from pathlib import Path

import pytest

from core.demo.reference_project import DemoProject
from core.wheels.make_wheel import write_sdist, write_wheel
from tests.e2e.wheelyard import Wheelyard, everything_in

HERE_TAG = f"cp{sys.version_info[0]}{sys.version_info[1]}"


def by_name(said: dict[str, list[dict[str, object]]]) -> dict[str, dict[str, object]]:
    return {Path(str(file["path"])).name: file for file in said["files"]}


def test_what_lies_in_the_yard_and_what_of_it_fits(computer: Wheelyard, demo: DemoProject) -> None:
    for file in demo.local_files:
        os.utime(file, (1_700_000_000, 1_700_000_000))  # what changed a moment ago may change again, and is read again
    ended = computer.run("wheels", "scan", "--json", "--project", demo.folder)
    assert ended.status == 0, ended
    (said,) = ended.objects
    files = by_name(said)
    assert {file.name for file in demo.local_files if file.parent == demo.exdist} <= set(files)
    (windows,) = (name for name in files if name.startswith("nxpy-21.3.4"))
    (linux,) = (name for name in files if name.startswith("nxpy-21.3.0"))
    here, elsewhere = (windows, linux) if os.name == "nt" else (linux, windows)
    assert files[here]["fits"] is True
    assert files[elsewhere]["fits"] is False
    assert files[elsewhere]["why"]
    assert files[here]["tags"]
    assert files["dash_notes-0.0.3-py2.py3-none-any.whl"]["fits"] is True
    assert set(files[here]) >= {"path", "name", "version", "tags", "requires_python", "fits", "why", "problems"}
    again = computer.run("wheels", "scan", "--json", "--project", demo.folder).objects[0]
    assert all(yard["read"] == 0 for yard in again["yards"]), "nothing is read twice"


def test_any_folder_can_be_looked_through(computer: Wheelyard, tmp_path: Path) -> None:
    yard = tmp_path / "a share"
    yard.mkdir()
    write_wheel(yard, "good", "1.0")
    (yard / "empty-1.0-py3-none-any.whl").write_bytes(b"")
    (yard / "notes.txt").write_text("not a wheel")
    ended = computer.run("wheels", "scan", yard, "--json")
    assert ended.status == 0, ended
    files = by_name(ended.objects[0])
    assert set(files) == {"good-1.0-py3-none-any.whl", "empty-1.0-py3-none-any.whl"}
    assert files["empty-1.0-py3-none-any.whl"]["problems"]
    assert not files["good-1.0-py3-none-any.whl"]["problems"]
    text = computer.run("wheels", "scan", yard).sentence()
    assert "good 1.0" in text


def test_a_wheel_is_added_and_taken_out_again(computer: Wheelyard, demo: DemoProject, tmp_path: Path) -> None:
    wheel = write_wheel(tmp_path, "Fx_Curves", "1.4", requires=("click>=8",))
    file = demo.folder / "pyproject.toml"
    before = file.read_bytes()
    planned = computer.run("wheels", "add", wheel, "--dry-run", "--json", "--project", demo.folder)
    assert planned.status == 0, planned
    assert file.read_bytes() == before
    assert not (demo.exdist / wheel.name).exists()
    ended = computer.run("wheels", "add", wheel, "--json", "--project", demo.folder)
    assert ended.status == 0, ended
    assert ended.finished["outcome"] == "succeeded"
    assert (demo.exdist / wheel.name).read_bytes() == wheel.read_bytes()
    text = file.read_text()
    assert f'{{ path = "exdist/{wheel.name}" }}' in text
    added = [line for line in text.splitlines() if line not in before.decode().splitlines()]
    assert len(added) == 2, added
    assert 'name = "fx-curves"' in (demo.folder / "uv.lock").read_text()
    synced = computer.run("sync", "--project", demo.folder)
    assert synced.status == 0, synced
    gone = computer.run("wheels", "remove", "fx.curves", "--project", demo.folder)
    assert gone.status == 0, gone
    assert file.read_bytes() == before
    assert (demo.exdist / wheel.name).is_file(), "a person's file is never removed"


def test_a_lock_that_fails_leaves_everything_as_it_was(computer: Wheelyard, demo: DemoProject, tmp_path: Path) -> None:
    assert computer.run("lock", "--project", demo.folder).status == 0
    wheel = write_wheel(tmp_path, "needy", "1.0", requires=("nobody-has-this>=3",))
    before = everything_in(demo.folder)
    ended = computer.run("wheels", "add", wheel, "--project", demo.folder)
    assert ended.status == 1, ended
    assert "nobody-has-this" in ended.sentence()
    assert everything_in(demo.folder) == before


def test_the_reference_projects_own_troubles_are_found(computer: Wheelyard, demo: DemoProject) -> None:
    ended = computer.run("wheels", "check", "--json", "--project", demo.folder)
    (said,) = ended.objects
    text = " ".join(f"{problem['title']} {problem['detail']}" for problem in said["problems"])
    assert "21.3.4" in text
    assert "21.3.0" in text
    assert HERE_TAG in text
    assert all(problem["id"] and problem["status"] for problem in said["problems"])
    assert "Traceback" not in computer.run("wheels", "check", "--project", demo.folder).sentence()


def test_everything_is_collected_for_a_computer_without_a_network(
    computer: Wheelyard, demo: DemoProject, tmp_path: Path
) -> None:
    assert computer.run("lock", "--project", demo.folder).status == 0
    house = tmp_path / "house"
    ended = computer.run("wheels", "collect", house, "--platform", "linux", "--json", "--project", demo.folder)
    assert ended.status in {0, 1}, ended
    collection = ended.objects[-1]
    files = {file["file"] for file in collection["files"]}
    assert len(files) > 60
    assert files <= {file.name for file in house.iterdir()}
    again = computer.run("wheels", "collect", house, "--platform", "linux", "--json", "--project", demo.folder)
    assert {file["state"] for file in again.objects[-1]["files"]} == {"there"}


@pytest.mark.parametrize("name", ["zero", "renamed", "cut", "folder", "missing", "no-name"])
def test_a_file_that_is_no_wheel_is_refused_in_a_sentence(
    name: str, computer: Wheelyard, demo: DemoProject, tmp_path: Path
) -> None:
    file = tmp_path / f"{name}-1.0-py3-none-any.whl"
    match name:
        case "zero":
            file.write_bytes(b"")
        case "renamed":
            file.write_bytes(write_sdist(tmp_path, "renamed", "1.0").read_bytes())
        case "cut":
            (tmp_path / "whole").mkdir()
            whole = write_wheel(tmp_path / "whole", "cut", "1.0").read_bytes()
            file.write_bytes(whole[: len(whole) * 2 // 3])
        case "folder":
            file.mkdir()
        case "no-name":
            file = write_wheel(tmp_path, "x", "1").rename(tmp_path / "x.whl")
        case _:
            pass
    before = everything_in(demo.folder)
    ended = computer.run("wheels", "add", file, "--project", demo.folder)
    assert ended.status == 2, ended
    assert file.name in ended.sentence()
    assert everything_in(demo.folder) == before
    inspected = computer.run("wheels", "inspect", file, "--json", "--project", demo.folder)
    assert inspected.status == 1, inspected
    (found,) = inspected.objects[0]["files"]
    assert found["problems"]


def test_a_yard_is_kept_for_all_projects_and_forgotten(computer: Wheelyard, demo: DemoProject, tmp_path: Path) -> None:
    yard = tmp_path / "share"
    yard.mkdir()
    write_wheel(yard, "shared", "2.0")
    assert computer.run("wheels", "keep", yard, "--project", demo.folder).status == 0
    (said,) = computer.run("wheels", "scan", "--json", "--project", demo.folder).objects
    assert "shared-2.0-py3-none-any.whl" in by_name(said)
    assert computer.run("wheels", "keep", yard, "--not", "--project", demo.folder).status == 0
    (said,) = computer.run("wheels", "scan", "--json", "--project", demo.folder).objects
    assert "shared-2.0-py3-none-any.whl" not in by_name(said)
    assert yard.is_dir()


def test_a_whole_yard_is_drawn_from_and_left(computer: Wheelyard, demo: DemoProject, tmp_path: Path) -> None:
    yard = tmp_path / "share"
    yard.mkdir()
    write_wheel(yard, "shared", "2.0")
    file = demo.folder / "pyproject.toml"
    before = file.read_bytes()
    for words in ((), ("--flat", "team")):
        used = computer.run("wheels", "use", yard, *words, "--project", demo.folder)
        assert used.status == 0, used
        assert yard.name in file.read_text()
        left = computer.run("wheels", "leave", yard, "--project", demo.folder)
        assert left.status == 0, left
        assert file.read_bytes() == before


def test_an_action_has_to_be_named(computer: Wheelyard) -> None:
    ended = computer.run("wheels")
    assert ended.status == 2
    assert "ACTION" in ended.sentence()
