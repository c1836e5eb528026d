"""The unit tests of core, run by Windows' Python; those that are about POSIX skip themselves there."""

import re

from tests.windows.lab.computer import Computer
from tests.windows.lab.recipe import CHECKOUT

# What the ordinary run says to pytest, without the window's plugin and without what would be written to the checkout.
OPTIONS = "addopts=--import-mode=importlib --strict-markers"
PYTEST = ("-m", "pytest", "-q", "-ra", "-p", "no:cacheprovider", "-o", OPTIONS)
QUIET = ("-W", "ignore:Unknown config option:pytest.PytestConfigWarning")
FEWEST = 1200
"""So many tests ran and passed when this was written; far fewer mean that something skips what it should run."""


def test_core_keeps_its_word_on_windows(computer: Computer) -> None:
    compiled = ("-X", "pycache_prefix=C:\\compiled")
    ended = computer.run(
        [computer.python, *compiled, *PYTEST, *QUIET, "-n", "2", "tests/unit/core"],
        # With CI set, property tests try the same examples each time; new ones are looked for on this system.
        environ={"HYPOTHESIS_STORAGE_DIRECTORY": "C:\\hypothesis", "CI": "true"},
        folder=CHECKOUT,
        limit=1500,
    )
    assert ended.status == 0, ended.stdout[-20_000:] + ended.stderr[-2000:]
    passed = re.search(r"(\d+) passed", ended.stdout)
    assert passed is not None
    assert int(passed[1]) >= FEWEST
