"""What the end-to-end tests share: a computer, a scanner, the reference project."""

import sys
from pathlib import Path

import pytest

from core.demo.reference_project import DemoProject, make_reference_project
from core.demo.scanned import ScannerStandIn
from tests.e2e.wheelyard import Wheelyard
from tests.scanner.build import standin_with_queue


@pytest.fixture
def computer(tmp_path: Path) -> Wheelyard:
    """A computer without a scanner."""
    return Wheelyard(root=tmp_path)


@pytest.fixture
def scanner(tmp_path: Path) -> ScannerStandIn:
    """The scanner stand-in, with a queue of this test's own."""
    return standin_with_queue(tmp_path)


@pytest.fixture
def demo(tmp_path: Path) -> DemoProject:
    """The reference project for the Python that runs the tests."""
    return make_reference_project(tmp_path / "portfolio", python=sys.version_info[:2])
