"""Failures of the real uv.exe, made anew and explained, as those of uv are in tests/integration/diagnosis."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.model.problem import Category
from tests.reproductions.lab_bench import LabBench
from tests.reproductions.recording import faults
from tests.reproductions.reproduction import Reproduction
from tests.reproductions.windows import WINDOWS
from tests.windows.lab.wine_lab import WineLab


@pytest.fixture(scope="module")
def bench(lab: WineLab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabBench]:
    """One computer for all failures; each of them begins with a new project and an empty cache."""
    room: Path = tmp_path_factory.mktemp("computer")
    with lab.computer(room) as computer:
        yield LabBench(lab, computer)


@pytest.mark.parametrize("made", WINDOWS, ids=lambda each: each.id)
def test_a_failure_of_uv_exe_is_explained(made: Reproduction, bench: LabBench) -> None:
    bench.begin()
    assert made.in_lab is not None
    said = made.in_lab(bench)
    if bench.exit_code == 0 and made.category is not Category.NONE and "error:" in said:
        # Wine loses the exit status of a program now and then when the computer is busy; uv printed its error.
        bench.begin()
        said = made.in_lab(bench)
    assert (bench.exit_code == 0) is (made.category is Category.NONE), said
    assert not faults(made, explain(said, FailureContext(exit_code=bench.exit_code, windows=True))), said
