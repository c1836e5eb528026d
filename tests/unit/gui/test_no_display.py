"""Without a display the person reads a sentence and gets status 2, not Qt's abort."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.system.display import has_display

ROOT = Path(__file__).parents[3]
DISPLAY_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")


@linux_only
@pytest.mark.parametrize("arguments", [[], ["--window"]])
def test_without_a_display_a_sentence_says_so(arguments: list[str], tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in DISPLAY_VARIABLES}
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from gui.main import main; sys.exit(main())", *arguments],
        env=environment | {"PYTHONPATH": str(ROOT), "WHEELYARD_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("No window can be opened here")
    assert "`wheelyard COMMAND` works without one" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@linux_only
@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, True),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
        ({"QT_QPA_PLATFORM": "wayland;xcb"}, False),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":0"}, True),
    ],
)
def test_what_counts_as_a_display(environ: dict[str, str], expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert has_display(environ) is expected
