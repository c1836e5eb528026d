"""A volume of its own for one failure; root alone may mount it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.reproductions.bench import Bench


@contextmanager
def small_volume(bench: Bench, name: str, options: str) -> Iterator[Path]:
    """Mount a volume in memory as a folder of the bench, with options of ``mount``, until the block ends."""
    place = bench.folder / name
    place.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
