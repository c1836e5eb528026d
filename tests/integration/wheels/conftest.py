"""What the tests of changes of local sources share."""

from pathlib import Path

import pytest

from tests.integration.wheels.wheel_bench import WheelBench


@pytest.fixture
def bench(tmp_path: Path) -> WheelBench:
    return WheelBench(tmp_path)
