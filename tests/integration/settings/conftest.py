"""What the tests of settings share."""

from pathlib import Path

import pytest

from tests.integration.settings.judge import Sources


@pytest.fixture
def sources(tmp_path: Path, uv_program: Path) -> Sources:
    return Sources(tmp_path / "computer", uv_program)
