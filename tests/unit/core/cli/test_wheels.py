"""`wheelyard wheels`: what is typed becomes a command, and what is found becomes lines and JSON."""

from pathlib import Path

import pytest

from core.cli.arguments import parse
from core.cli.wheels import prints_events, wheel_command_of
from core.cli.wheels_text import collection_lines, report_lines, report_shape
from core.model.commands import (
    ChangeWheels,
    CheckWheels,
    CollectWheels,
    InspectFiles,
    KeepYard,
    PreviewWheels,
    ScanYards,
)
from core.model.wheel_commands import AddFiles, LeaveYard, LimitSource, RemoveSource, UseYard
from core.model.wheels import (
    CollectedFile,
    CollectionReport,
    FileTrouble,
    WheelsReport,
    Yard,
    YardFile,
    YardOrigin,
    YardUse,
)
from core.wheels.fit import fit_table
from core.wheels.targets import LINUX, WINDOWS, targets_of
from tests.unit.core.wheels.made_files import wheel


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[tool.uv.sources]\nnx = { path = "vendor/nx-1-py3-none-any.whl" }\n')
    return tmp_path


def command(project: Path, *words: str | Path) -> object:
    return wheel_command_of(parse(["wheels", *map(str, words), "--project", str(project)]))


def test_each_action_is_a_command(project: Path) -> None:
    yard = project.parent / "share"
    assert command(project, "scan") == ScanYards(project=project)
    assert command(project, "scan", yard) == ScanYards(project=project, folders=(yard,))
    assert command(project, "inspect", yard / "a.whl") == InspectFiles(project=project, files=(yard / "a.whl",))
    assert command(project, "keep", yard) == KeepYard(project=project, folder=yard)
    assert command(project, "keep", yard, "--not") == KeepYard(project=project, folder=yard, keep=False)
    assert command(project, "check", "--probe") == CheckWheels(project=project, probe=True)
    assert command(project, "collect", yard) == CollectWheels(project=project, to=yard)
    asked = ("--platform", "windows", "--platform", "linux", "--python", "3.12")
    assert command(project, "collect", yard, *asked) == CollectWheels(
        project=project, to=yard, platforms=(WINDOWS, LINUX), pythons=("3.12",)
    )


def test_each_change_is_proved_unless_a_person_says_otherwise(project: Path) -> None:
    yard = project.parent / "share"
    for words, change in (
        (("mark", "nx"), LimitSource(package="nx")),
        (("remove", "nx"), RemoveSource(package="nx")),
        (
            ("remove", "nx", "a.whl", "--keep-dependency"),
            RemoveSource(package="nx", files=("a.whl",), keep_dependency=True),
        ),
        (("use", yard), UseYard(folder=yard)),
        (("use", yard, "--flat", "team"), UseYard(folder=yard, use=YardUse.FLAT_INDEX, name="team")),
        (("leave", yard), LeaveYard(folder=yard)),
    ):
        assert command(project, *words) == ChangeWheels(project=project, change=change)
        assert command(project, *words, "--dry-run") == PreviewWheels(project=project, change=change)
        unproved = command(project, *words, "--no-lock")
        assert unproved == ChangeWheels(project=project, change=change, prove=False)


def test_files_go_to_the_projects_yard_unless_they_lie_in_the_project(project: Path) -> None:
    outside, inside = project.parent / "in" / "a-1-py3-none-any.whl", project / "b-1-py3-none-any.whl"

    def added(*words: str | Path) -> AddFiles:
        made = command(project, "add", *words)
        assert isinstance(made, ChangeWheels)
        assert isinstance(made.change, AddFiles)
        return made.change

    assert added(outside) == AddFiles(files=(outside,), copy_to=project / "vendor")
    assert added(inside).copy_to is None
    assert added(outside, "--in-place").copy_to is None
    assert added(outside, "--to", project / "other").copy_to == project / "other"
    assert added(outside, "--group", "dev", "--alone") == AddFiles(
        files=(outside,), copy_to=project / "vendor", group="dev", alone=True
    )
    assert added(outside, "--extra", "fast").extra == "fast"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("add",),
        ("add", "a.whl", "--group", "g", "--extra", "e"),
        ("add", "a.whl", "--to", "x", "--in-place"),
        ("collect", "x", "--platform", "beos"),
        ("use",),
    ],
)
def test_wrong_usage_ends_with_status_2(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["wheels", *words])
    assert ended.value.code == 2
    assert "usage: wheelyard wheels" in capsys.readouterr().err


