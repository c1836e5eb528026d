"""Fixtures that every test may ask for."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def uv_program() -> Path:
    """The real uv that came with this environment."""
    from uv import find_uv_bin  # noqa: PLC0415 - only tests that run uv need it

    return Path(find_uv_bin())
