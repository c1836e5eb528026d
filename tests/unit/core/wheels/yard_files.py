"""Folders of small wheels for tests, and a reader that notes what it reads."""

import os
from pathlib import Path

from core.model.wheels import WheelFile
from core.wheels.make_wheel import write_wheel
from core.wheels.reading.any_file import read_file
from core.wheels.reading.stopping import Stopped
from core.wheels.yard_scan import ScannedFolder

LONG_AGO = 1_600_000_000


def filled(yard: Path, count: int = 12) -> list[Path]:
    paths = [write_wheel(yard, f"thing{number:03}", "1.0") for number in range(count)]
    for path in paths:
        age(path)
    return paths


def age(path: Path, at: int = LONG_AGO) -> None:
    os.utime(path, (at, at))


def names(scanned: ScannedFolder) -> list[str]:
    return [file.path.name for file in scanned.files]


class Counting:
    """Reads files really, and notes which."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    def __call__(self, path: Path, stopped: Stopped) -> WheelFile:
        self.paths.append(path)
        return read_file(path, stopped=stopped)
