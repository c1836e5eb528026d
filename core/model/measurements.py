"""What was measured of places: rename probes, candidates, relocations."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from core.model.settings import PlaceKind


class Verdict(StrEnum):
    """What a rename probe says of a place."""

    CLEAR = "clear"
    SLOW = "slow"
    REFUSED = "refused"
    UNUSABLE = "unusable"


class WaitTimes(Struct, frozen=True):
    """Milliseconds from the first try of a rename until it passed, or until it was given up."""

    median: float
    p95: float
    max: float


class ProbeReport(Struct, frozen=True, kw_only=True):
    """The result of a rename probe in one place.

    ``rounds`` renames were tried; ``refused_first`` of them were refused at the first try and
    ``never_passed`` within the time allowed. ``os_errors`` counts refusals by error number (as text).
    ``why`` is one sentence for a person.
    """

    place: Path
    rounds: int
    refused_first: int
    never_passed: int
    wait_ms: WaitTimes
    os_errors: dict[str, int]
    verdict: Verdict
    why: str


class Candidate(Struct, frozen=True, kw_only=True):
    """A folder that a place could move to, with every reason for and against it; score 0 to 100."""

    place: Path
    suitable: bool
    score: float
    reasons: tuple[str, ...]
    probe: ProbeReport | None = None


class RelocationHow(StrEnum):
    """How a place came to its new folder."""

    RENAMED = "renamed"
    COPIED = "copied"
    FRESH = "fresh"


class RelocationReport(Struct, frozen=True, kw_only=True):
    """What a relocation did; ``probe`` is the measurement of the new folder."""

    kind: PlaceKind
    origin: Path
    target: Path
    moved_files: int
    moved_bytes: int
    how: RelocationHow
    probe: ProbeReport | None = None
    undo: bool = False
