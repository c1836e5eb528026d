"""What the rules about local sources look at: everything found out before, so that they only compare."""

from pathlib import Path

from msgspec import Struct

from core.model.measurements import ProbeReport, Verdict
from core.model.wheels import Target, WheelFile
from core.wheels.local_sources import LocalSource, ProjectSources


class PlaceVerdict(Struct, frozen=True):
    """What the last rename probe of the cache's place said."""

    verdict: Verdict
    why: str


class FindingsSubject(Struct, frozen=True, kw_only=True):
    """A project's local sources with their files and what they have to serve.

    ``files`` are those that are there, by the absolute path that the source names; ``unreachable`` are sentences on
    places that cannot be looked at. ``nearby`` are the wheels and sdists of the project's yards, known by their names
    alone. ``targets`` is what the lock covers, ``here`` what the environment of this computer is. ``locked`` are the
    sha256 that the lock has, by path. ``from_index`` are the packages that an index or a folder serves besides.
    ``compiler`` is one that was found here; ``compiler_known`` says that it was looked for. ``cache`` is where uv
    unpacks, ``verdict`` the last probe there, ``probes`` are those with the very wheels.
    """

    sources: ProjectSources
    files: dict[Path, WheelFile] = {}
    missing: frozenset[Path] = frozenset()
    unreachable: dict[Path, str] = {}
    nearby: tuple[WheelFile, ...] = ()
    targets: tuple[Target, ...] = ()
    here: Target | None = None
    locked: dict[Path, str] = {}
    from_index: frozenset[str] = frozenset()
    compiler: str | None = None
    compiler_known: bool = False
    is_windows: bool = False
    cache: Path | None = None
    verdict: PlaceVerdict | None = None
    probes: dict[Path, ProbeReport] = {}

    @property
    def project(self) -> Path:
        """The project's folder."""
        return self.sources.project

    def file_of(self, source: LocalSource) -> WheelFile | None:
        """Return the file that a source names, None where it is not there or was not read."""
        return self.files.get(source.place)

    @property
    def by_package(self) -> dict[str, tuple[LocalSource, ...]]:
        """The local sources of each package, in the order of the files."""
        found: dict[str, tuple[LocalSource, ...]] = {}
        for source in self.sources.sources:
            found[source.package] = (*found.get(source.package, ()), source)
        return found
