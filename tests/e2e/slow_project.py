"""A project whose sync takes minutes and leaves processes behind that somebody must end."""

from pathlib import Path

import psutil

SLOW_BACKEND = """
import os, pathlib, subprocess, sys, time

def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    pathlib.Path("{pids}.new").write_text(f"{{os.getpid()}} {{sleeper.pid}}")
    os.replace("{pids}.new", "{pids}")
    time.sleep(300)
"""


def slow_project(folder: Path, pids: Path) -> Path:
    """Make a project whose only dependency takes five minutes to build and leaves a grandchild behind."""
    (folder / "slow").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "waits"\nversion = "1"\nrequires-python = ">=3.10"\ndependencies = ["slow"]\n'
        '[tool.uv]\npackage = false\n[tool.uv.sources]\nslow = { path = "slow" }\n'
    )
    (folder / "slow" / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "slow"\nversion = "1"\n'
    )
    (folder / "slow" / "backend.py").write_text(SLOW_BACKEND.format(pids=pids))
    return folder


def still_running(pids: list[int]) -> list[int]:
    """Return those that have not ended; what was ended and only waits to be collected has ended."""
    found = []
    for pid in pids:
        try:
            if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                found.append(pid)
        except psutil.NoSuchProcess:
            continue
    return found
