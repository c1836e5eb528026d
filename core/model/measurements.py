"""What was measured of places: rename probes, candidates, relocations."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from core.model.settings import Origin, PersonPlaceKind, PlaceKind


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
    ``why`` is one sentence for a person. ``plain_passes`` says, where nothing passed, whether ordinary older files and
    folders could be renamed there: a scanner lets them, missing rights do not; None where that was not tried.
    """

    place: Path
    rounds: int
    refused_first: int
    never_passed: int
    wait_ms: WaitTimes
    os_errors: dict[str, int]
    verdict: Verdict
    why: str
    plain_passes: bool | None = None


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

    @property
    def carries(self) -> bool:
        """Whether what was in the old folder is in the new one."""
        return self is not RelocationHow.FRESH


class RelocationReport(Struct, frozen=True, kw_only=True):
    """What a relocation did; ``probe`` is the measurement of the new folder.

    ``moved_files`` and ``moved_bytes`` are None where one rename moved more than could be counted in a moment.
    ``checked_by`` is the uv command that proved the new place, None where none could be run in the old one either.
    ``old_place_goes`` says that what was left behind is removed after the next successful sync.
    """

    kind: PlaceKind
    origin: Path
    target: Path
    moved_files: int | None
    moved_bytes: int | None
    how: RelocationHow
    probe: ProbeReport | None = None
    undo: bool = False
    checked_by: str | None = None
    old_place_goes: bool = False


class WayBack(Struct, frozen=True):
    """What undoing the last relocation would bring back: from ``now``, where the place is, to ``before``."""

    kind: PlaceKind
    before: Path
    now: Path


class Held(Struct, frozen=True):
    """Files and their bytes; a hard link counts once."""

    files: int = 0
    bytes: int = 0


class CacheBucket(StrEnum):
    """What a part of uv's cache is for."""

    WHEELS = "wheels"
    ARCHIVES = "archives"
    SDISTS = "sdists"
    BUILDS = "builds"
    INDEX_PAGES = "index-pages"
    OTHER = "other"


class CachedPackage(Struct, frozen=True, kw_only=True):
    """One package in a cache; ``version`` is None where the pointers do not tell it."""

    name: str
    version: str | None
    held: Held


class CacheContents(Struct, frozen=True, kw_only=True):
    """What is in a cache: per bucket, the largest packages (largest first), and what no pointer refers to."""

    buckets: dict[CacheBucket, Held]
    largest: tuple[CachedPackage, ...] = ()
    unreferenced: Held = Held()


class PlaceInventory(Struct, frozen=True, kw_only=True):
    """One place and what it holds; None for what is not known (yet), ``held`` counts on while ``counting``.

    ``verdict`` is that of the last rename probe there. ``trouble`` is a sentence where a part could not be read.
    """

    kind: PlaceKind | PersonPlaceKind
    path: Path
    origin: Origin
    exists: bool
    volume: Path | None = None
    file_system: str | None = None
    free_bytes: int | None = None
    held: Held = Held()
    counting: bool = False
    verdict: Verdict | None = None
    contents: CacheContents | None = None
    trouble: str | None = None


class CleaningReport(Struct, frozen=True, kw_only=True):
    """What uv removes or removed from a cache; ``preview`` when nothing was removed.

    ``before`` and ``after`` are what the cache held and holds, ``after`` as expected in a preview; ``packages`` are
    those concerned, largest first. ``missing`` were named and are not in the cache. ``others`` are the known projects
    that use the same cache; ``serves_all`` says that every project of the person does that names no other. ``linked``
    is what of it stays on the disk, as environments have hard links to the same files; None where that is not known.
    """

    cache: Path
    before: Held
    after: Held
    packages: tuple[CachedPackage, ...] = ()
    preview: bool = False
    missing: tuple[str, ...] = ()
    others: tuple[Path, ...] = ()
    serves_all: bool = False
    linked: Held | None = Held()

    @property
    def freed(self) -> Held:
        """What goes or went; another uv may have added to the cache meanwhile, which frees nothing."""
        return Held(max(0, self.before.files - self.after.files), max(0, self.before.bytes - self.after.bytes))

    @property
    def room(self) -> int | None:
        """The bytes that come free on the disk, None where that is not known."""
        return None if self.linked is None else max(0, self.freed.bytes - self.linked.bytes)
