"""Files below a folder that a program is likely to hold, the likeliest first: what runs, then what is loaded."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

_PROGRAMS = (".exe", ".dll", ".pyd", ".so", ".dylib")
MOST_FILES = 600
MOST_SEEN = 50_000
BATCH = 100


def batches_below(folder: Path, until: float) -> Iterator[list[Path]]:
    """Yield up to 600 files below ``folder`` in lists of up to 100, programs and libraries first.

    Stops looking at ``until``, on the clock ``time.monotonic``, or after 50,000 files; links are not followed.
    """
    programs: list[Path] = []
    others: list[Path] = []
    seen = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            (programs if name.lower().endswith(_PROGRAMS) else others).append(Path(parent, name))
        seen += len(names)
        if len(programs) >= MOST_FILES or seen >= MOST_SEEN or time.monotonic() > until:
            break
    chosen = [*programs, *others][:MOST_FILES]
    for first in range(0, len(chosen), BATCH):
        yield chosen[first : first + BATCH]
