"""Every failure of uv that can be made here, made anew and explained."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.model.problem import Category
from tests.reproductions.bench import Bench
from tests.reproductions.recording import faults
from tests.reproductions.registry import HERE
from tests.reproductions.reproduction import Reproduction, lacking


@pytest.fixture
def bench() -> Iterator[Bench]:
    """A home that other accounts can come to, which pytest's own folders are closed to."""
    with tempfile.TemporaryDirectory(prefix="wheelyard-failure-") as folder:
        yield Bench(Path(folder))


@pytest.mark.parametrize("made", [each for each in HERE if each.make is not None], ids=lambda each: each.id)
def test_a_failure_of_a_real_uv_is_explained(made: Reproduction, bench: Bench) -> None:
    reason = lacking(made.needs)
    if reason is not None:
        pytest.skip(reason)
    assert made.make is not None
    said = made.make(bench)
    assert (bench.exit_code == 0) is (made.category is Category.NONE), said
    context = FailureContext(project=bench.project, cache=bench.cache, exit_code=bench.exit_code)
    assert not faults(made, explain(said, context)), said
