"""What the tests of wheelhouses share."""

from pathlib import Path

import pytest

from tests.integration.wheels.wheelhouses.house_bench import HouseBench, serve
from tests.network.fixtures import authority

__all__ = ["authority", "bench", "served"]


@pytest.fixture
def bench(tmp_path: Path) -> HouseBench:
    return HouseBench(tmp_path)


@pytest.fixture
def served(tmp_path: Path) -> Path:
    return serve(tmp_path / "served")
