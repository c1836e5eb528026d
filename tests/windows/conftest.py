"""Computers for the tests of Windows: Wine's on Debian, the one they run on where that is Windows."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.lab.computer import Computer
from tests.windows.lab.native import NativeComputer
from tests.windows.lab.reasons import NoLabError
from tests.windows.lab.wine_computer import WineComputer
from tests.windows.lab.wine_lab import WineLab, wine_lab
from tests.windows.release import Release, build_release

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the lab's tests in a run that did not name them, and let the first of them wait for the lab's setup."""
    named = any("windows" in Path(str(argument)).parts for argument in config.invocation_params.args)
    skip = pytest.mark.skip(reason="takes minutes; run it by name: pytest tests/windows")
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.timeout(1800) if named else skip)


@pytest.fixture(scope="session")
def lab() -> WineLab:
    """The Wine lab, made when it is not there yet; the tests are skipped with the reason where it cannot be had."""
    try:
        return wine_lab()
    except NoLabError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def release(lab: WineLab, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """What is published, and a later version; one for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    return build_release(lab, (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "release")


@pytest.fixture(scope="module")
def wine(lab: WineLab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WineComputer]:
    """A Wine computer for the tests of one file."""
    with lab.computer(tmp_path_factory.mktemp("computer")) as computer:
        yield computer


@pytest.fixture(scope="module")
def computer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Computer:
    """A Windows computer for the tests of one file, of whichever kind there is."""
    if sys.platform == "win32":
        return NativeComputer(tmp_path_factory.mktemp("computer"))
    wine: WineComputer = request.getfixturevalue("wine")
    return wine
