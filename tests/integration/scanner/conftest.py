"""What the tests of the scanner stand-in share."""

import sys
from pathlib import Path

import pytest

from core.demo.reference_project import DemoProject, make_reference_project
from core.demo.scanned import ScannerStandIn
from tests.scanner.build import standin_with_queue


@pytest.fixture
def scanner(tmp_path: Path) -> ScannerStandIn:
    """The stand-in, with a queue of this test's own."""
    return standin_with_queue(tmp_path)


@pytest.fixture
def demo(tmp_path: Path) -> DemoProject:
    """The reference project for the Python that runs the tests."""
    return make_reference_project(tmp_path / "project", python=sys.version_info[:2])
