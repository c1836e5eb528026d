"""Rules about sources as they are written: their names, their paths, what they are for."""

import sys
from pathlib import Path
from typing import Any

import pytest

from core.model.commands import ChangeWheels
from core.model.wheel_commands import AddFiles, RemoveSource
from tests.unit.core.wheels.findings.bench import Bench, single


def test_a_source_that_nothing_asks_for_can_go_or_be_asked_for(bench: Bench) -> None:
    path = bench.wheel()
    bench.write(sources=single("nx", path))
    assert bench.ids() == ["source-without-dependency warn"]
    changes = [
        each.action.change
        for each in bench.one("source-without-dependency").remedies
        if isinstance(each.action, ChangeWheels)
    ]
    assert changes == [RemoveSource(package="nx"), AddFiles(files=(bench.project / path,))]
    for more in (
        '[project.optional-dependencies]\na = ["nx"]\n',
        '[dependency-groups]\na = ["nx"]\n',
        'dynamic = ["dependencies"]\n',
    ):
        bench.write(sources=single("nx", path), more=more)
        assert bench.ids() == [], more
    bench.write(sources=single("nx", path), uv='constraint-dependencies = ["nx"]\n')
    assert bench.ids() == []


def test_two_spellings_of_one_name_are_a_note(bench: Bench) -> None:
    path = bench.wheel("dash_kit")
    bench.write("dash-kit", sources=single("dash_kit", path))
    assert bench.ids() == ["source-name-spelled-differently warn"]
    check = bench.one("source-name-spelled-differently")
    assert "nothing breaks" in check.detail
    assert bench.line(check).startswith("dash_kit")
    bench.write("Dash_Kit", sources=single("dash_kit", path))
    assert bench.ids() == [], "capitals are no other spelling"


def test_two_sources_of_one_package(bench: Bench) -> None:
    path = bench.wheel("a_b")
    bench.write("a_b", sources=single("a_b", path) + single("a-b", path))
    assert "source-twice fail" in bench.ids()
    assert bench.line(bench.one("source-twice")).startswith("a-b")


def test_sources_in_a_uv_toml(bench: Bench) -> None:
    bench.write()
    (bench.project / "uv.toml").write_text('# ours\n[sources]\nnx = { path = "x" }\n', "utf-8")
    check = bench.one("sources-in-uv-toml")
    assert (check.status, check.file, check.line) == ("fail", bench.project / "uv.toml", 2)


def test_backslashes_work_on_windows_alone(bench: Bench) -> None:
    path = bench.wheel().replace("/", "\\\\")
    bench.write("nx", sources=single("nx", path))
    known: dict[str, Any] = {"missing": frozenset(), "files": {}}
    assert bench.ids(is_windows=True, **known) == ["source-path-backslashes warn"]
    assert bench.ids(is_windows=False, **known) == ["source-path-backslashes fail"]
    if sys.platform != "win32":
        assert bench.ids() == ["source-path-backslashes fail"], "the same is not said to be missing"
    (remedy, _opening) = bench.one("source-path-backslashes", **known).remedies
    assert remedy.title == "Write the path with /"
    assert remedy.command[3] == str(bench.project / "w" / "nx-1.0-py3-none-any.whl")


def test_a_path_out_of_the_project_is_copied_in(bench: Bench) -> None:
    inside = bench.wheel("inner")
    path = bench.wheel(folder="../elsewhere")
    bench.write("nx", "inner", sources=single("nx", path) + single("inner", inside))
    assert bench.ids() == ["source-path-outside warn"]
    change = bench.one("source-path-outside").remedies[0].action
    place = bench.root / "elsewhere" / "nx-1.0-py3-none-any.whl"
    assert change == ChangeWheels(project=bench.project, change=AddFiles(files=(place,), copy_to=bench.project / "w"))


def test_an_absolute_path_is_one_of_this_computer(bench: Bench) -> None:
    path = bench.project / bench.wheel()
    bench.write("nx", sources=single("nx", path.as_posix()))
    assert bench.ids() == ["source-path-absolute warn"]
    change = bench.one("source-path-absolute").remedies[0].action
    assert change == ChangeWheels(project=bench.project, change=AddFiles(files=(path,), copy_to=bench.project / "w"))


@pytest.mark.parametrize("path", ["//server/share/nx-1.0-py3-none-any.whl", "Z:/w/nx-1.0-py3-none-any.whl"])
def test_shares_and_drives_are_of_this_computer_too(path: str, bench: Bench) -> None:
    bench.write("nx", sources=single("nx", path))
    known = {"missing": frozenset(), "files": {}, "unreachable": {Path(path): "no"}}
    assert "source-path-absolute warn" in bench.ids(**known)


def test_a_copy_goes_to_a_folder_of_its_own_where_the_project_has_no_yard(bench: Bench) -> None:
    bench.write("nx", sources=single("nx", bench.wheel(folder="../elsewhere")))
    change = bench.one("source-path-outside").remedies[0].action
    assert isinstance(change, ChangeWheels)
    assert isinstance(change.change, AddFiles)
    assert change.change.copy_to == bench.project / "wheels"
