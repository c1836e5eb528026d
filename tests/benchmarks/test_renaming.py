"""A relocation on one volume takes the same time for a small and for a large cache."""

from pathlib import Path

import pytest

from tests.benchmarks.renaming import measure

MOST_SECONDS_OF_DIFFERENCE = 0.5
"""A quarter of a second is what the count of the files may take; the rest is noise."""


@pytest.mark.benchmark
@pytest.mark.timeout(900)
def test_one_rename_takes_the_same_time_for_every_size(tmp_path: Path) -> None:
    measured = measure(tmp_path)
    assert measured.spread <= MOST_SECONDS_OF_DIFFERENCE, measured.table("here")
