"""The rule about wheels of other platforms that uv unpacks here, and what measuring says of it."""

from pathlib import Path

import pytest

from core.model.commands import RelocatePlace
from core.model.measurements import ProbeReport, Verdict, WaitTimes
from core.model.settings import PlaceKind
from core.model.wheels import Target
from core.wheels.findings.subject import PlaceVerdict
from tests.unit.core.wheels.findings.bench import BOTH, LINUX, WINDOWS, Bench

ON_THE_LAPTOP = {"here": Target(WINDOWS, "3.11"), "is_windows": True}
ON_A_SERVER = {"here": Target(LINUX, "3.11"), "is_windows": False}


def report(place: Path, verdict: Verdict) -> ProbeReport:
    return ProbeReport(
        place=place,
        rounds=8,
        refused_first=6,
        never_passed=2,
        wait_ms=WaitTimes(median=10.0, p95=400.0, max=812.0),
        os_errors={"5": 6},
        verdict=verdict,
        why="6 of 8 renames were refused.",
    )


@pytest.fixture
def project(bench: Bench) -> Bench:
    bench.write("nx", sources=bench.two(), uv=BOTH, python="==3.11.*")
    return bench


def test_on_windows_the_linux_wheel_is_said_with_its_size(project: Bench) -> None:
    assert project.ids(**ON_THE_LAPTOP) == ["source-foreign-wheel warn"]
    check = project.one("source-foreign-wheel", **ON_THE_LAPTOP)
    assert "linux_x86_64" in project.line(check)
    assert "not for Windows x86-64" in check.detail
    assert "4 entries" in check.detail
    assert "kB unpacked" in check.detail
    assert "was not measured" in check.detail
    assert check.remedies[0].command[:4] == ("wheelyard", "wheels", "check", "--probe")


def test_on_linux_it_is_said_only_where_renames_were_measured_to_fail(project: Bench) -> None:
    assert project.ids(**ON_A_SERVER) == []
    clear = PlaceVerdict(Verdict.CLEAR, "All renames passed at once.")
    assert project.ids(verdict=clear, **ON_A_SERVER) == []
    slow = PlaceVerdict(Verdict.SLOW, "Renames waited up to 900 ms.")
    check = project.one("source-foreign-wheel", verdict=slow, **ON_A_SERVER)
    assert slow.why in check.detail
    assert "win_amd64" in project.line(check)


@pytest.mark.parametrize(
    ("verdict", "status"), [(Verdict.REFUSED, "fail"), (Verdict.SLOW, "warn"), (Verdict.CLEAR, "ok")]
)
def test_a_probe_with_that_very_wheel_decides(verdict: Verdict, status: str, project: Bench) -> None:
    place = project.root / "cache"
    wheel = project.project / "w" / "nx-1.0-cp311-cp311-linux_x86_64.whl"
    check = project.one("source-foreign-wheel", probes={wheel: report(place, verdict)}, **ON_THE_LAPTOP)
    assert check.status == status
    assert "6 of 8 renames" in check.detail
    assert "812 ms" in check.detail
    relocating = [each.action for each in check.remedies if isinstance(each.action, RelocatePlace)]
    moved = [RelocatePlace(project=project.project, kind=PlaceKind.CACHE)]
    assert relocating == ([] if verdict is Verdict.CLEAR else moved)
    assert not [each for each in check.remedies if "--probe" in each.command]


def test_what_was_measured_without_the_wheel_is_overruled_by_its_own_probe(project: Bench) -> None:
    wheel = project.project / "w" / "nx-1.0-cp311-cp311-win_amd64.whl"
    known = {"verdict": PlaceVerdict(Verdict.REFUSED, "no"), "probes": {wheel: report(wheel, Verdict.CLEAR)}}
    assert project.ids(**known, **ON_A_SERVER) == []


def test_a_wheel_for_another_python_of_this_computer_is_not_foreign(project: Bench) -> None:
    project.write("nx", sources=project.two("cp312-cp312"), uv=BOTH, python=">=3.11")
    found = [check for check in project.found(**ON_THE_LAPTOP) if check.id == "source-foreign-wheel"]
    assert [("linux" in project.line(check)) for check in found] == [True]


def test_what_is_not_known_of_this_computer_is_not_guessed(project: Bench) -> None:
    assert project.ids(here=None, is_windows=True) == []
