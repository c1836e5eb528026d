"""Rules about markers: what overlaps, what is left out, and what closes it."""

import pytest

from core.model.commands import ChangeWheels, ChooseSetting
from core.model.wheel_commands import AddFiles, LimitSource
from core.wheels.findings.marker_cases import OTHER, cases, markers
from tests.unit.core.wheels.findings.bench import BOTH, ON_LINUX, ON_WINDOWS, Bench, listed, single

REST = "sys_platform != 'win32'"


def test_markers_that_overlap_are_written_anew(bench: Bench) -> None:
    windows, linux = (bench.wheel("nx", "1.0", f"cp311-cp311-{each}") for each in ("win_amd64", "linux_x86_64"))
    bench.write("nx", sources=listed("nx", (windows, ON_WINDOWS), (linux, "platform_machine != 'ARM64'")), uv=BOTH)
    check = bench.one("source-markers-overlap")
    assert check.status == "fail"
    assert linux in bench.line(check)
    assert ON_WINDOWS in check.detail
    assert check.remedies[0].action == ChangeWheels(project=bench.project, change=LimitSource(package="nx"))
    assert check.remedies[0].command[:4] == ("wheelyard", "wheels", "mark", "nx")


def test_a_source_without_a_marker_beside_another_is_said(bench: Bench) -> None:
    one, two = bench.wheel("nx", "1.0"), bench.wheel("nx", "1.1")
    rows = f'  {{ path = "{one}", marker = "{ON_WINDOWS}" }},\n  {{ path = "{two}" }},\n'
    bench.write("nx", sources=f"nx = [\n{rows}]\n")
    assert "a marker on each" in bench.one("source-markers-overlap").detail


def test_an_index_with_an_overlapping_marker_is_a_source_like_any_other(bench: Bench) -> None:
    of_index = '  { index = "corp", marker = "os_name == \'nt\'" },\n'
    rows = f'  {{ path = "{bench.wheel()}", marker = "{ON_WINDOWS}" }},\n{of_index}'
    bench.write(f"nx; {ON_WINDOWS}", sources=f"nx = [\n{rows}]\n")
    assert "source-markers-overlap fail" in bench.ids()


def test_sources_of_extras_are_left_to_uv(bench: Bench) -> None:
    one, two = bench.wheel("nx", "1.0"), bench.wheel("nx", "1.1")
    rows = f'  {{ path = "{one}", extra = "a" }},\n  {{ path = "{two}", extra = "b" }},\n'
    more = '[project.optional-dependencies]\na = ["nx"]\nb = ["nx"]\n'
    bench.write(sources=f"nx = [\n{rows}]\n", more=more)
    assert bench.ids() == []


def test_a_gap_names_what_is_left_out_and_offers_what_closes_it(bench: Bench) -> None:
    bench.write("nx", sources=bench.two(), python="==3.11.*")
    check = bench.one("source-markers-gap")
    assert check.status == "warn", "an index may have it"
    assert "macOS" in check.title
    (limiting,) = [each.action.value for each in check.remedies if isinstance(each.action, ChooseSetting)]
    assert limiting == f"{ON_WINDOWS}\n{ON_LINUX}"
    assert any(f"{ON_WINDOWS} or {ON_LINUX}" in each.command for each in check.remedies), "a command has one line"
    bench.wheel("nx", "1.0", "cp311-cp311-macosx_11_0_arm64")
    remedies = bench.one("source-markers-gap").remedies
    assert isinstance(remedies[0].action, ChangeWheels)
    assert isinstance(remedies[0].action.change, AddFiles)
    assert "macosx" in remedies[0].action.change.files[0].name


def test_a_gap_is_a_failure_where_no_index_is_asked(bench: Bench) -> None:
    bench.write("nx", sources=bench.two(), python="==3.11.*", uv="no-index = true\n")
    assert bench.one("source-markers-gap").status == "fail"


def test_a_gap_that_an_index_fills_is_none(bench: Bench) -> None:
    bench.write("nx", sources=bench.two(), python="==3.11.*")
    assert bench.ids(from_index=frozenset({"nx"})) == []


@pytest.mark.parametrize(
    ("asked", "uv"),
    [
        (f"nx; {ON_WINDOWS} or {ON_LINUX}", ""),
        ("nx; platform_system == 'Windows' or platform_system == 'Linux'", ""),
        ("nx", BOTH),
    ],
)
def test_what_is_not_asked_for_leaves_no_gap(asked: str, uv: str, bench: Bench) -> None:
    bench.write(asked, sources=bench.two(), python="==3.11.*", uv=uv)
    assert bench.ids() == []


def test_pythons_that_markers_leave_out(bench: Bench) -> None:
    entry = f'{{ path = "{bench.wheel()}", marker = "python_version < \'3.13\'" }}'
    bench.write("nx", sources=f"nx = {entry}\n")
    assert "Python 3.13 and later" in bench.one("source-markers-gap").title


def test_systems_that_nobody_has_in_mind_are_said_as_such(bench: Bench) -> None:
    paths = [bench.wheel("nx", "1.0"), bench.wheel("nx", "1.0", folder="v"), bench.wheel("nx", "1.0", folder="x")]
    systems = ("win32", "linux", "darwin")
    sources = listed("nx", *((path, f"sys_platform == '{each}'") for path, each in zip(paths, systems, strict=True)))
    bench.write("nx", sources=sources)
    assert bench.one("source-markers-gap").title == "No source of nx is for systems that none of its markers names"


def test_a_marker_that_nobody_can_read_is_no_error_of_ours(bench: Bench) -> None:
    bench.write(
        "nx", sources=f'nx = [{{ path = "{bench.wheel()}", marker = "?" }}, {{ index = "x", marker = "{REST}" }}]\n'
    )
    assert bench.ids()
    bench.write("nx", sources=single("nx", bench.wheel()), uv='environments = ["??"]\n')
    assert bench.ids() == [] or all("fail" not in each for each in bench.ids())


def test_cases_tell_apart_what_the_markers_do() -> None:
    both = markers([ON_WINDOWS]), markers(["platform_machine == 'AMD64' and python_version >= '3.12'"])
    found = list(cases(both, ">=3.11"))
    assert {case["sys_platform"] for case in found} == {"win32", OTHER}
    assert {case["platform_machine"] for case in found} == {"AMD64", OTHER}
    assert {"3.11", "3.12"} <= {case["python_version"] for case in found}
    assert "3.10" not in {case["python_version"] for case in found}
    assert any(both[0].hold(case) and both[1].hold(case) for case in found)
    wide = markers([f"platform_machine == '{number}' and sys_platform == 's{number}'" for number in range(400)])
    assert sum(1 for _case in cases((wide,))) <= 20_000
