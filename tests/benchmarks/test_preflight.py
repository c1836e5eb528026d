"""The look before a run is over before a person notices it."""

from pathlib import Path

import pytest

from tests.benchmarks.preflight import measure

MOST_SECONDS = 0.3


@pytest.mark.benchmark
@pytest.mark.timeout(600)
def test_the_look_before_a_run_is_short(tmp_path: Path) -> None:
    # Other work on the computer only ever adds: one undisturbed measurement out of three is the true one.
    measured = []
    for number in range(3):
        figures = measure(tmp_path / str(number), 5)
        measured.append(figures.table(f"measurement {number + 1}"))
        if figures.longest_median <= MOST_SECONDS:
            return
    pytest.fail("\n".join(measured))
