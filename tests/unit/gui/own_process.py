"""Runs a window over the real Session in a process of its own, and plays a story in it."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[3]

HEAD = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from gui.main import make_application, open_window
from gui.windows.main_window import MainWindow

app = make_application()
timer = QTimer()
state = {"until": None, "since": time.monotonic()}

def find(kind, name):
    return window().findChild(kind, name)

def window():
    return next((w for w in app.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()), None)

def beat():
    if window() is None:
        return
    if state["until"] is not None and not state["until"]():
        if time.monotonic() - state["since"] > 30:
            print("waited too long", flush=True)
            timer.stop()
            window().close()
        return
    state["since"] = time.monotonic()
    try:
        state["until"] = next(story)
    except StopIteration:
        timer.stop()
        window().close()
"""

TAIL = """
timer.timeout.connect(beat)
timer.start(20)
project = Path(sys.argv[1]) if len(sys.argv) > 1 else None
sys.exit(open_window(project))
"""


def play(home: Path, story: str, project: Path | None = None, variables: Mapping[str, str] | None = None) -> str:
    """Play a story, a generator named ``tell`` that yields what it waits for, and return what it printed."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "WHEELYARD_HOME": str(home)}
    body = textwrap.dedent(story) + "\nstory = tell()\n"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", HEAD + body + TAIL, *([] if project is None else [str(project)])],
        env=environment | dict(variables or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "", done.stderr + done.stdout
    return done.stdout
