"""What the tests of the rules share."""

from pathlib import Path

import pytest

from tests.unit.core.wheels.findings.bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
