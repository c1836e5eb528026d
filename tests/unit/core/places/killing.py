"""Relocations killed at every journal step and at random moments, each recovered and looked at; a program of its own.

``python -m tests.unit.core.places.killing FOLDER TIMES SEED`` forks a child for each relocation and kills it with
SIGKILL: before and after each time that it writes the journal, and ``TIMES`` times after a random part of the time
that a whole one takes. It recovers and prints a JSON line for each: what was done, at which step it was cut off, and
what is wrong (an empty list when nothing is).
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from core.model.measurements import RelocationHow
from core.places.journal import Entry, Journal, Step
from core.places.moving import partial_of
from tests.unit.core.places.relocating import Bench, picture

Found = dict[str, object]
WAYS = tuple((how, undoing) for how in RelocationHow for undoing in (False, True))


def small_bench(folder: Path) -> Bench:
    """Return a bench whose cache has many small files: most of the time goes into steps, not into bytes."""
    bench = Bench(folder, folder / "new" / "cache")
    bench.fill()
    big = bench.origin / "archive-v0" / "Abc123" / "big.bin"
    big.write_bytes(b"x" * 5000)
    for number in range(40):
        (bench.origin / "archive-v0" / f"file {number}").write_bytes(os.urandom(2000))
    return bench


def forked(deed: Callable[[], object], kill_after: float | None) -> tuple[int, float]:
    """Do something in a child; return how it ended and after how many seconds."""
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            deed()
            status = 0
        finally:
            os._exit(status)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, ended = os.waitpid(child, 0)
    return ended, time.monotonic() - begun


def wrong_after(bench: Bench, before: dict[str, tuple[object, ...]], how: RelocationHow) -> list[str]:
    """Return what is not as it must be after a recovery."""
    wrong = []
    said = bench.recover()
    if any(entry.open for entry in bench.journal.entries()):
        wrong.append("the journal still has an open entry")
    places = [place for place in (bench.origin, bench.target) if (place / "archive-v0").is_dir()]
    if how is not RelocationHow.FRESH and bench.profile not in places:
        wrong.append(f"the setting names {bench.profile.name}, which holds nothing")
    for place in places:
        now = picture(place)
        now["wheels-v6/absolute"] = before["wheels-v6/absolute"]  # after a rename it leads to the old name
        if now != before:
            wrong.append(f"{place} is not whole")
    whole = len(places)
    undone_copy = any(entry.retired == bench.target for entry in bench.journal.entries())
    if whole != (2 if undone_copy else 1):
        wrong.append(f"{whole} places are there")
    if partial_of(bench.target).exists():
        wrong.append("a partial copy is left")
    if any(not sentence.endswith(".") for sentence in said):
        wrong.append("the recovery says nothing")
    return wrong


class Dying(Journal):
    """A journal whose process dies before or after its ``number``th entry is on disk."""

    def __init__(self, folder: Path, number: int, *, after: bool) -> None:
        super().__init__(folder)
        self._left = number
        self._after = after

    def write(self, entry: Entry) -> Entry:
        """Write, or die."""
        self._left -= 1
        if self._left == 0 and not self._after:
            os.kill(os.getpid(), signal.SIGKILL)
        written = super().write(entry)
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return written


def trial(folder: Path, how: RelocationHow, *, undoing: bool, kill_after: float | None, dying: Dying | None) -> Found:
    """Have one relocation, or one undo, killed, recover and look."""
    bench = small_bench(folder)
    before = picture(bench.origin)
    if undoing:
        bench.relocate(how)
    journal = bench.journal
    if dying is not None:
        bench.journal = dying
    ended, _ = forked(bench.undo if undoing else lambda: bench.relocate(how), kill_after)
    bench.journal = journal
    entries = journal.entries()
    step = entries[-1].step if entries else Step.PLANNED
    wrong = wrong_after(bench, before, how)
    if ended not in {0, signal.SIGKILL}:
        wrong.append(f"the child ended with {ended}")
    return {"how": how.value, "undo": undoing, "step": step.value, "killed": ended == signal.SIGKILL, "wrong": wrong}


def at_every_step(folder: Path) -> Iterator[Found]:
    """Yield what came of being killed before and after each writing of the journal."""
    for how, undoing in WAYS:
        for after in (False, True):
            number, killed = 1, True
            while killed:
                one = folder / f"{how}-{undoing}-{after}-{number}"
                dying = Dying(one / "journal", number, after=after)
                found = trial(one, how, undoing=undoing, kill_after=None, dying=dying)
                killed = bool(found["killed"])
                number += 1
                yield found


def at_random(folder: Path, times: int, seed: int) -> Iterator[Found]:
    """Yield what came of being killed after a random part of the time that a whole relocation takes."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    seconds = {}
    for how, undoing in WAYS:
        bench = small_bench(folder / f"whole-{how}-{undoing}")
        if undoing:
            bench.relocate(how)
        ended, seconds[how, undoing] = forked(bench.undo if undoing else partial(bench.relocate, how), None)
        if ended:
            raise SystemExit(f"a relocation that nobody killed ended with {ended}")
    for number in range(times):
        how, undoing = WAYS[number % len(WAYS)]
        kill_after = chance.random() * seconds[how, undoing]
        yield trial(folder / str(number), how, undoing=undoing, kill_after=kill_after, dying=None)


def main(folder: Path, times: int, seed: int) -> None:
    """Try, and print what came of it."""
    for found in (*at_every_step(folder / "steps"), *at_random(folder / "random", times, seed)):
        sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