def test_events_are_printed_where_something_happens() -> None:
    for words, prints in ((("scan",), False), (("check",), False), (("mark", "x"), True), (("collect", "x"), True)):
        assert prints_events(parse(["wheels", *words])) is prints
    assert not prints_events(parse(["wheels", "mark", "x", "--dry-run"]))


def test_a_report_in_lines_and_in_json() -> None:
    files = [wheel("cp311-cp311-win_amd64", "2.0"), wheel("cp311-cp311-linux_x86_64", "1.0")]
    broken = wheel("py3-none-any", "0.1", troubles=(FileTrouble(id="empty", sentence="It has no bytes."),))
    targets = targets_of(">=3.11,<3.13", ["sys_platform == 'win32'", "sys_platform == 'linux'"])
    report = WheelsReport(
        yards=(
            Yard(
                folder=Path("/yard"),
                origins=(YardOrigin.SOURCES,),
                files=(
                    YardFile(file=files[0], fits=False, why="Made for Windows x86-64; this is Linux x86-64."),
                    YardFile(file=files[1], fits=True, why="Made for Linux x86-64, CPython 3.11 only."),
                    YardFile(file=broken),
                ),
                trouble="It did not answer.",
            ),
        ),
        targets=targets,
        tables=(fit_table("nx", files, targets), fit_table("all", [wheel("py3-none-any")], targets)),
    )
    lines = list(report_lines(report))
    assert lines[0] == f"{Path('/yard')} (sources of the project lie there): 3 files, 3 bytes"
    assert "  It did not answer." in lines
    assert any(line.strip().startswith("no    nx 2.0  cp311-cp311-win_amd64") for line in lines)
    assert "        It has no bytes." in lines
    assert "  Windows x86-64, Python 3.11: nx-2.0-cp311-cp311-win_amd64.whl" in lines
    (missing,) = [line for line in lines if line.startswith("  Linux x86-64, Python 3.12")]
    assert missing.endswith("nx-1.0-cp311-cp311-linux_x86_64.whl: cp311 only: there it cannot be installed.")
    assert "all: nx-1.0-py3-none-any.whl everywhere." in lines
    shape = report_shape(report)
    assert [file["fits"] for file in shape["files"]] == [False, True, None]
    assert shape["files"][2]["problems"] == [{"id": "empty", "sentence": "It has no bytes.", "stops": True}]
    assert shape["problems"][0]["detail"] == "It did not answer."
    assert {fit["fits"] for fit in shape["packages"][0]["fits"]} == {True, False}


def test_nothing_to_show_is_said() -> None:
    assert list(report_lines(WheelsReport())) == [
        "The project has no yard: none of its sources is a file, and no find-links names a folder."
    ]


def test_a_wheelhouse_in_lines() -> None:
    files = (
        CollectedFile(package="a", version="1", file="a.whl", size=1024, state="fetched"),
        CollectedFile(package="b", version="1", file="b.whl", size=1024, state="there"),
    )
    report = CollectionReport(
        folder=Path("/house"), files=files, platforms=(WINDOWS, LINUX), missing=("c is not.",), how=(("uv", "sync"),)
    )
    assert list(collection_lines(report)) == [
        f"{Path('/house')} holds 2 files, 2.0 KiB, for Windows x86-64, Linux x86-64: 1 fetched, 1 there already.",
        "Not in it:",
        "  c is not.",
        "Without a network it is installed by:",
        "  uv sync",
    ]
