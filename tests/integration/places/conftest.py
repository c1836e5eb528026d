"""What the tests of places share."""

from pathlib import Path

import pytest

from core.demo.scanned import ScannerStandIn
from tests.scanner.build import standin_with_queue


@pytest.fixture
def scanner(tmp_path: Path) -> ScannerStandIn:
    """The stand-in, with a queue of this test's own."""
    return standin_with_queue(tmp_path)
