"""Sources are taken out; files stay, and the requirement goes where nothing serves it any more."""

import pytest

from core.model.outcome import Failed
from core.model.wheel_commands import RemoveSource
from tests.integration.wheels.wheel_bench import LINUX, WINDOWS, WheelBench, refusal


def test_a_source_goes_with_its_requirement_and_the_file_stays(bench: WheelBench) -> None:
    before = bench.file.read_bytes()
    wheel = bench.wheel("Nx_Tools", "1.0")
    bench.added(wheel)
    outcome = bench.changed(RemoveSource(package="nx.tools"))
    assert bench.meaning()["project"]["dependencies"] == []
    assert "nx" not in bench.file.read_text(encoding="utf-8")
    assert bench.locked("nx-tools") == []
    assert (bench.yard / wheel.name).exists()
    assert outcome.repaired is not None
    assert "the file stays" in outcome.repaired
    assert bench.meaning()["project"] == bench.meaning()["project"] | {"dependencies": []}
    assert len(before) <= len(bench.file.read_bytes())


def test_one_of_two_files_goes_and_the_other_serves(bench: WheelBench) -> None:
    bench.write(python="==3.11.*")
    windows = bench.wheel("nx", "1.0", f"cp311-cp311-{WINDOWS}")
    linux = bench.wheel("nx", "1.0", f"cp311-cp311-{LINUX}")
    bench.added(windows, linux)
    bench.changed(RemoveSource(package="nx", files=(f"local wheels/{windows.name}",)))
    assert [path for _, path in bench.locked("nx")] == [f"local wheels/{linux.name}"]
    assert bench.meaning()["project"]["dependencies"] == ["nx; sys_platform == 'linux'"]


@pytest.mark.parametrize("by", ["bare", "absolute"])
def test_a_file_is_named_as_a_person_knows_it(bench: WheelBench, by: str) -> None:
    wheel = bench.wheel("nx", "1.0")
    bench.added(wheel)
    named = wheel.name if by == "bare" else str(bench.yard / wheel.name)
    bench.changed(RemoveSource(package="nx", files=(named,)))
    assert bench.locked("nx") == []


def test_the_requirement_is_kept_where_an_index_serves_it(bench: WheelBench) -> None:
    wheel = bench.wheel("nx", "1.0")
    bench.added(wheel)
    text = bench.file.read_text(encoding="utf-8").replace(
        "package = false", f'package = false\nfind-links = ["{bench.inbox.as_posix()}"]'
    )
    bench.text(text)
    bench.changed(RemoveSource(package="nx", keep_dependency=True))
    assert bench.meaning()["project"]["dependencies"] == ["nx"]
    assert [version for version, _ in bench.locked("nx")] == ["1.0"]


def test_a_requirement_that_nobody_serves_then_brings_the_source_back(bench: WheelBench) -> None:
    bench.added(bench.wheel("nx", "1.0"))
    before = bench.snapshot()
    outcome = bench.change(RemoveSource(package="nx", keep_dependency=True))
    assert isinstance(outcome, Failed)
    assert "as it was before" in outcome.problem.explanation
    assert bench.snapshot() == before


def test_what_is_no_source_is_said_with_what_is(bench: WheelBench) -> None:
    bench.added(bench.wheel("nx", "1.0"))
    said = refusal(bench.refused(RemoveSource(package="ny")))
    assert "ny has no local source" in said
    assert "nx" in said
    said = refusal(bench.refused(RemoveSource(package="nx", files=("other.whl",))))
    assert "other.whl is no source of nx" in said
    assert "nx-1.0-py3-none-any.whl" in said
