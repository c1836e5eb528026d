"""The rules of patience: in which order packages are tried, after which pauses, and when it is enough.

What changes between two tries of one package: uv unpacks it into a fresh folder each time, so a scanner begins anew and
the second try would end like the first if nothing else changed. What does change is the scanner's queue. While the
whole is synced, every package waits for the check of all that were unpacked before it; and what was refused is still
being checked although nobody needs it any more. So before the next try a small folder is renamed: where that is refused
at first, the scanner has worked off its queue when it passes. Where it passes at once, the queue is empty, or the
scanner leaves this process alone: then a pause does it that grows with every refusal. A package that is tried alone
after that meets its own check only. On Windows uv waits some ten seconds for that check (os error
5); on a sharing violation (os error 32), and on POSIX (os error 13), it does not wait at all, so there a package lands
only if its check is over when uv has written its last file.
"""

import statistics
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from core.uv.lock_file import Lock
from core.uv.uncached import Uncached

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 5.0
"""Seconds, or twice those of a try that took longer."""

LONGEST_WAIT = 120.0
"""Seconds after which a scanner that still refuses a small folder counts as one that never will be done."""


class Waiting(Struct, frozen=True, kw_only=True):
    """A package that has to come into the cache; ``size`` in bytes as a file, None where neither lock nor disk tell.

    ``path`` is its file where it is brought in by that, before there is a lock.
    """

    name: str
    version: str | None = None
    size: int | None = None
    path: Path | None = None


class Refusal(Struct, frozen=True):
    """The last try of a package that was refused; ``seconds`` are those of uv's whole run."""

    package: Waiting
    seconds: float


def in_order(packages: Sequence[Waiting]) -> tuple[Waiting, ...]:
    """Return the packages smallest first; those of unknown size stand in the middle, where an error costs least."""
    known = [package.size for package in packages if package.size is not None]
    middle = statistics.median(known) if known else 0
    return tuple(sorted(packages, key=lambda each: (middle if each.size is None else each.size, each.name)))


def waiting_for(uncached: Uncached, lock: Lock) -> Waiting:
    """Return an uncached package with what the lock knows of it."""
    locked = lock.find(uncached.name, uncached.version)
    version = uncached.version or (locked.version if locked is not None else None)
    return Waiting(name=uncached.name, version=version, size=locked.size if locked is not None else None)


class Pauses:
    """Seconds to wait before the next try: none while things land, doubling from refusal to refusal.

    The first is as long as the try was: with it, uv's own waiting tells how long checks take here.
    """

    def __init__(self) -> None:
        self._refused = 0
        self._tried = 0.0

    def refused(self, seconds: float = 0.0) -> None:
        """Take note of a refusal after a try of so many seconds."""
        self._refused += 1
        self._tried = seconds

    def landed(self) -> None:
        """Take note that something landed: the scanner is done with it, and the next need not wait."""
        self._refused = 0

    def next(self) -> float:
        """Return the pause before the next try."""
        if self._refused == 0:
            return 0.0
        doubled: float = max(self._tried, FIRST_PAUSE) * 2.0 ** min(self._refused - 1, 30)
        return min(doubled, self._longest)

    @property
    def are_long(self) -> bool:
        """Whether they grow no more, so that a scanner that is done after a while would be done by now."""
        return self.next() >= self._longest

    @property
    def _longest(self) -> float:
        return max(LONGEST_PAUSE, 2 * self._tried)


class Ladder:
    """Rounds over the packages that are left, as long as a round gains something."""

    def __init__(self, packages: tuple[Waiting, ...]) -> None:
        self.packages = len(packages)
        self.left = packages
        self.turn = 0
        self.refusals: dict[Waiting, Refusal] = {}

    @property
    def landed(self) -> int:
        """How many packages landed so far."""
        return self.packages - len(self.left)

    def next_round(self) -> tuple[Waiting, ...]:
        """Begin a round over what is left."""
        self.turn += 1
        return self.left

    def land(self, package: Waiting) -> None:
        """Take a package out: it is in the cache."""
        self.left = tuple(each for each in self.left if each != package)
        self.refusals.pop(package, None)

    def refuse(self, package: Waiting, seconds: float) -> None:
        """Leave a package for the next round."""
        self.refusals[package] = Refusal(package, seconds)
