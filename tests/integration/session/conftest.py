"""What the tests of the Session share."""

from pathlib import Path

import pytest

from tests.integration.session.computer import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
