"""What the tests of repairs share."""

from pathlib import Path

import pytest

from tests.integration.repairs.workbench import Workbench
from tests.network.fixtures import authority, login_proxy, plain_proxy

__all__ = ["authority", "login_proxy", "plain_proxy"]


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path)
